"""entry -> article: its language, its dateline, its figures and its fingerprint."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bot.domain.figure import Part
from bot.domain.news import Article, Entry, Feed
from bot.figures import extract, find_dates
from bot.stories import Fingerprint, dateline_place, fingerprint, language_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Analysed:
    """An article not yet stored, with the fingerprint that groups it."""

    article: Article
    fingerprint: Fingerprint


def analyse(entry: Entry, feed: Feed, now: datetime) -> Analysed:
    """Read one entry through. Takes milliseconds of pure computing; run it off the event loop."""
    language = language_of(entry.title, entry.summary, entry.language or feed.language)
    article = Article(
        feed_id=feed.id,
        outlet=feed.outlet,
        url=entry.link,
        title=entry.title,
        text=entry.summary,
        published=entry.published,
        updated=entry.updated,
        seen_at=now,
        language=language,
        authors=entry.authors,
        tags=entry.tags,
        image=entry.image,
        place=dateline_place(entry.summary),
        figures=(*extract(entry.title, Part.TITLE), *extract(entry.summary, Part.TEXT)),
        dates=(*find_dates(entry.title, Part.TITLE), *find_dates(entry.summary, Part.TEXT)),
    )
    return Analysed(article=article, fingerprint=fingerprint(entry.title, entry.summary, language))
