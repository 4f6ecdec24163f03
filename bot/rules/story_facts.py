"""What an article's words do not say: how its story stands, and what currencies are worth."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.errors import BadInput
from bot.domain.figure import Figure
from bot.rules.units import UNITS, is_money

Rates = Mapping[str, float]
"""Canonical unit of a currency -> what one of it is worth, in one and the same currency for all."""

NO_RATES: Rates = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryFacts:
    """How a story stands when one of its articles is judged.

    ``sources`` counts the outlets that report it in words of their own, this article's among them; ``figures_before`` are
    the figures of its other articles that were there before this one, the first told first.
    """

    sources: int = 1
    figures_before: tuple[Figure, ...] = ()


ALONE = StoryFacts()
"""A story of one article."""


def read_rates(worth: Mapping[str, float]) -> Rates:
    """Rates from a table such as ``{"USD": 1, "EUR": 1.08}``, by code or name of each currency.

    Raises ``BadInput`` for a currency that is not known, and for a worth that is not above zero.
    """
    rates: dict[str, float] = {}
    for name, value in worth.items():
        unit = UNITS.get(name.lower(), name.lower())
        if not is_money(unit):
            raise BadInput(f"{name} is no currency that is known here; write a code such as USD, EUR or GBP.")
        if not 0 < value < float("inf"):
            raise BadInput(f"One {name} cannot be worth {value}; give a number above 0.")
        rates[unit] = float(value)
    return rates
