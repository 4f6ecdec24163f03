"""F1 of the extractor over labelled sentences: one-to-one matches by value, then by what else agrees."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.domain.figure import Figure
from bot.figures import extract
from bot.figures.lexicon import singular

DATA = Path(__file__).parents[2] / "data" / "figures"
Label = dict[str, Any]


def labelled(name: str) -> Iterator[tuple[str, list[Label]]]:
    """The sentences of a labelled file, each with its figures."""
    with (DATA / f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            yield row["text"], row["figures"]


def unit_name(figure: Figure) -> str | None:
    """The unit in the labels' convention: a counted noun phrase is its own unit, singular and in lower case."""
    name = figure.unit
    if name is None and figure.noun is not None:
        words = figure.noun.lower().split()
        name = " ".join([*words[:-1], singular(words[-1])])
    return " ".join(filter(None, (name, f"per {figure.per}" if figure.per else None))) or None


def same_value(figure: Figure, label: Label) -> bool:
    """Whether number or range agree to six digits."""
    pairs = ((figure.value, label["value"]), (figure.low, label["low"]), (figure.high, label["high"]))
    return all((a is None) is (b is None) and (a is None or abs(a - b) <= 1e-6 * max(1, abs(b))) for a, b in pairs)


def same_unit(figure: Figure, label: Label) -> bool:
    return bool(unit_name(figure) == label["unit"])


def same_bound(figure: Figure, label: Label) -> bool:
    change = figure.change.value if figure.change else None
    return bool(figure.bound.value == label["bound"] and change == label["change"])


def shares_concept(figure: Figure, label: Label) -> bool:
    """Whether any word of the concept agrees; no concept agrees with no concept."""
    wanted = {word.lower() for word in label["concept"]}
    found = {word.lower() for word in figure.concept}
    return bool(wanted & found) or not wanted


@dataclass
class Score:
    """Counts of found, labelled and agreeing figures."""

    found: int = 0
    labels: int = 0
    hits: dict[str, int] = field(default_factory=lambda: dict.fromkeys(CHECKS, 0))
    silent: int = 0
    quiet: int = 0
    misses: list[str] = field(default_factory=list)

    def f1(self, check: str) -> float:
        """The harmonic mean of precision and recall for a check."""
        return 2 * self.hits[check] / (self.found + self.labels)

    @property
    def silence(self) -> float:
        """The share of sentences without a figure in which none was found."""
        return self.quiet / self.silent


CHECKS: dict[str, Callable[[Figure, Label], bool]] = {
    "value": lambda _figure, _label: True,
    "unit": same_unit,
    "bound": same_bound,
    "unit and bound": lambda figure, label: same_unit(figure, label) and same_bound(figure, label),
    "concept": shares_concept,
}


def score(name: str) -> Score:
    """Score the extractor over one labelled file."""
    result = Score()
    for text, labels in labelled(name):
        figures = list(extract(text))
        result.found += len(figures)
        result.labels += len(labels)
        if not labels:
            result.silent += 1
            result.quiet += not figures
        _match(result, text, figures, labels)
    return result


def _match(result: Score, text: str, figures: list[Figure], labels: list[Label]) -> None:
    for label in labels:
        equal = [figure for figure in figures if same_value(figure, label)]
        if not equal:
            result.misses.append(f"missing {label} in {text}")
            continue
        best = max(equal, key=lambda figure: sum(check(figure, label) for check in CHECKS.values()))
        figures.remove(best)
        for check, agrees in CHECKS.items():
            if agrees(best, label):
                result.hits[check] += 1
            else:
                result.misses.append(
                    f"{check}: {best.text!r} unit={unit_name(best)} {best.bound} {best.change} {best.concept} | {label}"
                )
    result.misses.extend(f"spurious {figure.text!r} in {text}" for figure in figures)
