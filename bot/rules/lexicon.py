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
from bot.rules.surface import CACHED_LENGTH, EXACTLY, forms_of
from bot.rules.tree import Field

STEM = "~"
"""Ends the scope of atoms that are stems, behind the name of the field."""

_BUCKETS = 1 << 14
"""Sets of remembered words, by the hash of a form, that are forgotten together when a query comes to ask for the form."""

_KEY = 3
"""Letters by which remembered words are found again to be forgotten; no prefix is shorter."""

_READS = {
    Field.TITLE: (Field.ANY, Field.TITLE),
    Field.TEXT: (Field.ANY, Field.TEXT),
}
"""The fields that a word of a stream of an article counts for, where they are more than the stream's own."""


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

    def count(self, form: Form, by: int) -> None:
        """One atom of this form more or less."""
        self.atoms += by
        if form.literal:
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

    def texts(self, forms: tuple[str, ...]) -> Sequence[str]:
        """The atoms, in use or not, that a word of these forms would be of."""
        if self.begun or self.ended or self.shapes:
            forms = (*forms, *(text for form in forms for text in self._wildcards(form)))
        return [self.name + text for text in forms] if self.name else forms

    def _wildcards(self, form: str) -> Iterator[str]:
        """Texts of the wildcards that a folded word may be of."""
        if form[0] != EXACTLY:
            for length in self.begun:
                if length <= len(form):
                    yield form[:length] + REST
            for length in self.ended:
                if length <= len(form):
                    yield REST + form[-length:]
        if self.shapes:
            for length in range(len(form) + 1):
                for text, shape in self.shapes.get(form[:length], {}).items():
                    if shape.fits(form):
                        yield text


class Stream(dict[str, bytes]):
    """Written words of one stream of articles -> their atoms, as int32; a word that is not there is resolved.

    Words are filed by their forms, to be found again and forgotten; but not those whose forms tell how they are written
    (see ``_spellings``), and by spellings, beginnings and ends only once somebody asks for one, and those known until then
    have to go.
    """

    def __init__(self, lexicon: Lexicon, scopes: Sequence[_Scope], read: Callable[[str], tuple[str, ...]]) -> None:
        super().__init__()
        self._lexicon = lexicon
        self._scopes = scopes
        self._read = read
        self._like: defaultdict[str | int, list[str]] = defaultdict(list)
        self._spelled_are_kept = False
        self._begun_are_kept = False
        self._ended_are_kept = False

    def __missing__(self, surface: str) -> bytes:
        forms = self._read(surface)
        number_of = self._lexicon.numbers.get
        found: list[int] = []
        for scope in self._scopes:
            if scope.atoms:
                for text in scope.texts(forms):
                    number = number_of(text)
                    if number is not None:
                        found.append(number)
        numbers = array("i", found if len(found) < 2 else set(found)).tobytes() if found else b""
        if len(surface) <= CACHED_LENGTH:
            self._remember(surface, numbers, forms)
        return numbers

    def _remember(self, surface: str, numbers: bytes, forms: tuple[str, ...]) -> None:
        if len(self) >= self._lexicon.most:
            self.forget_all()
        self[surface] = numbers
        like = self._like
        found_by_spelling = forms[0] if forms and surface in _spellings(forms[0]) else ""
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
        return any(scope.atoms for scope in self._scopes)

    def forget(self, form: Form) -> None:
        """Forget the words for which a form may have begun or ceased to count."""
        keys = self._keys(form)
        if not self:
            return
        for key in keys:
            for surface in self._like.pop(key, ()):
                self.pop(surface, None)
        if form.literal:
            for surface in _spellings(form.text):
                self.pop(surface, None)

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
            return (REST + form.text[1:][-_KEY:],)
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
        self._streams: dict[tuple[Field, str | None], Stream] = {}
        self._reading: defaultdict[str, list[Stream]] = defaultdict(list)
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
        streams = [self._words(field)]
        if self._stems_in_use:
            streams.append(self._stems(field, language))
        return [stream for stream in streams if stream.is_asked_for()]

    def _words(self, field: Field) -> Stream:
        known = self._streams.get((field, None))
        if known is None:
            scopes = [self._scope(scope_of(read)) for read in _READS.get(field, (field,))]
            known = self._streams[field, None] = self._opened(scopes, forms_of)
        return known

    def _stems(self, field: Field, language: str) -> Stream:
        # One for each algorithm, because articles may claim to be in any language.
        algorithm = stem_key("", language).partition(":")[0]
        known = self._streams.get((field, algorithm))
        if known is None:
            scopes = [self._scope(f"{read.value}{STEM}") for read in _READS.get(field, (field,))]
            known = self._streams[field, algorithm] = self._opened(scopes, partial(_stems_of, language))
        return known

    def _opened(self, scopes: list[_Scope], read: Callable[[str], tuple[str, ...]]) -> Stream:
        opened = Stream(self, scopes, read)
        for scope in scopes:
            self._reading[scope.name].append(opened)
        return opened

    def _scope(self, name: str) -> _Scope:
        return self._scopes.setdefault(name, _Scope(name))

    def _count(self, scope: str, text: str, by: int) -> None:
        form = form_of(text)
        self._scope(scope).count(form, by)
        self._stems_in_use += by * scope.endswith(STEM)
        for stream in self._reading.get(scope, ()):
            stream.forget(form)


def _count(lengths: Counter[int], length: int, by: int) -> None:
    lengths[length] += by
    if not lengths[length]:
        del lengths[length]


def _stems_of(language: str, surface: str) -> tuple[str, ...]:
    return tuple({stem_key(form.removeprefix(EXACTLY), language) for form in forms_of(surface)})


def _spellings(folded: str) -> tuple[str, str, str]:
    """The ways in which nearly all words of a folded form are written."""
    return folded, folded.capitalize(), folded.upper()
