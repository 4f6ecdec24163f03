"""What the figures of an article count, and how they compare with an amount in a query.

Figures are found by another room; here their words are brought to one form (killed, dead and fatalities are one), and
their units to one measure (miles and kilometres compare).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from bot.domain.figure import Bound, Figure, Number
from bot.rules.folding import fold, surfaces
from bot.rules.stems import stem_of
from bot.rules.tree import Amount, Change
from bot.rules.units import MONEY, UNITS, converted, is_money

_SAME = (
    ("killed", "kill", "dead", "death", "died", "dies", "slain", "fatality", "fatalities"),
    ("injured", "injury", "wounded", "hurt"),
    ("arrested", "arrest", "detained", "detention", "detainee"),
    ("displaced", "displacement", "uprooted", "homeless", "evacuated", "evacuation", "evacuee"),
    ("soldiers", "troops", "servicemen"),
    ("people", "person", "persons"),
    ("men", "man"),
    ("women", "woman"),
    ("children", "child"),
)
"""Words for one and the same count, and plurals that no stem has in common, the first standing for all."""


@lru_cache(maxsize=1 << 12)
def counted_word(word: str) -> str:
    """The one form of a word that a figure may count: folded, stemmed, and the same for words of one meaning or unit."""
    folded = fold(word)
    unit = UNITS.get(folded, folded) if len(folded) > 1 else folded
    stem = stem_of(folded if " " in unit else unit, "en")
    return _CANONICAL.get(stem, stem)


_CANONICAL = {stem_of(word, "en"): stem_of(words[0], "en") for words in _SAME for word in words}


def counted_words(figure: Figure) -> frozenset[str]:
    """The words that a figure can be asked by.

    They are what it counts, what it measures or what happened, its unit, and ``money`` where that is a currency.
    """
    written = (figure.noun, figure.head, figure.role, figure.unit)
    words = frozenset(counted_word(word) for text in written if text for word in surfaces(text))
    return words | {counted_word(MONEY)} if is_money(figure.unit) else words


def figures_of(amount: Amount, figures: Sequence[Figure], rates: Mapping[str, float]) -> list[Figure]:
    """The figures that satisfy an amount, in their order."""
    return [figure for figure in counting(amount.of, figures) if _satisfies(figure, amount, rates)]


def counting(of: str, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that can be asked by a word, in their order."""
    word = counted_word(of)
    return [figure for figure in figures if word in counted_words(figure)]


def changed(change: Change, figures: Sequence[Figure], before: Sequence[Figure]) -> list[Figure]:
    """The figures that are so much higher or lower than the newest of ``before`` that counts the same, in their order.

    Amounts that a text states as a change ("rose 5%") are no level, and compare with nothing.
    """
    known = [figure for figure in counting(change.of, before) if figure.change is None]
    return [
        figure
        for figure in counting(change.of, figures)
        if figure.change is None and known and _has_changed(change, figure, known[::-1])
    ]


def _has_changed(change: Change, figure: Figure, newest_first: Sequence[Figure]) -> bool:
    low, high = next(_ranges(figure, figure.unit, {}), (0.0, 0.0))
    for earlier in newest_first:
        if (earlier.unit is None and figure.unit is not None) or _happened_otherwise(earlier, figure):
            continue
        for lowest, highest in _ranges(earlier, figure.unit, {}):
            step = float(change.percent) / 100
            # A product of floats may miss by its last digit what is exact on paper: 1.1 * 100 is no 110.
            return high >= round(highest * (1 + step), 9) if change.up else low <= round(lowest * (1 - step), 9)
    return False


def _happened_otherwise(one: Figure, other: Figure) -> bool:
    """Whether two figures tell of different things that happened: people killed, and people injured."""
    return None not in (one.role, other.role) and counted_word(one.role or "") != counted_word(other.role or "")


def _satisfies(figure: Figure, amount: Amount, rates: Mapping[str, float]) -> bool:
    value = float(amount.value)
    ranges = _ranges(figure, amount.unit, rates)
    return any(_holds(amount.relation, low, high, value, figure.bound) for low, high in ranges)


def _ranges(figure: Figure, unit: str | None, rates: Mapping[str, float]) -> Iterator[tuple[float, float]]:
    """Lowest and highest value that the figure states, in ``unit``; nothing where it is not in such a unit."""
    low = figure.value if figure.value is not None else figure.low
    high = figure.value if figure.value is not None else figure.high
    stated: list[tuple[Number | None, Number | None, str | None]] = [(low, high, figure.unit)]
    stated += [(other.value, other.value, other.unit) for other in figure.also]
    for lowest, highest, given in stated:
        numbers = [number for number in (lowest, highest) if number is not None]
        within = [
            number for number in (converted(float(each), given, unit, rates) for each in numbers) if number is not None
        ]
        if within:
            yield within[0], within[-1]
        if unit is None:
            return


def number_holds(relation: str, number: int, asked: int) -> bool:
    """Whether an exact number stands in a relation to another."""
    return _holds(relation, number, number, asked, Bound.EXACT)


def _holds(relation: str, low: float, high: float, value: float, bound: Bound) -> bool:
    match relation:
        case ">=":
            return high >= value
        case "<=":
            return low <= value
        case ">":
            return high > value or (high == value and bound is Bound.MORE_THAN)
        case "<":
            return low < value or (low == value and bound is Bound.LESS_THAN)
        case _:
            return low <= value <= high
