"""How fast one article is matched against many queries: ``python -m tests.benchmarks.bench_rules [SIZE ...]``.

Three sets of made-up queries (plain boolean ones; the same with a quarter of phrases, prefixes and title:; and
agency-style ones of 27 terms) against articles of 400 words. Words of articles are Zipf-distributed over a made-up
vocabulary; words of queries lean to the rare ones. The rival evaluates every query on one analysed article. Everything is
drawn from a fixed seed; times are of one core and one process. A last line tells what it takes to explain one match.
"""

from __future__ import annotations

import random
import resource
import statistics
import sys
import time
from datetime import UTC, datetime
from itertools import accumulate

from bot.domain.news import Article
from bot.rules import Index, Query, explain, parse, read_article
from bot.rules.evaluate import holds

VOCABULARY = 60_000
ARTICLE_WORDS = 400
ARTICLES = 2_400
MEASURED = 300
RIVAL_ARTICLES = 3
RIVAL_QUERIES = 2_000
CONSONANTS, VOWELS = "bcdfghjklmnprstvz", "aeiou"


def vocabulary(draw: random.Random) -> list[str]:
    """Distinct pronounceable words, the commonest first and shortest."""
    words: dict[str, None] = {}
    while len(words) < VOCABULARY:
        syllables = 2 if len(words) < 2000 else draw.randint(3, 5)
        words["".join(draw.choice(CONSONANTS) + draw.choice(VOWELS) for _ in range(syllables))] = None
    return list(words)


class World:
    """Draws articles and queries."""

    def __init__(self, seed: int) -> None:
        self.draw = random.Random(seed)
        self.words = vocabulary(self.draw)
        self.common = list(accumulate(1 / (rank + 3) for rank in range(VOCABULARY)))
        self.telling = list(accumulate(1 / (rank + 300) ** 0.8 if rank > 150 else 0.0 for rank in range(VOCABULARY)))

    def article(self, number: int) -> Article:
        drawn = self.draw.choices(self.words, cum_weights=self.common, k=ARTICLE_WORDS)
        sentences = [" ".join(drawn[at : at + 16]).capitalize() + "." for at in range(12, ARTICLE_WORDS, 16)]
        return Article(
            id=number,
            outlet="Desk",
            url=None,
            title=" ".join(drawn[:12]).title(),
            text=" ".join(sentences),
            seen_at=datetime(2025, 1, 1, tzinfo=UTC),
            language="en",
        )

    def terms(self, count: int) -> list[str]:
        return self.draw.choices(self.words, cum_weights=self.telling, k=count)

    def plain(self) -> str:
        words = self.terms(self.draw.randint(2, 4))
        kind = self.draw.random()
        if kind < 0.5 or len(words) == 2:
            return " AND ".join(words)
        if kind < 0.8:
            return f"{words[0]} AND ({' OR '.join(words[1:])})"
        return f"{' AND '.join(words[:-1])} NOT {words[-1]}"

    def mixed(self) -> str:
        if self.draw.random() < 0.75:
            return self.plain()
        first, second, third = self.terms(3)
        forms = (
            f'"{first} {second}"',
            f"{first} AND {second[:4]}*",
            f"title:{first} AND {second}",
            f'{first} AND "{second} {third}"',
        )
        return self.draw.choice(forms)

    def agency(self) -> str:
        words = self.terms(27)
        groups = [f"({' OR '.join(group)})" for group in (words[:9], words[9:18], words[18:24], words[24:])]
        return f"{' AND '.join(groups[:3])} NOT {groups[3]}"


def milliseconds(samples: list[float]) -> str:
    ordered = sorted(samples)
    return (
        f"mean {statistics.fmean(ordered) * 1e3:.3f} ms, median {statistics.median(ordered) * 1e3:.3f} ms, "
        f"p99 {ordered[int(len(ordered) * 0.99)] * 1e3:.3f} ms"
    )


def memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(name: str, queries: list[Query], articles: list[Article], spare: list[Query]) -> None:
    before = memory()
    index = Index()
    start = time.perf_counter()
    for key, query in enumerate(queries):
        index.add(key, query)
    built = time.perf_counter() - start
    grown = memory() - before
    for article in articles[:-MEASURED]:
        index.match(article)
    samples, found = [], 0
    for article in articles[-MEASURED:]:
        start = time.perf_counter()
        found += len(index.match(article))
        samples.append(time.perf_counter() - start)
    start = time.perf_counter()
    for key, query in enumerate(spare):
        index.add(-1 - key, query)
    added = (time.perf_counter() - start) / len(spare)
    start = time.perf_counter()
    for key in range(len(spare)):
        index.remove(-1 - key)
    removed = (time.perf_counter() - start) / len(spare)
    print(
        f"{name} {len(queries):>7,}: {milliseconds(samples)}, {found / len(samples):.1f} matches an article; "
        f"built in {built:.2f} s, {grown:.0f} MB; add {added * 1e6:.0f} µs, remove {removed * 1e6:.0f} µs; "
        f"rival {rival(queries, articles) / statistics.fmean(samples):,.0f} times slower"
    )


def rival(queries: list[Query], articles: list[Article]) -> float:
    """Seconds an article to evaluate every query, scaled up from a sample of them."""
    sample = queries[:RIVAL_QUERIES]
    start = time.perf_counter()
    for article in articles[:RIVAL_ARTICLES]:
        document = read_article(article)
        for query in sample:
            holds(query.tree, document)
    return (time.perf_counter() - start) / RIVAL_ARTICLES * len(queries) / len(sample)


def measure_explain(articles: list[Article]) -> None:
    """Two words of each article, one of the title and one of the text's end, found again in it and highlighted."""
    samples, shared = [], []
    for article in articles:
        query = parse(f"{article.title.split()[0]} AND {article.text.split()[-1].strip('.')}")
        start = time.perf_counter()
        explain(query, article)
        samples.append(time.perf_counter() - start)
        document = read_article(article)
        start = time.perf_counter()
        explain(query, document)
        shared.append(time.perf_counter() - start)
    print(f"explain: {milliseconds(samples)}; of an article analysed already: {milliseconds(shared)}")


def main(sizes: list[int]) -> None:
    world = World(1)
    articles = [world.article(number) for number in range(ARTICLES)]
    for name, draw in (("plain ", world.plain), ("mixed ", world.mixed), ("agency", world.agency)):
        for size in sizes:
            count = size if draw != world.agency else min(size, 20_000)
            if count == size or size == max(sizes):
                spare = [parse(draw()) for _ in range(500)]
                measure(name, [parse(draw()) for _ in range(count)], articles, spare)
    measure_explain(articles[-MEASURED:])


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [1_000, 10_000, 100_000])
