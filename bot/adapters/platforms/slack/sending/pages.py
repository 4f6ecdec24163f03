"""Lists that Slack gives page by page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from typing import Any

from bot.adapters.platforms.slack.sending.calling import Answer, Web

PAGE = 500
"""Entries of a page; Slack gives at most a thousand, and names two hundred as its own choice."""

MOST_PAGES = 20
"""Pages that are looked through: ten thousand entries."""


async def pages(
    web: Web, workspace: str, method: str, key: str, *, most: int = MOST_PAGES, **arguments: Any
) -> AsyncIterator[Mapping[str, Any]]:
    """The entries under ``key`` of a method with cursors; ends early where Slack does not answer."""
    cursor = ""
    for _ in range(most):
        answer = await web.read(workspace, method, limit=PAGE, **arguments | ({"cursor": cursor} if cursor else {}))
        if not (isinstance(answer, Answer) and answer.ok):
            return
        for entry in answer.body.get(key) or ():
            if isinstance(entry, dict) and entry.get("id"):
                yield entry
        cursor = next_cursor(answer.body)
        if not cursor:
            return


def next_cursor(body: Mapping[str, Any]) -> str:
    """Where the next page begins; empty after the last."""
    told = body.get("response_metadata")
    return str(told.get("next_cursor") or "") if isinstance(told, dict) else ""
