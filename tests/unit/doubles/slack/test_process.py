"""The double as a process of its own, which outlives an app that is killed."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parents[4]
PIPE = asyncio.subprocess.PIPE


async def test_it_prints_its_address_keeps_what_was_posted_and_obeys_its_control_routes() -> None:
    command = (sys.executable, "-m", "tests.doubles.slack", "--channel", "wire", "--user", "ada", "--attached")
    started = await asyncio.create_subprocess_exec(*command, cwd=ROOT, stdin=PIPE, stdout=PIPE, stderr=PIPE)
    assert started.stdin is not None
    assert started.stdout is not None
    said = json.loads(await asyncio.wait_for(started.stdout.readline(), 20))
    wire = said["channels"]["wire"]
    headers = {"Authorization": f"Bearer {said['bot_token']}"}
    async with aiohttp.ClientSession(said["address"], headers=headers) as session:
        fault = {"kind": "429", "method": "chat.*", "retry_after": 3}
        await session.post("/control/faults", json=fault)
        body = {"channel": wire, "text": "36 killed <!here>"}
        assert (await session.post("/api/chat.postMessage", json=body)).status == 429
        assert (await session.post("/api/chat.postMessage", json=body)).status == 200
        (message,) = await (await session.get("/control/messages", params={"channel": wire})).json()
        assert (message["shown"], message["mentions"]) == ("36 killed @here", ["<!here>"])
        spoken = {"channel": wire, "user": said["users"]["ada"], "text": "where?"}
        assert (await session.post("/control/say", json=spoken)).status == 200
        assert (await session.post("/control/say", json=spoken | {"user": "U0"})).status == 400
        await session.post("/control/channel", json={"channel": wire, "do": "archive"})
        refused = await (await session.post("/api/chat.postMessage", json=body)).json()
        assert refused["error"] == "is_archived"
        store = await (await session.get("/control/store")).json()
        assert (store["unknown"], store["violations"], store["mistakes"]) == ([], [], [])
    started.stdin.close()
    _, complaints = await asyncio.wait_for(started.communicate(), 10)
    assert (started.returncode, complaints) == (0, b"")
