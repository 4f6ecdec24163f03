"""The rolling window of one platform: it is refilled as sends end, so that one that hangs delays no other."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta

from bot.alerts.pace import Pace
from bot.alerts.retry import decide_retry
from bot.domain.alert import Delivery, DeliveryState, Outcome
from bot.domain.errors import StorageBusy
from bot.pipeline.ports import Clock, Metrics, Platform, Storage, Transaction
from bot.pipeline.send import Sender
from bot.pipeline.settle import IsBackSince, Settler
from bot.pipeline.window import Window

LEASE = timedelta(seconds=20)
"""How long a worker may hold a delivery. One that died holds it no longer, and another takes over."""

LOOK_S = 0.25
"""How often new work is looked for while sends hang, if nobody tells of any."""

LINGER_S = 0.01
"""How long to wait, once a send has ended, for others to end: they share a transaction."""

ENOUGH = 25
"""Ended sends that are not waited for any longer."""

PATIENCE = timedelta(seconds=10)
"""The longest wait for the pace that is sat out. What must wait for longer is found due when its time has come."""

Sleep = Callable[[float], Awaitable[None]]


class Dispatcher:
    """Delivers what is owed on one platform."""

    def __init__(
        self,
        *,
        storage: Storage,
        platform: Platform,
        clock: Clock,
        metrics: Metrics,
        is_back_since: IsBackSince,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._platform = platform
        self._clock = clock
        self._sleep = sleep
        self._sender = Sender(platform, clock, metrics)
        self._settler = Settler(storage, is_back_since)
        self._window = Window(Pace(platform.abilities.rates))
        self._stirred = asyncio.Event()
        self._turn = asyncio.Lock()
        self._stopping = False

    def stir(self) -> None:
        """Look for work now."""
        self._stirred.set()

    def stop(self) -> None:
        """Take on nothing more."""
        self._stopping = True
        self._stirred.set()

    async def is_due(self, tx: Transaction, now: datetime) -> bool:
        """Whether there is anything to deliver or to settle now."""
        if len(self._settler):
            return True
        room = self._window.room(now)
        if room is None:
            return False
        moment = await tx.outbox.next_due(self._platform.name, without=room.without)
        return moment is not None and moment <= now

    async def run(self) -> int:
        """Deliver until nothing more is due; the answer is how many attempts were made. One run at a time.

        Raises ``StorageBusy`` if the database would not take the last of it; what has ended by then is settled by the next
        run.
        """
        self.stir()
        async with self._turn:
            try:
                async with asyncio.TaskGroup() as sends:
                    attempts, failure = await self._roll(sends)
            finally:
                # A send that is cancelled before its first step never comes to say that it ended.
                self._window.abandon(self._clock.now())
            if failure is not None:
                raise failure
            return attempts

    async def _roll(self, sends: asyncio.TaskGroup) -> tuple[int, StorageBusy | None]:
        attempts = 0
        while True:
            self._stirred.clear()
            try:
                begun, ready_at = await self._take()
            except StorageBusy as error:
                if not self._window:
                    return attempts, error
                begun, ready_at = (), None
            for delivery in begun:
                sends.create_task(self._deliver(delivery))
            attempts += len(begun)
            if self._window:
                await self._gather()
            elif ready_at is not None:
                await self._rest(ready_at)
            elif not self._stirred.is_set() or self._stopping:
                return attempts, None

    async def _take(self) -> tuple[Sequence[Delivery], datetime | None]:
        """Settle what has ended and lease what there is room for, in one transaction.

        The answer is what was leased or, where nothing is under way though something is due, when its pace allows it.
        """
        room = None if self._stopping else self._window.room(self._clock.now())
        if room is None and not len(self._settler) and self._window:
            return (), None
        begun: list[Delivery] = []
        try:
            async with self._settler.transaction() as tx:
                now = self._clock.now()
                await self._lease(tx, now, begun)
                waits = not begun and not self._window and not self._stopping
                return begun, await self._paced(tx, now) if waits else None
        except BaseException:
            self._window.give_back(begun, self._clock.now())
            raise

    async def _lease(self, tx: Transaction, now: datetime, begun: list[Delivery]) -> None:
        """Lease what there is room for; what may be begun is appended, for that stands even if the transaction falls."""
        room = None if self._stopping else self._window.room(now)
        if room is None:
            return
        leased = await tx.outbox.lease(
            self._platform.name, now=now, until=now + LEASE, limit=room.limit, share=room.share, without=room.without
        )
        fits, surplus = self._window.admit(room, leased, now)
        begun += fits
        for delivery in surplus:
            await tx.outbox.settle(
                delivery,
                DeliveryState.OWED,
                at=now,
                due_at=delivery.due_at,
                unsure=delivery.unsure,
                reason=delivery.reason,
            )

    async def _paced(self, tx: Transaction, now: datetime) -> datetime | None:
        """When the pace lets the next delivery go, if one is due and it is soon."""
        ready_at = self._window.ready_at(now)
        if ready_at is None or ready_at - now > PATIENCE:
            return None
        moment = await tx.outbox.next_due(self._platform.name)
        return ready_at if moment is not None and moment <= now else None

    async def _gather(self) -> None:
        """Until a send has ended, and others with it; or it is time to look for new work."""
        seconds = LOOK_S
        ready_at = self._window.ready_at(self._clock.now())
        if ready_at is not None:
            seconds = min(seconds, max((ready_at - self._clock.now()).total_seconds(), LINGER_S))
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._stirred.wait()
        if self._window and len(self._settler) < ENOUGH:
            await asyncio.sleep(LINGER_S)

    async def _rest(self, ready_at: datetime) -> None:
        """Until the pace allows more, or somebody stirs."""
        left = (ready_at - self._clock.now()).total_seconds()
        stirred = asyncio.create_task(self._stirred.wait())
        rested = asyncio.ensure_future(self._sleep(min(max(left, LINGER_S), LOOK_S)))
        try:
            await asyncio.wait((stirred, rested), return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in (stirred, rested):
                task.cancel()

    async def _deliver(self, delivery: Delivery) -> None:
        started = self._clock.now()
        outcome: Outcome | None = None
        try:
            outcome = await self._sender.attempt(delivery)
        finally:
            now = self._clock.now()
            self._window.end(delivery.channel, now, outcome)
        settlement = decide_retry(delivery, outcome, now)
        self._settler.add(delivery, settlement, began=started, at=now)
        self.stir()
        self._sender.report(delivery, outcome, settlement, seconds=(now - started).total_seconds())
