"""``watch exclude``: take what has these words out of a topic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Break, Card, Code, Text
from bot.domain.errors import BadInput
from bot.domain.verbs import Audience, Option, OptionKind, Permission, Verb
from bot.rules import Exclusion, try_exclusion
from handlers.context import Context, find_topic
from handlers.judged import effect, last_told
from handlers.undo import undo_button


async def watch_exclude(context: Context, values: Mapping[str, Any]) -> Card:
    """Change the topic's query, for every channel that has it."""
    async with context.storage.write() as tx:
        topic = await find_topic(tx, context.workspace, values["topic"])
        found = try_exclusion(topic.query, values["words"], await last_told(tx, topic))
        if found.query == " ".join(topic.query.split()):
            raise BadInput(f"{topic.name} excludes {values['words']} already.")
        await tx.watch.save_topic(replace(topic, query=found.query))
    return write_card(
        f"{topic.name} excludes {values['words']} now",
        body=(*_effect(found), Break(), Text("It was: "), Code(" ".join(topic.query.split()))),
        buttons=(undo_button(topic),),
    )


async def preview(context: Context, values: Mapping[str, Any]) -> Card:
    """Show what it would have done to what was told."""
    async with context.storage.read() as tx:
        topic = await find_topic(tx, context.workspace, values["topic"])
        found = try_exclusion(topic.query, values["words"], await last_told(tx, topic))
    return write_card(f"{topic.name} without {values['words']}", body=_effect(found))


def _effect(found: Exclusion) -> tuple[Code | Break | Text, ...]:
    sentence = effect(found) if found.told else "has told nothing yet to try it on"
    return (Code(found.query), Break(), Text(f"{sentence[:1].upper()}{sentence[1:]}."))


VERB = Verb(
    path="watch exclude",
    help="Take what has these words out of a topic",
    run=watch_exclude,
    preview=preview,
    permission=Permission.MANAGE,
    audience=Audience.CHANNEL,
    options=(
        Option(name="topic", kind=OptionKind.TOPIC, help="the topic's name", required=True),
        Option(
            name="words",
            kind=OptionKind.QUERY,
            help='a word, a "phrase" in quotes, or a query',
            required=True,
            greedy=True,
        ),
    ),
    example='/watch exclude earthquakes "earthquake drill"',
)
