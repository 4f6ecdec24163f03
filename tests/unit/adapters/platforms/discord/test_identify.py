from __future__ import annotations

import asyncio

from bot.adapters.platforms.discord.identify import IdentifyBudget


def limit(remaining: int, *, reset_after: int = 60_000, max_concurrency: int = 1) -> dict[str, int]:
    return {"total": 1000, "remaining": remaining, "reset_after": reset_after, "max_concurrency": max_concurrency}


async def seconds(budget: IdentifyBudget, *shards: int) -> float:
    started = asyncio.get_running_loop().time()
    for shard in shards:
        await budget.spend(shard)
    return asyncio.get_running_loop().time() - started


async def test_identifies_of_one_bucket_keep_their_distance() -> None:
    budget = IdentifyBudget(gap=0.05)
    budget.learn(limit(100))
    assert 0.1 <= await seconds(budget, 0, 1, 2) < 0.5


async def test_identifies_of_different_buckets_need_none() -> None:
    budget = IdentifyBudget(gap=5)
    budget.learn(limit(100, max_concurrency=16))
    assert await seconds(budget, 0, 1, 2) < 0.5


async def test_the_distance_is_kept_over_a_new_client() -> None:
    budget = IdentifyBudget(gap=0.05)
    budget.learn(limit(100))
    await budget.spend(0)
    budget.learn(limit(99))
    assert await seconds(budget, 0) >= 0.03


async def test_a_spent_budget_is_waited_for() -> None:
    budget = IdentifyBudget(gap=0)
    assert budget.wait(4) == 0, "nothing is known yet"
    budget.learn(limit(4))
    assert budget.wait(4) == 0
    assert 59 < budget.wait(5) <= 60
    budget.learn(limit(1, reset_after=50))
    await budget.spend(0)
    assert await seconds(budget, 0) >= 0.03
