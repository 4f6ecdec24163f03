"""What Slack takes (its reference, "Blocks" and "Block elements"), and how long it finds what is drawn.

Lengths are in UTF-16 units, which is never less than what Slack counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from bot.domain.chat import CardLimits

Block = dict[str, Any]

HEADER: Final = 150
FIELD: Final = 2000
FIELDS: Final = 10
"""In one section; more stand in a second."""
BUTTONS: Final = 25
LABEL: Final = 75
VALUE: Final = 2000
ALT: Final = 2000
CHART: Final = 900
"""For a chart that is told in words."""
TEXT: Final = 3800
"""For the plain text beside the blocks: an update of more than 4000 characters is refused."""

MOST_IN_MESSAGE: Final = 12_500
"""All texts of a message's blocks together. Slack answers ``msg_blocks_too_long`` somewhat above 13,000, less what each
block takes by itself, and publishes neither.
"""

BLOCK_COSTS: Final = 75

CARD_LIMITS: Final = CardLimits(title=600, body=2800, fields=30, label=100, value=500, context=900, total=8000)
"""``total`` leaves room for the markup of an ordinary card, its addresses and its buttons."""


def weight(text: str) -> int:
    """How long a text is."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def size_of(blocks: list[Block]) -> int:
    """How much of ``MOST_IN_MESSAGE`` blocks take: every string in them counts, also those that Slack may not count."""
    return sum(BLOCK_COSTS + sum(map(weight, _strings(block))) for block in blocks)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
