"""How fast one article is matched against many queries: ``python -m tests.benchmarks.bench_rules [SIZE ...] [--million]``.

Three sets of made-up queries (see ``made_up_news``) in three sizes against articles of 400 words: milliseconds an article,
memory, time to build, to add one and to remove one; beside three rivals on the same queries and articles, each held to the
index's own answers: evaluating every query, an Aho-Corasick automaton over anchors, and PostgreSQL's tsquery with an index
on anchors. Times are of one thread's processor; those of PostgreSQL are of the clock, round trip included. Each set is
measured in a process of its own, which knows each query only until it is added, so that the memory is the index's.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import tempfile
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from time import perf_counter, thread_time

import pytest

from bot.domain.news import Article
from bot.rules import Index, Query, explain, parse, read_article
from bot.rules.folding import surfaces
from tests.benchmarks.made_up_news import SETS, World
from tests.benchmarks.rules_rivals import AhoCorasick, Everyone, PostgreSql

WARMING, MEASURED = 2_000, 1_000
SIZES = (1_000, 10_000, 100_000)
MOST_AGENCY = 20_000
MILLION = 1_000_000
ADDED = 500
SEED = 1
SAMPLE = 2_000
"""Queries that the slowest rival evaluates; its time is scaled up from theirs."""

Matcher = Callable[[Article], Iterable[int]]


def timed(clock: Callable[[], float], doing: Callable[[], object]) -> float:
    """Seconds that something takes."""
    start = clock()
    doing()
    return clock() - start


def milliseconds(samples: Sequence[float]) -> str:
    """Mean, median and 99th percentile of samples in seconds."""
    ordered = sorted(samples)
    return (
        f"mean {statistics.fmean(ordered) * 1e3:.3f} ms, median {statistics.median(ordered) * 1e3:.3f} ms, "
        f"p99 {ordered[int(len(ordered) * 0.99)] * 1e3:.3f} ms"
    )


def memory() -> float:
    """Megabytes that this process held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def build(world: World, name: str, size: int) -> tuple[Index, float]:
    """An index over a set, and the seconds that adding took without reading the queries."""
    index, spent = Index(), 0.0
    for key, text in enumerate(world.queries(name, size)):
        query = parse(text)
        spent += timed(thread_time, partial(index.add, key, query))
    return index, spent


def measure(name: str, size: int, *, rivals: bool) -> float:
    """Print what an index over a set does; the answer is its mean time for an article, in milliseconds."""
    world = World(SEED)
    articles = [world.article(number) for number in range(WARMING + MEASURED)]
    for text in world.queries(name, SAMPLE // 2):
        parse(text)
    before = memory()
    index, built = build(world, name, size)
    filled = memory()
    for article in articles[:WARMING]:
        index.match(article)
    warm = memory()
    samples = [timed(thread_time, partial(index.match, article)) for article in articles[WARMING:]]
    spare = list(map(parse, world.queries(name, ADDED)))
    added = [timed(thread_time, partial(index.add, -1 - key, query)) for key, query in enumerate(spare)]
    removed = [timed(thread_time, partial(index.remove, -1 - key)) for key in range(ADDED)]
    found = statistics.fmean(len(index.match(article)) for article in articles[WARMING : WARMING + 100])
    print(
        f"{name:6} {size:>9,}: {milliseconds(samples)}, {found:.1f} matches an article; built in {built:.2f} s, "
        f"{filled - before:.0f} MB, with its words warm {warm - before:.0f} MB; "
        f"add {statistics.median(added) * 1e6:.0f} µs, remove {statistics.median(removed) * 1e6:.0f} µs",
        flush=True,
    )
    mean = statistics.fmean(samples)
    if rivals:
        race(World(SEED), name, size, mean)
    return mean * 1e3


def race(world: World, name: str, size: int, mean: float) -> None:
    """Print how the rivals do on the same queries and the last articles, beside the index's mean in seconds."""
    articles = [world.article(number) for number in range(WARMING + MEASURED)][-40:]
    for _ in world.queries(name, SAMPLE // 2):
        pass
    index = Index()
    queries: list[Query] = []
    for key, text in enumerate(world.queries(name, size)):
        queries.append(parse(text))
        index.add(key, queries[-1])
    expected = [set(index.match(article)) for article in articles]
    sample = min(size, SAMPLE)
    seconds = hold(Everyone(queries[:sample]).match, articles[:2], expected, thread_time, among=sample)
    tell("every query evaluated", seconds * size / sample, mean)
    try:
        tell("Aho-Corasick", hold(AhoCorasick(queries, world.rarity).match, articles, expected, thread_time), mean)
    except ImportError:
        print("       Aho-Corasick is left out: the package ahocorasick-rs is not installed")
    try:
        with tempfile.TemporaryDirectory() as folder, PostgreSql(Path(folder), queries, world.rarity) as server:
            server.match(articles[0])
            tell("PostgreSQL", hold(server.match, articles, expected, perf_counter), mean)
    except pytest.skip.Exception as reason:
        print(f"       PostgreSQL is left out: {reason}")


def hold(
    match: Matcher,
    articles: Sequence[Article],
    expected: Sequence[set[int]],
    clock: Callable[[], float],
    among: int | None = None,
) -> float:
    """Mean seconds an article. Raises ``AssertionError`` where a rival and the index do not agree."""
    spent = 0.0
    for article, known in zip(articles, expected, strict=False):
        start = clock()
        found = set(match(article))
        spent += clock() - start
        assert found == {key for key in known if among is None or key < among}, article.id
    return spent / len(articles)


def tell(rival: str, seconds: float, mean: float) -> None:
    """Print a rival's time."""
    print(f"       {rival}: {seconds * 1e3:,.2f} ms an article, {seconds / mean:,.1f} times as long", flush=True)


def measure_reading(articles: Sequence[Article]) -> None:
    """Print what folding and tokenising takes, and explaining a match of a title's and a text's word."""
    texts = [f"{article.title} {article.text}" for article in articles]
    print(f"folding and tokenising: {milliseconds([timed(thread_time, partial(surfaces, text)) for text in texts])}")
    samples, shared = [], []
    for article in articles:
        query = parse(f"{article.title.split()[0]} AND {article.text.split()[-1].strip('.”')}")
        samples.append(timed(thread_time, partial(explain, query, article)))
        document = read_article(article)
        shared.append(timed(thread_time, partial(explain, query, document)))
    print(f"explain: {milliseconds(samples)}; of an article analysed already: {milliseconds(shared)}")


def alone(name: str, size: int, *, rivals: bool) -> float:
    """``measure`` in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as process:
        return process.submit(measure, name, size, rivals=rivals).result()


def main() -> None:
    read = argparse.ArgumentParser(description="How fast one article is matched against many queries.")
    read.add_argument("sizes", nargs="*", type=int, default=list(SIZES))
    read.add_argument("--million", action="store_true", help="also a million mixed queries, without rivals")
    read.add_argument("--alone", action="store_true", help="without rivals")
    read.add_argument("--set", choices=SETS, action="append", dest="sets", help="only this set")
    asked = read.parse_args()
    for name in asked.sets or SETS:
        sizes = [min(size, MOST_AGENCY) if name == "agency" else size for size in asked.sizes]
        means = [alone(name, size, rivals=not asked.alone) for size in sizes]
        if len(sizes) > 1:
            print(f"       {sizes[-1] / sizes[0]:.0f} times the queries take {means[-1] / means[0]:.1f} times as long")
    if asked.million:
        alone("mixed", MILLION, rivals=False)
    world = World(SEED)
    measure_reading([world.article(number) for number in range(MEASURED)])


if __name__ == "__main__":
    main()
