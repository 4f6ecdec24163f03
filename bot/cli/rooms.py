"""The core rooms one by one, for scripts and for judging: parse, figures, match, group, summarise."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import bot.feeds
from bot.cli.jsonl import count_of, open_text, read_lines, text_of, write_line
from bot.domain.errors import BadFeed, BadInput, BadQuery
from bot.domain.figure import Part
from bot.domain.news import Article, FeedDocument
from bot.figures import extract, figure_json, key_figures
from bot.rules import Index, Query, StoryFacts, doubts_of, parse, point_at
from bot.stories import dateline_place, group_stream, summarise_stream

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


def parse_feed(source: str) -> None:
    """Parse a feed: a JSON line an entry."""
    try:
        document = asyncio.run(_fetched(source)) if "://" in source else _from_file(source)
    except BadFeed as error:
        raise BadInput(f"{'Standard input' if source == '-' else source} cannot be read as a feed. {error}") from error
    for entry in document.entries:
        write_line(
            {
                "id": entry.id,
                "link": entry.link,
                "title": entry.title,
                "summary": entry.summary,
                "published": _moment(entry.published),
                "updated": _moment(entry.updated),
                "authors": list(entry.authors),
                "language": entry.language,
                "tags": list(entry.tags),
            }
        )


def _from_file(source: str) -> FeedDocument:
    try:
        body = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise BadInput(f"{source} cannot be read: {error.strerror}.") from error
    return bot.feeds.parse(body, url="")


async def _fetched(url: str) -> FeedDocument:
    from bot.app import build_fetcher
    from config.settings import load_settings, settings_file

    fetcher = build_fetcher(load_settings(settings_file()))
    try:
        answer = await fetcher.fetch(url)
    finally:
        await fetcher.close()
    return bot.feeds.parse(answer.body, url=answer.url, content_type=answer.content_type)


def _moment(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at else None


def figures(file: Path | None, *, jsonl: bool, key: bool, chart: Path | None = None) -> None:
    """Extract figures from text: a JSON line a figure, or a line an input line; and draw the chart of lines of one story."""
    if (key or chart) and not jsonl:
        raise BadInput(f'{"--key" if key else "--chart"} goes with --jsonl: it reads {{"id","title","text"}} lines.')
    articles: list[Article] = []
    with open_text(file) as source:
        if not jsonl:
            for figure in extract(source.read()):
                write_line(figure_json(figure))
            return
        for item in read_lines(source, str(file or "standard input"), ("id",)):
            found = extract(text_of(item, "text"))
            if key:
                found = key_figures((*extract(text_of(item, "title"), Part.TITLE), *found))
            write_line({"id": item["id"], "figures": [figure_json(figure) for figure in found]})
            if chart:
                articles.append(replace(_article(item), id=len(articles) + 1))
    if chart:
        from bot.cli.chart import chart_of_articles, write_chart

        write_chart(chart_of_articles(articles), chart)


def match(file: Path | None, query: str | None, queries: Path | None) -> None:
    """Match articles ({"id","title","text","published","outlet","lang","feed","sources"} lines) against queries.

    What the author of the one query may not have meant is told on standard error.
    """
    if (query is None) == (queries is None):
        raise BadInput("Give either --query TEXT or --queries FILE.")
    index = Index()
    names: list[Any] = []
    for name, text in [("query", query)] if query is not None else _queries(queries):
        try:
            parsed = parse(text)
        except BadQuery as error:
            raise BadInput(f"The query “{name}” is wrong: {error}\n{point_at(error, text)}") from error
        index.add(len(names), parsed)
        names.append(name)
        if query is not None:
            _remark(parsed)
    with open_text(file) as source:
        for item in read_lines(source, str(file or "standard input"), ("id",)):
            found = index.match(_article(item), StoryFacts(sources=count_of(item, "sources", 1)))
            write_line({"id": item["id"], "queries": [names[number] for number in found]})
            # Whoever feeds articles one by one reads of each before giving the next.
            sys.stdout.flush()


def _remark(query: Query) -> None:
    for sentence in (*query.hints, *doubts_of(query)):
        sys.stderr.write(f"{sentence[:1].upper()}{sentence[1:]}.\n")


def _queries(file: Path | None) -> Iterator[tuple[Any, str]]:
    with open_text(file) as source:
        for item in read_lines(source, str(file), ("id", "query")):
            yield item["id"], text_of(item, "query")


def _article(item: Mapping[str, Any]) -> Article:
    title, text = text_of(item, "title"), text_of(item, "text")
    return Article(
        outlet=text_of(item, "outlet"),
        url=text_of(item, "url") or None,
        title=title,
        text=text,
        published=_read_moment(item),
        seen_at=_read_moment(item) or LONG_AGO,
        language=text_of(item, "lang") or None,
        tags=tuple(tag for tag in item.get("tags") or () if isinstance(tag, str)),
        place=dateline_place(text),
        feed_id=count_of(item, "feed", 0),
        figures=(*extract(title, Part.TITLE), *extract(text)),
    )


def _read_moment(item: Mapping[str, Any]) -> datetime | None:
    text = text_of(item, "published")
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError as error:
        raise BadInput(f"“published” of {item['id']} is no ISO 8601 time: {text!r}.") from error
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def group(file: Path | None) -> None:
    """Group articles, given in order of arrival, into stories: {"id","story"} lines."""
    with open_text(file) as source:
        for line in group_stream(read_lines(source, str(file or "standard input"), ("id",))):
            write_line(line)


def summarise(file: Path | None, words: int) -> None:
    """Summarise stories: {"id","sentences":[{"text","article"}]} lines."""
    with open_text(file) as source:
        for line in summarise_stream(read_lines(source, str(file or "standard input"), ("id", "articles")), words):
            write_line(line)
