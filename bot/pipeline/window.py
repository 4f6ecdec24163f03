"""What one worker has in hand on one platform, and what it may take next. Nothing here waits, sends or stores."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.alerts.pace import Pace
from bot.domain.alert import Delivery, Outcome, RetryAfter
from bot.domain.watch import Channel

SLOTS = 100
"""Sends under way at a time on one platform."""

LONGEST_WAIT_S = 86_400.0
"""A platform that asks for a longer wait is asked again after this one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What may be leased: how many, at most how many a workspace, and none of these channels."""

    limit: int
    share: int
    without: frozenset[Channel]


class Window:
    """The sends under way: at most one a channel, each workspace at most as many as there are slots left.

    That bound moves by itself (A. K. Choudhury and E. L. Hahne, "Dynamic queue length thresholds for shared-memory packet
    switches", IEEE/ACM Transactions on Networking 6(2), 1998): one workspace alone may use half of all slots, n whose sends
    hang hold n/(n+1) of them, and there is always one for a workspace that has none.
    """

    def __init__(self, pace: Pace, slots: int = SLOTS) -> None:
        self._pace = pace
        self._slots = slots
        self._under_way: dict[Channel, datetime] = {}
        self._held: Counter[str] = Counter()
        self._parked: dict[Channel, None] = {}
        """Channels that are owed something for which their workspace had no room, longest waiting first."""

    def __len__(self) -> int:
        """How many sends are under way."""
        return len(self._under_way)

    def room(self, now: datetime) -> Room | None:
        """What may be taken now; None while nothing may."""
        free = self._slots - len(self._under_way)
        limit = min(free, self._pace.room(now))
        if limit <= 0:
            return None
        return Room(limit=limit, share=(free + 1) // 2, without=self._excluded(now))

    def admit(self, room: Room, leased: Sequence[Delivery], now: datetime) -> tuple[list[Delivery], list[Delivery]]:
        """Begin those of what was leased into a room that fit; the others are to be given back.

        Their channels are left out until there is room for them.
        """
        self._parked = {channel: None for channel in self._parked if channel in room.without}
        begun: list[Delivery] = []
        surplus: list[Delivery] = []
        for delivery in leased:
            fits = self._threshold(delivery.channel.workspace) > 0
            if fits and self._pace.ready_at(delivery.channel, now) <= now:
                self._begin(delivery.channel, now)
                begun.append(delivery)
            else:
                self._parked[delivery.channel] = None
                surplus.append(delivery)
        return begun, surplus

    def end(self, channel: Channel, now: datetime, outcome: Outcome | None = None) -> None:
        """The channel's send ended so, or was given up without an outcome."""
        self._pace.answered(channel, self._under_way.pop(channel), now)
        self._held[channel.workspace] -= 1
        if not self._held[channel.workspace]:
            del self._held[channel.workspace]
        if isinstance(outcome, RetryAfter) and outcome.scope != "delivery":
            # In this order "not a number" is a long wait too.
            seconds = min(LONGEST_WAIT_S, outcome.seconds)
            self._pace.wait(outcome.scope, channel, now + timedelta(seconds=max(seconds, 0.0)), now)

    def give_back(self, begun: Iterable[Delivery], now: datetime) -> None:
        """Those that were admitted are not sent after all."""
        for delivery in begun:
            self.end(delivery.channel, now)

    def abandon(self, now: datetime) -> None:
        """Nothing is under way any more, whatever became of it."""
        for channel in tuple(self._under_way):
            self.end(channel, now)

    def ready_at(self, now: datetime) -> datetime | None:
        """When something that must wait for the pace may go; None if nothing does."""
        if self._pace.room(now) <= 0:
            return self._pace.platform_ready_at(now)
        workspaces = {channel.workspace for channel in self._parked}
        moments = [self._pace.workspace_ready_at(workspace, now) for workspace in workspaces]
        return min((moment for moment in (*moments, *self._pace.busy(now).values()) if moment > now), default=None)

    def _begin(self, channel: Channel, now: datetime) -> None:
        self._under_way[channel] = now
        self._held[channel.workspace] += 1
        self._pace.spend(channel, now)

    def _excluded(self, now: datetime) -> frozenset[Channel]:
        """Channels of which nothing may be taken now: of the parked ones, those beyond their workspace's room."""
        excluded = {*self._under_way, *self._pace.busy(now)}
        room: dict[str, int] = {}
        for channel in self._parked:
            name = channel.workspace
            left = room.setdefault(name, min(self._threshold(name), self._pace.room_of(name, now)))
            if left <= 0:
                excluded.add(channel)
            elif channel not in excluded:
                room[name] = left - 1
        return frozenset(excluded)

    def _threshold(self, workspace: str) -> int:
        """How many more sends a workspace may have under way."""
        free = self._slots - len(self._under_way)
        return max((free - self._held[workspace] + 1) // 2, 0)
