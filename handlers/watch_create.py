"""``watch create``: make a topic of a query."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Break, Button, Card, Code, Text
from bot.domain.errors import BadInput
from bot.domain.verbs import Audience, Option, OptionKind, Permission, Verb
from bot.domain.watch import TOPIC_NAME, Topic
from bot.rules import parse
from handlers.context import Context
from handlers.listing import counted
from handlers.trial import remarks, trial, trial_lines

PREVIEWED = 5
"""Articles that a preview shows: it stands in a small window."""


async def watch_create(context: Context, values: Mapping[str, Any]) -> Card:
    """Check the query, store the topic, and offer to subscribe."""
    name = _checked_name(values["name"])
    query = parse(values["query"])
    topic = Topic(
        workspace=context.workspace,
        name=name,
        query=values["query"],
        description=values["description"] or "",
        created_at=context.now,
        created_by=context.asker.user,
    )
    async with context.storage.write() as tx:
        if await tx.watch.add_topic(topic) is None:
            raise BadInput(_taken(name))
    hints = [span for sentence in remarks(query) for span in (Break(), Text(sentence))]
    return write_card(
        f"Topic {name} is made",
        body=(Code(values["query"]), *hints, Break(), Text("It alerts the channels that subscribe to it.")),
        buttons=(
            Button(label="Subscribe here", command=f"subscribe {name}"),
            Button(label="Try it on stored news", command=f"watch test {values['query']}"),
        ),
    )


async def preview(context: Context, values: Mapping[str, Any]) -> Card:
    """Show what the topic would have found, as ``watch test`` does; nothing is stored."""
    name = _checked_name(values["name"])
    query = parse(values["query"])
    async with context.storage.read() as tx:
        if await tx.watch.topic(context.workspace, name):
            raise BadInput(_taken(name))
    found = await trial(context, query)
    return write_card(
        f"{name} would have found {counted(found.matched, 'article')}",
        body=(Code(values["query"]), Break(), *trial_lines(context, query, found, shown=PREVIEWED)),
    )


def _checked_name(text: str) -> str:
    name = text.lower()
    if not TOPIC_NAME.fullmatch(name):
        raise BadInput(
            f"“{text}” cannot be a topic's name; use letters a to z, digits and hyphens, such as gulf-shipping."
        )
    return name


def _taken(name: str) -> str:
    return f"There is a topic {name} already; choose another name, or change it with /watch edit {name}."


VERB = Verb(
    path="watch create",
    help="Make a topic of a query",
    run=watch_create,
    preview=preview,
    permission=Permission.MANAGE,
    audience=Audience.CHANNEL,
    options=(
        Option(name="name", kind=OptionKind.TEXT, help="a short name, such as gulf-shipping", required=True),
        Option(
            name="query",
            kind=OptionKind.QUERY,
            help='words with AND, OR, NOT, "phrases" and prefix*',
            required=True,
            greedy=True,
        ),
        Option(name="description", kind=OptionKind.TEXT, help='description:"…" before the query', default=""),
    ),
    example='/watch create gulf-shipping description:"Ships in the Gulf" (tanker* OR ship*) AND hormuz',
)
