"""Copies: texts that outlets took over from one another or from one agency, whole or in part."""

from __future__ import annotations

from collections.abc import Sequence

from bot.stories.fingerprint import Fingerprint
from bot.stories.sketch import COPIED, containment


def is_copy(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether one text was taken over from the other, or both from one source."""
    if (one.series or other.series) and one.issue != other.issue:
        return False
    return containment(one.sketch, other.sketch) >= COPIED


def independent_outlets(items: Sequence[tuple[str, Fingerprint]]) -> int:
    """How many outlets tell it in words of their own. ``items`` are (outlet, fingerprint) in order of arrival.

    The first to show a text is taken for its source; an outlet all of whose texts are copies of earlier ones of other
    outlets does not count. What an outlet copies from itself changes nothing.
    """
    origins: list[tuple[str, Fingerprint]] = []
    for outlet, item in items:
        if not any(other != outlet and is_copy(item, earlier) for other, earlier in origins):
            origins.append((outlet, item))
    return len({outlet for outlet, _ in origins})
