"""Long answers come in pages, each with the cursor of the next."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import TypeVar

from tests.doubles.slack.calls import Call
from tests.doubles.slack.errors import Json, Refusal

Item = TypeVar("Item")


def paged(call: Call, items: Sequence[Item], *, default: int = 100, largest: int = 1000) -> tuple[Sequence[Item], Json]:
    """The items of the page that the call asks for, and the ``response_metadata`` that leads on. A page may hold less
    than was asked for.
    """
    limit = call.number("limit", default)
    if not 1 <= limit <= 1000:
        raise Refusal("invalid_limit")
    start = position(call.text("cursor"))
    end = start + min(limit, largest)
    following = base64.b64encode(f"next:{end}".encode()).decode() if end < len(items) else ""
    return items[start:end], {"response_metadata": {"next_cursor": following}}


def position(cursor: str) -> int:
    if not cursor:
        return 0
    try:
        word, _, number = base64.b64decode(cursor, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        raise Refusal("invalid_cursor") from None
    if word != "next" or not number.isdigit():
        raise Refusal("invalid_cursor")
    return int(number)
