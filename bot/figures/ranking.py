"""The key figures: the same quantity merged, and the order an editor would choose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from bot.domain.figure import Bound, Figure, Part
from bot.figures.lexicon import Tag, word_tag
from bot.figures.measures import head_of, is_same_mention, number_of
from bot.figures.roles import counts_people
from bot.figures.units import named

_CASUALTIES: Final = frozenset(
    {
        "killed",
        "injured",
        "missing",
        "displaced",
        "kidnapped",
        "arrested",
        "repatriated",
        "deported",
        "moved",
        "infected",
        "trapped",
    }
)


@dataclass(slots=True)
class _Group:
    """One quantity and every mention of it, in order."""

    figure: Figure
    place: int
    mentions: int = 1


def key_figures(figures: Sequence[Figure], limit: int = 5) -> tuple[Figure, ...]:
    """At most ``limit`` figures, merged and in the order of their news value.

    ``figures`` are those of one article or of a whole story, those of a title before those of its text. People come first,
    the killed before all; then a magnitude, then what the title says, then money, other counts, shares and prices,
    distances, durations; inside of a class the title's and the first come first, the repeated and attributed before the
    incidental.
    """
    groups: list[_Group] = []
    index: dict[object, list[_Group]] = {}
    for place, figure in enumerate(figures):
        key = number_of(figure)
        for group in index.setdefault(key, []):
            if is_same_mention(group.figure, figure):
                group.figure = _merge(group.figure, figure)
                group.mentions += 1
                break
        else:
            group = _Group(figure, place)
            groups.append(group)
            index[key].append(group)
    worthy = [group for group in groups if news_rank(group.figure) < INCIDENTAL] or groups[:1]
    worthy.sort(key=_order)
    return tuple(group.figure for group in worthy[:limit])


def _merge(known: Figure, other: Figure) -> Figure:
    """The first mention with what the other adds: a fuller noun, a source, another unit, how exact it is."""
    bound = known.bound
    if bound is Bound.EXACT and (other.bound is Bound.ABOUT or _is_round(known) or known.part is Part.TITLE):
        # A headline has no room for "at least": a bare number there does not say that the text's is exact.
        bound = other.bound
    noun, head = _fuller(known, other)
    return replace(
        known,
        bound=bound,
        noun=noun,
        head=head,
        role=known.role or other.role,
        attribution=known.attribution or other.attribution,
        also=known.also or other.also,
        concept=known.concept or other.concept,
        change=known.change or other.change,
    )


def _is_round(figure: Figure) -> bool:
    value = figure.value if figure.value is not None else figure.high
    return value is not None and abs(value) >= 10 and value % 10 == 0


def _fuller(known: Figure, other: Figure) -> tuple[str | None, str | None]:
    """The more informative noun: the describing words of the one, and the second noun of the other."""
    if known.noun is None or other.noun is None:
        return (known.noun, known.head) if other.noun is None else (other.noun, other.head)
    if head_of(known) != head_of(other) or known.unit is not None:
        return (known.noun, known.head) if len(known.noun) >= len(other.noun) else (other.noun, other.head)
    before, after = _parts(known), _parts(other)
    best = max((before, after), key=lambda part: (part[0][:1].isupper(), len(part[0])))[0]
    rest = max(before[1], after[1], key=len)
    head = next((figure.head for figure in (known, other) if figure.part is Part.TEXT), known.head)
    return f"{best} {head}{rest}".strip(), head


def _parts(figure: Figure) -> tuple[str, str]:
    """A noun's describing words, and what follows its head."""
    noun, head = figure.noun or "", figure.head or ""
    at = noun.lower().find(head.lower())
    words = [word for word in noun[:at].split() if word_tag(word.lower()) is not Tag.DETERMINER]
    return " ".join(words), noun[at + len(head) :]


INCIDENTAL: Final = 90
"""The first class of what is no key figure."""

_KIND_RANKS: Final = {
    "money": 20,
    "share": 30,
    "points": 35,
    "ratio": 35,
    "temperature": 40,
    "area": 40,
    "speed": 40,
    "weight": 40,
    "volume": 40,
    "rate": 40,
    "energy": 40,
    "power": 40,
    "pressure": 45,
    "distance": 50,
    "duration": 60,
}


_FATE_RANKS: Final = {"killed": 0, "missing": 2, "injured": 2}
_AFTER_PEOPLE: Final = 20
_PRICE: Final = 1000
"""Money below this is a price, a rate of exchange or a wage, and weighs less than a sum."""


def news_rank(figure: Figure) -> int:
    """The class of a figure's news value, the lowest first."""
    value = figure.value if figure.value is not None else figure.high or 0
    if figure.role == "age":
        return 95
    if figure.unit is not None and named(figure.unit).kind == "money" and abs(value) < _PRICE:
        return 34
    if figure.unit is not None:
        return _KIND_RANKS.get(named(figure.unit).kind, 45)
    if figure.role in _CASUALTIES:
        return _FATE_RANKS.get(figure.role or "", 8)
    if counts_people(figure.head):
        return 10 if abs(value) >= 10 else 92
    if figure.role == "magnitude":
        return 15
    if figure.noun is None:
        return 70 if abs(value) >= 100 else 93
    return 25 if abs(value) >= 10 else 94


def _order(group: _Group) -> tuple[int, int, int, int, int, int]:
    figure = group.figure
    rank = news_rank(figure)
    title = 0 if figure.part is Part.TITLE else 1
    weight = -(group.mentions > 1) - (figure.attribution is not None) if figure.unit is None else 0
    if rank < _AFTER_PEOPLE:
        return 0, 0, rank, title, weight, group.place
    return 1, title, rank // 10, 0, weight, group.place
