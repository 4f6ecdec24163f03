"""The rows of an index in int32 arrays, tested many at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.rules.atoms import ALWAYS
from bot.rules.postings import Ids

REQUIRED = 4
"""Sets that a row can require; what a query requires beside them is left to its tree."""


class Check(NamedTuple):
    """The numbers of the sets that must be present, the anchor first, and of the one that must not."""

    required: tuple[int, ...]
    excluded: int


class RowTable:
    """Rows of ``REQUIRED`` numbers that must be present and one that must not, each with its owner's number.

    The first is the anchor: a row is looked at only when that one is present. Arrays double when they are full.
    """

    def __init__(self) -> None:
        self._sets: Ids = np.zeros((REQUIRED + 1, 64), np.int32)
        self._owner: Ids = np.zeros(64, np.int32)
        self._count = 0
        self._free: list[int] = []
        self._present = np.zeros(64, np.bool_)

    def reach(self, number: int) -> None:
        """Make room for the number of a set; each that an article may have must have been told."""
        while number >= len(self._present):
            self._present = np.concatenate([self._present, np.zeros_like(self._present)])

    def take(self) -> int:
        """The number of a row that is free to be used."""
        if self._free:
            return self._free.pop()
        row = self._count
        self._count += 1
        if row == len(self._owner):
            self._sets = np.concatenate([self._sets, np.zeros_like(self._sets)], axis=1)
            self._owner = np.concatenate([self._owner, np.zeros_like(self._owner)])
        return row

    def write(self, row: int, check: Check, owner: int) -> None:
        """Set what a row requires, one number at least, what it excludes, and whose it is."""
        self._sets[:, row] = (*check.required, *(ALWAYS,) * (REQUIRED - len(check.required)), check.excluded)
        self._owner[row] = owner

    def read(self, row: int) -> Check:
        """What a row requires and excludes."""
        *required, excluded = self._sets[:, row].tolist()
        return Check(tuple(number for number in required if number != ALWAYS) or (ALWAYS,), excluded)

    def owner(self, row: int) -> int:
        """Whose a row is."""
        return int(self._owner[row])

    def free(self, row: int) -> None:
        """Give a row back."""
        self._free.append(row)

    def held(self, present: npt.NDArray[np.intp], rows: Ids) -> list[int]:
        """Those of ``rows`` that hold for an article with these sets, some perhaps named twice.

        ``rows`` are filed under one of ``present``, which need not be distinct.
        """
        known = self._present
        known[present] = True
        # Of few rows pass the second; what else these are of is asked at once.
        rows = rows[known.take(self._sets[1].take(rows))]
        *there, excluded = known.take(self._sets[2:].take(rows, axis=1))
        for each in there:
            excluded |= ~each
        known[present] = False
        kept: list[int] = rows[~excluded].tolist()
        return kept

    def places_of(self, wanted: Sequence[int], numbers: Ids) -> npt.NDArray[np.intp]:
        """The places in ``numbers`` of those that are wanted."""
        sought = np.array(wanted, np.intp)
        self._present[sought] = True
        places = np.flatnonzero(self._present.take(numbers))
        self._present[sought] = False
        return places

    def misfiled(self, rows: Ids, counts: npt.NDArray[np.float32], most: int) -> Sequence[int]:
        """Some of ``rows``, each once, whose anchor is far more often present than another set that they require.

        Those with the commonest anchors come first.
        """
        often = counts.take(self._sets[0].take(rows))
        seldom = counts.take(self._sets[1:REQUIRED, rows]).min(axis=0)
        (wrong,) = np.nonzero(often > _FAR * seldom)
        found: list[int] = rows[wrong[np.argsort(-often[wrong])[:most]]].tolist()
        return list(dict.fromkeys(found))


_FAR = 2.0
"""How many times as often an anchor must have been seen as another set for its row to be filed anew."""
