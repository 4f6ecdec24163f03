"""``watch edit``: change a topic's query or description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Break, Card, Code, Span, Text
from bot.domain.errors import BadInput
from bot.domain.verbs import Audience, Option, OptionKind, Permission, Verb
from bot.domain.watch import Topic
from bot.rules import parse
from handlers.context import Context, find_topic
from handlers.listing import counted
from handlers.trial import DAYS, remarks, trial
from handlers.undo import undo_button


async def watch_edit(context: Context, values: Mapping[str, Any]) -> Card:
    """Store what was given; every channel that has the topic is alerted by the new query from the next article on."""
    async with context.storage.write() as tx:
        topic = await find_topic(tx, context.workspace, values["topic"])
        changed = _changed(topic, values)
        await tx.watch.save_topic(changed)
    return write_card(
        f"Topic {topic.name} is changed",
        body=await _difference(context, topic, changed),
        buttons=() if changed.query == topic.query else (undo_button(topic),),
    )


async def preview(context: Context, values: Mapping[str, Any]) -> Card:
    """Show what the topic would have found before and after."""
    async with context.storage.read() as tx:
        topic = await find_topic(tx, context.workspace, values["topic"])
    return write_card(f"Topic {topic.name}", body=await _difference(context, topic, _changed(topic, values)))


def _changed(topic: Topic, values: Mapping[str, Any]) -> Topic:
    query, description = values["query"], values["description"]
    if not query and description is None:
        raise BadInput(f'Give a query, a description, or both: /watch edit {topic.name} description:"…" QUERY')
    if query:
        parse(query)
    return replace(
        topic,
        query=query or topic.query,
        description=topic.description if description is None else description,
    )


async def _difference(context: Context, before: Topic, after: Topic) -> list[Span]:
    lines: list[Span] = []
    if after.description != before.description:
        lines += [Break(), Text(after.description)]
    if after.query != before.query:
        then = (await trial(context, parse(before.query))).matched
        query = parse(after.query)
        now = (await trial(context, query)).matched
        lines += [Break(), Code(after.query), Break()]
        lines.append(Text(f"Of the last {DAYS} days it finds {counted(now, 'article')}; before, {then:,}."))
        for sentence in remarks(query):
            lines += [Break(), Text(sentence)]
    return lines[1:] or [Text("It was so already.")]


VERB = Verb(
    path="watch edit",
    help="Change a topic's query or description",
    run=watch_edit,
    preview=preview,
    permission=Permission.MANAGE,
    audience=Audience.CHANNEL,
    options=(
        Option(name="topic", kind=OptionKind.TOPIC, help="the topic's name", required=True),
        Option(name="query", kind=OptionKind.QUERY, help="the new query; the old one by default", greedy=True),
        Option(name="description", kind=OptionKind.TEXT, help='description:"…" before the query'),
    ),
    example='/watch edit gulf-shipping description:"Tankers in the Gulf" tanker* AND hormuz',
)
