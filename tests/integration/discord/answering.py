"""A guild of the double where the real platform answers with verbs that tell what they were asked."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from bot.adapters.platforms.discord import Style, button_signer
from bot.adapters.platforms.discord.commands import Localised
from bot.adapters.platforms.discord.interactions import Interactions
from bot.adapters.platforms.discord.render import Renderer
from bot.adapters.storage import SqlStorage, open_storage
from bot.domain.chat import Asker
from bot.domain.errors import StorageBusy
from bot.domain.watch import House
from bot.pipeline.commands import CommandRunner
from tests.doubles import discord as doubles
from tests.integration.discord.desk import Desk, open_desk
from tests.integration.noting_verbs import Verbs, choices


@dataclass
class Room:
    """A desk whose platform answers. ``done`` is what verbs were run with; ``gate`` holds the verb ``slow`` up."""

    desk: Desk
    storage: SqlStorage
    manager: doubles.User
    reader: doubles.User
    done: list[tuple[Asker, str, dict[str, Any]]] = field(default_factory=list)
    gate: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def discord(self) -> doubles.DiscordDouble:
        return self.desk.discord

    @property
    def last(self) -> tuple[Asker, str, dict[str, Any]]:
        return self.done[-1]

    async def ask(self, name: str, /, user: doubles.User | None = None, **options: Any) -> doubles.Answer:
        """A slash command in #wire, by the manager unless said otherwise."""
        return await self.discord.invoke_command(
            self.desk.guild, self.desk.wire, user or self.manager, name, options or None
        )

    async def press(self, message: doubles.Message, label: str, user: doubles.User | None = None) -> doubles.Answer:
        """A button of a message."""
        return await self.discord.click(message, label, user or self.manager)


@asynccontextmanager
async def answering(
    *,
    style: Style | None = None,
    secret: str = "a secret",
    double: doubles.DiscordDouble | None = None,
    localised: Localised | None = None,
    busy: bool = False,
) -> AsyncIterator[Room]:
    """The room; ``double`` is one that is not yet entered. ``busy``: the database has no time to tell who manages."""
    storage = open_storage("sqlite:///:memory:")
    await storage.upgrade()
    verbs = Verbs()
    runner = CommandRunner(verbs.declared(), context_of=lambda asker: asker, choices=choices, storage=storage)

    async def house_of(workspace: str) -> House:
        if busy:
            raise StorageBusy("The database is busy; try again.")
        async with storage.read() as tx:
            return await tx.watch.house(workspace)

    chosen = style or Style()
    signer = button_signer(secret)
    interactions = Interactions(
        runner,
        renderer=Renderer(signer),
        signer=signer,
        houses=house_of,
        time_zone="Asia/Baghdad",
        style_of=lambda _channel: chosen,
        localised=localised,
    )
    try:
        async with open_desk(style=style, double=double, interactions=interactions) as desk:
            manager, reader = desk.discord.add_user("ana"), desk.discord.add_user("ben")
            editors = desk.discord.add_role(desk.guild, "editors", permissions=["manage_channels"])
            desk.discord.add_member(desk.guild, manager, roles=[editors])
            desk.discord.add_member(desk.guild, reader)
            yield Room(desk, storage, manager, reader, verbs.done, verbs.gate)
    finally:
        await storage.close()


def plain(message: doubles.Message) -> str:
    """What a reader sees of a message: the text without the backslashes that keep it from being markup."""
    return message.text.replace("\\", "")


async def until(true: Callable[[], bool]) -> None:
    """Wait until a condition holds. Several parties may bring it about, and none of them tells, so they are let work."""
    async with asyncio.timeout(5):
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0)
