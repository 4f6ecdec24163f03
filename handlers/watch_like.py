"""``watch like``: a query that finds more articles like a story's."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Any

from bot.alerts import title_of, write_card
from bot.domain.card import Break, Button, Card, Code, Field, Text
from bot.domain.errors import BadInput
from bot.domain.verbs import Verb
from bot.domain.watch import TOPIC_NAME
from bot.rules import parse, propose_queries
from bot.stories import stop_words
from handlers.context import Context
from handlers.listing import counted
from handlers.telling import STORY_OPTION, find_telling
from handlers.trial import DAYS, trial

COMPARED = 500
"""Articles that tell how rare the story's words are."""

_NAME_WORDS = 3


async def watch_like(context: Context, values: Mapping[str, Any]) -> Card:
    """Propose queries of the story's telling words, each with what it would have found."""
    telling = await find_telling(context, values["story"])
    article = telling.articles[0]
    async with context.storage.read() as tx:
        recent = await tx.articles.recent(context.workspace, since=context.now - timedelta(days=DAYS), limit=COMPARED)
        names = {topic.name for topic in await tx.watch.topics(context.workspace)}
    others = [other for other in recent if other.story_id != telling.story_id]
    proposed = propose_queries(article, others, common=stop_words(article.language))
    if not proposed:
        raise BadInput(f"s{telling.story_id} has no words to make a query of; /watch create makes a topic of your own.")
    fields = []
    for query in proposed:
        found = await trial(context, parse(query))
        fields.append(
            Field(
                label=f"{counted(found.matched, 'article')} in {counted(found.stories, 'story')}",
                value=(Code(query),),
            )
        )
    name = _free_name(proposed[0], names)
    create = f"watch create {name} {proposed[0]}"
    return write_card(
        f"More like: {title_of(article)}",
        url=article.url,
        body=(
            Text(f"What these queries find in the last {DAYS} days. To make one a topic:"),
            Break(),
            Code(f"/{create}"),
        ),
        fields=fields,
        buttons=(
            Button(label="Make the first a topic", command=create),
            *(Button(label=f"Try {number}", command=f"watch test {q}") for number, q in enumerate(proposed, start=1)),
        ),
    )


def _free_name(query: str, taken: Collection[str]) -> str:
    """A topic's name of the query's words that no topic has."""
    words = [word for word in re.findall(r"[a-z0-9]+", query) if len(word) > 2][:_NAME_WORDS]
    name = "-".join(words)[:50] or "more"
    name = name if TOPIC_NAME.fullmatch(name) else "more"
    number = 2
    free = name
    while free in taken:
        free = f"{name}-{number}"
        number += 1
    return free


VERB = Verb(
    path="watch like",
    help="A query that finds more like a story",
    run=watch_like,
    options=(STORY_OPTION,),
    example="/watch like s12",
)
