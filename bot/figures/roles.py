"""What a figure is a figure of in the news sense: killed, displaced, distance, duration, price, and so on."""

from __future__ import annotations

from typing import Final

from bot.figures.cues import ends_cue
from bot.figures.lexicon import WORDS, Tag
from bot.figures.quantity import Quantity
from bot.figures.reading import Reading
from bot.figures.words import words

_PEOPLE: Final[dict[str, str]] = {
    "killed": (
        "killed kill kills killing dead died die dies dying deaths death fatalities fatality slain murdered "
        "massacred drowned executed perished toll bodies body lives fatally beheaded lynched"
    ),
    "injured": (
        "injured injuring injures injure wounded wounding wounds hurt hurting injuries injury maimed "
        "hospitalised hospitalized casualties"
    ),
    "missing": "missing unaccounted disappeared vanished",
    "displaced": (
        "displaced displacing fled flee fleeing evacuated evacuating evacuate evacuation homeless uprooted "
        "evacuees displacement relocated"
    ),
    "repatriated": "repatriated repatriate repatriating repatriation returned returning returnees handed",
    "deported": "deported deporting deport deportation expelled",
    "moved": "moved moving transferred transported relocating bused bussed flown",
    "arrested": (
        "arrested arresting arrest arrests detained detaining detain detention jailed imprisoned custody "
        "charged detainees"
    ),
    "kidnapped": "kidnapped kidnapping abducted abducting hostage hostages captured seized",
    "rescued": "rescued rescuing rescue saved freed freeing released pulled",
    "infected": "infected infections infection cases tested contracted",
    "trapped": "trapped stranded stuck marooned",
    "surrendered": "surrendered surrendering surrender defected",
    "affected": "affected affecting hit hungry starving",
    "employed": "employs employ employing hire hires hired laid layoffs",
    "attended": "attended gathered gathering rallied marched protested crowd protesters demonstrators",
}
_BY_WORD: Final = {word: role for role, words in _PEOPLE.items() for word in words.split()}

_EMPLOYED: Final = dict.fromkeys(words("jobs workers employees staff redundancies"), "employed")
_VOTES: Final = words("vote votes ballots ballot seats seat delegates")
_KINDS: Final[dict[str, str]] = {
    "distance": "distance",
    "duration": "duration",
    "area": "area",
    "temperature": "temperature",
    "speed": "speed",
    "weight": "weight",
    "volume": "volume",
    "energy": "energy",
    "power": "power",
    "share": "share",
}
_MONEY: Final[dict[str, str]] = {
    "price": (
        "price priced prices barrel share ounce trading traded traded closed futures bid bids gallon apiece tickets"
    ),
    "cost": (
        "cost costs costing costly spend spent spending bill budget fine fined fines damage damages paid pay "
        "penalty ransom bail"
    ),
    "profit": "profit profits earnings income net",
    "revenue": "revenue revenues sales turnover takings grossed",
    "loss": "loss losses lost",
    "debt": "debt debts loan loans bailout owed owes borrow borrowed bonds bond",
    "aid": "aid donation donations donated pledge pledged pledges grant grants relief raised",
    "deal": (
        "deal takeover acquisition acquire bought buy merger contract valued valuation worth stake "
        "investment invest invested"
    ),
}
_MONEY_BY_WORD: Final = {word: role for role, words in _MONEY.items() for word in words.split()}
_ASIDES: Final = words("including among mostly most some many")
_DAMAGED: Final = words("damaged destroyed affected infected hit burned burnt flooded wrecked")
_LENGTHS: Final = words("height high tall depth deep wide width long length thick")


def role_of(reading: Reading, quantity: Quantity, last: int, head: str | None = None) -> str | None:
    """The role of the figure at tokens ``quantity.first:last`` (its noun included), or None where the text says none.

    ``head`` is the head of a counted noun: only people, or a bare number, are killed, missing or employed.
    """
    unit = quantity.unit
    if reading.word(last - 1) in _VOTES or reading.word(quantity.number_last) in _VOTES:
        return "vote"
    if unit is None:
        if measures_quake(reading, quantity):
            return "magnitude"
        if head is not None and not counts_people(head):
            return _magnitude(reading, quantity) or _damage(reading, last)
        if _is_whole(reading, quantity):
            return None
        role = _nearest(reading, quantity.first, last, _BY_WORD, 9)
        return role or (_EMPLOYED.get(reading.word(last - 1))) or _magnitude(reading, quantity)
    if unit.kind == "money":
        return _nearest(reading, quantity.first, last, _MONEY_BY_WORD, 7)
    if unit.name == "point":
        return "magnitude" if _magnitude(reading, quantity) else None
    return _KINDS.get(unit.kind)


def measures_quake(reading: Reading, quantity: Quantity) -> bool:
    """Whether a number up to ten is a magnitude by a word it touches ("6.4-magnitude", "a 5.2 tremor")."""
    if not 0 < abs(quantity.low) <= 10 or not quantity.digits:
        return False
    before = {reading.word(quantity.first - 1), reading.word(quantity.first - 2)}
    after = reading.word(quantity.last + (reading.word(quantity.last) == "-"))
    decimal = isinstance(quantity.low, float)
    return "magnitude" in before | {after} or (decimal and after in _QUAKES)


_QUAKES: Final = words("quake earthquake tremor aftershock temblor")


def _is_whole(reading: Reading, quantity: Quantity) -> bool:
    """Whether a count is what another is a part of, and so shares nothing with it: the 214 of "fourteen of the 214"."""
    at = quantity.first - 1
    while reading.tag(at) is Tag.DETERMINER:
        at -= 1
    return reading.word(at) == "of" and (reading.taken[at - 1] if at > 0 else False)


def _magnitude(reading: Reading, quantity: Quantity) -> str | None:
    near = {reading.word(quantity.first - k) for k in range(1, 5)} | {reading.word(quantity.last + k) for k in range(4)}
    return "magnitude" if near & (_QUAKES | {"magnitude", "richter"}) else None


_JOINTS: Final = frozenset({",", "and", "&"})


def _nearest(reading: Reading, first: int, last: int, words: dict[str, str], reach: int) -> str | None:
    """The role of the cue word nearest to the figure inside of its clause; within the figure itself first, then after it."""
    for at in range(first, last):
        role = words.get(reading.word(at))
        if role is not None:
            return role
    after = _scan(reading, range(last, min(last + reach, len(reading))), words)
    joint = first - 1
    while joint > first - 4 and ends_cue(reading.word(joint)):
        joint -= 1
    own = reading.word(joint) in _JOINTS and reading.tag(last) in {Tag.VERB, Tag.AUXILIARY}
    before = None if own else _scan(reading, range(first - 1, max(first - 1 - reach, -1), -1), words)
    best = min((found for found in (after, before) if found is not None), key=lambda found: found[1], default=None)
    return best[0] if best is not None else None


def _scan(reading: Reading, path: range, words: dict[str, str]) -> tuple[str, int] | None:
    """The first cue word on a path that no clause boundary or other number interrupts, and how far it stands."""
    for distance, at in enumerate(path):
        word = reading.word(at)
        backwards = path.step < 0
        listed = backwards and reading.word(path.start) in _JOINTS
        if word in {";", ".", ":", "while", "after", "but"} or (
            backwards and reading.tag(at) is Tag.NUMBER and not listed
        ):
            return None
        if word in _JOINTS and not listed and not (backwards and distance == 0) and not _resumes(reading, at):
            return None
        role = words.get(word)
        if role is not None:
            return role, distance
    return None


def _resumes(reading: Reading, i: int) -> bool:
    """Whether the comma at ``i`` opens or closes an aside before a verb (", including two boys,")."""
    return reading.word(i + 1) in _ASIDES or reading.tag(i + 1) is Tag.AUXILIARY


def counts_people(head: str | None) -> bool:
    """Whether a counted noun phrase with this head counts people."""
    if head is None:
        return False
    word = head.lower()
    if len(word) > 6 and word.endswith(("ists", "women", "ians", "crats")):
        return True
    return (
        word in WORDS["persons"]
        or word in WORDS["substantives"]
        or (head[0].isupper() and head.endswith(("ans", "is", "ese")))
    )


def _damage(reading: Reading, last: int) -> str | None:
    """Things may be affected, where their own verb says so ("1,100 buildings were damaged")."""
    near = {reading.word(at) for at in range(last, last + 4)}
    return "affected" if near & _DAMAGED else None


def is_length(reading: Reading, last: int) -> bool:
    """Whether a length's dimension follows at token ``last`` ("3 metres high")."""
    return reading.word(last) in _LENGTHS
