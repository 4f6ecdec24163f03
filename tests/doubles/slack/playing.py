"""The control routes by which people act, and sockets are lost, from another process; under ``/control`` too."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from aiohttp import web

from tests.doubles.control import answering
from tests.doubles.slack.errors import Json

if TYPE_CHECKING:
    from tests.doubles.slack.double import SlackDouble
    from tests.doubles.slack.store import Channel, User


class Playing:
    """Routes over one double. Channels and users are named by their ids."""

    def __init__(self, double: SlackDouble) -> None:
        self.double = double

    def add_routes(self, app: web.Application) -> None:
        posts: dict[str, Callable[[Json], Any]] = {
            "say": self.say,
            "slash": self.slash,
            "home": self.home,
            "channel": self.change_channel,
            "uninstall": self.uninstall,
            "sockets": self.sockets,
            "deliver_to": self.deliver_to,
        }
        for name, do in posts.items():
            app.router.add_post(f"/control/{name}", answering(do))

    def say(self, asked: Json) -> Json:
        """``{"channel", "user", "text"}``."""
        return {"ts": self.double.say(self._channel(asked), self._user(asked), asked["text"]).ts}

    async def slash(self, asked: Json) -> Json:
        """``{"channel", "user", "text"}``; what the person reads in the end."""
        channel = self._channel(asked)
        workspace = self.double.store.workspace_of(channel)
        command = asked.get("command", "/dateline")
        done = await self.double.slash(workspace, channel, self._user(asked), asked.get("text", ""), command=command)
        await done.answered()
        return {"text": done.text, "error": done.error}

    async def home(self, asked: Json) -> Json:
        """``{"user"}`` opens the app's Home; its view."""
        user = self._user(asked)
        view = await self.double.open_home(self.double.store.workspaces[user.workspace], user)
        return {"view": None if view is None else view.body}

    def change_channel(self, asked: Json) -> Json:
        """``{"channel", "do": "archive" | "unarchive" | "delete" | "remove_bot" | "invite_bot"}``."""
        ways: dict[str, Callable[[Channel], None]] = {
            "archive": self.double.archive_channel,
            "unarchive": self.double.unarchive_channel,
            "delete": self.double.delete_channel,
            "remove_bot": self.double.remove_bot,
            "invite_bot": self.double.invite_bot,
        }
        ways[asked["do"]](self._channel(asked))
        return {}

    def uninstall(self, asked: Json) -> Json:
        """``{"workspace"}``."""
        self.double.uninstall(self.double.store.workspaces[asked["workspace"]])
        return {}

    def sockets(self, asked: Json) -> Json:
        """``{"do": "cut" | "silence" | "enable"}``, ``{"drop": reason}`` or ``{"miss_acks": number}``."""
        if "drop" in asked:
            self.double.drop(asked["drop"])
        elif "miss_acks" in asked:
            self.double.miss_ack(asked["miss_acks"])
        else:
            ways: dict[str, Callable[[], None]] = {
                "cut": self.double.cut_sockets,
                "silence": self.double.silence_sockets,
                "enable": self.double.enable_sockets,
            }
            ways[asked["do"]]()
        return {}

    async def deliver_to(self, asked: Json) -> Json:
        """``{"url"}``: from now on by signed HTTP to that address; without one by sockets again."""
        if asked.get("url"):
            await self.double.deliver_to(asked["url"])
        else:
            self.double.deliver_by_sockets()
        return {}

    def _channel(self, asked: Json) -> Channel:
        return self.double.store.channels[asked["channel"]]

    def _user(self, asked: Json) -> User:
        people = {user.id: user for team in self.double.store.workspaces.values() for user in team.users.values()}
        return people[asked["user"]]
