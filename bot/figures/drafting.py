"""A figure in the making: a number, what it counts, how exact it is and what belongs to it, as tokens of one sentence."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from bot.domain.figure import Bound, Change, OtherExpression
from bot.figures.ages import is_age, years_old
from bot.figures.bare import says_something
from bot.figures.clause import subject_noun
from bot.figures.cues import bound_after, bound_before, drifts
from bot.figures.lexicon import Tag
from bot.figures.multiples import MULTIPLES, multiple_at
from bot.figures.nounphrase import NounPhrase, complement, counted, described, joined
from bot.figures.quantity import Quantity, quantity_at, rate_after, single_unit_at
from bot.figures.reading import Reading
from bot.figures.roles import is_length, measures_quake, role_of
from bot.figures.units import named as named_unit
from bot.figures.words import words

_NONE_HURT: Final = words("casualties injuries deaths fatalities survivors casualty injury death")


HYPHENS: Final = frozenset({"-", "‑"})
_LASTED: Final = words("took takes lasted lasts lasting")
_LASTING: Final = words(
    "for in lasted lasting lasts took takes take taking spent spends was is were are of after and to"
)
"""Before "over" and a duration, these make it "more than"; else it is the span of time in which something happens."""


_AWAY: Final = words("from to off of away north south east west northeast northwest southeast southwest")


@dataclass(slots=True)
class Draft:
    """A figure in the making, its extent in tokens."""

    quantity: Quantity
    first: int
    last: int
    noun: NounPhrase | None = None
    bound: Bound = Bound.EXACT
    role: str | None = None
    also: tuple[OtherExpression, ...] = ()
    consumed: int = 0
    change: Change | None = None


def drafts_of(reading: Reading) -> list[Draft]:
    """The figures of a sentence whose vetoes are done, in order of appearance."""
    drafts: list[Draft] = []
    i = 0
    while i < len(reading):
        draft = None
        if not reading.blocked[i]:
            draft = _opened(reading, i)
        if draft is None:
            i += 1
            continue
        drafts.append(draft)
        i = max(draft.consumed, i + 1)
    _share_units(reading, drafts)
    return drafts


def _opened(reading: Reading, i: int) -> Draft | None:
    """The figure whose number begins at token ``i``, or None."""
    word = reading.word(i)
    if word == "no":
        return _none_hurt(reading, i)
    if word in MULTIPLES:
        return _multiple(reading, i)
    return _draft(reading, i)


def _multiple(reading: Reading, i: int) -> Draft | None:
    """As in "more than doubled", "twice as many"."""
    found = multiple_at(reading, i)
    if found is None:
        return None
    reading.taken[i] = found[1] is None
    draft = Draft(found[0], i, i + 1, consumed=i + 1, change=found[1])
    _bound(reading, draft)
    return draft


def _share_units(reading: Reading, drafts: list[Draft]) -> None:
    """A number takes the unit of the one it is joined to: the 12 of "12 and eight years"."""
    for draft, following in pairwise(drafts):
        quantity = draft.quantity
        bare = quantity.unit is None and draft.noun is None and quantity.per is None and not quantity.fraction
        hung = reading.word(draft.last) in HYPHENS and reading.glued(draft.last)
        joint = draft.last + 1 if hung else draft.last
        joined_on = reading.word(joint) in {"and", "or"} and following.first == joint + 1
        if bare and joined_on and following.quantity.unit is not None and (hung or not following.quantity.hyphenated):
            quantity.unit = following.quantity.unit
            draft.role = "age" if following.role == "age" else role_of(reading, quantity, draft.last)
        _share_level(reading, draft, following)


_LEVELLED: Final = words("money volume weight area energy power distance rate temperature speed")


def _share_level(reading: Reading, draft: Draft, following: Draft) -> None:
    """The level before or after a change has its unit: the 271m of "to 52m euros from 271m"."""
    unit, quantity = draft.quantity.unit, following.quantity
    bare = quantity.unit is None and following.noun is None and quantity.per is None and quantity.digits
    if unit is None or unit.kind not in _LEVELLED or not bare or draft.noun is not None or following.role is not None:
        return
    near = following.first - draft.last < _NEAR_LEVEL and reading.word(following.first - 1) in {"to", "from"}
    if near and all(reading.tag(at) is not Tag.MARK for at in range(draft.last, following.first)):
        quantity.unit = unit


_NEAR_LEVEL: Final = 5


def _none_hurt(reading: Reading, i: int) -> Draft | None:
    """As in "no casualties", "no reports of injuries": zero of them."""
    for at in range(i + 1, min(i + 6, len(reading))):
        if reading.word(at) in _NONE_HURT:
            zero = Quantity(i, i + 1, i, i + 1, 0, 0, digits=False)
            first = at if reading.word(at - 1) in {"of", "or"} else i + 1
            draft = Draft(zero, i, at + 1, NounPhrase(first, at + 1, at), consumed=at + 1)
            draft.role = role_of(reading, zero, at + 1, reading.word(at))
            return draft
        if reading.tag(at) not in {Tag.ADJECTIVE, Tag.NOUN} and reading.word(at) not in {
            "of",
            "reports",
            "reported",
            "known",
            "or",
        }:
            return None
    return None


def _draft(reading: Reading, i: int) -> Draft | None:
    quantity = quantity_at(reading, i)
    if quantity is None:
        cue = bound_before(reading, i)
        compared = cue is not None and cue[1] > 0 and reading.taken[cue[1] - 1]
        quantity = single_unit_at(reading, i)
        bounded = cue is not None and not compared
        if (
            quantity is None
            or (quantity.low == 1 and not bounded)
            or reading.word(quantity.last) in {"earlier", "before"}
        ):
            return None
    _ratio(reading, quantity)
    draft = Draft(quantity, quantity.first, quantity.last, consumed=quantity.last)
    for at in range(quantity.first, quantity.last):
        reading.taken[at] = True
    _age(reading, draft)
    _noun(reading, draft)
    if not _worth_saying(reading, draft):
        return None
    _bound(reading, draft)
    _other_expression(reading, draft)
    if draft.role is None:
        head = reading.tokens[draft.noun.head].text if draft.noun is not None else None
        draft.role = role_of(reading, quantity, draft.last, head)
    _place(reading, draft)
    _lasting(reading, draft)
    return draft


def _ratio(reading: Reading, quantity: Quantity) -> None:
    """As in "one in five adults", "nine out of ten": the share, of what follows."""
    at = quantity.last
    if quantity.unit is not None or quantity.low != quantity.high or not 0 < quantity.low <= 20:
        return
    if reading.word(at) == "out" and reading.word(at + 1) == "of":
        at += 3 if reading.word(at + 2) == "every" else 2
    elif reading.word(at) == "in":
        at += 2 if reading.word(at + 1) == "every" else 1
    else:
        return
    whole = quantity_at(reading, at) if at < len(reading) and not reading.blocked[at] else None
    if whole is None or whole.unit is not None or whole.low <= quantity.low or whole.low != whole.high:
        return
    tenths = quantity.low < whole.low and whole.low in {10, 100}
    if (
        reading.word(quantity.last) == "in"
        and not tenths
        and (quantity.low > 3 or whole.low > 10_000 or (quantity.digits and quantity.low != 1))
    ):
        return
    quantity.low = quantity.high = round(quantity.low / whole.low, 6)
    quantity.last = quantity.number_last = whole.last
    quantity.fraction = True


def _age(reading: Reading, draft: Draft) -> None:
    """Make the quantity an age where the text says that it is one."""
    quantity = draft.quantity
    last = years_old(reading, quantity)
    if last is not None:
        draft.last = quantity.last = draft.consumed = last
        quantity.hyphenated = reading.word(last - 1) in {"old", "olds"} and reading.tag(last) in {
            Tag.NOUN,
            Tag.ADJECTIVE,
        }
    elif is_age(reading, quantity):
        quantity.unit = named_unit("year")
    else:
        return
    draft.role = "age"


def _noun(reading: Reading, draft: Draft) -> None:
    """Find what is counted, or what a measure describes or is so much of."""
    quantity = draft.quantity
    at = quantity.last
    if quantity.hyphenated:
        draft.noun = described(reading, at)
    elif draft.role == "age":
        return
    elif quantity.unit is None:
        if measures_quake(reading, quantity):
            draft.role = "magnitude"
            if reading.word(at) in HYPHENS and reading.word(at + 1) == "magnitude":
                draft.last = at + 2
            return
        more = bound_after(reading, at)
        if more is not None and reading.word(at) not in {"more", "plus", "least"}:
            at, draft.bound = more[1], more[0]
        at = _past_more(reading, at)
        if quantity.fraction and (reading.word(at) == "of" or reading.tag(at) is Tag.DETERMINER):
            part = complement(reading, at + (reading.word(at) == "of"))
            draft.last = part.last if part is not None else draft.last
            return
        draft.noun = joined(reading, at)
        if draft.noun is not None:
            whole = described(reading, draft.noun.last)
            draft.last = whole.last if whole is not None else draft.noun.last
            return
        draft.noun = counted(reading, at, one=quantity.one)
    elif reading.word(at) == "of":
        draft.noun = complement(reading, at + 1)
    if draft.noun is not None:
        draft.last = draft.noun.last
        if quantity.per is None and (quantity.unit is None or reading.word(at) == "of"):
            quantity.per, draft.last = rate_after(reading, draft.last, loose=True)
            draft.consumed = draft.last if quantity.per is not None else draft.consumed


def _past_more(reading: Reading, i: int) -> int:
    """The index after "more", "other" and a hyphen that joins the number to its noun ("12-member")."""
    if reading.word(i) == "more" and reading.tag(i + 1) in {Tag.NOUN, Tag.ADJECTIVE, Tag.PARTICIPLE}:
        return i + 1
    return i


def _bound(reading: Reading, draft: Draft) -> None:
    """Take the bound's words into the figure; an inherent vagueness ("dozens") is about."""
    quantity = draft.quantity
    before = bound_before(reading, draft.first)
    if before is None and reading.word(draft.first - 1) in {"the", "a", "an"}:
        before = bound_before(reading, draft.first - 1) if quantity.hyphenated else None
        if before is not None and reading.tag(before[1]) is Tag.PREPOSITION:
            before = None
    if before is not None and not _blocks_bound(reading, draft, before):
        draft.bound, draft.first = before
        further = bound_before(reading, draft.first)
        if further is not None and further[0] in {Bound.AT_LEAST, Bound.AT_MOST} and draft.bound is Bound.ABOUT:
            draft.bound, draft.first = further
    elif quantity.vague and draft.bound is Bound.EXACT:
        draft.bound = Bound.ABOUT
    after = bound_after(reading, draft.last)
    if after is not None:
        if draft.bound is Bound.EXACT:
            draft.bound = after[0]
        draft.last = after[1]
        draft.consumed = max(draft.consumed, after[1])
        if quantity.unit is None and draft.noun is None:
            draft.noun = counted(reading, draft.last, one=False)
            draft.last = draft.noun.last if draft.noun is not None else draft.last
    if (
        quantity.low != quantity.high
        and draft.bound is Bound.EXACT
        and reading.word(draft.first - 1) in {"between", "from"}
    ):
        draft.first -= 1


def _blocks_bound(reading: Reading, draft: Draft, found: tuple[Bound, int]) -> bool:
    """Whether the cue's word has another meaning here: "over the past", "under 23", "some" is fine."""
    word = reading.word(found[1])
    if word == "up" and drifts(reading.word(found[1] - 1)):
        return True
    if word == "under" and draft.quantity.low != draft.quantity.high:
        return True
    if word == "short" and reading.tag(found[1] - 1) is Tag.AUXILIARY:
        return True
    if draft.first - found[1] > 1 or (draft.role == "age" and word in {"over", "under"}):
        return False
    unit = draft.quantity.unit
    if unit is not None and unit.kind == "duration":
        if word == "over":
            return draft.quantity.hyphenated or reading.word(found[1] - 1) not in _LASTING
        return word in {"past", "towards", "toward", "beyond", "under"} and (
            word != "under" or draft.quantity.hyphenated
        )
    return word in {"near", "towards", "toward"} and draft.quantity.unit is None and not draft.quantity.digits


def _other_expression(reading: Reading, draft: Draft) -> None:
    """As in "(186 miles)" after the figure: the same quantity in another unit."""
    unit = draft.quantity.unit
    at = draft.quantity.last
    if unit is None or reading.word(at) not in {"(", "["} or draft.last != at:
        return
    i = at + 1
    while i < len(reading) and i < at + 5 and reading.word(i) not in {")", "]"}:
        other = quantity_at(reading, i) if not reading.blocked[i] else None
        if other is not None:
            if (
                other.unit is None
                or other.unit.kind != unit.kind
                or other.unit == unit
                or reading.word(other.last) not in {")", "]"}
            ):
                return
            value = other.low if other.low == other.high else other.high
            draft.also = (OtherExpression(value=value, unit=other.unit.name),)
            draft.last = draft.consumed = other.last + 1
            return
        i += 1


def _place(reading: Reading, draft: Draft) -> None:
    """As in "300 km from the Jordanian border": where a distance is measured from belongs to the figure."""
    unit = draft.quantity.unit
    if unit is None or unit.kind != "distance" or draft.noun is not None or is_length(reading, draft.last):
        return
    at = draft.last
    while at < draft.last + 5 and (
        reading.word(at) in _AWAY or (reading.word(at) == "-" and reading.word(at + 1) in _AWAY)
    ):
        at += 1
    if at == draft.last or reading.word(at - 1) not in {"from", "of", "off", "to"} or reading.tag(at) is Tag.NUMBER:
        return
    place = complement(reading, at)
    if place is not None:
        draft.last = place.last


def _lasting(reading: Reading, draft: Draft) -> None:
    """As in "the offensive took 11 days": what lasts is what the duration is one of, though it stands before its verb."""
    unit = draft.quantity.unit
    if unit is None or unit.kind != "duration" or draft.noun is not None or draft.role == "age":
        return
    if reading.word(draft.first - 1) in _LASTED:
        i = subject_noun(reading, draft.first)
        draft.noun = NounPhrase(i, i + 1, i) if i >= 0 else None


def _worth_saying(reading: Reading, draft: Draft) -> bool:
    """Whether the number has a unit or a noun, is a share of something, or says something by itself."""
    quantity = draft.quantity
    has = quantity.unit is not None or quantity.per is not None or draft.noun is not None or quantity.fraction
    return has or says_something(reading, quantity)
