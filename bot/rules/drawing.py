"""A query with a caret under the place of its trouble, and how to mend it, in letters of one width."""

from __future__ import annotations

from bot.domain.errors import BadQuery

_WIDTH = 76


def point_at(trouble: BadQuery | int, text: str) -> str:
    """The query around the place, on one line, and a caret under it; on a third the error's hint, where it has one.

    ``trouble`` is the error or its position.
    """
    hint = trouble.hint if isinstance(trouble, BadQuery) else ""
    position = trouble.position if isinstance(trouble, BadQuery) else trouble
    position = max(0, min(position, len(text)))
    flat = "".join(" " if char.isspace() or not char.isprintable() else char for char in text)
    first = max(0, min(position - _WIDTH // 2, len(flat) - _WIDTH))
    shown = flat[first : first + _WIDTH]
    before = "…" if first else ""
    after = "…" if first + _WIDTH < len(flat) else ""
    drawn = f"{before}{shown}{after}\n{' ' * (len(before) + position - first)}^"
    return f"{drawn}\n{hint[:1].upper()}{hint[1:]}." if hint else drawn
