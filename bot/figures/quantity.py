"""A number with its currency or unit, its other end where it is a range, and what it is per."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bot.domain.figure import Number
from bot.figures.cues import moves
from bot.figures.lexicon import WORDS, Tag, is_plural, singular
from bot.figures.numerals import numeral_at, tidy
from bot.figures.reading import Reading
from bot.figures.spelled import Numeral
from bot.figures.units import Unit, money_before, named, unit_after
from bot.figures.words import words

_HYPHENS: Final = frozenset({"-", "–", "‑", "−", "—"})
_PER_NOUNS: Final = words(
    "barrel share day week month year hour minute second tonne ton ounce gallon litre liter kilo "
    "kilogram kg pound bushel head person night unit piece litre kilometre kilometer mile household "
    "family student employee worker vote bottle ticket seat quarter game match square acre hectare "
    "decade season time pack pint gram metre meter episode barrel shift child pupil megawatt kilowatt "
    "kwh mwh foot plate copy dose therm"
)


@dataclass(slots=True)
class Quantity:
    """A number at ``number_first:number_last`` with its unit at ``first:last``; ``low`` is ``high`` for one value.

    ``hyphenated`` where the unit is joined to the number and so describes what follows ("11-day").
    """

    number_first: int
    number_last: int
    first: int
    last: int
    low: Number
    high: Number
    digits: bool
    vague: bool = False
    fraction: bool = False
    unit: Unit | None = None
    per: str | None = None
    hyphenated: bool = False

    @property
    def one(self) -> bool:
        """Whether a noun that this counts is singular."""
        return self.low == self.high == 1


def quantity_at(reading: Reading, i: int) -> Quantity | None:
    """The quantity whose number begins at token ``i``, ranges merged, or None."""
    start = _simple(reading, i)
    if start is None:
        return None
    merged = _range(reading, start[0], start[1])
    quantity = merged or start[0]
    _rate(reading, quantity)
    return quantity


def _simple(reading: Reading, i: int) -> tuple[Quantity, Numeral] | None:
    """One number with its unit."""
    numeral = numeral_at(reading.tokens, i)
    if numeral is None or any(reading.blocked[numeral.first : numeral.last]):
        return None
    quantity = Quantity(
        numeral.first, numeral.last, numeral.first, numeral.last, numeral.value, numeral.value, numeral.digits,
        numeral.vague, numeral.fraction,
    )  # fmt: skip
    money = money_before(reading.tokens, i)
    if money is not None:
        quantity.unit, quantity.first = money
        _minus(reading, quantity)
        _spelled_again(reading, quantity)
        return quantity, numeral
    _minus(reading, quantity)
    _unit(reading, quantity)
    return quantity, numeral


def _minus(reading: Reading, quantity: Quantity) -> None:
    """A sign before the number ("-5C", "minus 12")."""
    before = quantity.first - 1
    word = reading.word(before)
    if reading.word(before - 1) in {"or", "/"} and reading.word(before - 2) in {"plus", "+"}:
        return
    opens = not reading.glued(before) or reading.word(before - 1) == "("
    if word == "minus" or (word in {"-", "−"} and reading.glued(quantity.first) and opens):
        quantity.low = quantity.high = -quantity.low
        quantity.first = before
        quantity.number_first = before if quantity.number_first == before + 1 else quantity.number_first


def _spelled_again(reading: Reading, quantity: Quantity) -> None:
    """The currency's word after a number that already has its mark ("$5 USD"), and a hyphen ("$5-million")."""
    after = unit_after(reading.tokens, quantity.last)
    if after is not None and after[0] == quantity.unit:
        quantity.last = after[1]


def _unit(reading: Reading, quantity: Quantity) -> None:
    """The unit after the number: glued, spaced, or joined by a hyphen; "half a mile" too."""
    at = quantity.last
    size = abs(float(quantity.low))
    found = unit_after(reading.tokens, at, size)
    if found is None and reading.word(at) in _HYPHENS and reading.glued(at):
        found = unit_after(reading.tokens, at + 1, size)
        if found is not None:
            quantity.hyphenated = True
    if found is None and quantity.low < 0 and at < len(reading) and reading.tokens[at].text in {"C", "F"}:
        found = named("degree celsius" if reading.tokens[at].text == "C" else "degree fahrenheit"), at + 1
    if found is None and isinstance(quantity.low, float) and reading.word(at) == "s" and reading.glued(at):
        found = named("second"), at + 1
    if found is None and quantity.vague and reading.word(at) == "of":
        found = unit_after(reading.tokens, at + 1, size)
    if found is None and quantity.fraction:
        at += 1 if reading.word(at) == "of" else 0
        if reading.word(at) in {"a", "an"}:
            found = unit_after(reading.tokens, at + 1, size)
    if found is None or not _is_unit(reading, quantity, found):
        return
    quantity.unit, quantity.last = found
    if quantity.unit.name == "pound sterling" and reading.word(quantity.last - 1) in {"pound", "pounds"}:
        _pound(reading, quantity)
    _compound(reading, quantity)
    quantity.last = _and_a_half(reading, quantity)


def _and_a_half(reading: Reading, quantity: Quantity) -> int:
    """The index after "and a half" where it follows the unit, its half added: "two years and a half"."""
    at = quantity.last
    if [reading.word(at + k) for k in range(3)] != ["and", "a", "half"]:
        return at
    quantity.low = quantity.high = quantity.low + 0.5
    return at + 3


_WEIGHED: Final = words(
    "weigh weighs weighed weighing weight weights heavy heavier lighter tow towing haul hauling payload lift lifted thrust "
    "lose shed gained bag baby cocaine heroin fentanyl marijuana cannabis meth"
)


def _pound(reading: Reading, quantity: Quantity) -> None:
    """Whether a pound is one of weight: joined by a hyphen, of something, or in a clause that weighs."""
    near = {reading.word(at) for at in range(max(quantity.first - 12, 0), quantity.last + 4)}
    small = abs(float(quantity.low)) < 10**6
    weighed = small and (near & _WEIGHED or reading.word(quantity.last) == "of")
    if weighed or (quantity.hyphenated and quantity.low < 10**5):
        quantity.unit = named("pound")


_PARTS: Final = {
    "foot": ("inch", 12),
    "hour": ("minute", 60),
    "minute": ("second", 60),
    "stone": ("pound", 14),
    "pound": ("ounce", 16),
}
"""The smaller unit that may follow a larger one in one quantity, and how many of it make the larger."""


def _compound(reading: Reading, quantity: Quantity) -> None:
    """As in "6ft 4in", "6-foot-4", "two hours and 15 minutes", "11st 4lb": one quantity in its first unit."""
    if quantity.unit is None or quantity.unit.name not in _PARTS or not float(quantity.low).is_integer():
        return
    name, parts = _PARTS[quantity.unit.name]
    at = quantity.last
    joined_on = reading.word(at) in _HYPHENS and quantity.hyphenated and name == "inch"
    if joined_on or (reading.word(at) == "and" and name != "inch"):
        at += 1
    numeral = numeral_at(reading.tokens, at) if at < len(reading) and not reading.blocked[at] else None
    if numeral is None or not 0 <= numeral.value < parts:
        return
    found = unit_after(reading.tokens, numeral.last)
    if found is not None and found[0].name in {name, f"{name} sterling"}:
        last = found[1]
    elif name == "inch" and reading.word(numeral.last) == "in" and reading.glued(numeral.last):
        last = numeral.last + 1
    elif joined_on:
        last = numeral.last
    else:
        return
    quantity.low = quantity.high = round(quantity.low + numeral.value / parts, 6)
    quantity.last = quantity.number_last = last


def _is_unit(reading: Reading, quantity: Quantity, found: tuple[Unit, int]) -> bool:
    """Whether a word that may be a unit is one here: not the ordinal "second", nor the first word of a compound."""
    unit, last = found
    word = reading.word(last - 1)
    if word in {"second", "quarter", "point", "sec"} and not (
        quantity.hyphenated or quantity.one or quantity.fraction or quantity.digits
    ):
        return False
    if word == "second" and quantity.digits and not quantity.hyphenated and reading.word(last) in _HYPHENS:
        return False
    return not (unit.kind == "money" and word in {"pound", "crown", "real"} and reading.capital(last))


def _range(reading: Reading, quantity: Quantity, numeral: Numeral) -> Quantity | None:
    """The range that ``quantity`` opens: "15-22", "from 5 to 7", "between 30 and 40", "two or three"."""
    at = _after_joint(reading, quantity)
    if at is None:
        return None
    second = _second(reading, at)
    if second is None:
        return None
    return _merged(reading, quantity, numeral, second)


def _after_joint(reading: Reading, quantity: Quantity) -> int | None:
    """The index after what may join two ends of a range: a hyphen, "to", "or", "-to-", or the "and" of "between"."""
    joint, at = reading.word(quantity.last), quantity.last + 1
    if joint in _HYPHENS and reading.word(at) in {"to", "or"} and not reading.glued(at):
        return at + 1 if reading.glued(quantity.last) else None
    if joint in _HYPHENS and reading.word(at) in {"to", "or"}:
        return at + 2 if reading.word(at + 1) in _HYPHENS else None
    if joint in _HYPHENS:
        priced = money_before(reading.tokens, at + 1) is not None if at + 1 < len(reading) else False
        glued = reading.glued(quantity.last) and (reading.glued(at) or priced)
        return at if not quantity.hyphenated and (joint != "-" or glued) else None
    if (joint in {"to", "or"} and not quantity.hyphenated) or (joint == "and" and _between(reading, quantity)):
        return at
    return None


def _between(reading: Reading, quantity: Quantity) -> bool:
    """Whether "between" stands just before the quantity, another cue word allowed."""
    return "between" in {reading.word(quantity.first - 1), reading.word(quantity.first - 2)}


def _second(reading: Reading, i: int) -> tuple[Quantity, Numeral] | None:
    """The upper end's quantity, its number at ``i`` or after a currency mark that begins at ``i``."""
    for at in range(i, min(i + 4, len(reading))):
        if at > i and (money_before(reading.tokens, at) or (None, -1))[1] != i:
            continue
        found = _simple(reading, at) if not reading.blocked[at] else None
        if found is not None and (found[0].first == i or at == i):
            return found
    return None


def _merged(
    reading: Reading, lower: Quantity, numeral: Numeral, second: tuple[Quantity, Numeral]
) -> Quantity | None:  # fmt: skip
    """One range of two quantities that share a unit and a scale, or None where they do not."""
    upper, upper_numeral = second
    low = lower.low
    if (
        numeral.scale == 1
        and upper_numeral.scale > 1
        and not numeral.vague
        and abs(low) < abs(upper.low) / upper_numeral.scale
    ):
        low = tidy(float(low) * upper_numeral.scale)
    elif upper.unit is None and lower.unit is not None and (lower.unit.kind != "money" or _moves(reading, lower.first)):
        return None
    if numeral.fraction is not upper_numeral.fraction or low >= upper.low or (upper.vague and not numeral.vague):
        return None
    if lower.unit is not None and upper.unit is not None and lower.unit != upper.unit:
        return None
    if (
        lower.unit is not None
        and upper.unit is not None
        and reading.word(lower.last) == "to"
        and _moves(reading, lower.first)
    ):
        return None
    if lower.unit is None and upper.first < upper.number_first and upper.unit is not None:
        return None
    return Quantity(
        lower.number_first, upper.number_last, lower.first, upper.last, low, upper.high, upper.digits,
        unit=upper.unit or lower.unit, hyphenated=upper.hyphenated,
    )  # fmt: skip


def _moves(reading: Reading, i: int) -> bool:
    """Whether a verb of change stands shortly before token ``i``, so that "from A to B" is two levels."""
    return any(moves(reading.word(at)) for at in range(max(i - 5, 0), i))


def single_unit_at(reading: Reading, i: int) -> Quantity | None:
    """As in "an hour", "a metre": one of a unit, where a bound before it makes the article a number ("up to a metre").

    "A mile and a half" is one without a bound.
    """
    if reading.word(i) not in {"a", "an"} or reading.blocked[i] or i + 1 >= len(reading):
        return None
    found = unit_after(reading.tokens, i + 1)
    if (
        found is None
        or is_plural(reading.word(found[1] - 1))
        or found[0].kind not in {"distance", "duration", "weight", "area", "volume"}
    ):
        return None
    whole = reading.word(found[1]) != "and"
    if (whole and reading.word(found[1] - 1) in {"second", "day", "night", "generation", "quarter"}) or reading.word(
        found[1]
    ) in {
        "-",
        "'s",
    }:
        return None
    quantity = Quantity(i, i + 1, i, found[1], 1, 1, digits=False, unit=found[0])
    quantity.last = _and_a_half(reading, quantity)
    return quantity


def _rate(reading: Reading, quantity: Quantity) -> None:
    """What the quantity is per: "a barrel", "per 100,000 people", "/tonne"; the words join the quantity."""
    money = quantity.unit is not None and quantity.unit.kind == "money" and abs(quantity.high) < _DEAREST_PRICE
    quantity.per, quantity.last = rate_after(reading, quantity.last, loose=quantity.unit is not None, money=money)


_DEAREST_PRICE: Final = 10**5
"""What is paid "a month after" something and costs more is a sum paid once."""


_POWERS: Final = frozenset({"square", "sq", "cubic"})
_NO_RATE: Final = frozenset({"-", "'s", "earlier", "ago", "before", "later", "or"})


def _is_time(reading: Reading, i: int, *, money: bool) -> bool:
    """Whether "a month" at token ``i`` says when and not how often: "a year earlier", "a month after the vote"."""
    after = reading.word(i + 2)
    return after in _NO_RATE or (after == "after" and not money)


def rate_after(reading: Reading, i: int, *, loose: bool, money: bool = False) -> tuple[str | None, int]:
    """What a rate at token ``i`` is per, and the index after it.

    ``loose`` where "a" and "an" may open it, ``money`` where what is counted is a price.
    """
    word = reading.word(i)
    if word in {"a", "an", "each", "every"}:
        return _each(reading, i, money=money) if loose else (None, i)
    if word == "/" and reading.word(i + 1) in _PER_NOUNS:
        return singular(reading.word(i + 1)), i + 2
    if word == "/" and loose and reading.glued(i):
        under = unit_after(reading.tokens, i + 1)
        return (under[0].name, under[1]) if under is not None and under[0].kind != "money" else (None, i)
    return _per(reading, i) if word == "per" else (None, i)


def _each(reading: Reading, i: int, *, money: bool) -> tuple[str | None, int]:
    """As in "a barrel", "each day", "a square foot" at token ``i``."""
    square = unit_after(reading.tokens, i + 1) if reading.word(i + 1) in _POWERS else None
    if square is not None:
        return square[0].name, square[1]
    if reading.word(i + 1) in _PER_NOUNS and not _is_time(reading, i, money=money):
        return singular(reading.word(i + 1)), i + 2
    return None, i


def _per(reading: Reading, i: int) -> tuple[str | None, int]:
    """As in "per capita", "per 100,000 people", "per cubic metre" at token ``i``."""
    at = i + 1
    square = unit_after(reading.tokens, at) if reading.word(at) in _POWERS else None
    if square is not None:
        return square[0].name, square[1]
    numeral = numeral_at(reading.tokens, at) if at < len(reading) else None
    last = numeral.last if numeral is not None else at
    if reading.word(last) == "capita":
        return "capita", last + 1
    end = last
    while end < len(reading) and end - last < 3 and reading.tag(end) in {Tag.NOUN, Tag.ADJECTIVE}:
        end += 1
        if reading.plural(end - 1) or reading.word(end - 1) in _PER_NOUNS:
            break
    if end == at:
        return None, i
    words = [reading.tokens[k].lower for k in range(at, end)]
    if words and words[-1] not in WORDS["plurals"] and numeral is None:
        words[-1] = singular(words[-1])
    return " ".join(words), end
