"""What a query would have found in the news that is stored, as lines of a card."""

from __future__ import annotations

from datetime import timedelta

from bot.domain.card import Break, Code, Span, Text
from bot.pipeline.backtest import Backtest, backtest
from bot.rules import Noise, Query, doubts_after, doubts_of, find_noise
from bot.stories import stop_words
from handlers.context import Context
from handlers.listing import counted, headline

DAYS = 7
"""Days that are searched where nothing else was asked for."""

SHOWN = 10

LISTENED = 100
"""The newest matches that are looked through for noise."""

LOUDEST = 3
"""Parts of the query that are named with how many matches have them."""


async def trial(context: Context, query: Query, days: int = DAYS) -> Backtest:
    """Search the workspace's articles of the last days."""
    since = context.now - timedelta(days=days)
    return await backtest(context.storage, context.workspace, query, since=since, rates=context.rates)


def trial_lines(context: Context, query: Query, found: Backtest, days: int = DAYS, shown: int = SHOWN) -> list[Span]:
    """How many there are, what is to be said of the query, and the newest."""
    lines: list[Span] = [Text(_counted(found, days))]
    for sentence in remarks(query, found):
        lines += [Break(), Text(sentence)]
    for hit in found.newest[:shown]:
        lines += [Break(), *headline(hit.article, context.asker.time_zone, hit.title_spans)]
    return lines


def remarks(query: Query, found: Backtest | None = None) -> list[str]:
    """What the query's author may not have meant, told before and after a search."""
    doubts = doubts_of(query)
    if found and not doubts:
        doubts = doubts_after(found.searched, found.matched, found.absent)
    return [f"{sentence[:1].upper()}{sentence[1:]}." for sentence in (*query.hints, *doubts)]


def noise_lines(query: Query, found: Backtest) -> list[Span]:
    """By which of its words most matches come, and what might be excluded."""
    articles = [hit.article for hit in found.newest[:LISTENED]]
    languages = {article.language for article in articles}
    common = frozenset().union(*map(stop_words, languages)) if languages else frozenset[str]()
    noise = find_noise(query, articles, common=common)
    lines: list[Span] = []
    if len(noise.words) > 1:
        loudest = ", ".join(f"{part} in {count:,}" for part, count in noise.words[:LOUDEST])
        lines += [Break(), Text(f"Of the newest {noise.articles:,}: {loudest}.")]
    if noise.exclusion:
        lines += [Break(), Text(_proposal(noise)), Code(f"NOT {noise.exclusion.words}")]
    return lines


def _proposal(noise: Noise) -> str:
    found = noise.exclusion
    assert found is not None
    taken = f"take away {found.removed - found.liked} of the {noise.passing} that mention it in passing"
    return f"To {taken}, and {found.liked} of the others, add: "


def _counted(found: Backtest, days: int) -> str:
    if not found.searched:
        return f"No article of the last {counted(days, 'day')} is stored yet; try again when feeds have been polled."
    a_day = found.stories / days
    return (
        f"Of {counted(found.searched, 'article')} of the last {counted(days, 'day')}: {found.matched:,} in "
        f"{counted(found.stories, 'story')}, "
        f"so about {a_day:.1f} alerts a day."
    )
