"""What a query would have found in the news that is stored, as lines of a card."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.card import Break, Span, Text
from bot.pipeline.backtest import Backtest, backtest
from bot.rules import Query
from handlers.context import Context
from handlers.listing import counted, headline

DAYS = 7
"""Days that are searched where nothing else was asked for."""

SHOWN = 10


async def trial(context: Context, query: Query, days: int = DAYS) -> Backtest:
    """Search the workspace's articles of the last days."""
    return await backtest(context.storage, context.workspace, query, since=context.now - timedelta(days=days))


def trial_lines(context: Context, query: Query, found: Backtest, days: int = DAYS, shown: int = SHOWN) -> list[Span]:
    """How many there are, the query's hints, and the newest."""
    lines: list[Span] = [Text(_counted(found, days))]
    for hint in query.hints:
        lines += [Break(), Text(hint)]
    for hit in found.newest[:shown]:
        lines += [Break(), *headline(hit.article, context.asker.time_zone, hit.title_spans)]
    return lines


def stories_in(found: Backtest) -> int:
    """How many stories the hits belong to."""
    return len({hit.article.story_id for hit in found.newest})


def _counted(found: Backtest, days: int) -> str:
    if not found.searched:
        return f"No article of the last {counted(days, 'day')} is stored yet; try again when feeds have been polled."
    stories = stories_in(found)
    a_day = stories / days
    return (
        f"Of {counted(found.searched, 'article')} of the last {counted(days, 'day')}: {len(found.newest):,} in "
        f"{counted(stories, 'story')}, "
        f"so about {a_day:.1f} alerts a day."
    )
