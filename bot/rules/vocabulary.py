"""The distinct words of a document in order, so that a wildcard looks at those alone that begin or end as it does.

A query may have thousands of wildcards and a text thousands of words: asking each of every one would take their product.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice, takewhile

from bot.rules.document import Span
from bot.rules.stems import stem_of
from bot.rules.surface import EXACTLY

Places = Mapping[str, list[Span]]
"""The places of a ``Document``: form -> its spans."""


class _Known:
    """Places as themselves: two are the same only if they are one object, which is never changed."""

    __slots__ = ("places",)

    def __init__(self, places: Places) -> None:
        self.places = places

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Known) and self.places is other.places

    def __hash__(self) -> int:
        return id(self.places)


def beginning_with(start: str, places: Places) -> Sequence[str]:
    """The forms that begin with ``start``, all of them where it is empty."""
    return _beginning(start, _in_order(_Known(places)))


def ending_with(end: str, places: Places) -> Sequence[str]:
    """The forms that end with ``end``."""
    return [form[::-1] for form in _beginning(end[::-1], _backwards(_Known(places)))]


def of_stem(stem: str, language: str, places: Places) -> Sequence[str]:
    """The forms that have a stem in a language, of what was written among them."""
    return _stemmed(_Known(places), language).get(stem, ())


def _beginning(start: str, ordered: Sequence[str]) -> Sequence[str]:
    return list(takewhile(lambda form: form.startswith(start), islice(ordered, bisect_left(ordered, start), None)))


@lru_cache(maxsize=4)
def _in_order(known: _Known) -> Sequence[str]:
    return sorted(known.places)


@lru_cache(maxsize=4)
def _backwards(known: _Known) -> Sequence[str]:
    return sorted(form[::-1] for form in known.places if not form.startswith(EXACTLY))


@lru_cache(maxsize=4)
def _stemmed(known: _Known, language: str) -> Mapping[str, Sequence[str]]:
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for form in known.places:
        forms[stem_of(form.removeprefix(EXACTLY), language)].append(form)
    return forms
