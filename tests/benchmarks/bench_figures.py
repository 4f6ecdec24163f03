"""How good and how fast figures are: ``python -m tests.benchmarks.bench_figures``.

Quality is F1 over the labelled sentences of tests/data/figures, matched one to one by value, and the share of sentences
without a figure in which none is found. ``tuned`` is what the grammar was made with, ``held_out`` what it was not. Speed is
milliseconds of one core's time a sentence, and a number of a text that is nothing but numbers. quantulum3 is measured beside
it in the same run where it can be imported, without its classifier, whose stored model new scikit-learns cannot read; it has
no counted nouns, so that only its values and its measures can agree.
"""

from __future__ import annotations

import importlib
import sys
import warnings
from collections.abc import Callable, Sequence
from time import process_time
from typing import Any

from bot.figures import extract
from tests.unit.figures.scoring import CHECKS, Label, labelled, score

PARTS = ("tuned", "held_out")
OTHER_NAMES = {"percentage": "percent", "": None, "dimensionless": None}
"""Names of units that quantulum3 spells in another way than the labels do."""


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def report_quality() -> None:
    """F1 by every check, and silence."""
    for part in PARTS:
        result = score(part)
        scores = "  ".join(f"{check} {result.f1(check):.3f}" for check in CHECKS)
        say(f"dateline    {part:<9} {scores}  silence {result.silence:.3f}  ({result.labels} figures)")


def report_speed() -> None:
    """Milliseconds a sentence over the labelled sentences, and a number over noise."""
    texts = [text for part in PARTS for text, _labels in labelled(part)]
    say(f"dateline    {milliseconds(extract, texts):.3f} ms a sentence")
    noise = " ".join(str(number * 7919 % 100_003) for number in range(20_000))
    started = process_time()
    extract(noise)
    say(f"dateline    {(process_time() - started) / 20_000 * 1000:.4f} ms a number of pure noise")


def milliseconds(run: Callable[[str], object], texts: Sequence[str]) -> float:
    """The mean time of one call, the best of three rounds."""
    rounds = []
    for _ in range(3):
        started = process_time()
        for text in texts:
            run(text)
        rounds.append((process_time() - started) / len(texts) * 1000)
    return min(rounds)


def report_quantulum() -> None:
    """The same scores for quantulum3, by value and by value and unit, where it is installed."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parse: Callable[[str], Sequence[Any]] = importlib.import_module("quantulum3.parser").parse
    except ImportError as error:
        say(f"quantulum3  is not measured: it cannot be imported here ({error})")
        return
    for part in PARTS:
        rows = list(labelled(part))
        counts = [_compared(parse(text), labels) for text, labels in rows]
        total = sum(found + len(labels) for (_values, _units, found), (_text, labels) in zip(counts, rows, strict=True))
        silent = [found for (_values, _units, found), (_text, labels) in zip(counts, rows, strict=True) if not labels]
        values, units = sum(c[0] for c in counts), sum(c[1] for c in counts)
        say(
            f"quantulum3  {part:<9} value {2 * values / total:.3f}  unit {2 * units / total:.3f}"
            f"  silence {silent.count(0) / len(silent):.3f}"
        )
    texts = [text for part in PARTS for text, _labels in labelled(part)]
    say(f"quantulum3  {milliseconds(parse, texts):.3f} ms a sentence")


def _compared(quantities: Sequence[Any], labels: Sequence[Label]) -> tuple[int, int, int]:
    """How many quantities agree with a label in value, how many of them in unit too, and how many there are."""
    left, values, units = list(quantities), 0, 0
    for label in labels:
        wanted = label["value"] if label["value"] is not None else (label["low"] + label["high"]) / 2
        equal = [q for q in left if abs(q.value - wanted) <= 1e-6 * max(1, abs(wanted))]
        if equal:
            best = max(equal, key=lambda q: _unit(q) == label["unit"])
            left.remove(best)
            values += 1
            units += _unit(best) == label["unit"]
    return values, units, len(quantities)


def _unit(quantity: Any) -> str | None:
    name = str(quantity.unit.name).lower()
    return OTHER_NAMES.get(name, name)


if __name__ == "__main__":
    report_quality()
    report_speed()
    report_quantulum()
