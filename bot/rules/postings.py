"""Lists of numbers in one int32 array, read many at a time: what else a number stands for.

Each list has a chunk of the pool, of a power of two, and moves to another when it no longer fits or fills but a quarter.
Chunks given up wait for a list of their size.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int32]

_BITS = 32
_LENGTH = (1 << _BITS) - 1


class Postings:
    """For each number that ``reach`` was told a list of numbers, empty at first; the order within it means nothing."""

    def __init__(self) -> None:
        # Where a list begins and how long it is, in one number, for reading many is waiting for the memory.
        self._lists: npt.NDArray[np.int64] = np.zeros(64, np.int64)
        self._room: Ids = np.zeros(64, np.int32)
        self._pool: Ids = np.zeros(64, np.int32)
        self._used = 0
        self._free: defaultdict[int, list[int]] = defaultdict(list)
        self._steps = np.arange(64)

    def reach(self, number: int) -> None:
        """Make room for the list of a number."""
        while number >= len(self._lists):
            self._lists = np.concatenate([self._lists, np.zeros_like(self._lists)])
            self._room = np.concatenate([self._room, np.zeros_like(self._room)])

    def add(self, number: int, value: int) -> None:
        """Put a value on the list of a number."""
        start, length = self._list(number)
        room = int(self._room[number])
        if length == room:
            start = self._moved(number, 2 * room or 1)
        self._pool[start + length] = value
        self._lists[number] = (start << _BITS) + length + 1

    def remove(self, number: int, value: int) -> None:
        """Take a value that is there from the list of a number."""
        start, length = self._list(number)
        last = length - 1
        here = self._pool[start : start + length]
        here[np.flatnonzero(here == value)[0]] = here[last]
        self._lists[number] = (start << _BITS) + last
        room = int(self._room[number])
        if 4 * last <= room:
            self._lists[number] = (self._moved(number, room // 2) << _BITS) + last

    def of(self, numbers: npt.NDArray[np.integer], first: int = 0) -> tuple[Ids, Ids]:
        """The lists of these numbers one behind the other, those of the ``first`` of them apart from the others."""
        lists = self._lists.take(numbers)
        lengths = lists & _LENGTH
        ends = lengths.cumsum()
        total = int(ends[-1]) if len(ends) else 0
        if total >= len(self._steps):
            self._steps = np.arange(2 * total)
        places: npt.NDArray[np.int64] = np.repeat((lists >> _BITS) - (ends - lengths), lengths)
        places += self._steps[:total]
        values = self._pool.take(places)
        cut = int(ends[first - 1]) if first else 0
        return values[:cut], values[cut:]

    def _list(self, number: int) -> tuple[int, int]:
        """Where a list begins in the pool, and how long it is."""
        known = int(self._lists[number])
        return known >> _BITS, known & _LENGTH

    def _moved(self, number: int, room: int) -> int:
        """Give the list of a number a chunk of so much room, or none; where it begins."""
        start, length = self._list(number)
        before = int(self._room[number])
        begin = start
        if room:
            free = self._free[room]
            begin = free.pop() if free else self._begun(room)
            self._pool[begin : begin + length] = self._pool[start : start + length]
        if before:
            self._free[before].append(start)
        self._room[number] = room
        return begin

    def _begun(self, size: int) -> int:
        begin = self._used
        self._used += size
        while self._used > len(self._pool):
            self._pool = np.concatenate([self._pool, np.zeros_like(self._pool)])
        return begin
