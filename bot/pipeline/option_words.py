"""How many of a line's words belong to one value: ``daily 08:00 18:00`` is one schedule without quotes."""

from __future__ import annotations

import re
import zoneinfo
from collections.abc import Callable, Sequence

from bot.domain.verbs import OptionKind

_DAY = r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|week(?:days?|ends?)"
_DAYS = re.compile(rf"(?:{_DAY})(?:[,–-](?:{_DAY}))*[,;]?", re.IGNORECASE)
_CLOCK = r"\d{1,2}(?:[:.]\d{2})?(?:[ap]m)?"
_TIME = re.compile(rf"{_CLOCK},?", re.IGNORECASE)
_RANGE = re.compile(rf"{_CLOCK}[–—-](?:{_CLOCK}[,;]?)?", re.IGNORECASE)
_TO = re.compile(rf"(?:[–—-]|to)(?:{_CLOCK}[,;]?)?", re.IGNORECASE)
_END = re.compile(rf"{_CLOCK}[,;]?", re.IGNORECASE)
_SCHEDULE = re.compile(r"(?:instant|every|hourly|daily)", re.IGNORECASE)
_SPAN = re.compile(r"\d{1,5}[a-z]*", re.IGNORECASE)
_UNIT = re.compile(r"(?:min|minute|hour|hr|day|week)s?|[mhdw]", re.IGNORECASE)
_JOINING = frozenset(("and", "at", ","))
_CALLED = ("@", "<@", "<!")


def words_taken(kind: OptionKind, words: Sequence[str]) -> int:
    """How many of the words, of which the first is the value's own, the value takes."""
    goes_on = _GOING_ON.get(kind)
    if goes_on is None:
        return 1
    taken = 1
    while taken < len(words) and goes_on(words[:taken], words[taken]):
        taken += 1
    return taken


LOOKS = frozenset((OptionKind.SCHEDULE, OptionKind.TIME_ZONE))
"""Kinds whose values can be told by their looks."""


def looks_like(kind: OptionKind, word: str, *, loosely: bool) -> bool:
    """Whether a word can be told to begin a value of this kind by its looks alone.

    ``loosely`` takes the last part of a time zone's name (``baghdad``) for it, where it can hardly be anything else.
    """
    if kind is OptionKind.SCHEDULE:
        return bool(_SCHEDULE.fullmatch(word) or _DAYS.fullmatch(word))
    if kind is OptionKind.TIME_ZONE:
        return "/" in word or word.upper() in {"UTC", "GMT"} or (loosely and bool(zones_ending(word)))
    return False


def zones_ending(text: str) -> list[str]:
    """The time zones whose name or last part is ``text``, whatever its case, the shortest first."""
    wanted = text.lower().replace(" ", "_")
    ending = [name for name in zoneinfo.available_timezones() if f"/{name}".lower().endswith(f"/{wanted}")]
    return sorted(ending, key=lambda name: (len(name), name))


def _more_schedule(so_far: Sequence[str], word: str) -> bool:
    if so_far[0].lower() == "every":
        return len(so_far) < 3 and bool(_UNIT.fullmatch(word) or (len(so_far) == 1 and _SPAN.fullmatch(word)))
    if so_far[0].lower() in {"instant", "hourly"}:
        return False
    return bool(_TIME.fullmatch(word)) or word.lower() in _JOINING or _joined_day(so_far[-1], word)


def _more_quiet(so_far: Sequence[str], word: str) -> bool:
    before = so_far[-1]
    if before.endswith(("–", "—", "-")) or before.lower() == "to":
        return bool(_END.fullmatch(word))
    to_an_end = _END.fullmatch(before) and _TO.fullmatch(word)
    on_those_days = _DAYS.fullmatch(before) and _END.fullmatch(word)
    return bool(_RANGE.fullmatch(word) or to_an_end or on_those_days) or _joined_day(before, word)


def _joined_day(before: str, word: str) -> bool:
    return (before.endswith((",", ";")) or before.lower() in _JOINING) and bool(_DAYS.fullmatch(word))


def _more_duration(so_far: Sequence[str], word: str) -> bool:
    if so_far[-1].isdecimal():
        return bool(_UNIT.fullmatch(word))
    return bool(_SPAN.fullmatch(word)) and bool(_SPAN.match(so_far[0]))


def _more_mention(so_far: Sequence[str], word: str) -> bool:
    return so_far[0].startswith(_CALLED) and word.startswith(_CALLED)


_GOING_ON: dict[OptionKind, Callable[[Sequence[str], str], bool]] = {
    OptionKind.SCHEDULE: _more_schedule,
    OptionKind.QUIET: _more_quiet,
    OptionKind.DURATION: _more_duration,
    OptionKind.MENTION: _more_mention,
}
