"""One thing sent to the app, each time that it was sent, and how the app took it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from tests.doubles.slack.errors import Json

DeliveryKind = Literal["events_api", "slash_commands", "interactive"]
ACKNOWLEDGE_WITHIN = 3.0
"""Seconds (Slack's reference, "Acknowledgement response" and "Responding to events")."""


@dataclass(slots=True, eq=False)
class Attempt:
    """One time that it was sent. ``number`` is 0 for the first; ``reason``: why the one before it failed, "" for the first.

    ``way``: the socket's number or the address; "" when there was none. ``failed``: as Slack names it, None while it
    has not failed.
    """

    number: int
    reason: str
    at: float
    way: str = ""
    failed: str | None = None


@dataclass(slots=True, eq=False)
class Delivery:
    """``payload`` is the same each time; ``accepts``: whether an acknowledgement may carry an answer.

    ``at`` and ``acked_at``: seconds by the double's clock. ``answer``: what the acknowledgement carried, None for
    nothing. ``error``: what Slack tells the person when it is over and nothing was acknowledged.
    """

    kind: DeliveryKind
    payload: Json
    at: float
    accepts: bool = False
    attempts: list[Attempt] = field(default_factory=list)
    acked_at: float | None = None
    answer: Any = None
    late: int = 0
    """Acknowledgements that came too late to count."""
    again: bool = True
    """Whether the app lets it be sent again."""
    done: bool = False
    error: str | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def __str__(self) -> str:
        tries = [attempt.failed or "under way" for attempt in self.attempts]
        return f"{self.names} {'acknowledged' if self.acked else tries}"

    @property
    def names(self) -> list[str]:
        """What it goes by: its type, an event's type and subtype, a command's name."""
        event = self.payload.get("event", {})
        known = (self.payload.get("type"), self.payload.get("command"), event.get("type"), event.get("subtype"))
        return [str(name) for name in known if name]

    @property
    def repeated(self) -> bool:
        """Events are sent again when they were not taken; commands and interactions never."""
        return self.kind == "events_api" and self.again

    @property
    def acked(self) -> bool:
        return self.acked_at is not None

    def change(self) -> None:
        """Wake whoever watches this delivery."""
        self.changed.set()
        self.changed = asyncio.Event()

    def ack(self, answer: Any, now: float) -> None:
        """The app took it."""
        if self.acked_at is None:
            self.acked_at, self.answer = now, answer
        self.change()

    async def until(self, holds: Callable[[], bool], within: float = 5.0) -> None:
        """Wait (real seconds) until ``holds``, asked anew whenever something of this delivery changes."""
        async with asyncio.timeout(within):
            while not holds():
                await self.changed.wait()

    async def finished(self, within: float = 5.0) -> None:
        """Wait (real seconds) until it was acknowledged, or will not be sent again."""
        await self.until(lambda: self.done, within)
