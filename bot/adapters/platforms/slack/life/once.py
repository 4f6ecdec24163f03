"""Each thing that Slack tells, once: it tells again what it heard no acknowledgement for, by another socket or request."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from slack_bolt.response import BoltResponse

MOST = 5000
"""What is remembered: far more than comes within the hour in which Slack repeats itself."""


class Once:
    """A middleware of slack_bolt that lets each thing pass once. It is remembered in memory: what was acknowledged before a
    restart is not repeated after it.
    """

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._seen: OrderedDict[str, None] = OrderedDict()

    async def __call__(
        self,
        body: Mapping[str, Any],
        next: Callable[[], Awaitable[BoltResponse]],  # noqa: A002  slack_bolt gives arguments by name
    ) -> BoltResponse:
        """Acknowledge what was seen, and pass on what is new."""
        key = key_of(body)
        if key is None:
            return await next()
        if key in self._seen:
            return BoltResponse(status=200, body="")
        self._seen[key] = None
        if len(self._seen) > self._most:
            self._seen.popitem(last=False)
        return await next()


def key_of(body: Mapping[str, Any]) -> str | None:
    """What stays the same when Slack tells something again; None for what may well come twice, such as completions.

    An event has its id; a command, button or form the trigger that it carries, which no other has.
    """
    if body.get("type") == "block_suggestion":
        return None
    if "event_id" in body:
        return f"event {body['event_id']}"
    if "trigger_id" in body:
        view = body.get("view") or {}
        return f"trigger {body['trigger_id']} {body.get('type', '')} {view.get('hash', '')}"
    return None
