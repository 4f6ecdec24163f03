"""Somebody at a desk who types commands into a newsroom."""

from __future__ import annotations

from dataclasses import replace

from bot.adapters.parsing import InProcessParser
from bot.domain.card import Card
from bot.domain.chat import Asker
from bot.domain.watch import Channel
from bot.pipeline.commands import CommandRunner
from bot.pipeline.match import QueryMatcher
from bot.pipeline.release import Releaser
from handlers import all_verbs
from handlers.choices import choices
from handlers.context import Context
from tests.unit.pipeline.newsroom import WIRE, Newsroom, entry

FERRY = entry(
    "Ferry sinks off Lamerra with 300 aboard",
    "PORT ALDEN — A ferry sank on Sunday about 40 kilometres off Port Alden, killing at least 12 people, the coast guard "
    "said. The company that owns the vessel, Blue Line, declined to comment on the accident.",
    link="https://herald.example/ferry",
)
FERRY_ELSEWHERE = entry(
    "Lamerra ferry sinks off Port Alden, 12 dead",
    "A ferry of the Blue Line company sank off Port Alden in Lamerra on Sunday; at least 12 people died, the coast guard "
    "said, and 55 were missing of the 300 aboard.",
    link="https://courier.example/ferry",
)
HARVEST = entry(
    "Harvest begins in Norland", "Farmers expect 2 million tonnes of wheat.", link="https://herald.example/h"
)


class Desk:
    """One workspace's user verbs over a newsroom; the asker sits in #wire and manages it."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        self.asker = Asker(channel=WIRE, user="ana", manages=True, time_zone="Asia/Baghdad")
        verbs = all_verbs()
        self.releaser = Releaser(
            storage=newsroom.storage,
            matcher=QueryMatcher(),
            clock=newsroom.clock,
            metrics=newsroom.metrics,
            abilities={name: platform.abilities for name, platform in newsroom.platforms.items()},
        )
        self.runner = CommandRunner(
            verbs,
            context_of=lambda asker: Context(
                asker=asker,
                now=newsroom.clock.now(),
                storage=newsroom.storage,
                platforms=newsroom.platforms,
                fetcher=newsroom.network,
                parser=InProcessParser(),
                verbs=verbs,
                waiting=self.releaser,
            ),
            choices=lambda option, asker: choices(newsroom.storage, option, asker),
            storage=newsroom.storage,
        )

    async def ask(self, line: str, *, channel: Channel = WIRE, manages: bool = True) -> Card:
        """Type a line; the answer must be no error."""
        card = await self.runner.run(line, replace(self.asker, channel=channel, manages=manages))
        assert card.tone != "error", card.fallback
        return card

    async def told(self, line: str, *, channel: Channel = WIRE, manages: bool = True) -> str:
        """Type a line; the whole of the answer in plain text."""
        return (await self.ask(line, channel=channel, manages=manages)).fallback

    async def refused(self, line: str, *, channel: Channel = WIRE, manages: bool = True) -> str:
        """Type a line that cannot be done; the answer's sentence."""
        card = await self.runner.run(line, replace(self.asker, channel=channel, manages=manages))
        assert card.tone == "error", card.fallback
        return card.fallback

    async def completed(self, line: str) -> list[str]:
        """What the line could become."""
        return [suggestion.line for suggestion in await self.runner.complete(line, self.asker)]

    async def with_news(self) -> None:
        """Two outlets, a topic that this channel has, and three articles, two of them on one story."""
        await self.newsroom.topic("ferries", "ferry OR ferries", WIRE)
        herald, courier = await self.newsroom.feed("Herald"), await self.newsroom.feed("Courier")
        await self.newsroom.take_in(herald, FERRY, HARVEST)
        await self.newsroom.take_in(courier, FERRY_ELSEWHERE)
        await self.newsroom.deliver()

    async def story_of(self, title: str) -> str:
        """The name of the story that an article belongs to."""
        return next(f"s{a.story_id}" for a in await self.newsroom.articles() if a.title == title)
