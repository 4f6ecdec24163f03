"""How conditions on the article itself are written: ``length > 300``, ``published within 24h``, ``sources >= 3``.

What looks like such a condition and is none is refused, because as plain words it would silently find something else.
"""

from __future__ import annotations

from bot.rules.numeral import RELATIONS, compares, digits_end, ends, past_spaces, refused, relation_at, word_at
from bot.rules.tree import Length, Published, Sources

_HOURS = {
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 1),
    **dict.fromkeys(("d", "day", "days"), 24),
    **dict.fromkeys(("w", "week", "weeks"), 7 * 24),
}
MAX_DAYS = 365

_TIMES = ("before", "after", "since", "last")
"""Words that other tools have between ``published`` and a date."""


def read_length(text: str, start: int) -> tuple[Length, int]:
    """The condition that begins at ``start`` with ``length``, and the offset behind it. Raises ``BadQuery``."""
    relation, words, end = _compared(text, start, "length", "write length > 300 for more than 300 words")
    unit, behind = word_at(text, end)
    return Length(relation, words), behind if unit == "words" and ends(text, behind) else end


def read_sources(text: str, start: int) -> tuple[Sources, int]:
    """The condition that begins at ``start`` with ``sources``, and the offset behind it. Raises ``BadQuery``."""
    relation, count, end = _compared(text, start, "sources", "write sources >= 3 for three outlets or more")
    return Sources(relation, count), end


def _compared(text: str, start: int, name: str, hint: str) -> tuple[str, int, int]:
    """The relation and the whole number behind ``name``, and the offset behind them."""
    here = past_spaces(text, start + len(name))
    sign = relation_at(text, here) or ">"
    begin = past_spaces(text, here + len(sign))
    end = digits_end(text, begin, ",")
    digits = text[begin:end].replace(",", "")
    if not digits or len(digits) > 9 or not ends(text, end):
        raise refused(text, start, f"needs a whole number behind {sign}", hint)
    return RELATIONS[sign], int(digits), end


def asks_for_time(text: str, start: int) -> bool:
    """Whether the word ``published`` that stands at ``start`` begins a condition, or what is meant as one."""
    behind = start + len("published")
    word, end = word_at(text, behind)
    following = past_spaces(text, end)
    return (
        compares(text, behind)
        or word.lower() == "within"
        or (word.lower() in _TIMES and text[following : following + 1].isdigit())
    )


def read_published(text: str, start: int) -> tuple[Published, int]:
    """The condition that begins at ``start`` with ``published``, and the offset behind it. Raises ``BadQuery``."""
    word, here = word_at(text, start + len("published"))
    if word.lower() != "within":
        raise refused(
            text, start, "asks for a time in a way that is not known here", "write published within 24h, or within 7d"
        )
    begin = past_spaces(text, here)
    stop = digits_end(text, begin, "")
    unit, end = word_at(text, stop)
    digits = text[begin:stop]
    hours = int(digits) * _HOURS.get(unit.lower(), 0) if 0 < len(digits) < 6 else 0
    if not 1 <= hours <= 24 * MAX_DAYS or not ends(text, end):
        raise refused(
            text,
            start,
            f"needs hours or days behind within, at most {MAX_DAYS}d",
            'write published within 24h, or within 7d; put "published within" in quotes to search for the words',
        )
    return Published(hours), end
