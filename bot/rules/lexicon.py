"""The lexicon: which atoms a written word stands for, worked out once a word and remembered until a query changes it.

A word is read into its forms, and each form is looked up alone, by its beginnings, its ends, and the shapes that begin as
it does. An atom that comes or goes makes only those words be forgotten that may be like it.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from bot.rules.pattern import LETTER, REST, Form
from bot.rules.stems import stem_key
from bot.rules.surface import CACHED_LENGTH, EXACTLY, forms_of, is_plain, read_surface
from bot.rules.tree import Field

STEM = "~"
"""Ends the scope of atoms that are stems, behind the name of the field."""

SEVERAL = 2
"""Among the numbers of a written word that is not just one token, and no atom's."""

_BUCKETS = 1 << 14
"""Sets of remembered words, by the hash of a form, that are forgotten together when a query comes to ask for the form."""

_KEY = 3
"""Letters by which remembered words are found again to be forgotten.

What begins with fewer (two syllables of Korean, the s of s?ria) has all the beginnings of words looked through for it.
"""

_MAIN = (Field.TITLE, Field.TEXT)
"""The fields whose words count for ``Field.ANY`` too."""


def scope_of(field: Field) -> str:
    """The scope of the words of a field."""
    return f"{field.value}:" if field.value else ""


def text_of(form: Form) -> str:
    """What stands for a form in an atom."""
    return f"{form.text}{REST}" if form.open_ended else form.text


def form_of(text: str) -> Form:
    """The form that ``text_of`` gave this text for."""
    return Form(text.rstrip(REST), open_ended=text.endswith(REST))


class _Scope:
    """The wildcards in use in one scope, by what a word is looked up by."""

    def __init__(self, scope: str) -> None:
        self.name = scope
        self.atoms = 0
        self.begun: Counter[int] = Counter()
        self.ended: Counter[int] = Counter()
        self.shapes: dict[str, dict[str, Form]] = {}
        self.spelled: set[str] = set()

    def count(self, form: Form, by: int) -> None:
        """One atom of this form more or less."""
        self.atoms += by
        if form.literal:
            if form.text.startswith(EXACTLY):
                (self.spelled.add if by > 0 else self.spelled.discard)(form.text)
            return
        if form.open_begun:
            _count(self.ended, len(form.text) - 1, by)
        elif LETTER not in form.text:
            _count(self.begun, len(form.text), by)
        elif by > 0:
            self.shapes.setdefault(form.stem, {})[text_of(form)] = form
        else:
            del self.shapes[form.stem][text_of(form)]
            if not self.shapes[form.stem]:
                del self.shapes[form.stem]

    def spells(self, *surfaces: str) -> bool:
        """Whether one of these is asked for exactly as it is written."""
        return any(EXACTLY + surface in self.spelled for surface in surfaces) if self.spelled else False

    def texts(self, forms: tuple[str, ...]) -> Sequence[str]:
        """The atoms, in use or not, that a word of these forms would be of."""
        texts = list(forms)
        if self.begun:
            texts += [form[:length] + REST for form in forms for length in self.begun if _reaches(form, length)]
        if self.ended:
            texts += [REST + form[-length:] for form in forms for length in self.ended if _reaches(form, length)]
        if self.shapes:
            texts += [text for form in forms for text in self._shaped(form)]
        return [self.name + text for text in texts] if self.name else texts

    def _shaped(self, form: str) -> Iterator[str]:
        for length in range(len(form) + 1):
            for text, shape in self.shapes.get(form[:length], {}).items():
                if shape.fits(form):
                    yield text


class Stream(dict[str, bytes]):
    """Written words of one kind of pieces -> their atoms of one scope, as int32, behind those that ``below`` has for them.

    A word that is not there is resolved, once: a plain word with a capital is what it is without one.

    Words are filed by their forms, to be found again and forgotten; but not those whose forms tell how they are written
    (see ``_spellings``), and by spellings, beginnings and ends only once somebody asks for one, and those known until then
    have to go.
    """

    def __init__(
        self, lexicon: Lexicon, scope: _Scope, read: Callable[[str], tuple[str, ...]], below: Stream | None
    ) -> None:
        super().__init__()
        self._lexicon = lexicon
        self.scope = scope
        self._read = read
        self._below = below
        self._like: defaultdict[str | int, list[str]] = defaultdict(list)
        self._spelled_are_kept = False
        self._begun_are_kept = False
        self._ended_are_kept = False

    def __missing__(self, surface: str) -> bytes:
        plain = is_plain(surface)
        if plain and self._below is None:
            small = surface.lower()
            if surface != small and surface == small.capitalize() and not self.scope.spells(small, surface):
                return self._kept(surface, self[small])
        forms = self._read(surface)
        numbers = self._kept(surface, self._numbers(surface, forms, plain=plain))
        if surface in self:
            self._file(surface, forms)
        return numbers

    def _numbers(self, surface: str, forms: tuple[str, ...], *, plain: bool) -> bytes:
        number_of = self._lexicon.numbers.get
        found: set[int] = set()
        if self.scope.atoms:
            for text in self.scope.texts(forms):
                number = number_of(text)
                if number is not None:
                    found.add(number)
        if self._below is not None:
            before = self._below[surface]
            return before + array("i", found).tobytes() if found else before
        if not plain and len(read_surface(surface).tokens) != 1:
            found.add(SEVERAL)
        return array("i", found).tobytes() if found else b""

    def _kept(self, surface: str, numbers: bytes) -> bytes:
        if len(surface) <= CACHED_LENGTH:
            if len(self) >= self._lexicon.most:
                self.forget_all()
            self[surface] = numbers
        return numbers

    def _file(self, surface: str, forms: tuple[str, ...]) -> None:
        like = self._like
        found_by_spelling = forms[0] if forms and (surface == forms[0] or surface in _spellings(forms[0])) else ""
        for form in forms:
            if form[0] == EXACTLY:
                # Only its very spelling asks for it, never a wildcard.
                if self._spelled_are_kept:
                    like[hash(form) % _BUCKETS].append(surface)
                continue
            if form != found_by_spelling:
                like[hash(form) % _BUCKETS].append(surface)
            if self._begun_are_kept:
                like[form[:_KEY]].append(surface)
            if self._ended_are_kept:
                like[REST + form[-_KEY:]].append(surface)

    def is_asked_for(self) -> bool:
        """Whether any query asks for words of this stream."""
        return self.scope.atoms > 0 or (self._below is not None and self._below.is_asked_for())

    def forget(self, form: Form) -> None:
        """Forget the words for which a form may have begun or ceased to count."""
        keys = self._keys(form)
        if not self:
            return
        for key in keys:
            for surface in self._like.pop(key, ()):
                self._pop(surface)
        if form.literal:
            self._pop(form.text.removeprefix(EXACTLY))

    def _pop(self, surface: str) -> None:
        for spelled in _spellings(surface):
            self.pop(spelled, None)

    def forget_all(self) -> None:
        """Forget every word."""
        self.clear()
        self._like.clear()

    def _keys(self, form: Form) -> Sequence[str | int]:
        if form.literal:
            if form.text.startswith(EXACTLY) and not self._spelled_are_kept:
                self._spelled_are_kept = True
                self.forget_all()
            return (hash(form.text) % _BUCKETS,)
        if form.open_begun:
            if not self._ended_are_kept:
                self._ended_are_kept = True
                self.forget_all()
            end = form.text[1:]
            if len(end) >= _KEY:
                return (REST + end[-_KEY:],)
            return [key for key in self._like if isinstance(key, str) and key.startswith(REST) and key.endswith(end)]
        if not self._begun_are_kept:
            self._begun_are_kept = True
            self.forget_all()
        stem = form.stem
        if len(stem) >= _KEY:
            return (stem[:_KEY],)
        return [key for key in self._like if isinstance(key, str) and key.startswith(stem)]


class Lexicon:
    """Reads the words of articles into atoms.

    ``numbers`` are those of the atoms in use, kept by who calls; ``most`` is how many words of one stream are remembered;
    then all of it are forgotten.
    """

    def __init__(self, numbers: Mapping[str | bytes, int], most: int) -> None:
        self.numbers = numbers
        self.most = most
        self._scopes: dict[str, _Scope] = {}
        self._streams: dict[tuple[str, str | None], Stream] = {}
        self._reading: defaultdict[str, list[Stream]] = defaultdict(list)
        self._asked: dict[Field, list[Stream]] = {}
        self._stems_in_use = 0

    def add(self, scope: str, text: str) -> None:
        """An atom has come into use."""
        self._count(scope, text, 1)

    def drop(self, scope: str, text: str) -> None:
        """An atom is no longer in use."""
        self._count(scope, text, -1)

    def asks(self, scope: str) -> bool:
        """Whether any atom of a scope is in use."""
        known = self._scopes.get(scope)
        return known is not None and known.atoms > 0

    def streams_of(self, field: Field, language: str) -> list[Stream]:
        """Where to look up the written words of a piece of an article in a language; nowhere where no query asks for any."""
        words = self._asked.get(field)
        if words is None:
            words = self._asked[field] = _asked_for(self._stream(field, None))
        return words + _asked_for(self._stream(field, language)) if self._stems_in_use else words

    def _stream(self, field: Field, language: str | None) -> Stream:
        """That of the words of a field or, for a language, of their stems."""
        scope = self._scope(scope_of(field) if language is None else f"{field.value}{STEM}")
        below = self._stream(Field.ANY, language) if field in _MAIN else None
        if below is not None and not scope.atoms:
            return below
        # One for each algorithm, because articles may claim to be in any language.
        algorithm = None if language is None else stem_key("", language)
        known = self._streams.get((scope.name, algorithm))
        if known is None:
            read = forms_of if language is None else partial(_stems_of, language)
            known = self._streams[scope.name, algorithm] = Stream(self, scope, read, below)
            self._reading[scope.name].append(known)
            if below is not None:
                self._reading[below.scope.name].append(known)
        return known

    def _scope(self, name: str) -> _Scope:
        return self._scopes.setdefault(name, _Scope(name))

    def _count(self, scope: str, text: str, by: int) -> None:
        form = form_of(text)
        known = self._scope(scope)
        known.count(form, by)
        if known.atoms == max(by, 0):
            # The first of its scope, or the last.
            self._asked.clear()
        self._stems_in_use += by * scope.endswith(STEM)
        for stream in self._reading.get(scope, ()):
            stream.forget(form)


def _reaches(form: str, length: int) -> bool:
    """Whether a form is a folded word of so many letters or more, and no spelling."""
    return length <= len(form) and form[0] != EXACTLY


def _asked_for(stream: Stream) -> list[Stream]:
    return [stream] if stream.is_asked_for() else []


def _count(lengths: Counter[int], length: int, by: int) -> None:
    lengths[length] += by
    if not lengths[length]:
        del lengths[length]


def _stems_of(language: str, surface: str) -> tuple[str, ...]:
    return tuple({stem_key(form.removeprefix(EXACTLY), language) for form in forms_of(surface)})


def _spellings(folded: str) -> tuple[str, str, str]:
    """The ways in which nearly all words of a folded form are written."""
    return folded, folded.capitalize(), folded.upper()
