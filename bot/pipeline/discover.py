"""address -> feed: what a user means by an address, which may be a site's page."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.errors import BadFeed, DatelineError
from bot.domain.news import FeedDocument
from bot.feeds import FetchAnswer, discover
from bot.pipeline.ports import Fetcher, Parser

MOST_CANDIDATES = 5
"""Advertised feeds that are tried, so that a hostile page cannot send Dateline far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundFeed:
    """A feed that answered: its address and what it says."""

    url: str
    document: FeedDocument


async def find_feed_at(url: str, fetcher: Fetcher, parser: Parser) -> FoundFeed:
    """Ask an address; if it is a page, try the feeds that it advertises.

    Raises ``FeedUnreachable`` or ``BadFeed`` with what was tried.
    """
    answer = await fetcher.fetch(url)
    try:
        return await _read(answer, parser)
    except BadFeed as error:
        candidates = discover(answer.body, answer.url)[:MOST_CANDIDATES]
        for candidate in candidates:
            try:
                return await _read(await fetcher.fetch(candidate), parser)
            except DatelineError:
                continue
        tried = " and names none"
        if candidates:
            tried = f", nor does {'the one' if len(candidates) == 1 else f'one of the {len(candidates)}'} that it names work"
        raise BadFeed(f"{url} is not a feed{tried}. Look for “RSS” on the site and give that address.") from error


async def _read(answer: FetchAnswer, parser: Parser) -> FoundFeed:
    document = await parser.parse(answer.body, answer.url, answer.content_type)
    return FoundFeed(url=answer.moved_to or answer.url, document=document)
