"""Living notices: one line in a channel that counts what waits there, and is rewritten while it is fresh."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime, timedelta

from bot.alerts import compose_cap_notice, compose_flood_notice
from bot.alerts.retry import Occasion
from bot.domain.alert import Act, Notice, NoticeKind
from bot.domain.card import Card
from bot.domain.watch import Channel
from bot.pipeline.advance import later
from bot.pipeline.ports import Transaction
from bot.pipeline.tell import owed

FRESH = timedelta(hours=1)
"""How long one line is rewritten. What happens later opens another, where readers see it."""

Compose = Callable[[Notice], Card]
"""Writes the line of a notice as it stands."""


class Noticer:
    """The notices of one transaction. Whatever befalls one of them, it is stored and said once, by ``settle``."""

    def __init__(self, tx: Transaction, now: datetime) -> None:
        self._tx = tx
        self._now = now
        self._known: dict[int, Notice] = {}
        self._acts: dict[int, Act] = {}
        self._lines: dict[int, Compose | None] = {}

    async def read(self, channels: Collection[Channel]) -> None:
        """Take in all open notices of these channels."""
        for notice in await self._tx.alerts.open_notices(sorted(channels)) if channels else ():
            self._known[notice.id] = notice

    async def take(self, channel: Channel, notice_id: int) -> Notice | None:
        """Take in one notice of a channel, even one that is closed: its line still stands."""
        notice = await self._tx.alerts.notice(channel.workspace, notice_id)
        if notice is None or notice.channel != channel:
            return None
        self._known[notice.id] = notice
        return notice

    def get(self, notice_id: int | None) -> Notice | None:
        """A notice that was read or opened here and is open."""
        notice = self._known.get(notice_id or 0)
        return notice if notice and notice.closed_at is None else None

    def of(self, channel: Channel, kind: NoticeKind) -> list[Notice]:
        """The channel's open notices of one kind, by id."""
        return [
            notice
            for _, notice in sorted(self._known.items())
            if (notice.channel, notice.kind, notice.closed_at) == (channel, kind, None)
        ]

    async def open(self, channel: Channel, kind: NoticeKind, subject: str, *, silent: bool = False) -> Notice:
        """The open notice of a subject while its line is fresh; otherwise a new one, that counts nothing yet.

        A ``silent`` one is only remembered: it has no line that could grow old.
        """
        notice = next((known for known in self.of(channel, kind) if known.subject == subject), None)
        if notice and (silent or self._now - notice.opened_at < FRESH):
            return notice
        if notice:
            await self.close(notice)
        unsaved = Notice(channel=channel, kind=kind, subject=subject, opened_at=self._now, updated_at=self._now)
        opened = await self._store(unsaved)
        self._acts[opened.id] = Act.POST
        return opened

    async def close(self, notice: Notice) -> None:
        """End a notice without a word."""
        await self._store(replace(notice, closed_at=self._now))

    def say(self, notice: Notice, count: int, compose: Compose) -> None:
        """It speaks of so many things now, in this line; one that speaks of none is closed with it."""
        moment = later(self._now, notice.updated_at)
        self._known[notice.id] = replace(notice, count=count, updated_at=moment, closed_at=None if count else self._now)
        self._lines[notice.id] = compose

    def count_down(self, notice: Notice, by: int) -> None:
        """So many things of a notice wait no more: its line is rewritten when that was the last, for what it says of a
        number that shrinks is soon wrong again.
        """
        left = max(self._known[notice.id].count - by, 0)
        if left:
            self._known[notice.id] = replace(notice, count=left)
            self._lines.setdefault(notice.id, None)
        else:
            self.say(notice, 0, nothing_waits)

    async def settle(self) -> None:
        """Store what changed, and owe the lines."""
        for notice_id, compose in self._lines.items():
            notice = await self._store(self._known[notice_id])
            if compose is None:
                continue
            line = owed(
                notice.lane,
                notice.channel,
                self._acts.get(notice_id, Act.EDIT),
                compose(notice),
                now=self._now,
                revision=notice.updated_at,
                occasion=Occasion.NOTICE,
            )
            await self._tx.outbox.owe(line)

    async def _store(self, notice: Notice) -> Notice:
        stored = await self._tx.alerts.save_notice(notice)
        self._known[stored.id] = stored
        return stored


def nothing_waits(notice: Notice) -> Card:
    """The line of a notice on alerts, when none waits any more."""
    return compose_cap_notice(notice, 0) if notice.kind is NoticeKind.CAP else compose_flood_notice(notice, "")
