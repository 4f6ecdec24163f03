"""What Slack knows of those who ask: time zone, rights, groups; looked up, and remembered for a while."""

from __future__ import annotations

import asyncio
import zoneinfo
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Hashable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

import structlog
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.asking.origin import Origin
from bot.adapters.platforms.slack.install.client import CONNECTION_ERRORS
from bot.domain.errors import DatelineError

log = structlog.get_logger(__name__)

REMEMBERED_FOR = 600.0
"""Seconds after which rights are looked up again."""
MOST_REMEMBERED = 5000

TROUBLES: tuple[type[Exception], ...] = (SlackClientError, *CONNECTION_ERRORS, TimeoutError)
"""What asking Slack may raise."""

TROUBLES_OF_BOTH: tuple[type[Exception], ...] = (DatelineError, *TROUBLES)
"""What asking Slack and the database may raise."""

Key = TypeVar("Key", bound=Hashable)
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Whether they are an admin or owner of the workspace, and their time zone (IANA), "" where it is not known."""

    leads: bool
    time_zone: str


class Lately(Generic[Key, Value]):
    """Answers that stay good for ten minutes, the newest five thousand."""

    def __init__(self) -> None:
        self._known: OrderedDict[Key, tuple[float, Value]] = OrderedDict()

    def get(self, key: Key) -> Value | None:
        """What was last learnt; None if that is long ago."""
        until, value = self._known.get(key, (0.0, None))
        return value if until > asyncio.get_running_loop().time() else None

    async def learn(self, key: Key, look_up: Callable[[], Awaitable[Value]]) -> Value:
        """The same, looked up where need be. Raises what the look-up does."""
        known = self.get(key)
        if known is not None:
            return known
        value = await look_up()
        self._known[key] = (asyncio.get_running_loop().time() + REMEMBERED_FOR, value)
        self._known.move_to_end(key)
        if len(self._known) > MOST_REMEMBERED:
            self._known.popitem(last=False)
        return value


class People:
    """Asks Slack with the client of a request. What cannot be looked up counts for nothing, and is asked again."""

    def __init__(self) -> None:
        self._people: Lately[tuple[str, str], Person] = Lately()
        self._groups: Lately[tuple[str, str], frozenset[str]] = Lately()
        self._owners: Lately[tuple[str, str], str] = Lately()
        self._direct: Lately[tuple[str, str], str] = Lately()

    def known(self, origin: Origin) -> Person | None:
        """Who asks, if that is remembered."""
        return self._people.get((origin.workspace, origin.user))

    async def person(self, client: AsyncWebClient, origin: Origin) -> Person:
        """Who asks."""

        async def look_up() -> Person:
            answer = await client.users_info(user=origin.user)
            return _person(answer["user"], origin.workspace)

        unknown = Person(leads=False, time_zone="")
        return await _or_else(unknown, self._people.learn((origin.workspace, origin.user), look_up), "users.info")

    async def in_group(self, client: AsyncWebClient, origin: Origin, group: str) -> bool:
        """Whether the asker is in a user group."""

        async def look_up() -> frozenset[str]:
            answer = await client.usergroups_list(include_users=True)
            users = next((one.get("users", ()) for one in answer["usergroups"] if one["id"] == group), ())
            return frozenset(users)

        nobody: frozenset[str] = frozenset()
        learning = self._groups.learn((origin.workspace, group), look_up)
        return origin.user in await _or_else(nobody, learning, "usergroups.list")

    async def owns(self, client: AsyncWebClient, origin: Origin) -> bool:
        """Whether it is the asker's own conversation with the bot, or a channel that they made."""

        async def look_up() -> str:
            answer = await client.conversations_info(channel=origin.channel)
            channel = answer["channel"]
            return str(channel.get("user" if channel.get("is_im") else "creator") or "")

        learning = self._owners.learn((origin.workspace, origin.channel), look_up)
        return await _or_else("", learning, "conversations.info") == origin.user

    def surely_owns(self, origin: Origin) -> bool:
        """The same, as far as it is remembered."""
        return self._owners.get((origin.workspace, origin.channel)) == origin.user

    async def direct(self, client: AsyncWebClient, origin: Origin) -> str:
        """The id of the asker's conversation with the bot; "" where there can be none."""

        async def look_up() -> str:
            answer = await client.conversations_open(users=origin.user)
            return str(answer["channel"]["id"])

        learning = self._direct.learn((origin.workspace, origin.user), look_up)
        return await _or_else("", learning, "conversations.open")


def _person(user: dict[str, Any], workspace: str) -> Person:
    """One of another workspace leads nothing here, whatever they are at home (Slack Connect)."""
    teams = {user.get("team_id"), *(user.get("enterprise_user") or {}).get("teams", ())}
    ours = workspace in teams and not user.get("is_stranger")
    leads = ours and any(user.get(right) for right in ("is_admin", "is_owner", "is_primary_owner"))
    zone = str(user.get("tz") or "")
    return Person(leads=leads, time_zone=zone if zone in zoneinfo.available_timezones() else "")


async def _or_else(otherwise: Value, learning: Awaitable[Value], method: str) -> Value:
    try:
        return await learning
    except TROUBLES as error:
        said = error.response.get("error") if isinstance(error, SlackApiError) else str(error)
        log.info("slack_lookup_failed", method=method, reason=said or type(error).__name__)
        return otherwise
