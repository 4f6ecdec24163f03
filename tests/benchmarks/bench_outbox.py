"""What a lease costs when much is owed: 10,000 deliveries over 200 channels in 20 workspaces.

Run by ``python -m tests.benchmarks.bench_outbox [URL]``: over SQLite in a temporary file, or over the PostgreSQL database
of a URL, which must be empty. A tenth of the channels are paused and half are left out, as if sends were under way there.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.adapters.storage import SqlStorage, open_storage
from bot.domain.alert import Act, Delivery, DeliveryState
from bot.domain.card import Card
from bot.domain.watch import Channel, Pause

OWED, CHANNELS, WORKSPACES = 10_000, 200, 20
LEASES, LIMIT, SHARE = 100, 20, 5
NOW = datetime(2026, 1, 1, tzinfo=UTC)
PLACES = [Channel(f"workspace{n % WORKSPACES}", "web", f"channel{n}") for n in range(CHANNELS)]
PAUSED, BUSY = PLACES[: CHANNELS // 10], PLACES[CHANNELS // 10 : CHANNELS * 6 // 10]


def _delivery(number: int) -> Delivery:
    title = f"Earthquake {number}: at least {number % 90 + 2} killed"
    return Delivery(
        lane=f"alert-{number}",
        channel=PLACES[number % CHANNELS],
        act=Act.POST,
        card=Card(title=title, fallback=f"{title}. " * 6, tone="alert"),
        nonce=f"nonce-{number}",
        due_at=NOW + timedelta(milliseconds=number),
        expires_at=NOW + timedelta(days=1),
    )


async def _timed(times: list[float], work: Callable[[], Awaitable[int]]) -> int:
    began = time.perf_counter()
    done = await work()
    times.append((time.perf_counter() - began) * 1000)
    return done


async def _measure(storage: SqlStorage) -> None:
    await storage.upgrade()
    async with storage.write() as tx:
        for number in range(OWED):
            await tx.outbox.owe(_delivery(number))
        for channel in PAUSED:
            await tx.watch.pause(Pause(channel=channel, reason="gone", since=NOW))
    now, leased = NOW + timedelta(minutes=1), list[Delivery]()

    async def lease() -> int:
        async with storage.write() as tx:
            until = now + timedelta(minutes=1)
            leased[:] = await tx.outbox.lease("web", now=now, until=until, limit=LIMIT, share=SHARE, without=BUSY)
        return len(leased)

    async def settle() -> int:
        async with storage.write() as tx:
            for delivery in leased:
                await tx.outbox.settle(delivery, DeliveryState.SENT, at=now, message_id=f"m{delivery.id}")
        return len(leased)

    async def next_due() -> int:
        async with storage.read() as tx:
            return int(await tx.outbox.next_due("web", without=BUSY) is not None)

    taken: dict[str, list[float]] = {"lease": [], "settle": [], "next due": []}
    made = 0
    for _ in range(LEASES):
        made += await _timed(taken["lease"], lease)
        await _timed(taken["settle"], settle)
        await _timed(taken["next due"], next_due)
    await storage.close()
    print(f"{OWED} owed over {CHANNELS} channels in {WORKSPACES} workspaces; {made} made in {LEASES} leases of {LIMIT}")
    for name, times in taken.items():
        slow = sorted(times)[round(len(times) * 0.99) - 1]
        print(f"{name:9} median {statistics.median(times):5.2f} ms, p99 {slow:5.2f} ms, with its transaction")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        url = sys.argv[1] if len(sys.argv) > 1 else f"sqlite:///{Path(folder) / 'outbox.db'}"
        asyncio.run(_measure(open_storage(url)))


if __name__ == "__main__":
    main()
