"""What was typed of an option -> its value, or one sentence on what would be right."""

from __future__ import annotations

import difflib
import re
import zoneinfo
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from bot.alerts.quiet import parse_quiet
from bot.alerts.schedule import parse_schedule
from bot.domain.errors import BadInput
from bot.domain.verbs import Option, OptionKind
from bot.pipeline.option_words import zones_ending

NONE = frozenset(("", "none", "off"))
"""What clears an option that can be clear."""

LONGEST = timedelta(days=365)

_UNITS = {"m": 1, "h": 60, "d": 24 * 60, "w": 7 * 24 * 60}
"""Minutes of each unit, by its first letter."""

_PIECE = re.compile(r"(\d{1,5})\s*(m|mins?|minutes?|h|hrs?|hours?|d|days?|w|weeks?)\b[\s,]*", re.IGNORECASE)
_JOINING = re.compile(r"\s+(?:and|at)\s+", re.IGNORECASE)
_DASH = re.compile(r"\s*(?:[–—-]|\bto\b)\s*")


def check_value(option: Option, text: str) -> Any:
    """Turn what was typed into the option's value; ``BadInput`` says what would be right.

    Values of a MENTION stay as typed: whom they name only the channel's platform knows.
    """
    check = _CHECKS.get(option.kind)
    if check is not None:
        return check(option, text.strip())
    if option.kind is OptionKind.QUERY and not option.required and text.strip().lower() in NONE:
        return ""
    if not text.strip():
        raise BadInput(f"{option.name} is empty; {option.help}")
    return text.strip()


def parse_duration(text: str) -> timedelta:
    """``2h``, ``30m``, ``1h 30m``, ``3 days``: from a minute to a year."""
    minutes, position = 0, 0
    while piece := _PIECE.match(text, position):
        minutes += int(piece[1]) * _UNITS[piece[2][0].lower()]
        position = piece.end()
    if not text or position < len(text) or not 0 < minutes <= LONGEST / timedelta(minutes=1):
        raise BadInput(f"“{text}” is no length of time from a minute to a year; write 30m, 2h, 1h 30m or 3 days.")
    return timedelta(minutes=minutes)


def _count(option: Option, text: str) -> int:
    low = 1 if option.minimum is None else option.minimum
    high = 1000 if option.maximum is None else option.maximum
    if low == 0 and text.lower() in NONE:
        return 0
    if not text.isdecimal() or len(text) > 9 or not low <= int(text) <= high:
        raise BadInput(f"{option.name} is a whole number from {low} to {high}, not “{text}”.")
    return int(text)


def _choice(option: Option, text: str) -> str:
    if text.lower() in option.choices:
        return text.lower()
    near = difflib.get_close_matches(text.lower(), option.choices, 1, 0.6)
    hint = f" Did you mean {near[0]}?" if near else ""
    raise BadInput(f"{option.name} is {_either(option.choices)}, not “{text}”.{hint}")


def _either(choices: tuple[str, ...]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}" if len(choices) > 1 else "".join(choices)


def _duration(option: Option, text: str) -> timedelta:
    if not option.required and text.lower() in NONE:
        return timedelta()
    return parse_duration(text)


def _schedule(_option: Option, text: str) -> str:
    return str(parse_schedule(_JOINING.sub(" ", text)))


def _quiet(_option: Option, text: str) -> str:
    return str(parse_quiet(_DASH.sub("-", text)))


def _mention(_option: Option, text: str) -> str:
    return "" if text.lower() in NONE else text


def _time_zone(_option: Option, text: str) -> str:
    names = zoneinfo.available_timezones()
    if text in names:
        return text
    if ending := zones_ending(text):
        return ending[0]
    near = difflib.get_close_matches(text, names, 1, 0.6)
    hint = f"; did you mean {near[0]}?" if near else ", such as Europe/Paris or Asia/Baghdad."
    raise BadInput(f"“{text}” is no time zone{hint}")


def _address(_option: Option, text: str) -> str:
    address = text if "://" in text else f"https://{text}"
    try:
        parts = urlsplit(address)
        # Reading the port checks it.
        host = parts.hostname if parts.port != 0 else None
    except ValueError:
        host = None
    if not host or parts.scheme not in {"http", "https"} or any(c.isspace() for c in address):
        raise BadInput(f"“{text}” is no web address; one begins with https:// or http://.")
    return address


_CHECKS: dict[OptionKind, Callable[[Option, str], Any]] = {
    OptionKind.COUNT: _count,
    OptionKind.CHOICE: _choice,
    OptionKind.DURATION: _duration,
    OptionKind.SCHEDULE: _schedule,
    OptionKind.QUIET: _quiet,
    OptionKind.MENTION: _mention,
    OptionKind.TIME_ZONE: _time_zone,
    OptionKind.URL: _address,
}
