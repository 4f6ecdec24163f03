"""``watch test``: what a query would have found in the news that is stored."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Break, Card, Span, Text
from bot.domain.verbs import Option, OptionKind, Verb
from bot.pipeline.backtest import Backtest, backtest
from bot.rules import parse
from handlers.context import Context
from handlers.listing import counted, headline

SHOWN = 10


async def watch_test(context: Context, values: Mapping[str, Any]) -> Card:
    """Run the query over stored articles; show how many and the last ten."""
    days = values["days"]
    query = parse(values["query"])
    found = await backtest(context.storage, context.workspace, query, since=context.now - timedelta(days=days))
    lines: list[Span] = [Text(_counted(found, days))]
    for hint in query.hints:
        lines += [Break(), Text(hint)]
    for hit in found.newest[:SHOWN]:
        lines += [Break(), *headline(hit.article, context.asker.time_zone, hit.title_spans)]
    return write_card(
        f"{counted(len(found.newest), 'article')} match{'es' if len(found.newest) == 1 else ''}", body=lines
    )


def _counted(found: Backtest, days: int) -> str:
    if not found.searched:
        return f"No article of the last {counted(days, 'day')} is stored yet; try again when feeds have been polled."
    stories = len({hit.article.story_id for hit in found.newest})
    a_day = stories / days
    return (
        f"Of {counted(found.searched, 'article')} of the last {counted(days, 'day')}: {len(found.newest):,} in "
        f"{counted(stories, 'story')}, "
        f"so about {a_day:.1f} alerts a day."
    )


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
        Option(name="days", kind=OptionKind.COUNT, help="days:14 before the query", default=7, minimum=1, maximum=90),
    ),
    example="/watch test days:14 earthquake* AND magnitude",
)
