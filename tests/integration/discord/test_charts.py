"""A chart in an answer, as Discord has it: the picture attached and described, or its words where nothing was drawn."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.adapters.platforms.discord import Style, button_signer, interactions_reply
from bot.adapters.platforms.discord.interactions import Interactions
from bot.adapters.platforms.discord.render import Renderer
from bot.adapters.storage import open_storage
from bot.alerts import write_card
from bot.domain.card import Card, Field, Strong
from bot.domain.chart import Chart, Point, Series
from bot.domain.verbs import Audience, Option, OptionKind, Verb
from bot.domain.watch import House
from bot.pipeline.commands import CommandRunner
from tests.doubles import discord as doubles
from tests.integration.discord.desk import Desk, open_desk

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
PNG = b"\x89PNG\r\n\x1a\n a picture"
ALT = "Killed (people) over time. Reuters: 12 at 14:05. *AP*: 17 at 15:05."
CHART = Chart(
    title="Killed",
    unit="people",
    series=(Series(name="Reuters", points=(Point(at=AT, low=12, high=12),)),),
    alt=ALT,
    until=AT,
)


async def tell(_context: object, values: Mapping[str, Any]) -> Card:
    fields = [Field(label="Killed", value=(Strong("12 people " * 20),)) for _ in range(values["count"])]
    return write_card("Blast at Ostrow mill", fields=fields, chart=CHART)


COUNT = Option(name="count", kind=OptionKind.COUNT, help="how many", default=1)
VERBS = [
    Verb(path="figures", help="Figures", run=tell, options=(COUNT,)),
    Verb(path="aloud", help="Figures for all", run=tell, options=(COUNT,), audience=Audience.CHANNEL),
]


class Pen:
    """Draws what it is given to draw: the picture, or nothing."""

    def __init__(self, picture: bytes | None) -> None:
        self.picture = picture
        self.drawn: list[tuple[Chart, bool]] = []

    async def __call__(self, chart: Chart, *, dark: bool = False) -> bytes | None:
        self.drawn.append((chart, dark))
        return self.picture


@asynccontextmanager
async def desk_with(pen: Pen | None, style: Style) -> AsyncIterator[Desk]:
    storage = open_storage("sqlite:///:memory:")
    await storage.upgrade()

    async def house_of(workspace: str) -> House:
        return House(workspace=workspace)

    async def nothing(_option: Option, _asker: object) -> list[str]:
        return []

    signer = button_signer("a secret")
    interactions = Interactions(
        CommandRunner(VERBS, context_of=lambda asker: asker, choices=nothing, storage=storage),
        renderer=Renderer(signer),
        signer=signer,
        houses=house_of,
        style_of=lambda _channel: style,
        draw=pen,
    )
    try:
        async with open_desk(style=style, interactions=interactions) as desk:
            yield desk
    finally:
        await storage.close()


async def asked(desk: Desk, verb: str = "figures", **options: Any) -> doubles.Answer:
    user = desk.discord.add_user("ana")
    desk.discord.add_member(desk.guild, user)
    return await desk.discord.invoke_command(desk.guild, desk.wire, user, verb, options or None)


def media(message: doubles.Message) -> list[Any]:
    """Every item of the message's galleries."""
    inner = [part for whole in message.components for part in whole.get("components", ())]
    return [item for part in inner if part["type"] == 12 for item in part["items"]]


@pytest.mark.parametrize("verb", ["figures", "aloud"])
async def test_a_layout_shows_the_attached_picture_with_its_words(verb: str) -> None:
    pen = Pen(PNG)
    async with desk_with(pen, Style()) as desk:
        shown = await (await asked(desk, verb)).shown()
        assert [attachment["filename"] for attachment in shown.attachments] == ["figures.png"]
        assert list(shown.files.values()) == [PNG]
        (item,) = media(shown)
        assert item["description"] == ALT
        assert "over time" not in shown.text
        assert desk.discord.violations == []
    assert pen.drawn == [(CHART, False)]


async def test_an_embed_shows_it_too() -> None:
    async with desk_with(Pen(PNG), Style(form="embed")) as desk:
        shown = await (await asked(desk)).shown()
        assert shown.embeds[0]["image"]["url"] == shown.attachments[0]["url"]
        assert shown.attachments[0]["description"] == ALT


@pytest.mark.parametrize("style", [Style(), Style(form="embed")])
@pytest.mark.parametrize("pen", [None, Pen(None)], ids=["nothing draws", "the drawing fails"])
async def test_without_a_picture_its_words_are_told(pen: Pen | None, style: Style) -> None:
    async with desk_with(pen, style) as desk:
        shown = await (await asked(desk)).shown()
        assert shown.attachments == []
        assert ALT in shown.text.replace("\\", "")
        assert "*AP*" not in shown.text


async def test_the_first_of_several_messages_has_the_picture() -> None:
    async with desk_with(Pen(PNG), Style()) as desk:
        answer = await asked(desk, count=30)
        more = await answer.followed_up()
        shown = await answer.shown()
        assert len(shown.attachments) == 1
        assert more.attachments == []


async def test_a_cut_connection_loses_no_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(interactions_reply, "PAUSES", (0.0, 0.0))
    async with desk_with(Pen(PNG), Style()) as desk:
        desk.discord.faults.add("reset", "PATCH /webhooks/{id}/{token}/messages/@original")
        shown = await (await asked(desk)).shown()
        assert list(shown.files.values()) == [PNG]
