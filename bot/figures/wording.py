"""How a figure is written: on a card, and as JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, Final

from bot.domain.figure import Bound, Change, Figure, Number
from bot.figures.labels import label
from bot.figures.multiples import MULTIPLES
from bot.figures.units import Unit, named

_BOUNDS: Final = {
    Bound.EXACT: "",
    Bound.ABOUT: "about ",
    Bound.AT_LEAST: "at least ",
    Bound.AT_MOST: "up to ",
    Bound.MORE_THAN: "more than ",
    Bound.LESS_THAN: "less than ",
}
_TWO_UNITS: Final = re.compile(r"\d\s?-?(?:ft|foot|feet|hours?|minutes?|stone|st|lb)\W{1,2}(?:and )?\d")
"""A quantity written in a unit and its part ("6ft 4in"), which a card repeats as it stands."""

_SCALES: Final = ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"))


@dataclass(frozen=True, slots=True)
class Wording:
    """A figure for a card: a short label, the quantity in words, and who said it."""

    label: str
    value: str
    said: str | None = None


def wording(figure: Figure) -> Wording:
    """The words of a figure: "about 3,500 Syrian soldiers and officers", labelled "People", said by "official sources"."""
    said = " ".join(figure.attribution.split()) if figure.attribution is not None else None
    return Wording(label(figure), " ".join(_value(figure).split()), said)


def amount(figure: Figure) -> str:
    """The quantity alone, without what it counts: "at least 41", "$4 million"."""
    value = wording(figure).value.removeprefix("magnitude ")
    return value.removesuffix(f" {figure.noun}") if figure.noun else value


def _value(figure: Figure) -> str:
    unit = named(figure.unit) if figure.unit is not None else None
    number = _number(figure)
    if figure.role == "magnitude" and figure.noun is None:
        return f"{_BOUNDS[figure.bound]}magnitude {number}"
    change = (
        {Change.UP: "up ", Change.DOWN: "down "}.get(figure.change, "") if figure.change and figure.noun is None else ""
    )
    if figure.unit == "time" and _written(figure).lower() in MULTIPLES:
        return f"{_BOUNDS[figure.bound]}{_written(figure).lower()}"
    words = _measured(figure, number, unit) if unit is not None else f"{_bound(figure)}{number}{_after(figure)}"
    return f"{change}{words}"


def _bound(figure: Figure) -> str:
    """The bound in words; none for a crowd, which is about by itself ("dozens of homes")."""
    inherent = figure.bound is Bound.ABOUT and is_crowd(figure) and figure.start == figure.number_start
    return "" if inherent else _BOUNDS[figure.bound]


def is_crowd(figure: Figure) -> bool:
    """Whether the number names a crowd and is no number ("dozens", "a couple")."""
    return _written(figure).lower().endswith(("s", "couple")) and not _written(figure)[:1].isdigit()


def _after(figure: Figure) -> str:
    """What is counted, joined to the number as the text joins it."""
    rest = figure.text[figure.number_end - figure.start :]
    if _hyphenated(figure) and figure.noun is not None:
        return rest
    if is_crowd(figure) and rest.lower().startswith(" of "):
        return f" of {figure.noun}"
    noun = f" {figure.noun}" if figure.noun else ""
    per = f" per {figure.per}" if figure.per else ""
    return f"{noun}{per}"


def _written(figure: Figure) -> str:
    """The number as the text writes it."""
    offset = figure.number_start - figure.start
    return figure.text[offset : offset + figure.number_end - figure.number_start]


def _number(figure: Figure) -> str:
    """The number as the text has it where it is in words, else its digits with thousands separated."""
    written = _written(figure)
    ratio = " in " in written or " of " in written
    if ratio or not any(c.isdigit() for c in written):
        return written.lower()
    if figure.value is not None:
        return spoken(figure.value)
    return f"{spoken(figure.low or 0)} to {spoken(figure.high or 0)}"


def spoken(value: Number) -> str:
    """A number for reading: thousands separated, and millions and more as words ("1.5 billion")."""
    for size, name in _SCALES:
        if abs(value) >= size and round(value / size, 3) * size == value:
            return f"{value / size:,.10g} {name}"
    return f"{value:,}"


def _measured(figure: Figure, number: str, unit: Unit) -> str:
    """A quantity with its unit, its other expression, and what it is measured from or is so much of."""
    bound = _bound(figure)
    if _TWO_UNITS.search(_written(figure)) and figure.value is not None:
        return f"{bound}{_written(figure)}{f' {figure.noun}' if figure.noun else ''}"
    if is_crowd(figure) and " of " in figure.text:
        return f"{bound}{number} of {plural(unit.name)}{f' of {figure.noun}' if figure.noun else ''}"
    if unit.kind == "money" and figure.value is not None and isinstance(figure.value, float) and figure.value < 1000:
        number = f"{figure.value:.2f}" if round(figure.value, 2) == figure.value else number
    if unit.kind == "money" and unit.short and any(c.isdigit() for c in number):
        words = f"{bound}{unit.short}{number.replace(' to ', f' to {unit.short}')}"
    else:
        words = f"{bound}{number}{_unit(figure, number, unit)}"
    if figure.per:
        words += f" per {figure.per}"
    if figure.also:
        others = ", ".join(f"{spoken(o.value)} {named(o.unit).short or plural(o.unit)}" for o in figure.also)
        words += f" ({others})"
    return words + _tail(figure)


def _unit(figure: Figure, number: str, unit: Unit) -> str:
    if _describes(figure, unit):
        return f"-{unit.name.replace(' ', '-')}" + ("-old" if figure.role == "age" else "")
    if unit.short in {"%", "°C", "°F", "°"} and any(c.isdigit() for c in number):
        return unit.short
    if unit.short and unit.kind != "money" and any(c.isdigit() for c in number):
        return f" {unit.short}"
    return f" {unit.name if figure.value == 1 else plural(unit.name)}"


def _hyphenated(figure: Figure) -> bool:
    """Whether the text joins number and unit by a hyphen, so that they describe the noun."""
    after = figure.text[figure.number_end - figure.start :]
    return after[:1] in {"-", "‑"} and figure.value is not None


def plural(unit: str) -> str:
    """The plural of a unit's name: "mile per hour" -> "miles per hour"."""
    first, _, rest = unit.partition(" per ")
    irregular = {
        "foot": "feet",
        "century": "centuries",
        "penny": "pence",
        "yen": "yen",
        "yuan": "yuan",
        "inch": "inches",
    }
    words = first.split(" ")
    last = words[-1]
    if first.startswith("degree"):
        many = " ".join(["degrees", *(w.capitalize() for w in words[1:])])
    elif first == "pound sterling":
        many = "pounds"
    elif last in {"percent", "hertz", "horsepower", "won", "baht", "ringgit", "fold"}:
        many = first
    else:
        many = " ".join([*words[:-1], irregular.get(last, last + "s")])
    return f"{many} per {rest}" if rest else many


def _describes(figure: Figure, unit: Unit) -> bool:
    """Whether the measure is written before its noun, as "11-day offensive": the text does so, or says it lasted so long."""
    lasting = unit.kind == "duration" and figure.noun is not None and figure.value is not None
    return _hyphenated(figure) or (lasting and " of " not in figure.text)


def _tail(figure: Figure) -> str:
    """What follows the measure: the noun it describes or is of, or the place a distance is measured from."""
    if figure.noun is not None:
        if figure.unit is not None and _describes(figure, named(figure.unit)):
            return f" {figure.noun}"
        at = figure.text.find(" of ", figure.number_end - figure.start)
        return figure.text[at:] if at >= 0 else f" of {figure.noun}"
    for word in (" from ", " off ", " north", " south", " east", " west", " away"):
        at = figure.text.find(word, figure.number_end - figure.start)
        if at >= 0 and figure.role == "distance":
            return figure.text[at:]
    return ""


def figure_json(figure: Figure) -> dict[str, Any]:
    """The figure as a JSON object with the keys that the command line promises."""
    return {
        "value": figure.value,
        "low": figure.low,
        "high": figure.high,
        "unit": figure.unit,
        "per": figure.per,
        "noun": figure.noun,
        "head": figure.head,
        "bound": figure.bound.value,
        "change": figure.change.value if figure.change is not None else None,
        "start": figure.start,
        "end": figure.end,
        "text": figure.text,
        "sentence": figure.sentence,
        "concept": list(figure.concept),
        "role": figure.role,
        "attribution": figure.attribution,
        "also": [{"value": other.value, "unit": other.unit} for other in figure.also],
    }
