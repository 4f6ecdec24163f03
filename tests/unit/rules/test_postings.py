"""Lists of numbers in one array, and chains of rows: each against the plain thing that it stands for."""

from __future__ import annotations

import random

import numpy as np
import pytest

from bot.rules.postings import Postings
from bot.rules.twins import Twins


def lists_of(postings: Postings, *numbers: int) -> list[int]:
    return sorted(postings.of(np.array(numbers, np.int32))[1].tolist())


def test_lists_are_read_together() -> None:
    postings = Postings()
    postings.reach(3)
    for number, value in ((1, 7), (3, 8), (1, 9)):
        postings.add(number, value)
    assert lists_of(postings, 1, 2, 3) == [7, 8, 9]
    assert lists_of(postings, 1, 1) == [7, 7, 9, 9]
    assert lists_of(postings) == []
    apart = postings.of(np.array([3, 2, 1], np.int32), first=2)
    assert [sorted(values.tolist()) for values in apart] == [[8], [7, 9]]
    postings.remove(1, 7)
    assert lists_of(postings, 1, 3) == [8, 9]


@pytest.mark.parametrize("seed", range(3))
def test_lists_that_grow_and_shrink_are_those_of_a_dictionary(seed: int) -> None:
    draw = random.Random(seed)
    postings = Postings()
    postings.reach(200)
    model: dict[int, list[int]] = {number: [] for number in range(40)}
    for value in range(3_000):
        number = draw.randrange(40)
        if draw.random() < 0.45 and model[number]:
            gone = model[number].pop(draw.randrange(len(model[number])))
            postings.remove(number, gone)
        else:
            model[number].append(value)
            postings.add(number, value)
        if value % 300 == 0:
            assert all(lists_of(postings, known) == sorted(values) for known, values in model.items())
    assert lists_of(postings, *model) == sorted(value for values in model.values() for value in values)


def test_room_that_a_list_gave_up_is_used_again() -> None:
    postings = Postings()
    postings.reach(1)
    for turn in range(50):
        for value in range(33):
            postings.add(turn % 2, value)
        for value in range(33):
            postings.remove(turn % 2, value)
    assert len(postings._pool) <= 256


def test_twins_are_found_by_their_mark_alone() -> None:
    twins = Twins()
    far = 1 << 17
    for row, mark in ((0, 5), (1, 5 + far), (2, 5), (3, -1), (9, 5)):
        twins.add(row, mark)
    assert list(twins.of(5)) == [9, 2, 0]
    assert list(twins.of(5 + far)) == [1]
    assert list(twins.of(-1)) == [3]
    assert list(twins.of(6)) == []
    twins.remove(2)
    twins.remove(9)
    assert list(twins.of(5)) == [0]
    twins.remove(1)
    twins.remove(0)
    assert list(twins.of(5)) == []
    twins.add(2, 7)
    assert list(twins.of(7)) == [2]
