"""What the figures of an article count, and how they compare with an amount in a query.

Figures are found by another room; here their words are brought to one form (killed, dead and fatalities are one), and
their units to one measure (miles and kilometres compare).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.domain.figure import Bound, Figure, Number
from bot.rules.folding import fold, surfaces
from bot.rules.stems import stem_of
from bot.rules.tree import Amount, Length
from bot.rules.units import MONEY, factor, is_money

_SAME = (
    ("killed", "kill", "dead", "death", "died", "dies", "slain", "fatality", "fatalities"),
    ("injured", "injury", "wounded", "hurt"),
    ("arrested", "arrest", "detained", "detention", "detainee"),
    ("displaced", "displacement", "uprooted", "homeless", "evacuated", "evacuation", "evacuee"),
    ("soldiers", "troops", "servicemen"),
)
"""Words for one and the same count, the first standing for all."""


@lru_cache(maxsize=1 << 12)
def counted_word(word: str) -> str:
    """The one form of a word that a figure may count: folded, stemmed, and the same for words of one meaning."""
    stem = stem_of(fold(word), "en")
    return _CANONICAL.get(stem, stem)


_CANONICAL = {stem_of(word, "en"): stem_of(words[0], "en") for words in _SAME for word in words}


def counted_words(figure: Figure) -> frozenset[str]:
    """The words that a figure can be asked by.

    They are what it counts, what it measures or what happened, its unit, and ``money`` where that is a currency.
    """
    written = (figure.noun, figure.head, figure.role, figure.unit)
    words = frozenset(counted_word(word) for text in written if text for word in surfaces(text))
    return words | {counted_word(MONEY)} if is_money(figure.unit) else words


def figures_of(amount: Amount, figures: Sequence[Figure]) -> list[Figure]:
    """The figures that satisfy an amount, in their order."""
    word = counted_word(amount.of)
    return [figure for figure in figures if word in counted_words(figure) and _satisfies(figure, amount)]


def _satisfies(figure: Figure, amount: Amount) -> bool:
    value = float(amount.value)
    return any(_holds(amount.relation, low, high, value, figure.bound) for low, high in _ranges(figure, amount.unit))


def _ranges(figure: Figure, unit: str | None) -> Iterator[tuple[float, float]]:
    """Lowest and highest value that the figure states, in ``unit``; nothing where it is not in such a unit."""
    low = figure.value if figure.value is not None else figure.low
    high = figure.value if figure.value is not None else figure.high
    stated: list[tuple[Number | None, Number | None, str | None]] = [(low, high, figure.unit)]
    stated += [(other.value, other.value, other.unit) for other in figure.also]
    for lowest, highest, given in stated:
        scale = factor(given, unit)
        if scale is not None and (lowest is not None or highest is not None):
            floor = lowest if lowest is not None else highest
            ceiling = highest if highest is not None else lowest
            yield float(floor or 0) * scale, float(ceiling or 0) * scale
        if unit is None:
            return


def length_holds(length: Length, words: int) -> bool:
    """Whether an article of so many words has the length that is asked for."""
    return _holds(length.relation, words, words, length.words, Bound.EXACT)


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
