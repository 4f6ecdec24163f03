"""Units as a query may write them, and what is converted into what; money only by rates that the operator gives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.figures.units import named

MONEY = "money"
"""The word by which figures in any currency can be asked for."""

CURRENCY_SIGNS = "$€£¥"
"""Signs that stand before a number."""

UNITS = {
    **dict.fromkeys(("km", "kilometre", "kilometres", "kilometer", "kilometers"), "kilometre"),
    **dict.fromkeys(("mi", "mile", "miles"), "mile"),
    **dict.fromkeys(("metre", "metres", "meter", "meters"), "metre"),
    **dict.fromkeys(("cm", "centimetre", "centimetres", "centimeter", "centimeters"), "centimetre"),
    **dict.fromkeys(("ft", "foot", "feet"), "foot"),
    **dict.fromkeys(("inch", "inches"), "inch"),
    **dict.fromkeys(("yard", "yards"), "yard"),
    **dict.fromkeys(("kg", "kilogram", "kilograms"), "kilogram"),
    **dict.fromkeys(("tonne", "tonnes"), "tonne"),
    **dict.fromkeys(("lb", "lbs"), "pound"),
    **dict.fromkeys(("ha", "hectare", "hectares"), "hectare"),
    **dict.fromkeys(("acre", "acres"), "acre"),
    **dict.fromkeys(("kmh", "kph"), "kilometre per hour"),
    "mph": "mile per hour",
    **dict.fromkeys(("knot", "knots"), "knot"),
    **dict.fromkeys(("minute", "minutes"), "minute"),
    **dict.fromkeys(("hour", "hours"), "hour"),
    **dict.fromkeys(("day", "days"), "day"),
    **dict.fromkeys(("week", "weeks"), "week"),
    **dict.fromkeys(("%", "percent"), "percent"),
    **dict.fromkeys(("barrel", "barrels"), "barrel"),
    **dict.fromkeys(("$", "dollar", "dollars", "usd"), "dollar"),
    **dict.fromkeys(("€", "euro", "euros", "eur"), "euro"),
    **dict.fromkeys(("£", "gbp"), "pound sterling"),
    **dict.fromkeys(("¥", "yen", "jpy"), "yen"),
    **dict.fromkeys(("yuan", "cny"), "yuan"),
    **dict.fromkeys(("rouble", "roubles", "ruble", "rubles", "rub"), "rouble"),
    "inr": "indian rupee",
    "pkr": "pakistani rupee",
    "aud": "australian dollar",
    "cad": "canadian dollar",
    "nzd": "new zealand dollar",
    "hkd": "hong kong dollar",
    "sgd": "singapore dollar",
    "twd": "taiwan dollar",
    "brl": "brazilian real",
    "zar": "rand",
    "chf": "swiss franc",
    "uah": "hryvnia",
    "krw": "won",
    "ils": "shekel",
    "try": "turkish lira",
    "sar": "saudi riyal",
    "irr": "iranian rial",
    "ngn": "naira",
    "kes": "kenyan shilling",
    "ghs": "cedi",
    "egp": "egyptian pound",
    "syp": "syrian pound",
    "lbp": "lebanese pound",
    "sek": "swedish krona",
    "nok": "norwegian krone",
    "dkk": "danish krone",
    "czk": "crown",
    "pln": "zloty",
    "huf": "forint",
    "idr": "rupiah",
    "myr": "ringgit",
    "thb": "baht",
    "vnd": "dong",
    "bdt": "taka",
    "afn": "afghani",
    "etb": "birr",
}
"""A unit as typed, in small letters -> its canonical name, as figures have it."""

_SHOWN = {name: typed for typed, name in UNITS.items() if name not in UNITS and typed.isalpha()}

MEASURES: dict[str, tuple[str, float]] = {
    "centimetre": ("length", 0.01),
    "metre": ("length", 1.0),
    "kilometre": ("length", 1000.0),
    "inch": ("length", 0.0254),
    "foot": ("length", 0.3048),
    "yard": ("length", 0.9144),
    "mile": ("length", 1609.344),
    "nautical mile": ("length", 1852.0),
    "gram": ("mass", 0.001),
    "kilogram": ("mass", 1.0),
    "tonne": ("mass", 1000.0),
    "pound": ("mass", 0.45359237),
    "square metre": ("area", 1.0),
    "hectare": ("area", 1e4),
    "acre": ("area", 4046.8564224),
    "square kilometre": ("area", 1e6),
    "square mile": ("area", 2589988.110336),
    "metre per second": ("speed", 1.0),
    "kilometre per hour": ("speed", 1000 / 3600),
    "mile per hour": ("speed", 0.44704),
    "knot": ("speed", 1852 / 3600),
    "second": ("time", 1.0),
    "minute": ("time", 60.0),
    "hour": ("time", 3600.0),
    "day": ("time", 86400.0),
    "week": ("time", 604800.0),
}
"""Unit -> what it measures and how many of the SI unit it is: the international yard, pound and acre, by definition."""


def shown_unit(unit: str) -> str:
    """A canonical unit as one word that a query can be read back from."""
    return _SHOWN.get(unit, unit)


def factor(given: str | None, asked: str | None, rates: Mapping[str, float]) -> float | None:
    """What a number in ``given`` is multiplied by to be in ``asked``; None where they measure different things.

    ``rates`` say what one of each currency is worth in one of them all; others are compared with none but their own.
    """
    if asked is None or given == asked:
        return 1.0
    if given is not None and given in rates and asked in rates:
        return rates[given] / rates[asked]
    mine, theirs = MEASURES.get(asked), MEASURES.get(given or "")
    if mine is None or theirs is None or mine[0] != theirs[0]:
        return None
    return theirs[1] / mine[1]


@lru_cache(maxsize=1 << 10)
def is_money(unit: str | None) -> bool:
    """Whether a canonical unit is a currency."""
    try:
        return unit is not None and named(unit).kind == "money"
    except KeyError:
        return False
