"""What was committed survives the death of its process; what was not never was."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from bot.adapters.storage import open_storage

WRITER = """
import asyncio, sys
from datetime import UTC, datetime
from bot.adapters.storage import open_storage
from bot.domain.news import Story

NOW = datetime(2026, 3, 1, tzinfo=UTC)

async def main():
    storage = open_storage(sys.argv[1])
    await storage.upgrade()
    async with storage.write() as tx:
        await tx.stories.add(Story(title="kept", first_seen=NOW, last_seen=NOW))
    async with storage.write() as tx:
        await tx.stories.add(Story(title="lost", first_seen=NOW, last_seen=NOW))
        print("written", flush=True)
        await asyncio.Event().wait()

asyncio.run(main())
"""

STARTER = """
import asyncio, sys
from bot.adapters.storage import open_storage

async def main():
    storage = open_storage(sys.argv[1])
    sys.stdin.readline()
    await storage.upgrade()
    await storage.close()

asyncio.run(main())
"""

ROOT = Path(__file__).parents[2]


def start(program: str, address: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", program, address]
    return subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


@pytest.fixture(params=["sqlite", "postgresql"])
def bare_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database that has no tables yet."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("bare_postgres_url"))
    return f"sqlite:///{tmp_path / 'dateline.db'}"


async def stories(address: str) -> list[str | None]:
    storage = open_storage(address)
    await storage.upgrade()
    async with storage.write() as tx:
        found = [await tx.stories.get(n) for n in (1, 2)]
    await storage.close()
    return [story.title if story else None for story in found]


def test_a_commit_survives_a_kill(bare_address: str) -> None:
    with start(WRITER, bare_address) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == "written\n"
        os.kill(writer.pid, signal.SIGKILL)
    assert writer.returncode == -signal.SIGKILL
    assert asyncio.run(stories(bare_address)) == ["kept", None]


def test_processes_that_start_at_once_make_one_schema(bare_address: str) -> None:
    processes = [start(STARTER, bare_address) for _ in range(3)]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in processes:
        process.communicate(timeout=60)
    assert [process.returncode for process in processes] == [0, 0, 0]
    assert asyncio.run(stories(bare_address)) == [None, None]
