"""A platform at the other end of a network that fails on command."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from bot.domain.alert import Outcome, Refused, RetryAfter, Sent, Unknown
from bot.domain.card import Card
from bot.domain.chat import Abilities
from bot.domain.watch import Channel


class Fault(StrEnum):
    """What goes wrong with one request."""

    NONE = "none"
    SLOW_DOWN = "asked to slow down"
    LOST = "the request was lost"
    CUT = "done, and the answer was lost"
    REFUSED = "refused"
    RAISES = "a bug before acting"
    RAISES_AFTER = "a bug after acting"
    HANGS = "no answer, and nothing was done"
    HANGS_AFTER = "no answer, though it was done"


ACTING = {Fault.NONE, Fault.CUT, Fault.RAISES_AFTER, Fault.HANGS_AFTER}


@dataclass(slots=True)
class Notice:
    """One message as its readers see it."""

    channel: Channel
    nonce: str
    card: Card


@dataclass
class Noticeboard:
    """Implements ``Platform``. It posts whatever it is told to, twice if told twice, so that a repeat shows.

    ``faults`` are taken one a request; ``reached`` is set when a request hangs, which it does until it is cancelled or
    ``freed`` is set.
    """

    name: str = "web"
    lookup: bool = True
    faults: deque[Fault] = field(default_factory=deque)
    notices: list[Notice] = field(default_factory=list)
    requests: list[tuple[str, str]] = field(default_factory=list)
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    freed: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def abilities(self) -> Abilities:
        return Abilities(edits=True, buttons=True, pictures=False, lookup=self.lookup)

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

    async def post(self, channel: Channel, card: Card, *, nonce: str) -> Outcome:
        self.requests.append(("post", nonce))
        fault = self._next()
        if fault in ACTING:
            self.notices.append(Notice(channel, nonce, card))
        return await self._answer(fault, str(len(self.notices)))

    async def edit(self, channel: Channel, message_id: str, card: Card, *, nonce: str) -> Outcome:
        self.requests.append(("edit", nonce))
        fault = self._next()
        if fault in ACTING:
            notice = self.notices[int(message_id) - 1]
            assert notice.channel == channel
            notice.card = card
        return await self._answer(fault, message_id)

    async def find(self, channel: Channel, nonce: str) -> str | None:
        self.requests.append(("find", nonce))
        found = [n for n, one in enumerate(self.notices, 1) if (one.channel, one.nonce) == (channel, nonce)]
        return str(found[0]) if found else None

    async def resolve(self, workspace: str, name: str) -> Channel | None:
        return Channel(workspace, self.name, name)

    def _next(self) -> Fault:
        return self.faults.popleft() if self.faults else Fault.NONE

    async def _answer(self, fault: Fault, message_id: str) -> Outcome:
        if fault in {Fault.HANGS, Fault.HANGS_AFTER}:
            self.reached.set()
            await self.freed.wait()
        if fault in {Fault.RAISES, Fault.RAISES_AFTER}:
            raise ZeroDivisionError(fault.value)
        outcomes: dict[Fault, Outcome] = {
            Fault.SLOW_DOWN: RetryAfter(30.0, fault.value),
            Fault.LOST: Unknown(fault.value),
            Fault.CUT: Unknown(fault.value),
            Fault.REFUSED: Refused(fault.value),
        }
        return outcomes.get(fault, Sent(message_id))

    def titles(self, channels: Iterable[Channel] = ()) -> list[str]:
        """Headlines on the board, in order of posting."""
        wanted = set(channels)
        return [notice.card.title for notice in self.notices if not wanted or notice.channel in wanted]
