from __future__ import annotations

import asyncio

from bot.adapters.platforms.slack.sending.memo import Memo


class Maker:
    """Makes the next of what it was given once its gate is open, and counts."""

    def __init__(self, *made: str | None) -> None:
        self.left = list(made)
        self.count = 0
        self.gate = asyncio.Event()

    async def __call__(self) -> str | None:
        self.count += 1
        await self.gate.wait()
        return self.left.pop(0)


async def test_all_who_want_a_thing_share_its_making() -> None:
    memo, make = Memo[str](60.0), Maker("made")
    wanted = [asyncio.create_task(memo.get("a", make)) for _ in range(3)]
    await asyncio.sleep(0)
    wanted[0].cancel()
    make.gate.set()
    assert await asyncio.gather(*wanted[1:]) == ["made", "made"]
    assert await memo.get("a", make) == "made"
    assert make.count == 1
    await memo.close()


async def test_nothing_is_tried_again_and_so_is_what_is_old_or_forgotten() -> None:
    memo, make = Memo[str](60.0), Maker(None, "first", "second")
    make.gate.set()
    assert await memo.get("a", make) is None
    assert await memo.get("a", make) == "first"
    memo.forget("other")
    memo.forget("first")
    assert await memo.get("a", make) == "second"
    stale, again = Memo[str](-1.0), Maker("old", "new")
    again.gate.set()
    assert [await stale.get("a", again), await stale.get("a", again)] == ["old", "new"]


async def test_only_so_many_are_kept() -> None:
    memo, make = Memo[str](60.0, most=1), Maker("a", "b", "c")
    wanted = [asyncio.create_task(memo.get(key, make)) for key in ("a", "b")]
    await asyncio.sleep(0)
    make.gate.set()
    assert await asyncio.gather(*wanted) == ["a", "b"], "what is under way goes on"
    assert await memo.get("a", make) == "c"
    await memo.close()


async def test_closing_ends_what_is_under_way() -> None:
    memo, make = Memo[str](60.0), Maker("made")
    wanted = asyncio.create_task(memo.get("a", make))
    await asyncio.sleep(0)
    await memo.close()
    assert await wanted is None
