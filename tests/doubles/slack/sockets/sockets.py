"""All sockets of one app: who may open one, which one is sent what, and which acknowledgement belongs to what."""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.doubles.slack.deliveries.delivery import ACKNOWLEDGE_WITHIN, Attempt, Delivery
from tests.doubles.slack.errors import Json
from tests.doubles.slack.sockets.line import Line, Reason

if TYPE_CHECKING:
    from tests.doubles.slack.backend import Backend

MOST = 10  # Slack's reference, "Using Socket Mode": sockets of an app at a time
TICKET_LASTS = 30.0  # seconds; Slack says only that an address is of use for a short while


@dataclass(slots=True, eq=False)
class Sent:
    """An envelope on its way. ``acked`` is set when its acknowledgement came."""

    delivery: Delivery
    line: Line
    acked: asyncio.Event = field(default_factory=asyncio.Event)
    over: bool = False


class Sockets:
    """One app's sockets. ``lines`` are those that Slack counts, oldest first; ``closed`` the close code of every one
    that ended, None for one that was cut.

    ``to_miss``: how many acknowledgements are still to be lost; ``ghosts``: whether a silenced socket is counted, and
    sent its share, even when its client has left it.
    """

    def __init__(self) -> None:
        self.most = MOST
        self.enabled = True
        self.lines: list[Line] = []
        self.opened = 0
        self.refused = 0
        self.closed: list[int | None] = []
        self.pings = 0
        self.to_miss = 0
        self.ghosts = False
        self.ping_every = 10.0
        self.dead_after = 30.0
        self.tickets: dict[str, float] = {}
        self.changed = asyncio.Event()
        self._sent: dict[str, Sent] = {}
        self._turn = 0

    async def stop(self) -> None:
        """The double ends; every socket is cut."""
        for line in list(self.lines):
            line.cut()

    def change(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()

    async def until(self, holds: Callable[[], bool], within: float) -> None:
        """Wait (real seconds) until ``holds``, asked anew whenever a socket comes or goes."""
        async with asyncio.timeout(within):
            while not holds():
                await self.changed.wait()

    def ticket(self, now: float) -> str:
        """What opens one socket, once."""
        ticket = secrets.token_hex(16)
        self.tickets[ticket] = now
        return ticket

    def redeem(self, ticket: str, now: float) -> bool:
        return now - self.tickets.pop(ticket, -1e9) <= TICKET_LASTS

    @property
    def refusal(self) -> Reason:
        """Why a socket was not admitted."""
        return "too_many_websockets" if self.enabled else "link_disabled"

    def admit(self, line: Line) -> bool:
        """Count a new socket; False when there are too many, or Socket Mode is off."""
        if len(self.lines) >= self.most or not self.enabled:
            self.refused += 1
            self.change()
            return False
        self.lines.append(line)
        self.opened += 1
        self.change()
        return True

    def leave(self, line: Line, code: int | None) -> None:
        self.closed.append(code)
        if not (self.ghosts and line.silent):
            self.lines.remove(line)
        self.change()

    def bury(self) -> None:
        """Slack finds out about all ghosts."""
        self.lines = [line for line in self.lines if not line.gone]
        self.change()

    @property
    def ready(self) -> list[Line]:
        """Those that envelopes are sent to, dead ones too while Slack has not found out."""
        return [line for line in self.lines if line.ready]

    @property
    def alive(self) -> list[Line]:
        """Those that an app really listens to, as far as Slack did not tell it to leave them."""
        return [line for line in self.ready if not line.silent and not line.gone]

    def choose(self, spared: set[str]) -> Line | None:
        """The next socket in turn; a new try goes elsewhere than those ``spared`` if there is an elsewhere."""
        ready = self.ready
        if not ready:
            return None
        self._turn += 1
        others = [line for line in ready if str(line.number) not in spared] or ready
        return others[self._turn % len(others)]

    async def attempt(self, backend: Backend, delivery: Delivery, attempt: Attempt) -> str | None:
        """Send an envelope on one socket; None when it was acknowledged in time, else why not."""
        line = self.choose({one.way for one in delivery.attempts if one is not attempt})
        if line is None:
            return "connection_failed"
        attempt.way = str(line.number)
        envelope_id = secrets.token_hex(16)
        sent = self._sent[envelope_id] = Sent(delivery, line)
        line.outbox.put_nowait(envelope(envelope_id, delivery, attempt))
        acked = asyncio.create_task(sent.acked.wait())
        late = asyncio.create_task(backend.clock.wait_until(attempt.at + ACKNOWLEDGE_WITHIN))
        try:
            await asyncio.wait({acked, late}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            acked.cancel()
            late.cancel()
        sent.over = True
        return None if sent.acked.is_set() else "timeout"

    def take(self, backend: Backend, line: Line, frame: Json) -> None:
        """A client's frame. It may come on another socket than its envelope: the SDK answers on its newest one."""
        sent = self._sent.get(str(frame.get("envelope_id")))
        if sent is None:
            backend.violations.append(f"socket {line.number}: neither an acknowledgement nor of any envelope: {frame}")
            return
        if self.to_miss > 0:
            self.to_miss -= 1
            self.change()
            return
        delivery = sent.delivery
        if sent.over:
            delivery.late += 1
            delivery.change()
            return
        payload: Any = frame.get("payload")
        if payload and not delivery.accepts:
            backend.violations.append(f"an acknowledgement of {delivery.kind} carried an answer: {payload}")
        sent.acked.set()
        delivery.ack(payload or None, backend.clock.now())


def envelope(envelope_id: str, delivery: Delivery, attempt: Attempt) -> Json:
    """Slack's reference, "Using Socket Mode": events say how often they were tried."""
    data: Json = {
        "envelope_id": envelope_id,
        "payload": delivery.payload,
        "type": delivery.kind,
        "accepts_response_payload": delivery.accepts,
    }
    if delivery.kind == "events_api":
        data |= {"retry_attempt": attempt.number, "retry_reason": attempt.reason}
    return data
