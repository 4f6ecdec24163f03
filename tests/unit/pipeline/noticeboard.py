"""A platform at the other end of a network that fails on command."""

from __future__ import annotations

import asyncio
from collections import Counter, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from enum import StrEnum

from bot.domain.alert import Outcome, Refused, RetryAfter, Sent, Unknown
from bot.domain.card import Card, Mention
from bot.domain.chat import Abilities, Rate, Rates
from bot.domain.watch import Channel
from bot.pipeline.ports import Clock


class Fault(StrEnum):
    """What goes wrong with one request."""

    NONE = "none"
    SLOW_DOWN = "asked to slow down"
    SLOW_CHANNEL = "asked to slow down in the channel"
    SLOW_WORKSPACE = "asked to slow down in the workspace"
    SLOW_PLATFORM = "asked to slow down everywhere"
    LOST = "the request was lost"
    CUT = "done, and the answer was lost"
    REFUSED = "refused"
    CHANNEL_LOST = "the channel is gone"
    RAISES = "a bug before acting"
    RAISES_AFTER = "a bug after acting"
    HANGS = "no answer, and nothing was done"
    HANGS_AFTER = "no answer, though it was done"


ACTING = {Fault.NONE, Fault.CUT, Fault.RAISES_AFTER, Fault.HANGS_AFTER}

OUTCOMES: dict[Fault, Outcome] = {
    Fault.SLOW_DOWN: RetryAfter(30.0, Fault.SLOW_DOWN.value),
    Fault.SLOW_CHANNEL: RetryAfter(30.0, Fault.SLOW_CHANNEL.value, "channel"),
    Fault.SLOW_WORKSPACE: RetryAfter(30.0, Fault.SLOW_WORKSPACE.value, "workspace"),
    Fault.SLOW_PLATFORM: RetryAfter(30.0, Fault.SLOW_PLATFORM.value, "platform"),
    Fault.LOST: Unknown(Fault.LOST.value),
    Fault.CUT: Unknown(Fault.CUT.value),
    Fault.HANGS: Unknown(Fault.HANGS.value),
    Fault.REFUSED: Refused(Fault.REFUSED.value),
    Fault.CHANNEL_LOST: Refused(Fault.CHANNEL_LOST.value, channel_lost=True),
}


@dataclass(slots=True)
class Posted:
    """One message as its readers see it."""

    channel: Channel
    nonce: str
    card: Card
    under: str | None = None
    threaded: bool = False
    deleted: bool = False


@dataclass
class Noticeboard:
    """Implements ``Platform``. It posts whatever it is told to, twice if told twice, so that a repeat shows.

    ``faults`` are taken one a request; ``reached`` is set when a request hangs, which it does until it is cancelled or
    ``freed`` is set. Requests to a channel in ``hanging`` always do once they are done, those to one in ``closed`` are
    refused. ``arrivals`` are the moments, by ``clock``, at which sends came in; ``crowd`` is the most requests that a
    channel had at a time.
    """

    name: str = "web"
    lookup: bool = True
    rates: Rates = field(default_factory=Rates)
    clock: Clock | None = None
    faults: deque[Fault] = field(default_factory=deque)
    hanging: set[Channel] = field(default_factory=set)
    closed: set[Channel] = field(default_factory=set)
    notices: list[Posted] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    arrivals: list[tuple[datetime, Channel]] = field(default_factory=list)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    freed: asyncio.Event = field(default_factory=asyncio.Event)
    under_way: Counter[Channel] = field(default_factory=Counter)
    crowd: Counter[Channel] = field(default_factory=Counter)
    _grown: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def abilities(self) -> Abilities:
        return Abilities(
            edits=True,
            buttons=True,
            pictures=False,
            lookup=self.lookup,
            replies=True,
            threads=True,
            mentions=True,
            rates=self.rates,
        )

    @abilities.setter
    def abilities(self, value: Abilities) -> None:
        self.lookup = value.lookup

    async def start(self) -> None:
        """Nothing to connect to."""

    async def stop(self) -> None:
        """Nothing to disconnect."""

    def plan(self, *faults: Fault) -> None:
        """Let the next requests fail so, in this order."""
        self.faults.extend(faults)

    async def post(
        self, channel: Channel, card: Card, *, nonce: str, under: str | None = None, threaded: bool = False
    ) -> Outcome:
        fault = self._arrived("post", channel, nonce)
        if fault in ACTING:
            if under is not None and self._at(under).deleted:
                under = None
            self.notices.append(Posted(channel, nonce, card, under, threaded and under is not None))
        return await self._answer(channel, fault, str(len(self.notices)))

    async def edit(self, channel: Channel, message_id: str, card: Card, *, nonce: str) -> Outcome:
        fault = self._arrived("edit", channel, nonce)
        notice = self._at(message_id)
        assert notice.channel == channel
        if notice.deleted:
            return Refused("the message is gone")
        if fault in ACTING:
            notice.card = card
        return await self._answer(channel, fault, message_id)

    async def find(
        self,
        channel: Channel,
        nonce: str,
        *,
        under: str | None = None,  # noqa: ARG002  nonces are unique on the whole board
        threaded: bool = False,
    ) -> str | None:
        self.requests.append(("find", nonce))
        found = [n for n, one in enumerate(self.notices, 1) if (one.channel, one.nonce) == (channel, nonce)]
        if not found:
            return None
        # A thread has a history of its own.
        where = self.notices[found[0] - 1]
        return str(found[0]) if threaded == where.threaded else None

    async def resolve(self, workspace: str, name: str) -> Channel | None:
        return Channel(workspace, self.name, name)

    def label(self, channel: Channel) -> str:
        return f"#{channel.id}"

    async def mentions(
        self,
        workspace: str,  # noqa: ARG002  the same names everywhere
        text: str,
        *,
        to_call: bool = True,  # noqa: ARG002  nobody minds
    ) -> Sequence[Mention]:
        return [Mention("user", name.removeprefix("@"), name) for name in text.split()]

    async def until(self, notices: int) -> None:
        """Wait for so many messages to be on the board."""
        async with asyncio.timeout(10):
            while len(self.notices) < notices:
                self._grown.clear()
                await self._grown.wait()

    def delete(self, message_id: str) -> None:
        """A moderator removes a message."""
        self._at(message_id).deleted = True

    def _at(self, message_id: str) -> Posted:
        return self.notices[int(message_id) - 1]

    def _arrived(self, what: str, channel: Channel, nonce: str) -> Fault:
        self.requests.append((what, nonce))
        self.arrivals.append((self.clock.now() if self.clock else datetime.max.replace(tzinfo=UTC), channel))
        if channel in self.closed:
            return Fault.CHANNEL_LOST
        if channel in self.hanging:
            return Fault.HANGS_AFTER
        return self.faults.popleft() if self.faults else Fault.NONE

    async def _answer(self, channel: Channel, fault: Fault, message_id: str) -> Outcome:
        self.under_way[channel] += 1
        self.crowd[channel] = max(self.crowd[channel], self.under_way[channel])
        self._grown.set()
        try:
            if fault in {Fault.HANGS, Fault.HANGS_AFTER}:
                self.reached.set()
                await self.freed.wait()
        finally:
            self.under_way[channel] -= 1
        if fault in {Fault.RAISES, Fault.RAISES_AFTER}:
            raise ZeroDivisionError(fault.value)
        return OUTCOMES.get(fault, Sent(message_id))

    def titles(self, channels: Iterable[Channel] = ()) -> list[str]:
        """Headlines on the board, in order of posting."""
        wanted = set(channels)
        return [notice.card.title for notice in self.notices if not wanted or notice.channel in wanted]


def too_many(moments: Sequence[datetime], rate: Rate) -> int:
    """How many of these sends, in order of time, came while a window of ``rate`` was full already."""
    return sum(later - earlier < rate.per for earlier, later in zip(moments, moments[rate.count :], strict=False))
