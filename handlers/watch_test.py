"""``watch test``: what a query would have found in the news that is stored."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Card
from bot.domain.verbs import Option, OptionKind, Verb
from bot.rules import parse
from handlers.context import Context
from handlers.listing import counted
from handlers.trial import DAYS, noise_lines, trial, trial_lines


async def watch_test(context: Context, values: Mapping[str, Any]) -> Card:
    """Run the query over stored articles; show how many, the last ten, and what of it may be noise."""
    query = parse(values["query"])
    found = await trial(context, query, values["days"])
    title = f"{counted(found.matched, 'article')} match{'es' if found.matched == 1 else ''}"
    noise = await asyncio.to_thread(noise_lines, query, found)
    body = [*trial_lines(context, query, found, values["days"]), *noise]
    return write_card(title, body=body)


VERB = Verb(
    path="watch test",
    help="What a query would have found",
    run=watch_test,
    options=(
        Option(
            name="query",
            kind=OptionKind.QUERY,
            help='words with AND, OR, NOT, "phrases" and prefix*',
            required=True,
            greedy=True,
        ),
        Option(
            name="days", kind=OptionKind.COUNT, help="days:14 before the query", default=DAYS, minimum=1, maximum=90
        ),
    ),
    example="/watch test days:14 earthquake* AND magnitude",
)
