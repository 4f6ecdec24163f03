"""``latest``: the newest articles of a topic, or of all that this channel has."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Break, Button, Card, Span, Text
from bot.domain.news import Article
from bot.domain.verbs import Option, OptionKind, Verb
from bot.domain.watch import Topic
from bot.pipeline.backtest import backtest
from bot.rules import parse
from handlers.context import Context, find_topic
from handlers.listing import headline

SPAN = timedelta(days=3)


async def latest(context: Context, values: Mapping[str, Any]) -> Card:
    """List the newest matching articles, whether or not they were alerted."""
    topics = await _topics(context, values["topic"])
    found: dict[int, Article] = {}
    for topic in topics:
        query, since = parse(topic.query), context.now - SPAN
        hits = await backtest(context.storage, context.workspace, query, since=since, rates=context.rates)
        found |= {hit.article.id: hit.article for hit in hits.newest}
    if not topics:
        return write_card("This channel has no topic yet", body=(Text("See /topics, then /subscribe TOPIC"),))
    newest = sorted(found.values(), key=lambda article: (article.seen_at, article.id), reverse=True)[: values["count"]]
    where = values["topic"] or "this channel's topics"
    if not newest:
        return write_card(f"Nothing on {where} in the last three days")
    lines: list[Span] = []
    for article in newest:
        lines += [Break(), *headline(article, context.asker.time_zone), Text(f"  (s{article.story_id})")]
    stories = list(dict.fromkeys(article.story_id for article in newest))
    return write_card(
        f"Latest on {where}",
        body=lines[1:],
        buttons=[Button(label=f"Summary s{story}", command=f"summary s{story}") for story in stories[:3]],
    )


async def _topics(context: Context, name: str | None) -> list[Topic]:
    async with context.storage.read() as tx:
        if name:
            return [await find_topic(tx, context.workspace, name)]
        theirs = {s.topic_id for s in await tx.watch.subscriptions(context.workspace, context.asker.channel)}
        return [topic for topic in await tx.watch.topics(context.workspace) if topic.id in theirs]


VERB = Verb(
    path="latest",
    help="The newest articles of a topic, or of this channel's topics",
    run=latest,
    options=(
        Option(name="topic", kind=OptionKind.TOPIC, help="the topic's name; this channel's topics by default"),
        Option(name="count", kind=OptionKind.COUNT, help="how many, 10 by default", default=10, minimum=1, maximum=25),
    ),
    example="/latest earthquakes 5",
)
