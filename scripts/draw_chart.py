"""The picture of a chart in the documentation, drawn of a story that the tests tell: ``python -m scripts.draw_chart``."""

from __future__ import annotations

import json
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.cli.chart import chart_of_articles, write_chart
from bot.domain.figure import Part
from bot.domain.news import Article
from bot.figures import extract

ROOT = Path(__file__).resolve().parents[1]
STORY = ROOT / "tests" / "data" / "ledger" / "explosion.jsonl"
PICTURE = ROOT / "docs" / "figures-chart.png"
LARGEST = 100_000
NOON = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)


def main() -> None:
    """Draw it, or say in one sentence why it cannot be used."""
    told = [json.loads(line) for line in STORY.read_text("utf-8").splitlines()]
    articles = [_article(number, minute=one["minute"], told=one) for number, one in enumerate(told, 1)]
    write_chart(chart_of_articles(articles), PICTURE)
    size = PICTURE.stat().st_size
    if size > LARGEST:
        sys.exit(f"{PICTURE} has {size} bytes; make it smaller than {LARGEST}.")
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}: {size} bytes\n")


def _article(number: int, *, minute: int, told: dict[str, str]) -> Article:
    at = NOON + timedelta(minutes=minute)
    title, text = told["title"], told["text"]
    figures = (*extract(title, Part.TITLE), *extract(text))
    return Article(
        id=number, outlet=told["outlet"], url=None, title=title, text=text, published=at, seen_at=at, figures=figures
    )


if __name__ == "__main__":
    main()
