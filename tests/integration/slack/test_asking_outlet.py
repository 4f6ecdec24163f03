"""An answer finds its way: pictures that are gone are left out, a response_url is used no oftener than it may be."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass

from bot.adapters.platforms.slack.asking.origin import Origin
from bot.adapters.platforms.slack.asking.outlet import Outlet
from bot.adapters.platforms.slack.asking.writer import Writer
from bot.adapters.platforms.slack.cards import Renderer, Shown, button_signer
from bot.adapters.platforms.slack.install.client import web_client
from bot.alerts import write_card
from bot.domain.card import Card
from tests.doubles import slack as doubles

PICTURED = write_card("Dam", image="https://herald.example/dam.png")


@dataclass
class Place:
    slack: doubles.SlackDouble
    wire: doubles.Channel
    outlet: Outlet


@asynccontextmanager
async def place() -> AsyncIterator[Place]:
    async def pictures(_workspace: str, _card: Card) -> Sequence[Shown]:
        return [Shown("F0000GONE", "a dam")]

    async with doubles.SlackDouble(checked=False) as slack:
        newsroom = slack.add_workspace("Newsroom")
        wire = slack.add_channel(newsroom, "wire")
        ana = slack.add_user(newsroom, "ana")
        wire.members.add(ana.id)
        writer = Writer(Renderer(button_signer("a secret")), pictures)
        origin = Origin(workspace=newsroom.id, user=ana.id, channel=wire.id)
        yield Place(slack, wire, Outlet(web_client(slack.api_base, newsroom.bot_token), origin, writer))


async def test_a_picture_that_slack_does_not_have_any_more_is_left_out() -> None:
    async with place() as here:
        await here.outlet.say(PICTURED, private=False)
        (message,) = here.slack.messages(here.wire)
        assert [block["type"] for block in message.blocks] == ["header"]


async def test_a_public_answer_unfurls_nothing() -> None:
    async with place() as here:
        await here.outlet.say(write_card("See https://herald.example/dam"), private=False)
        (message,) = here.slack.messages(here.wire)
        assert (message.unfurl_links, message.unfurl_media) == (False, False)
