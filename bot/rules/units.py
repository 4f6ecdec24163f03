"""Units as a query may write them, and what is converted into what; money only by rates that the operator gives."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.figures.units import named
from bot.rules.numeral import ends, past_spaces

MONEY = "money"
"""The word by which figures in any currency can be asked for."""

_CURRENCY_MARKS = {
    **dict.fromkeys(("$", "US$"), "dollar"),
    "€": "euro",
    "£": "pound sterling",
    **dict.fromkeys(("¥", "￥"), "yen"),
    "₹": "indian rupee",
    "A$": "australian dollar",
    "C$": "canadian dollar",
    "NZ$": "new zealand dollar",
    "HK$": "hong kong dollar",
    "S$": "singapore dollar",
    "NT$": "taiwan dollar",
    "R$": "brazilian real",
    "₽": "rouble",
    "₴": "hryvnia",
    "₩": "won",
    "₪": "shekel",
    "₺": "turkish lira",
    "₦": "naira",
    "₫": "dong",
    "฿": "baht",
}
"""Marks that stand before a number -> the currency."""

_WORDS_OF_UNIT = 2
"""Words of the longest unit as typed: nautical miles."""

_KILOMETRES = ("km", "kms", "kilometre", "kilometres", "kilometer", "kilometers")

UNITS = {
    **dict.fromkeys(_KILOMETRES, "kilometre"),
    **dict.fromkeys(("mi", "mile", "miles"), "mile"),
    **dict.fromkeys(("metre", "metres", "meter", "meters"), "metre"),
    **dict.fromkeys(("mm", "millimetre", "millimetres", "millimeter", "millimeters"), "millimetre"),
    **dict.fromkeys(("cm", "centimetre", "centimetres", "centimeter", "centimeters"), "centimetre"),
    **dict.fromkeys(("ft", "foot", "feet"), "foot"),
    **dict.fromkeys(("inch", "inches"), "inch"),
    **dict.fromkeys(("yard", "yards"), "yard"),
    **dict.fromkeys(("nmi", "nautical mile", "nautical miles"), "nautical mile"),
    **dict.fromkeys(("kg", "kilogram", "kilograms", "kilo", "kilos"), "kilogram"),
    **dict.fromkeys(("tonne", "tonnes"), "tonne"),
    **dict.fromkeys(("ton", "tons"), "ton"),
    **dict.fromkeys(("lb", "lbs"), "pound"),
    **dict.fromkeys(
        ("sqkm", "km²", "km2", "sq km", *(f"square {unit}" for unit in _KILOMETRES)),
        "square kilometre",
    ),
    **dict.fromkeys(("sqmi", "sq mi", "sq miles", "square mile", "square miles"), "square mile"),
    **dict.fromkeys(
        ("sqm", "m²", "m2", "sq m", "square metre", "square metres", "square meter", "square meters"), "square metre"
    ),
    **dict.fromkeys(("ha", "hectare", "hectares"), "hectare"),
    **dict.fromkeys(("acre", "acres"), "acre"),
    **dict.fromkeys(("kmh", "kph", "km/h"), "kilometre per hour"),
    "mph": "mile per hour",
    **dict.fromkeys(("knot", "knots"), "knot"),
    **dict.fromkeys(("minute", "minutes"), "minute"),
    **dict.fromkeys(("hour", "hours"), "hour"),
    **dict.fromkeys(("day", "days"), "day"),
    **dict.fromkeys(("week", "weeks"), "week"),
    **dict.fromkeys(("celsius", "c", "°c", "℃"), "degree celsius"),
    **dict.fromkeys(("fahrenheit", "f", "°f", "℉"), "degree fahrenheit"),
    **dict.fromkeys(("%", "％", "percent", "per cent", "pct"), "percent"),
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

_SHOWN = {name: typed for typed, name in UNITS.items() if typed.isalpha() and len(typed) > 1 and name not in UNITS}

MEASURES: dict[str, tuple[str, float]] = {
    "millimetre": ("length", 0.001),
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
    "ton": ("mass", 907.18474),
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
"""Unit -> what it measures and how many of the SI unit it is: the international yard, pound and acre, and the
short ton, by definition."""

_DEGREES = {"degree celsius": (1.0, 0.0), "degree fahrenheit": (5 / 9, -160 / 9), "kelvin": (1.0, -273.15)}
"""Unit of temperature -> what one is multiplied by, and what is added then, to have degrees Celsius."""


def shown_unit(unit: str) -> str:
    """A canonical unit as one word that a query can be read back from."""
    return _SHOWN.get(unit, unit)


def converted(number: float, given: str | None, asked: str | None, rates: Mapping[str, float]) -> float | None:
    """A number in ``given`` as one in ``asked``; None where they measure different things.

    ``rates`` say what one of each currency is worth in one of them all; others are compared with none but their own.
    """
    if asked is None or given == asked:
        return number
    if given is not None and given in rates and asked in rates:
        return number * (rates[given] / rates[asked])
    if given in _DEGREES and asked in _DEGREES:
        (scale, shift), (other_scale, other_shift) = _DEGREES[given], _DEGREES[asked]
        # Rounded, because 104 degrees Fahrenheit are 40 degrees Celsius and not a trillionth less.
        return round((number * scale + shift - other_shift) / other_scale, 9)
    mine, theirs = MEASURES.get(asked), MEASURES.get(given or "")
    if mine is None or theirs is None or mine[0] != theirs[0]:
        return None
    return number * (theirs[1] / mine[1])


def currency_at(text: str, here: int) -> tuple[str | None, int]:
    """The currency whose mark ($) or code stands at ``here`` of a query, before a number, and the offset behind it."""
    mark = max((mark for mark in _CURRENCY_MARKS if text.startswith(mark, here)), key=len, default=None)
    if mark is not None:
        return _CURRENCY_MARKS[mark], here + len(mark)
    code = text[here : here + 3].lower()
    unit = UNITS.get(code) if code.isalpha() else None
    return (unit, here + 3) if is_money(unit) else (None, here)


def unit_at(text: str, here: int) -> tuple[str | None, int]:
    """The unit that stands at ``here`` of a query, behind a number, and the offset behind it; the longest that fits."""
    stops = [here]
    for _ in range(_WORDS_OF_UNIT):
        end = past_spaces(text, stops[-1])
        while not ends(text, end):
            end += 1
        stops.append(end)
    for end in reversed(stops):
        unit = UNITS.get(" ".join(text[here:end].lower().split()))
        if unit is not None:
            return unit, end
    return None, here


@lru_cache(maxsize=1 << 10)
def is_money(unit: str | None) -> bool:
    """Whether a canonical unit is a currency."""
    try:
        return unit is not None and named(unit).kind == "money"
    except KeyError:
        return False
