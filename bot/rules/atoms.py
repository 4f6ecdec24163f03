"""Atoms: the smallest things an index looks for, known by numbers, alone and in groups of which one must be there.

An atom is a string: its scope, and what is looked for in it. A query row requires *sets* of atoms: one atom, or a whole OR
group of them. Each distinct set has one number, shared by every query that uses it. Two lists an atom say what an article
with it has: the groups that the atom belongs to, and the rows that are filed under it.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable

import numpy as np

from bot.rules.lexicon import SEVERAL, STEM, Lexicon, scope_of, text_of
from bot.rules.pattern import Form
from bot.rules.postings import Ids, Postings
from bot.rules.tree import Field

LANGUAGE = "lang:"
SITE = "site:"
FIGURE = "figure:"
FEED = "feed:"
COUNTRY = "country:"
"""Scopes of atoms that are the article's language, its site, words that its figures count, the feed that brought it, and
the countries it names; the others are those of words and stems."""

_REMEMBERED = 1 << 17

ALWAYS = 0
NEVER = 1
"""Two numbers that no set gets: every article has the one, none the other. They fill the unused places of a row."""

_RESERVED = len((ALWAYS, NEVER, SEVERAL))

AtomSet = frozenset[str]


def word_atom(form: Form, field: Field) -> str:
    """The atom of words of a form in a field."""
    return scope_of(field) + text_of(form)


def stem_atom(key: str, field: Field) -> str:
    """The atom of words in a field that have a stem, given with its algorithm (see ``stems.stem_key``)."""
    return f"{field.value}{STEM}{key}"


def scope_and_text(atom: str) -> tuple[str, str]:
    """An atom's scope and what is looked for in it."""
    # Words that are looked for have neither sign; a stem has a colon, behind its algorithm.
    end = min((atom.index(sign) for sign in (":", STEM) if sign in atom), default=-1) + 1
    return atom[:end], atom[end:]


class AtomTable:
    """Numbers of the atoms and sets in use, counted by use; numbers no longer used are given again, so that they stay few.

    ``remembered`` is how many written words of each stream are kept resolved; ``begin`` is told each number that comes to
    stand for a set.
    """

    def __init__(self, begin: Callable[[int, AtomSet], None], remembered: int = _REMEMBERED) -> None:
        self._begin = begin
        self._numbers: dict[str | bytes, int] = {}
        self.lexicon = Lexicon(self._numbers, remembered)
        self._names: list[str | bytes | None] = [None] * _RESERVED
        self._uses = array("i", [1] * _RESERVED)
        self._free: list[int] = []
        # Of each number two lists, side by side: the groups that it belongs to, and the rows that are filed under it.
        self._lists = Postings()

    def take(self, atoms: AtomSet) -> int:
        """The number of a set of one atom or more, with one more use of it."""
        if len(atoms) == 1:
            (atom,) = atoms
            return self._take(atom)
        known = self._numbers
        if all(atom in known for atom in atoms):
            group = known.get(_name(known[atom] for atom in atoms))
            if group is not None:
                self._uses[group] += 1
                return group
        group = self._gather([self._take(atom) for atom in atoms])
        self._begin(group, atoms)
        return group

    def release(self, number: int) -> None:
        """One use less of a number that ``take`` gave."""
        self._uses[number] -= 1
        if self._uses[number]:
            return
        name = self._names[number]
        assert name is not None
        del self._numbers[name]
        if isinstance(name, str):
            self.lexicon.drop(*scope_and_text(name))
        else:
            for member in self.members(number):
                self._lists.remove(2 * member, number)
                self.release(member)
        self._names[number] = None
        self._free.append(number)

    def members(self, number: int) -> Iterable[int]:
        """The atoms of a set."""
        name = self._names[number]
        return memoryview(name).cast("i") if isinstance(name, bytes) else (number,)

    def brought(self, atoms: Ids) -> tuple[Ids, Ids]:
        """The groups that these atoms belong to, and the rows that are filed under an atom or a group of it."""
        lists = 2 * atoms
        return self._lists.of(np.concatenate([lists, lists + 1]), first=len(lists))

    def file(self, row: int, number: int) -> None:
        """File a row under each atom of a set."""
        for member in self.members(number):
            self._lists.add(2 * member + 1, row)

    def unfile(self, row: int, number: int) -> None:
        """Take a row away from where ``file`` put it."""
        for member in self.members(number):
            self._lists.remove(2 * member + 1, row)

    def known(self, atoms: Iterable[str]) -> bytes:
        """The numbers, as int32, of those atoms that are in use."""
        numbers = map(self._numbers.get, atoms)
        return array("i", (number for number in numbers if number is not None)).tobytes()

    def _take(self, atom: str) -> int:
        known = self._numbers.get(atom)
        if known is not None:
            self._uses[known] += 1
            return known
        number = self._new(atom)
        self.lexicon.add(*scope_and_text(atom))
        self._begin(number, frozenset((atom,)))
        return number

    def _gather(self, members: list[int]) -> int:
        number = self._new(_name(members))
        for member in members:
            self._lists.add(2 * member, number)
        return number

    def _new(self, name: str | bytes) -> int:
        if self._free:
            number = self._free.pop()
            self._names[number], self._uses[number] = name, 1
        else:
            number = len(self._names)
            self._names.append(name)
            self._uses.append(1)
            self._lists.reach(2 * number + 1)
        self._numbers[name] = number
        return number


def _name(members: Iterable[int]) -> bytes:
    return array("i", sorted(members)).tobytes()
