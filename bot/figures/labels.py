"""The label of a figure: what the value is, in one word that the value does not say itself."""

from __future__ import annotations

from typing import Final

from bot.domain.figure import Figure
from bot.figures.roles import counts_people
from bot.figures.units import named
from bot.figures.words import words

_KINDS: Final = {
    "money": "Money",
    "points": "Points",
    "ratio": "Multiple",
    "distance": "Distance",
    "duration": "Duration",
    "area": "Area",
    "temperature": "Temperature",
    "speed": "Speed",
    "weight": "Weight",
    "volume": "Volume",
    "rate": "Rate",
    "energy": "Energy",
    "power": "Power",
    "torque": "Torque",
    "pressure": "Pressure",
    "data": "Data",
    "frequency": "Frequency",
    "sound": "Sound",
}
_SUMS: Final = frozenset({"price", "cost", "profit", "revenue", "loss", "debt", "aid", "deal"})
_FATES: Final = words(
    "killed injured missing displaced arrested repatriated deported moved infected trapped rescued kidnapped"
)
_OTHERS: Final = {
    "age": "Age",
    "magnitude": "Magnitude",
    "affected": "Affected",
    "attended": "Attended",
    "employed": "Employed",
    "vote": "Votes",
}
_RATES: Final = words(
    "rate rates inflation unemployment growth yield yields interest turnout approval prices price economy gdp tariff "
    "tariffs tax duty unemployed joblessness"
)
_HIGH: Final = words(
    "high tall crest level levels water wave waves river height tower building mountain peak flood snow"
)
_DEEP: Final = words("deep depth depths underground underwater")


def label(figure: Figure) -> str:
    """The role of what is counted ("Killed"), else the kind of the quantity ("People", "Money", "Rate", "Distance")."""
    if figure.role in _FATES:
        return str(figure.role).capitalize()
    if figure.role in _OTHERS and not (figure.role == "vote" and figure.unit is not None):
        return _OTHERS[str(figure.role)]
    if figure.unit is not None:
        return _measure(figure, named(figure.unit).kind)
    if counts_people(figure.head):
        return "People"
    return "Share" if figure.value is not None and 0 < figure.value < 1 else "Number"


def _measure(figure: Figure, kind: str) -> str:
    """The label of a quantity with a unit of this kind."""
    about = {word.lower() for word in (*figure.concept, *figure.text.split())}
    if kind == "money":
        return str(figure.role).capitalize() if figure.role in _SUMS else "Money"
    if kind in {"share", "points", "ratio"} and figure.change is not None:
        return "Change"
    if kind == "share":
        return "Rate" if about & _RATES else "Share"
    if kind == "distance" and about & _HIGH | about & _DEEP and " from " not in figure.text:
        return "Depth" if about & _DEEP else "Height"
    return _KINDS.get(kind, "Number")
