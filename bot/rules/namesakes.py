"""Names that are a country's or a city's and something else's too, and which of them an article means.

Jordan is a country and many a person's first name, Georgia a country and one of the United States. The one is told by the
words beside it, the other by what else the article names.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from bot.rules.folding import fold, surfaces

FIRST_NAMES = frozenset({"chad", "georgia", "india", "israel", "jordan", "kenya", "london", "milan", "paris", "sydney"})
"""Names of places that parents give to children, folded."""

_OFFICES = frozenset(
    {"army", "crown", "defence", "defense", "deputy", "finance", "foreign", "government", "health", "interior", "king"}
    | {"minister", "ministry", "parliament", "police", "president", "prime", "prince", "princess", "queen", "river"}
    | {"street", "times", "valley", "airport", "airlines", "court", "election", "elections", "olympics", "fashion"}
)
"""What stands behind a place's name with a capital letter, and is no surname."""

_HEADLINE = 0.8
"""Share of longer words with a capital letter from which capitals tell no names: a headline where every word has one."""

_LONGER = 4

_OPENING = "\"'“‘«("

Pair = tuple[str, str]


def persons_in(text: str) -> frozenset[Pair]:
    """First names that are places' too, each with the surname that stands right behind it, as written."""
    words = text.split()
    longer = [word for word in words if len(word) >= _LONGER and word[0].isalpha()]
    if sum(word[0].isupper() for word in longer) > _HEADLINE * len(longer):
        return frozenset()
    return frozenset(
        (first, surfaces(second)[0])
        for line in text.splitlines()
        for first, second in pairwise(word.lstrip(_OPENING) or word for word in line.split())
        if fold(first) in FIRST_NAMES and second[0].isupper() and _is_surname(surfaces(second))
    )


def _is_surname(written: Sequence[str]) -> bool:
    return bool(written) and fold(written[0].rstrip(".")) not in _OFFICES and len(written[0]) > 1


def which(codes: str, named: Sequence[str]) -> str:
    """Which of the countries of an ambiguous name (``GE|US``) an article means that names those of ``named`` besides.

    The first, unless another is named and the first is not.
    """
    first, *others = codes.split("|")
    return first if first in named else next((code for code in others if code in named), first)
