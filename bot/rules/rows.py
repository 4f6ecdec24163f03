"""The rows of an index in int32 arrays, filed under an anchor, and tested many at a time."""

from __future__ import annotations

from array import array

import numpy as np
import numpy.typing as npt

from bot.rules.atoms import ALWAYS
from bot.rules.plan import REQUIRED

Ids = npt.NDArray[np.int32]


class RowTable:
    """Rows of ``REQUIRED`` ids that must be present and one that must not, each with its owner's number.

    ``required[0]`` is the anchor: a row is looked at only when that id is present.
    """

    def __init__(self) -> None:
        self._required: Ids = np.zeros((64, REQUIRED), np.int32)
        self._excluded: Ids = np.zeros(64, np.int32)
        self._owner: Ids = np.zeros(64, np.int32)
        self._count = 0
        self._free: list[int] = []
        self._filed: dict[int, array[int]] = {}
        self._present = np.zeros(64, np.bool_)
        self._anchors = np.zeros(64, np.bool_)

    def add(self, required: list[int], excluded: int, owner: int) -> int:
        """Store a row of at least one required id, the anchor first; return its number."""
        row = self._free.pop() if self._free else self._grown()
        self._required[row] = required + [ALWAYS] * (REQUIRED - len(required))
        self._excluded[row] = excluded
        self._owner[row] = owner
        anchor = required[0]
        self._reach(max(*required, excluded))
        self._filed.setdefault(anchor, array("i")).append(row)
        self._anchors[anchor] = True
        return row

    def remove(self, row: int) -> tuple[list[int], int]:
        """Forget a row; the ids it required and excluded, for release."""
        required: list[int] = self._required[row].tolist()
        anchor = required[0]
        filed = self._filed[anchor]
        filed.remove(row)
        if not filed:
            del self._filed[anchor]
            self._anchors[anchor] = False
        self._free.append(row)
        return [number for number in required if number != ALWAYS], int(self._excluded[row])

    def owners(self, ids: bytes) -> list[int]:
        """Owners of the rows that hold for an article with these ids, in no order, once for each row."""
        here: Ids = np.frombuffer(ids, np.int32)
        self._reach(int(here.max(initial=0)))
        anchors = set(here[self._anchors[here]].tolist())
        if not anchors:
            return []
        rows: Ids = np.frombuffer(b"".join([self._filed[anchor] for anchor in anchors]), np.int32)
        present = self._present
        present[here] = True
        required = self._required[rows]
        for place in range(1, REQUIRED):
            kept = present[required[:, place]]
            rows, required = rows[kept], required[kept]
        rows = rows[~present[self._excluded[rows]]]
        present[here] = False
        owners: list[int] = self._owner[rows].tolist()
        return owners

    def _grown(self) -> int:
        row = self._count
        self._count += 1
        if row == len(self._owner):
            self._required = np.concatenate([self._required, np.zeros_like(self._required)])
            self._excluded = np.concatenate([self._excluded, np.zeros_like(self._excluded)])
            self._owner = np.concatenate([self._owner, np.zeros_like(self._owner)])
        return row

    def _reach(self, number: int) -> None:
        while number >= len(self._present):
            self._present = np.concatenate([self._present, np.zeros_like(self._present)])
            self._anchors = np.concatenate([self._anchors, np.zeros_like(self._anchors)])
