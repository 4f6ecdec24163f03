"""Charts as files: of articles given as lines, and of an answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import typer

from bot.domain.chart import Chart
from bot.domain.errors import BadInput
from bot.domain.news import Article
from bot.figures.ledger_chart import chart_of
from bot.pipeline.ledger_of import ledger_of
from bot.stories import fingerprint
from bot.stories.copies import is_copy


def chart_of_articles(articles: Sequence[Article]) -> Chart | None:
    """The chart of one story's articles, whatever their order: of its first figure that was stated twice, in UTC."""
    ordered = _with_copies(sorted(articles, key=_said_at))
    if not ordered:
        return None
    until = _said_at(ordered[-1])
    several = (history for history in ledger_of(ordered, until) if len(history.statements) > 1)
    return next((chart_of(history, until=until, zone="UTC") for history in several), None)


def _with_copies(articles: Sequence[Article]) -> list[Article]:
    """The articles, with those marked that repeat an earlier one's text."""
    marked: list[Article] = []
    shapes = [fingerprint(article.title, article.text, article.language) for article in articles]
    for number, article in enumerate(articles):
        copied = (earlier.id for earlier, shape in zip(marked, shapes, strict=False) if is_copy(shapes[number], shape))
        marked.append(replace(article, copy_of=next(copied, None)))
    return marked


def write_chart(chart: Chart | None, file: Path) -> None:
    """Draw a chart into a PNG file, and tell it in words on standard error. ``BadInput`` says why it cannot be done."""
    from bot.adapters.charts.drawing import draw

    if chart is None:
        raise BadInput("There is nothing to draw: no figure is stated more than once.")
    try:
        file.write_bytes(draw(chart))
    except OSError as error:
        raise BadInput(f"{file} cannot be written: {error.strerror}.") from error
    typer.echo(chart.alt, err=True)


def _said_at(article: Article) -> datetime:
    return article.published or article.seen_at
