"""``subscribe``: a channel wants a topic, and how."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.alerts import told_wishes, write_card
from bot.domain.card import Break, Button, Card, Text
from bot.domain.errors import NotFound
from bot.domain.verbs import Audience, Option, OptionKind, Permission, Verb
from bot.domain.watch import Channel, Early, Subscription, Topic, Updates
from bot.rules import parse
from handlers.context import Context, find_topic
from handlers.holding import follow_options

_QUERIES = ("urgent", "mention_when")
_ASIDE = ("topic", "channel")
"""Options that are no wishes of the subscription."""


async def subscribe(context: Context, values: Mapping[str, Any]) -> Card:
    """Store the subscription; one that is there already has those options changed that were given."""
    channel = await context.channel(values["channel"])
    given = await _given(context, channel, values)
    async with context.storage.write() as tx:
        topic = await find_topic(tx, context.workspace, values["topic"])
        theirs = await tx.watch.subscriptions(context.workspace, channel)
        present = next((each for each in theirs if each.topic_id == topic.id), None)
        if present is None:
            stored = await tx.watch.subscribe(_new(context, topic, channel, given))
        else:
            stored = replace(present, **given)
            if given and not await tx.watch.save_subscription(stored):
                raise NotFound(f"{context.label(channel)} has just been unsubscribed from {topic.name}; try again.")
            await follow_options(tx, stored, given, context.now)
    if stored is None:
        raise NotFound(f"{context.label(channel)} has just been subscribed to {topic.name} by another; try again.")
    return _answer(context, topic, stored, was_there=present is not None, changed=bool(given))


async def _given(context: Context, channel: Channel, values: Mapping[str, Any]) -> dict[str, Any]:
    """The wishes that were stated, checked and typed."""
    given = {name: value for name, value in values.items() if value is not None and name not in _ASIDE}
    for name in _QUERIES:
        if given.get(name):
            parse(given[name])
    if "mention" in given:
        given["mention"] = await context.mentions(channel, given["mention"])
    if "updates" in given:
        given["updates"] = Updates(given["updates"])
    if "early" in given:
        given["early"] = Early(given["early"])
    return given


def _new(context: Context, topic: Topic, channel: Channel, given: Mapping[str, Any]) -> Subscription:
    plain = Subscription(
        topic_id=topic.id,
        channel=channel,
        time_zone=context.asker.time_zone,
        created_at=context.now,
        created_by=context.asker.user,
    )
    return replace(plain, **given)


def _answer(context: Context, topic: Topic, stored: Subscription, *, was_there: bool, changed: bool) -> Card:
    where = context.label(stored.channel)
    wishes = told_wishes(stored, context.now)
    if was_there and not changed:
        return write_card(f"{where} has {topic.name} already", body=(*wishes, Break(), Text("Nothing was changed.")))
    if was_there:
        return write_card(f"{where} has {topic.name} as you wish now", body=wishes)
    return write_card(
        f"{where} is subscribed to {topic.name}",
        body=(
            Text(f"{topic.description or topic.query}. Alerts begin with the next article."),
            Break(),
            *wishes,
        ),
        buttons=(
            Button(label="Latest", command=f"latest {topic.name}"),
            Button(label="Unsubscribe", command=f"unsubscribe {topic.name} {context.written(stored.channel)}".rstrip()),
        ),
    )


_WISHES = (
    Option(
        name="when", kind=OptionKind.SCHEDULE, help="instant, every 30m, hourly, daily 08:00 or weekdays 07:30 18:00"
    ),
    Option(name="time_zone", kind=OptionKind.TIME_ZONE, help="of its times, such as Asia/Baghdad"),
    Option(
        name="quiet",
        kind=OptionKind.QUIET,
        help="hours that hold alerts, such as 22:00-07:00 or weekends; off for none",
    ),
    Option(
        name="urgent",
        kind=OptionKind.QUERY,
        help="a query in quotes for what is told at once all the same; off for none",
    ),
    Option(
        name="updates",
        kind=OptionKind.CHOICE,
        help="how developments are told beside the edit of the message",
        choices=tuple(Updates),
    ),
    Option(
        name="min_outlets", kind=OptionKind.COUNT, help="independent outlets that must report it", minimum=1, maximum=20
    ),
    Option(
        name="early", kind=OptionKind.CHOICE, help="what comes before so many outlets report it", choices=tuple(Early)
    ),
    Option(name="mention", kind=OptionKind.MENTION, help="whom to call once a story, such as @desk; off for nobody"),
    Option(name="mention_when", kind=OptionKind.QUERY, help="a query in quotes for what calls them; off for always"),
    Option(
        name="cap", kind=OptionKind.COUNT, help="the most alerts an hour; off for no limit", minimum=0, maximum=1000
    ),
)

VERB = Verb(
    path="subscribe",
    help="Have a topic's alerts in a channel, and how",
    run=subscribe,
    permission=Permission.MANAGE,
    audience=Audience.CHANNEL,
    options=(
        Option(name="topic", kind=OptionKind.TOPIC, help="the topic's name", required=True),
        Option(name="channel", kind=OptionKind.CHANNEL, help="#channel; here by default"),
        *_WISHES,
    ),
    example="/subscribe earthquakes here daily 08:00 quiet:22:00-07:00 cap:10",
)
