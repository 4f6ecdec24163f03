"""How fast an outbox empties: into a platform that takes everything at once, and into one that keeps rates."""

# ruff: noqa: ARG002  the double takes what its port declares, and looks at little of it

from __future__ import annotations

import asyncio
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from bot.adapters.clock import SystemClock
from bot.adapters.storage import SqlStorage, open_storage
from bot.adapters.telemetry import PrometheusMetrics
from bot.domain.alert import Act, Delivery, Outcome, RetryAfter, Sent
from bot.domain.card import Button, Card, Field, Link, Mention, Text
from bot.domain.chat import Abilities, Rate, Rates
from bot.domain.watch import Channel
from bot.pipeline.deliver import Deliverer

DISCORD = Rates(channel=Rate(5, timedelta(seconds=5)), platform=Rate(50, timedelta(seconds=1)))
"""What Discord grants: its global limit, and the bucket that it has long kept for a channel's messages."""


@dataclass
class Double:
    """A platform that answers after ``seconds``; what comes faster than ``grants`` allow is counted and refused."""

    rates: Rates = field(default_factory=Rates)
    grants: Rates = field(default_factory=Rates)
    seconds: float = 0.0
    name: str = "web"
    taken: int = 0
    refused: int = 0
    abilities: Abilities = field(init=False)
    _seen: dict[object, list[datetime]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.abilities = Abilities(edits=True, buttons=True, pictures=True, lookup=True, rates=self.rates)

    async def start(self) -> None: ...

    async def stop(self) -> None: ...

    async def post(
        self, channel: Channel, card: Card, *, nonce: str, under: str | None = None, threaded: bool = False
    ) -> Outcome:
        if self.seconds:
            # The request and its answer are as long on their way.
            await asyncio.sleep(self.seconds / 2)
        if self._too_fast(channel) | self._too_fast(None):
            self.refused += 1
            return RetryAfter(1.0, "too fast", "platform")
        self.taken += 1
        if self.seconds:
            await asyncio.sleep(self.seconds / 2)
        return Sent(nonce)

    async def edit(self, channel: Channel, message_id: str, card: Card, *, nonce: str) -> Outcome:
        return await self.post(channel, card, nonce=nonce)

    async def find(
        self, channel: Channel, nonce: str, *, under: str | None = None, threaded: bool = False
    ) -> str | None:
        return None

    async def resolve(self, workspace: str, name: str) -> Channel | None:
        return None

    def label(self, channel: Channel) -> str:
        return channel.id

    async def mentions(self, workspace: str, text: str, *, to_call: bool = True) -> Sequence[Mention]:
        return ()

    def _too_fast(self, channel: Channel | None) -> bool:
        rate = self.grants.channel if channel else self.grants.platform
        if rate is None:
            return False
        now = SystemClock().now()
        seen = self._seen.setdefault(channel, [])
        seen.append(now)
        return len(seen) > rate.count and now - seen[-rate.count - 1] < rate.per


def _card(number: int) -> Card:
    title = f"Alert {number}: 3,500 soldiers cross the border after talks fail"
    return Card(
        title=title,
        url=f"https://news.example/{number}",
        body=(Text("About 3,500 soldiers have crossed since Monday, officials said. " * 3),),
        fields=tuple(
            Field(label="soldiers", value=(Link("3,500 soldiers", "https://news.example/"),)) for _ in range(3)
        ),
        context=(Text("Herald · 2 outlets"),),
        buttons=tuple(Button(label=label, command=f"{label} s{number}") for label in ("why", "summary", "mute")),
        fallback=title + " About 3,500 soldiers have crossed since Monday, officials said.",
        tone="alert",
    )


async def _owing(folder: Path, name: str, *, channels: int, owed: int) -> SqlStorage:
    """A database that owes so many posts, evenly to so many channels."""
    storage = open_storage(f"sqlite:///{folder / name}.db")
    await storage.upgrade()
    now = SystemClock().now()
    async with storage.write() as tx:
        for number in range(owed):
            await tx.outbox.owe(
                Delivery(
                    lane=f"alert-{number}",
                    channel=Channel(f"w{number % channels % 10}", "web", f"c{number % channels}"),
                    act=Act.POST,
                    card=_card(number),
                    nonce=f"n{number}",
                    due_at=now,
                    expires_at=now + timedelta(hours=24),
                )
            )
    return storage


async def _drain(storage: SqlStorage, platform: Double) -> float:
    """Seconds until nothing is owed."""
    clock, metrics = SystemClock(), PrometheusMetrics()
    deliverer = Deliverer(storage=storage, platforms={"web": platform}, clock=clock, metrics=metrics)
    began = time.perf_counter()
    while True:
        await deliverer.deliver("web")
        async with storage.read() as tx:
            if not (await tx.counts()).owed:
                return time.perf_counter() - began
        await asyncio.sleep(0.1)


async def drained_a_second(folder: Path, run: int, *, channels: int, owed: int) -> float:
    """Deliveries a second into a platform that takes everything at once, over so many channels of ten workspaces."""
    storage = await _owing(folder, f"drain-{channels}-{run}", channels=channels, owed=owed)
    try:
        return owed / await _drain(storage, Double())
    finally:
        await storage.close()


async def burst(folder: Path, *, owed: int, channels: int, answer_s: float) -> tuple[float, int]:
    """Seconds to drain a burst at Discord's rates, and how many sends it would have answered with a 429."""
    storage = await _owing(folder, "burst", channels=channels, owed=owed)
    platform = Double(rates=DISCORD, grants=DISCORD, seconds=answer_s)
    try:
        return await _drain(storage, platform), platform.refused
    finally:
        await storage.close()
