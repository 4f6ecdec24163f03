"""The days and years that an article speaks of, as far as they tell one happening from another."""

from __future__ import annotations

import re
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from itertools import pairwise

_WEEKDAYS = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})
_MONTH_NAMES = "january february march april may june july august september october november december"
_MONTHS = {name: number for number, name in enumerate(_MONTH_NAMES.split(), 1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_DAY = re.compile(r"0?[1-9]|[12]\d|3[01]")
_BETWEEN = frozenset({"st", "nd", "rd", "th", "of"})
"""What may stand between a day and its month: "3rd of May"."""

_YEAR = re.compile(r"(?:19|20)\d\d")


def days_and_years(words: list[str]) -> tuple[str, ...]:
    """Weekdays ("friday"), dates ("12-08") and years ("2024") among folded English words, each once, sorted."""
    found = {word for word in words if word in _WEEKDAYS or _YEAR.fullmatch(word)}
    for one, other in pairwise(word for word in words if word not in _BETWEEN):
        for month, day in ((one, other), (other, one)):
            if month in _MONTHS and _DAY.fullmatch(day):
                found.add(f"{_MONTHS[month]:02}-{int(day):02}")
    return tuple(sorted(found))


def days_agree(ours: Iterable[str], theirs: Iterable[str]) -> int:
    """1 where both name a weekday or date in common, -1 where they name different weekdays, 0 where nothing is known."""
    one, other = set(ours), set(theirs)
    if any(not _YEAR.fullmatch(day) for day in one & other):
        return 1
    return _sign(one & _WEEKDAYS, other & _WEEKDAYS)


def years_agree(ours: Iterable[str], theirs: Iterable[str]) -> int:
    """1 where both name a year in common, -1 where they name different years, 0 where one names none."""
    return _sign(*({when for when in named if _YEAR.fullmatch(when)} for named in (ours, theirs)))


def _sign(ours: AbstractSet[str], theirs: AbstractSet[str]) -> int:
    if not ours or not theirs:
        return 0
    return 1 if ours & theirs else -1
