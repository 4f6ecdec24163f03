"""The real product in a process of its own: ``python -m bot run`` on its own folder, port and database."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import time
import urllib.request
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol, TypeVar

import config.files
from bot.adapters.storage import open_storage
from bot.domain.watch import LOCAL_WORKSPACE

T = TypeVar("T")

WISHES = '[[subscriptions]]\ntopic = "*"\nchannel = "web:#wire"\ntime_zone = "Asia/Baghdad"\n'
"""Every topic in the chat page's #wire."""

PATIENCE_S = 60.0
"""How long a condition is waited for before a test gives up; far more than it takes."""


async def until(found: Callable[[], T], what: str, *, patience_s: float = PATIENCE_S) -> T:
    """Ask again and again until the answer is true."""
    end = time.monotonic() + patience_s
    while time.monotonic() < end:
        answer = await asyncio.to_thread(found)
        if answer:
            return answer
        await asyncio.sleep(0.05)
    raise AssertionError(f"waited {patience_s:.0f} s for {what}")


class Wire(Protocol):
    """Feeds that the product is to watch."""

    @property
    def feeds(self) -> Sequence[tuple[str, str, str]]:
        """Each feed as (outlet, address, format)."""


class Product:
    """Starts, kills and restarts the process, and asks its page.

    It watches the wire's feeds by the starter topics, or by ``topics`` and ``wishes``: tables of dateline.toml.
    """

    def __init__(
        self,
        folder: Path,
        wire: Wire,
        *,
        topics: str | None = None,
        wishes: str = WISHES,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder
        self.port = _free_port()
        self._process: asyncio.subprocess.Process | None = None
        self.environment = dict(environment or {})
        """Variables beside those of every test; read at each start."""
        feeds = [f'[[feeds]]\noutlet = "{name}"\nurl = "{url}"\n' for name, url, _ in wire.feeds]
        if topics is None:
            starter = (Path(config.files.FOLDER) / "starter.toml").read_text(encoding="utf-8")
            topics = starter[: starter.index("[[feeds]]")]
        folder.joinpath("dateline.toml").write_text("\n".join([topics, *feeds, wishes]), encoding="utf-8")

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        return f"sqlite:///{self.folder / 'dateline.db'}"

    async def start(self) -> None:
        environment = {key: value for key, value in os.environ.items() if not key.startswith("DATELINE_")}
        # Starting is most of these tests' time, and compiled modules are half of starting.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        environment |= {
            "DATELINE_DATABASE_URL": self.database,
            "DATELINE_WEB_PORT": str(self.port),
            "DATELINE_ALLOW_PRIVATE_NETWORKS": "true",
            "DATELINE_POLL_FASTEST_S": "0.5",
            "DATELINE_POLL_SLOWEST_S": "0.5",
            "DATELINE_SWEEP_S": "0.2",
            "DATELINE_LOG_LEVEL": "warning",
            "PYTHONPATH": str(Path(config.files.FOLDER).parent),
            **self.environment,
        }
        with (self.folder / "log.txt").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "bot", "run", cwd=self.folder, env=environment, stdout=log, stderr=log
            )
        await until(self.healthy, f"the product to be up; its log: {self.log()[-2000:]}")

    async def kill(self) -> None:
        """End it as a power cut would: no signal handler, no flush, no goodbye."""
        assert self._process is not None
        self._process.kill()
        await self._process.wait()

    async def stop(self) -> int:
        """End it in order; the exit code."""
        assert self._process is not None
        if self._process.returncode is None:
            self._process.send_signal(signal.SIGTERM)
        return await self._process.wait()

    def log(self) -> str:
        file = self.folder / "log.txt"
        return file.read_text(encoding="utf-8", errors="replace") if file.exists() else ""

    def healthy(self) -> dict[str, Any] | None:
        try:
            return self.get("/healthz")
        except OSError:
            return None

    def get(self, path: str) -> dict[str, Any]:
        with urllib.request.urlopen(self.url + path, timeout=10) as answer:
            facts: dict[str, Any] = json.load(answer)
        return facts

    def messages(self) -> Sequence[dict[str, Any]]:
        """All of #wire, oldest first."""
        messages: list[dict[str, Any]] = []
        before = ""
        while True:
            page = self.get(f"/api/channels/wire/messages?limit=100{before}")
            messages = [*page["messages"], *messages]
            if not page["more"]:
                return messages
            before = f"&before={page['messages'][0]['id']}"

    def alerts(self) -> list[str]:
        """Headlines of the alerts in #wire, oldest first; what is told under them is apart."""
        return [message["title"] for message in self.messages() if message["tone"] == "alert" and not message["under"]]

    async def told(self) -> list[frozenset[str]]:
        """What each alert of the database tells: the addresses of its articles."""
        storage = open_storage(self.database)
        try:
            async with storage.read() as tx:
                alerts = await tx.alerts.latest(LOCAL_WORKSPACE, topic_id=None, channel=None, limit=1000)
                articles = {alert.id: await tx.articles.get(alert.article_ids) for alert in alerts}
        finally:
            await storage.close()
        return [frozenset(article.url or "" for article in articles[alert.id]) for alert in alerts]


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
