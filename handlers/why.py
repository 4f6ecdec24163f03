"""``why``: what was decided on a story or a page for this channel, and by which words; also for what was not told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.alerts import title_of, write_card
from bot.domain.alert import Delivery, Trace
from bot.domain.card import Break, Card, Matched, Span, Strong, Text, Time
from bot.domain.errors import BadQuery, NotFound
from bot.domain.figure import Part
from bot.domain.news import Article, Feed
from bot.domain.verbs import Option, OptionKind, Verb
from bot.domain.watch import Topic
from bot.feeds import link_key
from bot.pipeline.ports import Transaction
from bot.rules import Explanation, explain, parse
from handlers.context import Context
from handlers.telling import find_telling

MISSES = 6
WORDS = 12
"""How many topics that did not match, and how many words that did, an answer names."""


async def why(context: Context, values: Mapping[str, Any]) -> Card:
    """Read back the reasons that were stored, and explain each of the channel's topics on the article."""
    articles = await _articles(context, values["story"])
    async with context.storage.read() as tx:
        feeds = {feed.id: feed for feed in await tx.feeds.followed(context.workspace)}
        topics = await _topics_here(context, tx)
        traces = await tx.alerts.traces(context.workspace, [article.id for article in articles])
        here = [trace for trace in traces if trace.channel == context.asker.channel]
        alert_ids = list(dict.fromkeys(trace.alert_id for trace in here if trace.alert_id))
        deliveries = [d for alert_id in alert_ids for d in await tx.outbox.of_alert(alert_id)]
    zone = context.asker.time_zone
    body: list[Span] = []
    for article in articles:
        body += _seen(article, feeds, zone)
        body += _matched(article, topics)
        body += _decided(article, here, topics, zone)
    body += _delivered(deliveries)
    return write_card(f"Why: {title_of(articles[0])}", url=articles[0].url, body=body[1:])


async def _articles(context: Context, name: str) -> Sequence[Article]:
    if "://" not in name:
        return (await find_telling(context, name)).articles
    async with context.storage.read() as tx:
        found = await tx.articles.by_link(context.workspace, link_key(name))
    if not found:
        raise NotFound(f"No feed that is followed here has shown {name}; /feeds list shows what is followed.")
    return found


async def _topics_here(context: Context, tx: Transaction) -> list[Topic]:
    theirs = {s.topic_id for s in await tx.watch.subscriptions(context.workspace, context.asker.channel)}
    return [topic for topic in await tx.watch.topics(context.workspace) if topic.id in theirs]


def _seen(article: Article, feeds: Mapping[int, Feed], zone: str) -> Iterable[Span]:
    feed = feeds.get(article.feed_id)
    yield Break()
    yield Strong(f"{article.outlet}: {title_of(article)}")
    yield Break()
    yield Text("Seen ")
    yield Time(article.seen_at, zone)
    yield Text(f" in {feed.url if feed else 'a feed that is no longer followed'}; story s{article.story_id}")
    if article.copy_of:
        yield Text("; repeats another outlet's text")
    yield Text(".")


def _matched(article: Article, topics: Sequence[Topic]) -> Iterable[Span]:
    if not topics:
        yield Break()
        yield Text("This channel has no topic.")
    matched, missed = 0, []
    for topic in topics:
        try:
            explanation = explain(parse(topic.query), article)
        except BadQuery as error:
            yield Break()
            yield Text(f"The query of {topic.name} cannot be read: {error}.")
            continue
        if explanation.matched:
            matched += 1
            yield from _by_words(topic, article, explanation)
        else:
            missed.append(f"{topic.name} ({'; '.join(explanation.missing[:2]) or 'no match'})")
    if missed and not matched:
        # What other topics lack is of interest only where the reader may have expected an alert and had none.
        more = f" and {len(missed) - MISSES} more" if len(missed) > MISSES else ""
        yield Break()
        yield Text(f"Does not match {'; '.join(missed[:MISSES])}{more}.")


def _by_words(topic: Topic, article: Article, explanation: Explanation) -> Iterable[Span]:
    yield Break()
    yield Text(f"Matches {topic.name} by ")
    source = {Part.TITLE: article.title, Part.TEXT: article.text}
    words = dict.fromkeys(source[span.part][span.start : span.end] for span in explanation.spans)
    for number, word in enumerate(list(words)[:WORDS]):
        if number:
            yield Text(", ")
        yield Matched(word)


def _decided(article: Article, traces: Sequence[Trace], topics: Sequence[Topic], zone: str) -> Iterable[Span]:
    names = {topic.id: topic.name for topic in topics}
    mine = [trace for trace in traces if trace.article_id == article.id]
    for trace in mine:
        yield Break()
        yield Text("Decided ")
        yield Time(trace.at, zone)
        topic = names.get(trace.topic_id, "a topic that is not subscribed here now")
        yield Text(f" for {topic}: {trace.kind.value}; {'; '.join(trace.reasons)}.")
    if not mine:
        yield Break()
        yield Text(
            "Nothing was decided on it for this channel: no topic matched, or it was there when its feed was first read."
        )


def _delivered(deliveries: Sequence[Delivery]) -> Iterable[Span]:
    for delivery in deliveries:
        yield Break()
        yield Text(f"Delivery {delivery.id}, {delivery.act.value}: {delivery.state.value}, attempt {delivery.attempts}")
        yield Text(f" ({delivery.reason})." if delivery.reason else ".")


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
