"""The control routes: faults set and the store read from another process, under ``/control``."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

from aiohttp import web

from tests.doubles.control import answering
from tests.doubles.slack.errors import Json
from tests.doubles.slack.reading import notified
from tests.doubles.slack.store import Message, Workspace

if TYPE_CHECKING:
    from tests.doubles.slack.double import SlackDouble


class Control:
    """Routes over one double."""

    def __init__(self, double: SlackDouble) -> None:
        self.double = double

    def add_routes(self, app: web.Application) -> None:
        gets = {"messages": self.messages, "store": self.store, "faults": self.faults, "calls": self.calls}
        posts = {
            "faults": self.add_fault,
            "chaos": self.add_chaos,
            "workspaces": self.add_workspace,
            "channels": self.add_channel,
            "clock": self.advance,
        }
        for name, get in gets.items():
            app.router.add_get(f"/control/{name}", answering(get))
        for name, do in posts.items():
            app.router.add_post(f"/control/{name}", answering(do))
        app.router.add_delete("/control/faults", answering(self.clear_faults))

    def messages(self, asked: Json) -> list[Json]:
        """All messages, deleted and ephemeral ones too, oldest first; ``?channel=`` for one channel's."""
        store, wanted = self.double.store, asked.get("channel")
        kept = sorted([*store.messages.values(), *store.ephemerals], key=lambda m: m.ts)
        return [self._message(m) for m in kept if wanted in {None, m.channel}]

    def _message(self, message: Message) -> Json:
        data = dataclasses.asdict(message)
        return data | {"shown": self.double.read(message), "mentions": sorted(notified(message))}

    def store(self, _: Json) -> Json:
        store = self.double.store
        return {
            "workspaces": [self._workspace(w) for w in store.workspaces.values()],
            "channels": [
                {"id": c.id, "name": c.name, "workspace": c.workspace, "kind": c.kind, "archived": c.archived}
                for c in store.channels.values()
            ],
            "unknown": self.double.unknown,
            "violations": self.double.violations,
            "mistakes": [repr(mistake) for mistake in self.double.backend.mistakes],
        }

    def _workspace(self, workspace: Workspace) -> Json:
        known = {"id": workspace.id, "name": workspace.name, "bot_user": workspace.bot_user.id}
        return known | {"installed": workspace.installed, "bot_token": workspace.bot_token}

    def faults(self, _: Json) -> list[Json]:
        planned = self.double.faults.planned
        return [{"kind": f.kind, "method": f.method, "times": f.times, "hits": f.hits} for f in planned]

    def calls(self, _: Json) -> list[Json]:
        return [
            {"method": c.method, "status": c.status, "error": c.error, "at": c.at}
            | {"args": {name: value for name, value in c.args.items() if name != "token"}}
            for c in self.double.calls
        ]

    def add_fault(self, asked: Json) -> Json:
        self.double.faults.add(asked.pop("kind"), asked.pop("method", "*"), **asked)
        return {}

    def add_chaos(self, asked: Json) -> Json:
        self.double.faults.chaos(**asked)
        return {}

    def clear_faults(self, _: Json) -> Json:
        self.double.faults.clear()
        return {}

    def add_workspace(self, asked: Json) -> Json:
        """``{"name": ..., "installed": true, "channels": [{"name": ...}], "users": [{"name": ...}]}``."""
        workspace = self.double.add_workspace(asked.get("name", "Newsroom"), installed=asked.get("installed", True))
        users = [self.double.add_user(workspace, **one) for one in asked.get("users", ())]
        channels = [self.double.add_channel(workspace, **one) for one in asked.get("channels", ())]
        people = {user.name: user.id for user in users}
        places = {channel.name: channel.id for channel in channels}
        return self._workspace(workspace) | {"users": people, "channels": places}

    def add_channel(self, asked: Json) -> Json:
        workspace = self.double.store.workspaces[asked.pop("workspace")]
        return {"id": self.double.add_channel(workspace, **asked).id}

    def advance(self, asked: Json) -> Json:
        self.double.clock.advance(asked.get("seconds", 0.0))
        return {"now": self.double.clock.now()}
