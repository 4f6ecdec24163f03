"""The double as a process of its own, which outlives a bot that is killed."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import aiohttp

ROOT = Path(__file__).parents[4]
PIPE = asyncio.subprocess.PIPE


@contextlib.asynccontextmanager
async def process(*options: str) -> AsyncIterator[tuple[asyncio.subprocess.Process, dict[str, Any]]]:
    """The running process and the line that it printed; it must end well and have complained of nothing."""
    command = (sys.executable, "-m", "tests.doubles.discord", "--port", "0", *options)
    started = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=PIPE)
    assert started.stdout is not None
    said = json.loads(await asyncio.wait_for(started.stdout.readline(), 20))
    yield started, said
    _, complaints = await asyncio.wait_for(started.communicate(), 10)
    assert (started.returncode, complaints) == (0, b"")


async def test_it_prints_its_address_and_keeps_what_was_posted() -> None:
    async with process("--channel", "wire", "--channel", "stories:forum") as (started, said):
        wire = said["channels"]["wire"]
        async with aiohttp.ClientSession(headers={"Authorization": f"Bot {said['token']}"}) as session:
            await session.post(f"{said['api_base']}/channels/{wire}/messages", json={"content": "36 killed"})
            (message,) = await (await session.get(f"{said['address']}/control/messages")).json()
            assert (message["channel_id"], message["content"]) == (wire, "36 killed")
            store = await (await session.get(f"{said['address']}/control/store")).json()
            assert [one["kind"] for one in store["channels"]] == ["TEXT", "FORUM"]
        started.terminate()


async def test_it_ends_with_who_started_it() -> None:
    async with process("--attached") as (started, _):
        assert started.stdin is not None
        started.stdin.close()
