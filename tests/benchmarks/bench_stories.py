"""How good and how fast grouping is: ``python -m tests.benchmarks.bench_stories``.

Quality is B-cubed and pairwise F1 of grouping as a stream, on ECB+ (Cybulska and Vossen, 2014) where its development file
stands beside the project, in file order, in shuffled orders and with texts cut to what feeds give. Speed is milliseconds
an article with windows of three sizes, over generated text.
"""

from __future__ import annotations

import gzip
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bot.figures import sentences
from bot.stories import StoryWindow, decide_story, fingerprint

ECB = Path(__file__).resolve().parents[3] / "shared" / "eval" / "ecbplus_dev.jsonl.gz"
NOW = datetime(2024, 12, 19, 12, tzinfo=UTC)
Row = Mapping[str, str]


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def group(rows: Sequence[Row]) -> list[int]:
    """The story given to each row, in order of arrival."""
    window = StoryWindow()
    stories: list[int] = []
    for number, row in enumerate(rows, 1):
        found = fingerprint(row["title"], row["text"], "en")
        story = decide_story(window, found, NOW).story_id or number
        window.add(number, story, "", found, NOW)
        stories.append(story)
    return stories


def b_cubed(gold: Sequence[str], found: Sequence[int]) -> tuple[float, float, float]:
    """Precision, recall and their harmonic mean, over items (Bagga and Baldwin, 1998)."""
    both, of_gold, of_found = Counter(zip(gold, found, strict=True)), Counter(gold), Counter(found)
    precision = sum(n * n / of_found[story] for (_, story), n in both.items()) / len(gold)
    recall = sum(n * n / of_gold[event] for (event, _), n in both.items()) / len(gold)
    return precision, recall, 2 * precision * recall / (precision + recall)


def pairwise(gold: Sequence[str], found: Sequence[int]) -> float:
    """F1 over pairs of items that are together."""

    def pairs(counts: Counter[object]) -> float:
        return sum(n * (n - 1) / 2 for n in counts.values())

    together = pairs(Counter(zip(gold, found, strict=True)))
    return 2 * together / (pairs(Counter(gold)) + pairs(Counter(found)))


def cut(row: Row, keep: int) -> Row:
    """The row as a feed would give it: title and the first ``keep`` sentences."""
    spans = sentences(row["text"])[:keep]
    return {**row, "text": row["text"][: spans[-1][1]] if spans else ""}


def arrivals(rows: Sequence[Row]) -> Iterator[tuple[str, Sequence[Row]]]:
    """The rows in the orders and lengths that are measured."""
    yield "file order", rows
    for seed in range(3):
        shuffled = random.Random(seed).sample(rows, len(rows))
        yield f"shuffled {seed}", shuffled
        yield f"shuffled {seed}, three sentences", [cut(row, 3) for row in shuffled]
        yield f"shuffled {seed}, one sentence", [cut(row, 1) for row in shuffled]


def report_quality() -> None:
    """Print a line an order."""
    if not ECB.exists():
        say("quality: the ECB+ development file is not here")
        return
    with gzip.open(ECB, "rt", encoding="utf-8") as lines:
        rows: list[Row] = [json.loads(line) for line in lines]
    for label, ordered in arrivals(rows):
        gold, found = [row["story"] for row in ordered], group(ordered)
        precision, recall, f1 = b_cubed(gold, found)
        say(
            f"{label:28} B3 P {precision:.3f} R {recall:.3f} F1 {f1:.3f}  pairwise F1 {pairwise(gold, found):.3f}"
            f"  {len(set(found))} stories for {len(set(gold))}"
        )


def generated(count: int, seed: int = 7) -> list[Row]:
    """Articles of about 120 words over a Zipf-like vocabulary, four of each event."""
    dice = random.Random(seed)
    vocabulary = ["".join(dice.choices("abdegiklmnorstu", k=dice.randint(4, 9))) for _ in range(30_000)]
    ranks = [1 / (rank + 10) for rank in range(len(vocabulary))]
    rows: list[Row] = []
    for event in range(count // 4 + 1):
        names = [word.capitalize() for word in dice.choices(vocabulary, k=6)]
        for _ in range(4):
            words = dice.choices(vocabulary, weights=ranks, k=100) + dice.choices(names, k=20)
            dice.shuffle(words)
            rows.append({"title": " ".join(words[:9]), "text": " ".join(words) + ".", "story": str(event)})
    return dice.sample(rows, count)


def report_speed(sizes: Sequence[int] = (1_000, 5_000, 20_000), probes: int = 300) -> None:
    """Print a line a window size."""
    rows = generated(max(sizes) + probes)
    started = perf_counter()
    prints = [fingerprint(row["title"], row["text"], "en") for row in rows]
    say(f"fingerprint: {(perf_counter() - started) / len(rows) * 1000:.2f} ms an article")
    for size in sizes:
        window = StoryWindow()
        for number, found in enumerate(prints[:size], 1):
            window.add(number, number, "", found, NOW)
        started = perf_counter()
        for found in prints[-probes:]:
            decide_story(window, found, NOW)
        say(f"window of {size:>6}: {(perf_counter() - started) / probes * 1000:.2f} ms a decision")


if __name__ == "__main__":
    report_quality()
    report_speed()
