"""The parser pool with workers that hang, crash and devour."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.adapters.parsing import InProcessParser, ParserPool
from bot.domain.errors import BadFeed
from tests.integration.parsers import misbehaving

FEED = b"<rss version='2.0'><channel><title>T</title><item><title>one</title></item></channel></rss>"
URL = "https://s.example/feed"


@pytest.fixture
async def pool() -> AsyncIterator[ParserPool]:
    async with ParserPool(misbehaving, workers=2, time_limit_s=1.0) as pool:
        yield pool


async def test_parses_elsewhere(pool: ParserPool) -> None:
    document = await pool.parse(FEED, URL, None)
    assert [entry.title for entry in document.entries] == ["one"]
    assert (await pool.parse(b"pid", URL, None)).title != str(os.getpid())


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b"<html></html>", "a web page, not a feed"),
        (b"hang", "took longer than 1 seconds"),
        (b"spin", "took longer than 1 seconds"),
        (b"crash", "ended the process"),
        (b"exit", "ended the process"),
        (b"leave", "could not be read"),
        (b"devour", "more memory"),
        (b"bug", "ZeroDivisionError"),
    ],
)
async def test_trouble_is_bad_feed_and_hurts_no_other(pool: ParserPool, body: bytes, words: str) -> None:
    bad, *good = await asyncio.gather(
        pool.parse(body, URL, None), *(pool.parse(FEED, URL, None) for _ in range(4)), return_exceptions=True
    )
    assert isinstance(bad, BadFeed)
    assert words in str(bad)
    assert all(not isinstance(answer, BaseException) for answer in good)
    assert (await pool.parse(FEED, URL, None)).title == "T"


async def test_close_ends_workers_and_a_closed_pool_opens_again() -> None:
    pool = ParserPool(misbehaving, workers=1)
    await pool.start()
    worker = int((await pool.parse(b"pid", URL, None)).title or 0)
    await pool.close()
    with pytest.raises(ProcessLookupError):
        os.kill(worker, 0)
    await pool.close()
    assert (await pool.parse(FEED, URL, None)).title == "T"
    await pool.close()


async def test_close_answers_whoever_waits() -> None:
    pool = ParserPool(misbehaving, workers=1, time_limit_s=60)
    waiting = [asyncio.create_task(pool.parse(body, URL, None)) for body in (b"spin", FEED)]
    assert await asyncio.gather(*(asyncio.sleep(0) for _ in waiting)) == [None, None]
    await pool.close()
    _, pending = await asyncio.wait(waiting, timeout=20)
    assert not pending


async def test_a_worker_that_dies_idle_costs_no_feed() -> None:
    async with ParserPool(misbehaving, workers=1) as pool:
        worker = int((await pool.parse(b"pid", URL, None)).title or 0)
        os.kill(worker, signal.SIGKILL)
        answers = await asyncio.gather(*(pool.parse(FEED, URL, None) for _ in range(3)))
        assert [answer.title for answer in answers] == ["T"] * 3


async def test_a_cancelled_caller_frees_its_worker() -> None:
    async with ParserPool(misbehaving, workers=1, time_limit_s=60) as pool:
        assert (await pool.parse(FEED, URL, None)).title == "T"
        task = asyncio.create_task(pool.parse(b"hang", URL, None))
        await asyncio.sleep(0)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
        assert (await asyncio.wait_for(pool.parse(FEED, URL, None), 20)).title == "T"


PROGRAM = """
import asyncio
import contextlib
import signal

from bot.adapters.parsing import ParserPool
from tests.integration.parsers import misbehaving

async def main():
    pool = ParserPool(misbehaving, workers=2, time_limit_s=60)
    up = set()
    while len(up) < 2:  # both: one that is cut off while its interpreter starts may say so before code of ours runs
        asked = (pool.parse(b"pid", "https://s.example/", None) for _ in range(4))
        up |= {document.title for document in await asyncio.gather(*asked)}
    worker = up.pop()
    busy = asyncio.create_task(pool.parse(b"spin", "https://s.example/", None))
    # As the product does: asyncio.run alone leaves the loop asleep when another thread is handed the signal.
    asyncio.get_running_loop().add_signal_handler(signal.SIGINT, busy.cancel)
    print(worker, flush=True)
    with contextlib.suppress(asyncio.CancelledError):
        await busy
    await pool.close()

if __name__ == "__main__":
    asyncio.run(main())
"""


@pytest.fixture
def parent(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """A process with workers at work, in a session of its own as a terminal would make.

    Its workers inherit its output, which therefore ends only when the last of them has.
    """
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, "utf-8")
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, str(program)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as parent:
        try:
            assert parent.stdout is not None
            assert parent.stdout.readline().strip().isdigit()
            yield parent
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(parent.pid, signal.SIGKILL)


@pytest.mark.skipif(sys.platform == "win32", reason="no POSIX signals")
def test_workers_die_with_a_killed_parent(parent: subprocess.Popen[str]) -> None:
    parent.kill()
    _, printed = parent.communicate(timeout=20)
    assert "Traceback" not in printed


@pytest.mark.skipif(sys.platform == "win32", reason="no POSIX signals")
def test_ctrl_c_prints_nothing_of_workers(parent: subprocess.Popen[str]) -> None:
    os.killpg(parent.pid, signal.SIGINT)
    _, printed = parent.communicate(timeout=20)
    assert printed == ""


async def test_in_process_gives_the_same() -> None:
    parser = InProcessParser()
    await parser.start()
    async with ParserPool(workers=1) as pool:
        assert await parser.parse(FEED, URL, None) == await pool.parse(FEED, URL, None)
    with pytest.raises(BadFeed, match="web page"):
        await parser.parse(b"<html></html>", URL, None)
    await parser.close()
