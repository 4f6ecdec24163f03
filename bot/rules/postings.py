"""Lists of numbers in one int32 array, read many at a time: what else a number stands for.

Each list has a chunk of the pool, of a power of two, and moves to another when it no longer fits or fills but a quarter.
Chunks given up wait for a list of their size.
"""

from __future__ import annotations

from collections import defaultdict

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int32]


class Postings:
    """For each number that ``reach`` was told a list of numbers, empty at first; the order within it means nothing."""

    def __init__(self) -> None:
        self._start: Ids = np.zeros(64, np.int32)
        self._length: Ids = np.zeros(64, np.int32)
        self._room: Ids = np.zeros(64, np.int32)
        self._pool: Ids = np.zeros(64, np.int32)
        self._used = 0
        self._free: defaultdict[int, list[int]] = defaultdict(list)
        self._steps = np.arange(64)

    def reach(self, number: int) -> None:
        """Make room for the list of a number."""
        while number >= len(self._length):
            self._start = np.concatenate([self._start, np.zeros_like(self._start)])
            self._length = np.concatenate([self._length, np.zeros_like(self._length)])
            self._room = np.concatenate([self._room, np.zeros_like(self._room)])

    def add(self, number: int, value: int) -> None:
        """Put a value on the list of a number."""
        length = int(self._length[number])
        room = int(self._room[number])
        if length == room:
            self._move(number, 2 * room or 1)
        self._pool[self._start[number] + length] = value
        self._length[number] = length + 1

    def remove(self, number: int, value: int) -> None:
        """Take a value that is there from the list of a number."""
        start, last = int(self._start[number]), int(self._length[number]) - 1
        here = self._pool[start : start + last + 1]
        here[np.flatnonzero(here == value)[0]] = here[last]
        self._length[number] = last
        room = int(self._room[number])
        if 4 * last <= room:
            self._move(number, room // 2)

    def of(self, numbers: npt.NDArray[np.integer]) -> Ids:
        """The lists of these numbers, one behind the other."""
        lengths = self._length.take(numbers)
        ends = lengths.cumsum()
        total = int(ends[-1]) if len(ends) else 0
        if total >= len(self._steps):
            self._steps = np.arange(2 * total)
        places: npt.NDArray[np.intp] = np.repeat(self._start.take(numbers) - (ends - lengths), lengths)
        places += self._steps[:total]
        return self._pool.take(places)

    def _move(self, number: int, room: int) -> None:
        """Give the list of a number a chunk of so much room, or none."""
        start, length, before = int(self._start[number]), int(self._length[number]), int(self._room[number])
        if room:
            free = self._free[room]
            begin = free.pop() if free else self._begun(room)
            self._pool[begin : begin + length] = self._pool[start : start + length]
            self._start[number] = begin
        if before:
            self._free[before].append(start)
        self._room[number] = room

    def _begun(self, size: int) -> int:
        begin = self._used
        self._used += size
        while self._used > len(self._pool):
            self._pool = np.concatenate([self._pool, np.zeros_like(self._pool)])
        return begin
