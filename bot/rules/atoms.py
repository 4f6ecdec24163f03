"""Atoms: the smallest things an index looks for, and the sets of them that it knows by number.

A query row requires *sets*: one word, or a whole OR-group of words and prefixes of which one must be there. Each distinct
set has one id, shared by every query that uses it. What ids a written word stands for is worked out once and remembered
as the bytes of an int32 array, so that an article is the joined bytes of its distinct words.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from bot.rules.folding import surfaces
from bot.rules.pattern import LETTER, REST, Form
from bot.rules.stems import stem_key
from bot.rules.surface import CACHED_LENGTH, EXACTLY, read_surface
from bot.rules.tree import Field

LANGUAGE = "lang"
SITE = "site"
STEM = "stem"
FIGURE = "figure"
"""Scopes of atoms that are the article's language, its site, its words' stems, and words that its figures count; the
others are values of ``Field``."""

ALWAYS = 0
NEVER = 1
"""Two ids that no set gets: every article has the one, none the other. They fill the unused places of a row."""

_KEY = 3
"""Letters by which remembered words are found again to be forgotten; no prefix is shorter."""

_REMEMBERED = 1 << 18

_BUCKETS = 1 << 14
"""Sets of remembered words, by the hash of a form, that are forgotten together when a query comes to ask for the form."""


class Atom(NamedTuple):
    """A folded word, or words of one form, in a field; or a language, a site, a word that a figure counts."""

    scope: str
    text: str
    open_ended: bool = False

    @property
    def form(self) -> Form:
        """What the word must be like."""
        return Form(self.text, self.open_ended)


AtomSet = frozenset[Atom]

_Numbers = dict[str, list[int]]
"""A text -> the ids of the sets that it is a member of."""

_SCOPES: dict[Field, tuple[str, ...]] = {
    Field.TITLE: (Field.ANY.value, Field.TITLE.value),
    Field.TEXT: (Field.ANY.value, Field.TEXT.value),
    **{field: (field.value,) for field in (Field.OUTLET, Field.PLACE, Field.URL, Field.AUTHOR, Field.TAG)},
}
"""The scopes that a word of each stream of an article counts for."""


class AtomTable:
    """Ids of the atom sets in use, counted by use, and the ids that a written word stands for.

    ``remembered`` is how many written words of each stream are kept resolved; then all are forgotten at once.
    Ids of sets no longer used are given to new ones, so that ids stay few.
    """

    def __init__(self, remembered: int = _REMEMBERED) -> None:
        self._most = remembered
        self._ids: dict[AtomSet, int] = {}
        self._sets: list[AtomSet | None] = [None, None]
        self._uses: list[int] = [0, 0]
        self._free: list[int] = []
        self._words: dict[str, _Numbers] = {}
        self._prefixes: dict[str, _Numbers] = {}
        self._suffixes: dict[str, _Numbers] = {}
        self._ends_are_kept = False
        self._shapes: dict[str, dict[str, _Numbers]] = {}
        self._scopes: Counter[str] = Counter()
        self._longest = 0
        self._remembered: dict[Field, dict[str, bytes]] = {stream: {} for stream in _SCOPES}
        self._by_key: defaultdict[str | int, set[str]] = defaultdict(set)

    def take(self, atoms: AtomSet) -> int:
        """The id of a set, with one more use of it."""
        known = self._ids.get(atoms)
        if known is not None:
            self._uses[known] += 1
            return known
        if self._free:
            number = self._free.pop()
            self._sets[number], self._uses[number] = atoms, 1
        else:
            number = len(self._sets)
            self._sets.append(atoms)
            self._uses.append(1)
        self._ids[atoms] = number
        for atom in atoms:
            table, text = self._home(atom)
            table.setdefault(text, []).append(number)
            self._scopes[atom.scope] += 1
            self._forget_like(atom.form)
        return number

    def release(self, number: int) -> None:
        """One use less of an id that ``take`` gave."""
        self._uses[number] -= 1
        atoms = self._sets[number]
        if self._uses[number] or atoms is None:
            return
        del self._ids[atoms]
        self._sets[number] = None
        self._free.append(number)
        for atom in atoms:
            self._drop(atom, number)
            self._scopes[atom.scope] -= 1
            self._forget_like(atom.form)

    def ids_of_fact(self, scope: str, text: str) -> bytes:
        """The ids, as int32, of the sets that an article with this fact (a language, a site, a counted word) has."""
        return array("i", self._words.get(scope, {}).get(text, ())).tobytes()

    def ids_of_text(self, text: str, stream: Field) -> bytes:
        """The ids, as int32, of the sets that an article with this text in this stream has."""
        if not any(self._scopes[scope] for scope in _SCOPES[stream]):
            return b""
        written = set(surfaces(text))
        remembered = self._remembered[stream]
        known = list(map(remembered.get, written))
        if None in known:
            known = [remembered[word] if word in remembered else self._resolve(word, stream) for word in written]
        return b"".join(filter(None, known))

    def ids_of_stems(self, text: str, language: str) -> bytes:
        """The ids, as int32, of the sets that an article in this language with this text has by the stems of its words."""
        if not self._scopes[STEM]:
            return b""
        stems = {stem for surface in set(surfaces(text)) for stem in _stems(surface, language)}
        return b"".join(self.ids_of_fact(STEM, stem) for stem in stems)

    def _home(self, atom: Atom) -> tuple[_Numbers, str]:
        """The table that an atom is kept in, and its text there."""
        if atom.form.literal:
            return self._words.setdefault(atom.scope, {}), atom.text
        self._longest = max(self._longest, len(atom.text))
        if atom.form.open_begun:
            return self._suffixes.setdefault(atom.scope, {}), atom.text[1:]
        if LETTER not in atom.text:
            return self._prefixes.setdefault(atom.scope, {}), atom.text
        shapes = self._shapes.setdefault(atom.scope, {})
        return shapes.setdefault(atom.form.stem, {}), atom.text + REST * atom.open_ended

    def _drop(self, atom: Atom, number: int) -> None:
        table, text = self._home(atom)
        table[text].remove(number)
        if not table[text]:
            del table[text]
        if not table and LETTER in atom.text:
            del self._shapes[atom.scope][atom.form.stem]

    def _resolve(self, surface: str, stream: Field) -> bytes:
        forms = tuple(_forms(surface))
        found = array("i")
        for scope in _SCOPES[stream]:
            if self._scopes[scope]:
                for form in forms:
                    self._collect(form, scope, found)
        ids = found.tobytes()
        if len(surface) <= CACHED_LENGTH:
            self._remember(surface, stream, ids, forms)
        return ids

    def _collect(self, form: str, scope: str, found: array[int]) -> None:
        found.extend(self._words.get(scope, {}).get(form, ()))
        prefixes = self._prefixes.get(scope)
        if prefixes:
            for length in range(_KEY, min(len(form), self._longest) + 1):
                found.extend(prefixes.get(form[:length], ()))
        suffixes = self._suffixes.get(scope)
        if suffixes and not form.startswith(EXACTLY):
            for length in range(_KEY, min(len(form), self._longest) + 1):
                found.extend(suffixes.get(form[-length:], ()))
        shapes = self._shapes.get(scope)
        if shapes:
            for length in range(1, min(len(form), self._longest) + 1):
                for text, numbers in shapes.get(form[:length], {}).items():
                    if Form(text.rstrip(REST), text.endswith(REST)).fits(form):
                        found.extend(numbers)

    def _remember(self, surface: str, stream: Field, ids: bytes, forms: tuple[str, ...]) -> None:
        remembered = self._remembered[stream]
        if len(remembered) >= self._most:
            self._forget_all()
        remembered[surface] = ids
        by_key = self._by_key
        for form in forms:
            by_key[hash(form) % _BUCKETS].add(surface)
            if form.startswith(EXACTLY):
                # Only its very spelling asks for it, never a wildcard.
                continue
            by_key[form[:_KEY]].add(surface)
            if self._ends_are_kept:
                by_key[REST + form[-_KEY:]].add(surface)

    def _forget_like(self, form: Form) -> None:
        """Forget written words for which ``form`` may have begun or ceased to count."""
        for key in self._keys_like(form):
            for surface in self._by_key.pop(key, ()):
                for remembered in filter(None, self._remembered.values()):
                    remembered.pop(surface, None)

    def _keys_like(self, form: Form) -> Sequence[str | int]:
        """The keys under which the words that ``form`` may fit are remembered."""
        if form.literal:
            return (hash(form.text) % _BUCKETS,)
        if form.open_begun:
            if not self._ends_are_kept:
                # Words are filed by their ends only once somebody asks for one; those known until then have to go.
                self._ends_are_kept = True
                self._forget_all()
            return (REST + form.text[1:][-_KEY:],)
        stem = form.stem
        if len(stem) >= _KEY:
            return (stem[:_KEY],)
        return [key for key in self._by_key if isinstance(key, str) and key.startswith(stem)]

    def _forget_all(self) -> None:
        for words in self._remembered.values():
            words.clear()
        self._by_key.clear()


def _stems(surface: str, language: str) -> tuple[str, ...]:
    return _cached_stems(surface, language) if len(surface) <= CACHED_LENGTH else _read_stems(surface, language)


def _read_stems(surface: str, language: str) -> tuple[str, ...]:
    return tuple({stem_key(form.removeprefix(EXACTLY), language) for form in _forms(surface)})


_cached_stems = lru_cache(maxsize=1 << 16)(_read_stems)


def _forms(surface: str) -> Iterator[str]:
    read = read_surface(surface)
    for token in read.tokens:
        yield from token.forms
    if read.compound is not None:
        yield read.compound
