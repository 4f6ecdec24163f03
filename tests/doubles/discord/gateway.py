"""The gateway's sessions: who is connected, what each has been told, and what is replayed on resume."""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from dataclasses import dataclass, field
from typing import Protocol

from tests.doubles.clock import Clock
from tests.doubles.discord.errors import Json
from tests.doubles.discord.payloads import guild_create_json, user_json
from tests.doubles.discord.permissions import Permission
from tests.doubles.discord.store import Guild, Store, User

INTENTS = {
    "GUILD_": 1 << 0,
    "CHANNEL_": 1 << 0,
    "THREAD_": 1 << 0,
    "GUILD_MEMBER_": 1 << 1,
    "WEBHOOKS_": 1 << 5,
    "MESSAGE_": 1 << 9,
    "MESSAGE_REACTION_": 1 << 10,
}
"""The intent that events of a prefix need (Discord's reference, "List of Intents"); others need none."""
DIRECT = {1 << 9: 1 << 12, 1 << 10: 1 << 13}
MESSAGE_CONTENT = 1 << 15
RESUMABLE = 180.0  # seconds; clients have seen sessions end some minutes after their connection


class Line(Protocol):
    """A client's connection, as scenes pull at it."""

    outbox: asyncio.Queue[Json | str]

    def cut(self) -> None:
        """End it without a word, as a network does."""

    async def close(self, code: int = 4000) -> None:
        """Close it from the gateway's side; the session may be resumed where the code allows it."""


@dataclass(slots=True, eq=False)
class Session:
    """One identified client, connected or not. Every dispatch is kept for replay."""

    id: str
    intents: int
    shard: tuple[int, int]
    sequence: int = 0
    sent: deque[Json] = field(default_factory=lambda: deque(maxlen=5000))
    outbox: asyncio.Queue[Json | str] | None = None
    """Frames for the connection to write; None while there is none."""
    detached_at: float = 0.0
    """When the connection ended, by the double's clock."""

    def dispatch(self, event: str, data: Json | None) -> None:
        self.sequence += 1
        frame: Json = {"op": 0, "t": event, "s": self.sequence, "d": data}
        self.sent.append(frame)
        if self.outbox is not None:
            self.outbox.put_nowait(frame)

    def wants(self, event: str, guild_id: int | None) -> bool:
        shard, count = self.shard
        if ((guild_id >> 22) % count if guild_id is not None else 0) != shard:
            return False
        prefixes = [prefix for prefix in INTENTS if event.startswith(prefix)]
        if not prefixes:
            return True
        intent = INTENTS[max(prefixes, key=len)]
        return bool(self.intents & (intent if guild_id is not None else DIRECT.get(intent, intent)))

    def after(self, sequence: int) -> list[Json]:
        return [frame for frame in self.sent if frame["s"] > sequence]


@dataclass(slots=True)
class StartLimit:
    """The identify budget (Discord's reference, "Session Start Limit").

    ``spacing``: seconds between two identifies of a bucket; ``reset_at``: when the budget is whole again, by the double's
    clock (None: a day from now, always).
    """

    total: int = 1000
    remaining: int = 1000
    max_concurrency: int = 1
    spacing: float = 0.0
    reset_at: float | None = None
    last: dict[int, float] = field(default_factory=dict)

    def reset_after(self, now: float) -> float:
        """Seconds until the budget is whole again; makes it so when that moment has come."""
        if self.reset_at is None:
            return 86_400.0
        if now >= self.reset_at:
            self.remaining, self.reset_at = self.total, None
            return 86_400.0
        return self.reset_at - now

    def take(self, bucket: int, now: float) -> bool:
        """Whether a session of this bucket may start now."""
        if now - self.last.get(bucket, -1e9) < self.spacing:
            return False
        self.last[bucket] = now
        self.remaining -= 1
        return True


class Gateway:
    """Sessions and what is dispatched to them. Sockets live in ``connection``."""

    def __init__(self, *, token: str, store: Store, bot: User, application_flags: int, clock: Clock) -> None:
        self.token = token
        self.clock = clock
        self.store = store
        self.bot = bot
        self.application_flags = application_flags
        self.sessions: dict[str, Session] = {}
        self.lines: list[Line] = []
        self.limit = StartLimit()
        self.shards = 1
        self.heartbeat_interval = 41.25
        """Seconds."""
        self.allowed_intents = (1 << 26) - 1 & ~((1 << 1) | (1 << 8) | MESSAGE_CONTENT)
        self.silent = False
        """While set, connections take frames and answer none: what a dead network looks like."""
        self.identified: list[Json] = []
        self.resumed: list[str] = []
        self.closed: list[int | None] = []
        """The close code of every connection that ended, in order; None for one that was cut."""
        self.heartbeats = 0
        self.changed = asyncio.Event()

    def change(self) -> None:
        self.changed.set()
        self.changed = asyncio.Event()

    @property
    def connected(self) -> list[Session]:
        return [session for session in self.sessions.values() if session.outbox is not None]

    async def until_connected(self, sessions: int = 1, *, within: float = 10.0) -> None:
        """Wait until that many sessions are connected."""
        async with asyncio.timeout(within):
            while len(self.connected) < sessions:
                await self.changed.wait()

    async def until_alone(self, *, within: float = 10.0) -> None:
        """Wait until no session is connected."""
        async with asyncio.timeout(within):
            while self.connected:
                await self.changed.wait()

    def dispatch(self, event: str, data: Json | None, guild_id: int | None = None) -> None:
        """Tell every session that wants it, connected or not yet back; of a guild without the bot only that it is gone."""
        guild = self.store.guilds.get(guild_id or 0)
        if (
            guild is not None
            and not (guild.installed and guild.available)
            and event not in {"GUILD_DELETE", "INTERACTION_CREATE"}
        ):
            return
        self.forget_stale()
        for session in self.sessions.values():
            if session.wants(event, guild_id):
                session.dispatch(event, self._seen_by(session, event, data))

    def dispatch_message(self, event: str, message: Json, guild_id: int | None) -> None:
        """Tell of something in a channel, if the bot sees it."""
        channel = self.store.channels[int(message["channel_id"])]
        if not self.store.permissions(self.bot, channel) & Permission.VIEW_CHANNEL:
            return
        self.dispatch(event, message | ({"guild_id": str(guild_id)} if guild_id is not None else {}), guild_id)

    def _seen_by(self, session: Session, event: str, data: Json | None) -> Json | None:
        """Without the message content intent a bot reads its own messages only, and those that mention it."""
        if data is None or event not in {"MESSAGE_CREATE", "MESSAGE_UPDATE"} or session.intents & MESSAGE_CONTENT:
            return data
        mentioned = any(user["id"] == str(self.bot.id) for user in data["mentions"])
        if mentioned or data["author"]["id"] == str(self.bot.id) or "guild_id" not in data:
            return data
        return data | {"content": "", "embeds": [], "attachments": [], "components": []}

    def start(
        self, intents: int, shard: tuple[int, int], outbox: asyncio.Queue[Json | str], resume_url: str
    ) -> Session:
        """A new session: READY with the shard's guilds, then each of them."""
        session = Session(secrets.token_hex(16), intents, shard, outbox=outbox)
        self.sessions[session.id] = session
        guilds = [g for g in self.store.guilds.values() if g.installed and session.wants("READY", g.id)]
        session.dispatch("READY", self._ready(session, guilds, resume_url))
        for guild in guilds:
            if guild.available and intents & INTENTS["GUILD_"]:
                session.dispatch(
                    "GUILD_CREATE", guild_create_json(self.store, guild, self.bot) | {"unavailable": False}
                )
        self.change()
        return session

    def _ready(self, session: Session, guilds: list[Guild], resume_url: str) -> Json:
        return {
            "v": 10,
            "user": user_json(self.bot) | {"verified": True, "mfa_enabled": True, "email": None, "flags": 0},
            "guilds": [{"id": str(guild.id), "unavailable": True} for guild in guilds],
            "session_id": session.id,
            "resume_gateway_url": resume_url,
            "shard": list(session.shard),
            "application": {"id": str(self.bot.id), "flags": self.application_flags},
            "private_channels": [],
            "user_settings": {},
            "relationships": [],
            "_trace": [],
        }

    def resume(self, session: Session, sequence: int, outbox: asyncio.Queue[Json | str]) -> None:
        """Replay what was missed, then say so."""
        session.outbox = outbox
        for frame in session.after(sequence):
            outbox.put_nowait(frame)
        session.dispatch("RESUMED", {"_trace": []})
        self.resumed.append(session.id)
        self.change()

    def detach(self, session: Session, *, keep: bool) -> None:
        """The session's connection is gone; ``keep`` whether it can be resumed."""
        session.outbox = None
        session.detached_at = self.clock.now()
        if not keep:
            self.sessions.pop(session.id, None)
        self.change()

    def forget_stale(self) -> None:
        """Sessions whose client has not come back in time are gone."""
        since = self.clock.now() - RESUMABLE
        for session in [s for s in self.sessions.values() if s.outbox is None and s.detached_at < since]:
            del self.sessions[session.id]

    def forget_sessions(self) -> None:
        """No session can be resumed any more."""
        self.sessions.clear()
