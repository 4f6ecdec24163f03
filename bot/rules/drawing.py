"""A query with a caret under the place of its trouble, for terminals."""

from __future__ import annotations

from bot.domain.errors import BadQuery

_WIDTH = 76


def point_at(trouble: BadQuery | int, text: str) -> str:
    """Two lines: the query around the place, on one line, and a caret under it. ``trouble`` is the error or its position."""
    position = trouble.position if isinstance(trouble, BadQuery) else trouble
    position = max(0, min(position, len(text)))
    flat = "".join(" " if char.isspace() or not char.isprintable() else char for char in text)
    first = max(0, min(position - _WIDTH // 2, len(flat) - _WIDTH))
    shown = flat[first : first + _WIDTH]
    before = "…" if first else ""
    after = "…" if first + _WIDTH < len(flat) else ""
    return f"{before}{shown}{after}\n{' ' * (len(before) + position - first)}^"
