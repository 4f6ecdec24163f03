"""Who gives a command on Slack, where, and whether they manage that place."""

from __future__ import annotations

from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.asking.origin import Origin
from bot.adapters.platforms.slack.asking.people import People
from bot.domain.chat import Asker
from bot.domain.errors import NotFound
from bot.pipeline.asking import Houses, Request

MANAGERS = "the workspace's admins and owners, and for the user group that was chosen with settings"

OF_ONE_PLACE = frozenset(
    ("held discard", "held release", "held show", "mute", "snooze", "subscribe", "unmute", "unsubscribe")
)
"""Verbs that change nothing beyond the channel that they speak of. In a channel that one made, and in one's own conversation
with Dateline, they are one's own affair; topics and feeds belong to the whole workspace.
"""


class Askers:
    """Tells who asks. ``houses`` gives a workspace's rules; ``time_zone`` (IANA) is that of people who have set none."""

    def __init__(self, houses: Houses, time_zone: str) -> None:
        self._houses = houses
        self._time_zone = time_zone
        self._people = People()

    def surely_manages(self, origin: Origin) -> bool:
        """Whether it is remembered that they do."""
        known = self._people.known(origin)
        return bool(known and known.leads) and not origin.foreign

    async def asker(self, client: AsyncWebClient, origin: Origin) -> Asker:
        """Who asks, and where; what is asked in no channel, in their own conversation with the bot.

        May raise what ``houses`` does, and ``NotFound``.
        """
        if not origin.channel:
            origin = replace(origin, channel=await self._direct(client, origin))
        person = await self._people.person(client, origin)
        manages = not origin.foreign and (person.leads or await self._in_role(client, origin))
        if not manages and not origin.foreign and origin.channel:
            # Remembered for ``standing``, which cannot wait.
            await self._people.owns(client, origin)
        return Asker(
            channel=origin.place,
            user=origin.user,
            manages=manages,
            time_zone=person.time_zone or self._time_zone,
        )

    def standing(self, asker: Asker, request: Request) -> Asker:
        """The asker as one who manages, if what they ask concerns a place of their own alone."""
        if asker.manages or not _of_this_place(request, asker.channel.id):
            return asker
        origin = Origin(workspace=asker.channel.workspace, user=asker.user, channel=asker.channel.id)
        return replace(asker, manages=True) if self._people.surely_owns(origin) else asker

    async def _direct(self, client: AsyncWebClient, origin: Origin) -> str:
        channel = await self._people.direct(client, origin)
        if not channel:
            raise NotFound("Slack gives Dateline no conversation with you; ask in a channel.")
        return channel

    async def _in_role(self, client: AsyncWebClient, origin: Origin) -> bool:
        role = (await self._houses(origin.workspace)).manager_role
        return bool(role) and await self._people.in_group(client, origin, role)


def _of_this_place(request: Request, channel: str) -> bool:
    given = request.given
    if given is None or given.verb.path not in OF_ONE_PLACE:
        return False
    named = given.values.get("channel", "").strip().lower()
    return named in {"", "here", f"<#{channel}>".lower(), channel.lower(), f"slack:{channel}".lower()}
