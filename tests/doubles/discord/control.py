"""The control routes: faults set and the store read from another process, under ``/control``."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from aiohttp import web

from tests.doubles.control import answering
from tests.doubles.discord.errors import Json
from tests.doubles.discord.store import Message

if TYPE_CHECKING:
    from tests.doubles.discord.double import DiscordDouble


def message_of(message: Message) -> Json:
    """A message with its whole history, as ``GET /control/messages`` shows it; ids are strings."""
    return {
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "author": message.author.name,
        "at": message.at,
        "nonce": message.nonce,
        "content": message.content,
        "embeds": message.embeds,
        "components": message.components,
        "attachments": message.attachments,
        "flags": message.flags,
        "text": message.text,
        "pings": dataclasses.asdict(message.pings),
        "edits": [dataclasses.asdict(edit) for edit in message.edits],
        "edited_at": message.edited_at,
        "reference": message.reference,
        "deleted": message.deleted,
    }


class Control:
    """Routes over one double."""

    def __init__(self, double: DiscordDouble) -> None:
        self.double = double

    def add_routes(self, app: web.Application) -> None:
        gets = {"messages": self.messages, "store": self.store, "faults": self.faults, "calls": self.calls}
        posts = {
            "faults": self.add_fault,
            "chaos": self.add_chaos,
            "guilds": self.add_guild,
            "channels": self.add_channel,
            "drop": self.drop,
            "clock": self.advance,
        }
        for name, get in gets.items():
            app.router.add_get(f"/control/{name}", answering(get))
        for name, do in posts.items():
            app.router.add_post(f"/control/{name}", answering(do))
        app.router.add_delete("/control/faults", answering(self.clear_faults))

    def messages(self, asked: Json) -> list[Json]:
        """All messages, deleted ones too, oldest first; ``?channel_id=`` for one channel's."""
        kept = [*self.double.store.messages.values(), *self.double.store.deleted]
        wanted = asked.get("channel_id")
        return [message_of(m) for m in sorted(kept, key=lambda m: m.id) if wanted in {None, str(m.channel_id)}]

    def store(self, _: Json) -> Json:
        store = self.double.store
        return {
            "guilds": [{"id": str(g.id), "name": g.name, "installed": g.installed} for g in store.guilds.values()],
            "channels": [
                {
                    "id": str(c.id),
                    "name": c.name,
                    "kind": c.kind.name,
                    "guild_id": str(c.guild_id),
                    "thread": c.thread is not None,
                }
                | {"parent_id": str(c.parent_id) if c.parent_id else None}
                for c in store.channels.values()
            ],
            "commands": {str(guild or "global"): commands for guild, commands in store.commands.items()},
            "sessions": len(self.double.gateway.connected),
            "unknown": self.double.unknown,
            "violations": self.double.violations,
        }

    def faults(self, _: Json) -> list[Json]:
        return [
            {"kind": f.kind, "route": f.route, "times": f.times, "hits": f.hits} for f in self.double.faults.planned
        ]

    def calls(self, _: Json) -> list[Json]:
        return [{"route": c.route, "path": dict(c.path), "status": c.status, "at": c.at} for c in self.double.calls]

    def add_fault(self, asked: Json) -> Json:
        self.double.faults.add(asked.pop("kind"), asked.pop("route", "**"), **asked)
        return {}

    def add_chaos(self, asked: Json) -> Json:
        self.double.faults.chaos(**asked)
        return {}

    def clear_faults(self, _: Json) -> Json:
        self.double.faults.clear()
        return {}

    def add_guild(self, asked: Json) -> Json:
        """``{"name": ..., "channels": [{"name": ..., "kind": ...}]}``."""
        guild = self.double.add_guild(asked.get("name", "Newsroom"), permissions=asked.get("permissions"))
        channels = [self.double.add_channel(guild, **one) for one in asked.get("channels", ())]
        return {"id": str(guild.id), "channels": {channel.name: str(channel.id) for channel in channels}}

    def add_channel(self, asked: Json) -> Json:
        guild = self.double.store.guilds[int(asked.pop("guild_id"))]
        return {"id": str(self.double.add_channel(guild, **asked).id)}

    async def drop(self, asked: Json) -> Json:
        await self.double.drop_connection(asked.get("kind", "reset"), code=asked.get("code", 4000))
        return {}

    def advance(self, asked: Json) -> Json:
        self.double.clock.advance(asked.get("seconds", 0.0))
        return {"now": self.double.clock.now()}
