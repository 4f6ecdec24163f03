"""How fast a query is tried on stored news: ``python -m tests.benchmarks.bench_backtest [ARTICLES]``.

Made-up articles of 400 words, 50 feeds' of one week, in a SQLite file that is made for it: as they are drawn, then
with accents on two of five vowels, then in Cyrillic. The first query finds two of them, the next one in a thousand, the last
every hundredth. The file is in the system's memory; beside the time on the clock stands that of the processor, which tells
how busy the machine was with other things.
"""

from __future__ import annotations

import asyncio
import sqlite3
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.adapters.storage import open_storage
from bot.domain.news import Article, Feed, Story
from bot.domain.watch import LOCAL_WORKSPACE
from bot.figures import extract
from bot.pipeline.backtest import backtest
from bot.rules import parse
from tests.benchmarks.made_up_news import World

NOW = datetime(2026, 1, 8, tzinfo=UTC)
DAYS = 7
FEEDS = 50
DIFFERENT = 2_000
"""Texts that are drawn; each is stored many times, with words of its own at the end."""

LATIN, CYRILLIC = "abcdefghijklmnoprstuvz", "абцдефгхийклмнопрстувз"

LETTERS: dict[str, dict[int, int]] = {
    "as drawn": {},
    "with accents": str.maketrans("eEuU", "éÉüÜ"),
    "in Cyrillic": str.maketrans(LATIN + LATIN.upper(), CYRILLIC + CYRILLIC.upper()),
}
"""How articles are written."""

QUERIES = ("one77e OR one778e", "thousandth7e", "hundredth7e AND NOT one7e")

TOLD = "At least 12 people were killed in the blast on Monday. Some 300 were hurt."


async def build(file: Path, count: int, letters: Mapping[int, int]) -> None:
    """Store one article by the repository, and the others as copies of its row."""
    world = World(1)
    drawn = [_written(world.article(number), letters) for number in range(DIFFERENT)]
    ends = "one{0}e thousandth{1}e hundredth{2}e".translate(letters)
    storage = open_storage(f"sqlite:///{file}")
    await storage.upgrade()
    async with storage.write() as tx:
        for number in range(FEEDS):
            feed = Feed(
                url=f"https://f{number}.example/",
                outlet=f"Outlet {number}",
                interval=timedelta(minutes=5),
                next_poll_at=NOW,
            )
            stored = await tx.feeds.add(feed)
            await tx.feeds.follow(LOCAL_WORKSPACE, stored.id, at=NOW, by="")
        story = await tx.stories.add(Story(title="One", first_seen=NOW, last_seen=NOW))
        first = replace(drawn[0], id=0, feed_id=stored.id, seen_at=NOW, story_id=story.id, figures=extract(TOLD))
        model = await tx.articles.add(first, link_key=None, fingerprint="{}")
    await storage.close()
    with sqlite3.connect(file) as connection:
        connection.row_factory = sqlite3.Row
        row = dict(connection.execute("SELECT * FROM articles WHERE id = ?", (model.id,)).fetchone())
        connection.executemany(
            f"INSERT INTO articles ({','.join(row)}) VALUES ({','.join(':' + name for name in row)})",
            (
                row
                | {
                    "id": model.id + number,
                    "feed_id": 1 + number % FEEDS,
                    "title": drawn[number % DIFFERENT].title,
                    "text": f"{drawn[number % DIFFERENT].text} {ends.format(number, number % 1000, number % 100)}",
                    "seen_at": f"{NOW - timedelta(days=DAYS) * (1 - number / count):%Y-%m-%d %H:%M:%S.%f}",
                }
                for number in range(1, count)
            ),
        )


def _written(article: Article, letters: Mapping[int, int]) -> Article:
    return replace(article, title=article.title.translate(letters), text=article.text.translate(letters))


async def measure(file: Path, letters: Mapping[int, int]) -> None:
    """Try the queries, each twice; the second time counts."""
    storage = open_storage(f"sqlite:///{file}")
    small = {code: letter for code, letter in letters.items() if chr(code).islower()}
    for query in (each.translate(small) for each in QUERIES):
        for _ in range(2):
            start, worked = time.perf_counter(), time.process_time()
            found = await backtest(storage, LOCAL_WORKSPACE, parse(query), since=NOW - timedelta(days=DAYS))
            taken, worked = time.perf_counter() - start, time.process_time() - worked
        print(f"{query:24} {found.matched:6,} of {found.searched:,} in {taken:.2f} s ({worked:.2f} s of work)")
    await storage.close()


def main(count: int) -> None:
    for name, letters in LETTERS.items():
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "news.db"
            asyncio.run(build(file, count, letters))
            print(f"{count:,} articles {name}, {file.stat().st_size / 1e6:.0f} MB")
            asyncio.run(measure(file, letters))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
