"""How fast a platform may be written to: its rates are kept ahead of time, so that it need never say "too many".

Each channel, each workspace and the platform as a whole has a meter, which is a sliding-window log: it remembers the moments
of the last sends, at most as many as its rate allows. A leaky bucket such as GCRA (ITU-T I.371, Annex A) needs less memory,
but must either forbid bursts or let a window hold more than its count; the log does neither, and its counts are small.
"""

from __future__ import annotations

from collections import deque
from datetime import datetime
from typing import Literal

from bot.domain.chat import Rate, Rates
from bot.domain.watch import Channel

Scope = Literal["channel", "workspace", "platform"]

UNLIMITED = 1_000_000
"""The room where there is no limit."""


class Pace:
    """The meters of one platform. ``now`` may go back, as a clock that is set right does: that makes nobody wait longer.

    A send counts from when it is begun, and again from when it was answered: the platform counted it at some moment between.
    """

    def __init__(self, rates: Rates) -> None:
        self._rates = rates
        self._platform = _Meter(rates.platform)
        self._workspaces: dict[str, _Meter] = {}
        self._channels: dict[Channel, _Meter] = {}

    def spend(self, channel: Channel, now: datetime) -> None:
        """Note that a send to the channel begins. It is noted even where it comes too early."""
        for meter in self._meters(channel):
            meter.spend(now)

    def answered(self, channel: Channel, began: datetime, now: datetime) -> None:
        """Note that the send that began then was answered now, or given up."""
        for meter in self._meters(channel):
            meter.answered(began, now)

    def wait(self, scope: Scope, channel: Channel, until: datetime, now: datetime) -> None:
        """Send nothing before ``until``: to the channel, to its workspace, or at all."""
        meters = dict(zip(("channel", "workspace", "platform"), self._meters(channel), strict=True))
        meters[scope].wait(until, now)

    def ready_at(self, channel: Channel, now: datetime) -> datetime:
        """The earliest moment for a send to the channel; ``now`` if it may be at once."""
        known = (self._channels.get(channel), self._workspaces.get(channel.workspace), self._platform)
        return max(meter.ready_at(now) if meter else now for meter in known)

    def room(self, now: datetime) -> int:
        """How many sends the platform as a whole takes now; ``UNLIMITED`` where it sets no limit."""
        return self._platform.room(now)

    def room_of(self, workspace: str, now: datetime) -> int:
        """How many sends one workspace takes now, whatever the platform as a whole does."""
        known = self._workspaces.get(workspace)
        return known.room(now) if known else _Meter(self._rates.workspace).room(now)

    def busy(self, now: datetime) -> dict[Channel, datetime]:
        """Channels that take nothing now, and when each does again; those that have been idle long enough are forgotten."""
        self._channels = {channel: meter for channel, meter in self._channels.items() if meter.live(now)}
        self._workspaces = {name: meter for name, meter in self._workspaces.items() if meter.live(now)}
        ready = {channel: meter.ready_at(now) for channel, meter in self._channels.items()}
        return {channel: moment for channel, moment in ready.items() if moment > now}

    def workspace_ready_at(self, workspace: str, now: datetime) -> datetime:
        """The earliest moment for a send to any channel of the workspace, whatever the platform as a whole does."""
        known = self._workspaces.get(workspace)
        return known.ready_at(now) if known else now

    def platform_ready_at(self, now: datetime) -> datetime:
        """The earliest moment for a send at all."""
        return self._platform.ready_at(now)

    def _meters(self, channel: Channel) -> tuple[_Meter, _Meter, _Meter]:
        return (
            self._channels.setdefault(channel, _Meter(self._rates.channel)),
            self._workspaces.setdefault(channel.workspace, _Meter(self._rates.workspace)),
            self._platform,
        )


class _Meter:
    """The last sends under one rate, oldest first, and the wait that was asked for."""

    __slots__ = ("_asked_at", "_rate", "_sends", "_until")

    def __init__(self, rate: Rate | None) -> None:
        self._rate = rate
        self._sends: deque[datetime] = deque(maxlen=rate.count if rate else 0)
        self._asked_at: datetime | None = None
        self._until: datetime | None = None

    def spend(self, now: datetime) -> None:
        self._turn_back(now)
        self._sends.append(now)

    def answered(self, began: datetime, now: datetime) -> None:
        self._turn_back(now)
        if began in self._sends:
            self._sends.remove(began)
        self._sends.append(now)

    def wait(self, until: datetime, now: datetime) -> None:
        self._turn_back(now)
        if self._until is None or until > self._until:
            self._asked_at, self._until = now, until

    def room(self, now: datetime) -> int:
        self._turn_back(now)
        if self._until is not None and self._until > now:
            return 0
        if self._rate is None:
            return UNLIMITED
        return self._rate.count - sum(send + self._rate.per > now for send in self._sends)

    def ready_at(self, now: datetime) -> datetime:
        self._turn_back(now)
        ready = now if self._until is None else max(now, self._until)
        if self._rate is not None and len(self._sends) == self._rate.count:
            # The log holds no more than the count: it is the oldest that must leave the window.
            ready = max(ready, self._sends[0] + self._rate.per)
        return ready

    def live(self, now: datetime) -> bool:
        """Whether it remembers anything that still counts."""
        self._turn_back(now)
        waits = self._until is not None and self._until > now
        return waits or (self._rate is not None and bool(self._sends) and self._sends[-1] + self._rate.per > now)

    def _turn_back(self, now: datetime) -> None:
        """Where the clock was set back, what lies ahead of it happened just now."""
        if self._sends and self._sends[-1] > now:
            self._sends = deque((min(send, now) for send in self._sends), maxlen=self._sends.maxlen)
        if self._asked_at is not None and self._until is not None and self._asked_at > now:
            self._asked_at, self._until = now, now + (self._until - self._asked_at)
