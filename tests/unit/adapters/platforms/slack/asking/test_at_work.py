"""What is being answered is let come to its end, for a while."""

from __future__ import annotations

import asyncio

from bot.adapters.platforms.slack.asking.at_work import AtWork


async def test_a_stop_waits_for_what_is_at_work_and_ends_what_takes_too_long() -> None:
    at_work, gate, ended = AtWork(), asyncio.Event(), []

    async def answer(name: str, until: asyncio.Event) -> None:
        with at_work.one():
            await until.wait()
            ended.append(name)

    quick, slow = asyncio.create_task(answer("quick", gate)), asyncio.create_task(answer("slow", asyncio.Event()))
    await asyncio.sleep(0)
    gate.set()
    await at_work.finish(0.01)
    assert ended == ["quick"]
    assert slow.cancelled()
    assert quick.done()
    await at_work.finish(0.01)
