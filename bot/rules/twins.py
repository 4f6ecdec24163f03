"""Finding what was filed before under the same mark, in two int32 a row and no object a query."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

_CHAINS = 1 << 17
_END = -1


class Twins:
    """Rows in chains by their marks. That two rows have one mark is a hint that they are equal, no more."""

    def __init__(self) -> None:
        self._first = array("i", (_END,)) * _CHAINS
        self._next = array("i")
        self._marks = array("q")

    def add(self, row: int, mark: int) -> None:
        """File a row that is not filed."""
        while row >= len(self._next):
            self._next.append(_END)
            self._marks.append(0)
        chain = mark % _CHAINS
        self._next[row], self._first[chain] = self._first[chain], row
        self._marks[row] = mark

    def of(self, mark: int) -> Iterator[int]:
        """The rows filed under a mark, the last filed first."""
        row = self._first[mark % _CHAINS]
        while row != _END:
            if self._marks[row] == mark:
                yield row
            row = self._next[row]

    def remove(self, row: int) -> None:
        """Forget a row that is filed."""
        chain = self._marks[row] % _CHAINS
        here = self._first[chain]
        if here == row:
            self._first[chain] = self._next[row]
            return
        while self._next[here] != row:
            here = self._next[here]
        self._next[here] = self._next[row]
