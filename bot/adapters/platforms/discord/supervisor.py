"""Keeps a gateway connection, whatever ends one: builds the client anew, with back-off, and gives up only a refused token.

discord.py resumes and reconnects by itself. Its client ends for good when one dispatch cannot be read, when the gateway
closes with a code that it does not expect, when the log-in meets an error; and it can hang where an address never connects.
"""

from __future__ import annotations

import asyncio
import contextlib
import random
from collections.abc import Callable

import discord
import structlog

from bot.adapters.platforms.discord.gateway import GatewayClient
from bot.adapters.platforms.discord.identify import IdentifyBudget
from bot.adapters.platforms.discord.library import use_gateway
from bot.adapters.platforms.discord.timing import Timing
from bot.domain.errors import BadInput

log = structlog.get_logger(__name__)

REVOKED = (
    "Discord does not accept the bot's token. Make a new one on Discord's developer portal (your application, Bot, "
    "Reset Token), put it into Dateline's settings and start again."
)

_REFUSALS = {
    4010: "Discord does not know such a shard: check the shard numbers and the shard count in Dateline's settings.",
    4011: "This bot is in too many servers for so few shards: raise the shard count in Dateline's settings or leave it out.",
    4012: "Discord no longer speaks this version of its gateway: a newer Dateline is needed.",
    4013: "Discord does not take the intents that Dateline asks for: a newer Dateline is needed.",
    4014: "Discord does not grant the guilds intent to this bot: check the bot's page on the developer portal.",
}
"""Close codes after which another attempt would be closed likewise (Discord's reference, "Gateway Close Event Codes")."""

_NOT_AUTHENTICATED = 4004
_TIMES_NOT_AUTHENTICATED = 3


class _Stuck(Exception):
    """A shard does not come back."""


class Supervisor:
    """Runs one client after another until it is stopped. ``build`` makes a fresh one."""

    def __init__(
        self,
        *,
        token: str,
        build: Callable[[], GatewayClient],
        budget: IdentifyBudget,
        timing: Timing,
        gateway: str | None,
    ) -> None:
        self._token = token
        self._build = build
        self._budget = budget
        self._timing = timing
        self._gateway = gateway
        self._task: asyncio.Task[None] | None = None
        self._doubts = 0
        self.client: GatewayClient | None = None
        """The present client, None before the first log-in."""
        self.connected = asyncio.Event()
        """Set when all shards were connected for the first time."""

    async def start(self) -> None:
        """Begin; returns when all shards are connected, or after the time for that. Raises ``BadInput`` for a refusal."""
        self._task = asyncio.create_task(self._run())
        connected = asyncio.create_task(self.connected.wait())
        try:
            watched: set[asyncio.Task[object]] = {self._task, connected}
            await asyncio.wait(watched, timeout=self._timing.start, return_when=asyncio.FIRST_COMPLETED)
        finally:
            connected.cancel()
        if self._task.done():
            self._task.result()
        if not self.connected.is_set():
            log.warning("discord_gateway_slow", seconds=self._timing.start)

    async def ended(self) -> None:
        """Wait until there will be no further connection. Raises ``BadInput`` if Discord refuses the bot for good."""
        if self._task is not None:
            await asyncio.wait({self._task})
            if not self._task.cancelled():
                self._task.result()

    async def stop(self) -> None:
        """Disconnect."""
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError, BadInput):
                await self._task

    async def _run(self) -> None:
        wait = self._timing.first_wait
        while True:
            client = self._build()
            failure: Exception | None = None
            try:
                await self._live(client)
            except Exception as error:  # noqa: BLE001  whatever ends the library's client must not end this
                failure = error
            finally:
                steady = client.up_for() >= self._timing.steady
                await self._close(client)
            refusal = self._refusal(failure)
            if refusal is not None:
                log.error("discord_refused", reason=refusal)
                raise BadInput(refusal) from failure
            wait = self._timing.first_wait if steady else wait
            pause = max(wait, asked_wait(failure)) * random.uniform(1.0, 1.2)  # noqa: S311  spreads restarts
            log.warning("discord_gateway_ended", error=_named(failure), again_in=round(pause, 1))
            await asyncio.sleep(pause)
            wait = min(wait * 2, self._timing.longest_wait)

    async def _live(self, client: GatewayClient) -> None:
        await client.login(self._token)
        shards, address, limit = await client.http.get_bot_gateway()
        use_gateway(self._gateway or address)
        self._budget.learn(limit)
        client.begin(shards)
        self.client = client
        wait = self._budget.wait(len(client.own_shards))
        if wait:
            log.error("discord_identify_budget_spent", seconds=round(wait))
            await asyncio.sleep(wait)
            client.begin(shards)
        await self._watched(client)

    async def _watched(self, client: GatewayClient) -> None:
        connection = asyncio.create_task(client.connect())
        whole = asyncio.create_task(self._first_connection(client))
        try:
            while not connection.done():
                await asyncio.wait({connection}, timeout=self._timing.watchdog / 8)
                if client.down_for() > self._timing.watchdog:
                    raise _Stuck(f"no connection for {client.down_for():.0f} s")
            await connection
        finally:
            await self._close(client)
            await _cancelled(connection, whole)

    async def _first_connection(self, client: GatewayClient) -> None:
        await client.whole.wait()
        self._doubts = 0
        self.connected.set()

    async def _close(self, client: GatewayClient) -> None:
        with contextlib.suppress(Exception):
            await asyncio.wait_for(client.close(), self._timing.close)

    def _refusal(self, failure: Exception | None) -> str | None:
        """What to tell a user of a failure that no further attempt would mend; None for all others."""
        match failure:
            case discord.LoginFailure():
                return REVOKED
            case discord.PrivilegedIntentsRequired():
                return _REFUSALS[4014]
            case discord.ConnectionClosed() if failure.code in _REFUSALS:
                return _REFUSALS[failure.code]
            case discord.ConnectionClosed() if failure.code == _NOT_AUTHENTICATED:
                # The log-in that follows tells whether the token was revoked; a gateway that keeps disagreeing is believed.
                self._doubts += 1
                return REVOKED if self._doubts >= _TIMES_NOT_AUTHENTICATED else None
            case _:
                return None


def _named(failure: Exception | None) -> str:
    """Without what a failure's ``repr`` may hold, such as a request's headers."""
    return "" if failure is None else f"{type(failure).__name__}: {failure}"


async def _cancelled(*tasks: asyncio.Task[None]) -> None:
    """Cancel as often as it takes: in the middle of a reconnection discord.py swallows it, and goes on."""
    left = {task for task in tasks if not task.done()}
    while left:
        for task in left:
            task.cancel()
        _, left = await asyncio.wait(left, timeout=0.2)
    await asyncio.gather(*tasks, return_exceptions=True)


def asked_wait(failure: BaseException | None) -> float:
    """Seconds that Discord asked to wait, as far as the failure or what caused it says so; 0 if it does not."""
    while failure is not None:
        if isinstance(failure, discord.RateLimited):
            return failure.retry_after
        if isinstance(failure, discord.HTTPException) and failure.status == 429:
            said = failure.response.headers.get("Retry-After", "")
            return float(said) if said.replace(".", "", 1).isdigit() else 60.0
        failure = failure.__cause__
    return 0.0
