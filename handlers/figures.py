"""``figures``: the key figures of a story, with who said each and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import figure_fields, title_of, write_card
from bot.domain.card import Button, Card, Text
from bot.domain.verbs import Option, OptionKind, Verb
from handlers.context import Context
from handlers.telling import STORY_OPTION, find_telling


async def figures(context: Context, values: Mapping[str, Any]) -> Card:
    """List the story's figures in order of news value."""
    telling = await find_telling(context, values["story"])
    fields = figure_fields(telling.articles, values["count"], quoted=True)
    lead = telling.articles[0]
    return write_card(
        title_of(lead),
        url=lead.url,
        body=() if fields else (Text("No figure is stated in what the feeds carry."),),
        fields=fields,
        context=(Text(f"s{telling.story_id} · from {', '.join(telling.outlets)}"),),
        buttons=(Button(label="Summary", command=f"summary s{telling.story_id}"),),
    )


VERB = Verb(
    path="figures",
    help="The figures of a story, and who said them",
    run=figures,
    options=(
        STORY_OPTION,
        Option(name="count", kind=OptionKind.COUNT, help="how many, 10 by default", default=10, minimum=1, maximum=25),
    ),
    example="/figures syria-iraq-repatriation",
)
