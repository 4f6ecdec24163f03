"""``why``: all that was seen, decided and sent of a story or a page for this channel; also what was not, and what waits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.alerts import title_of, write_card
from bot.domain.card import Break, Card, Span, Text
from bot.domain.errors import NotFound
from bot.domain.news import Article
from bot.domain.verbs import Option, OptionKind, Verb
from bot.feeds import link_key
from bot.pipeline.corroborate import facts_in_order
from bot.pipeline.ports import Transaction
from bot.rules import ALONE
from handlers.context import Context
from handlers.telling import find_telling
from handlers.why_channel import ChannelFacts, delivered, stands
from handlers.why_matched import matched
from handlers.why_seen import seen

SHOWN = 8
"""Articles that are gone through; a story may have a hundred."""


async def why(context: Context, values: Mapping[str, Any]) -> Card:
    """Read back the reasons that were stored, and explain each of the channel's topics on the article."""
    articles = await _articles(context, values["story"])
    async with context.storage.read() as tx:
        facts = await _facts(context, tx, articles)
        feeds = {feed.id: feed for feed in await tx.feeds.followed(context.workspace)}
        stories = {
            story: await tx.articles.of_story(context.workspace, story) for story in {a.story_id for a in articles}
        }
    zone = context.asker.time_zone
    body: list[Span] = []
    for article in articles[:SHOWN]:
        story = stories[article.story_id]
        body += seen(article, story, feeds, zone)
        body += matched(article, facts.topics, facts_in_order(story).get(article.id, ALONE), context.rates)
        body += facts.decided(article, zone)
    if len(articles) > SHOWN:
        body += [Break(), Text(f"and {len(articles) - SHOWN} more articles; /why takes the address of each.")]
    body += stands(facts, zone)
    body += delivered(facts.deliveries, zone)
    return write_card(f"Why: {title_of(articles[0])}", url=articles[0].url, body=body[1:])


async def _articles(context: Context, name: str) -> Sequence[Article]:
    if "://" not in name:
        return (await find_telling(context, name)).articles
    async with context.storage.read() as tx:
        found = await tx.articles.by_link(context.workspace, link_key(name))
    if not found:
        raise NotFound(f"No feed that is followed here has shown {name}; /feeds list shows what is followed.")
    return found


async def _facts(context: Context, tx: Transaction, articles: Sequence[Article]) -> ChannelFacts:
    channel = context.asker.channel
    subscriptions = await tx.watch.subscriptions(context.workspace, channel)
    topics = await tx.watch.topics(context.workspace)
    traces = await tx.alerts.traces(context.workspace, [article.id for article in articles])
    stories = list(dict.fromkeys(article.story_id for article in articles))
    alerts = [alert for alert in await tx.alerts.of_stories(stories) if alert.channel == channel]
    return ChannelFacts(
        now=context.now,
        label=context.label(channel),
        subscriptions={each.topic_id: each for each in subscriptions},
        all_topics={topic.id: topic for topic in topics},
        traces=tuple(trace for trace in traces if trace.channel == channel),
        alerts=tuple(alerts),
        deliveries=tuple([delivery for alert in alerts for delivery in await tx.outbox.of_lane(alert.lane)]),
        pause=(await tx.watch.paused([channel])).get(channel),
    )


VERB = Verb(
    path="why",
    help="Why this channel was told of a story, or was not",
    run=why,
    options=(
        Option(
            name="story",
            kind=OptionKind.STORY,
            help="a story such as s12, a topic, or the address of a page",
            required=True,
        ),
    ),
    example="/why s12",
)
