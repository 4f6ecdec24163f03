"""The words about a number that say how exact it is, and whether it is a change and which way."""

from __future__ import annotations

from typing import Final

from bot.domain.figure import Bound, Change
from bot.figures.lexicon import Tag
from bot.figures.reading import Reading
from bot.figures.words import words

_BEFORE: Final[dict[Bound, str]] = {
    Bound.ABOUT: (
        "about|around|some|approximately|approx|approx .|roughly|nearly|almost|close to|near|near to|circa|"
        "c .|ca .|~|≈|an estimated|estimated|estimated at|an estimated total of|a reported|in the region of|"
        "in the order of|on the order of|somewhere around|or so|an average of|on average|just about|"
        "virtually|practically|towards|toward|nearing|approaching|just shy of|as near as|estimated to be|"
        "mid-|mid -|plus or minus|±|+ / -"
    ),
    Bound.AT_LEAST: (
        "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|minimum of|"
        "at a minimum|a minimum|minimum|minimum term of|minimum sentence of|minimum age of|minimum price of|"
        "minimum stay of|"
        "as few as|as little as|not under|>=|≥|starting at|starting from|"
        "upward of|upwards of|at the least"
    ),
    Bound.AT_MOST: (
        "up to|as many as|as much as|as high as|as long as|as far as|at most|no more than|not more than|"
        "no greater than|a maximum of|maximum of|a maximum|maximum|maximum sentence of|maximum penalty of|"
        "maximum term of|"
        "maximum fine of|maximum capacity of|at the most|not exceeding|anything up to|"
        "<=|≤|capped at|limited to|no higher than"
    ),
    Bound.MORE_THAN: (
        "over the age of|above the age of|"
        "more than|over|above|exceeding|exceeded|exceeds|exceed|in excess of|greater than|larger than|"
        "higher than|well over|just over|far more than|well above|just above|slightly more than|"
        "slightly over|longer than|older than|beyond|topped|topping|surpassed|surpassing|surpass|>|north of|"
        "well more than|pass|passed|passes|passing|tops|top|surpasses|"
        "a little over|a little more than|much more than|not just|heavier than|faster than|"
        "bigger than|better than"
    ),
    Bound.LESS_THAN: (
        "under the age of|below the age of|"
        "less than|fewer than|under|below|lower than|smaller than|just under|well under|just below|"
        "well below|slightly less than|slightly under|shy of|short of|shorter than|younger than|<|south of|"
        "a little under|a little less than|little more than half of a|not quite|barely"
    ),
}
_AFTER: Final[dict[Bound, str]] = {
    Bound.AT_LEAST: (
        "or more|or longer|or greater|or better|or heavier|or stronger|or taller|+|or over|or above|- plus|"
        "or older|or higher|and over|and above|and older|or greater|"
        "at least|plus|at minimum|upwards"
    ),
    Bound.AT_MOST: (
        "or less|or fewer|or under|or below|or younger|or lower|at most|at the most|and under|and below|max|"
        "maximum|tops"
    ),
    Bound.ABOUT: "or so|on average|- odd|odd|- ish|ish|or thereabouts|- something|roughly|approximately",
}
_UP: Final = words(
    "rose rise rises rising risen climbed climb climbs climbing gained gain gains gaining jumped jump "
    "jumps jumping surged surge surges surging soared soar soars soaring grew grow grows growing grown "
    "increased increase increases increasing added add adds adding advanced advance advances advancing "
    "up higher rallied rally rallies rallying expanded expand expands expanding leapt leaped leap leaps "
    "leaping spiked spike spikes spiking swelled swell hiked hike hikes rebounded rebound rebounding "
    "strengthened strengthen appreciated appreciate accelerated upturn uptick upswing expansion "
    "widened widen widens widening firmed swelling mounted skyrocketed zoomed multiplied lengthened "
    "improvement appreciation escalated ballooned inched edged ticked bounced recovered recover"
)
_DOWN: Final = words(
    "fell fall falls falling fallen dropped drop drops dropping declined decline declines declining down "
    "lower lost decreased decrease decreases decreasing slid slide slides sliding slipped slip slips "
    "slipping sank sink sinks sinking plunged plunge plunges plunging tumbled tumble tumbles tumbling "
    "shed sheds shedding dipped dip dips dipping cut cuts cutting reduced reduce reduces reducing shrank "
    "shrink shrinks shrinking shrunk contracted contract contracts contracting weakened weaken weakens "
    "slumped slump slumps slumping eased ease eases easing crashed crash retreated retreat lowered lower "
    "lowering slashed slash slashing dwindled depreciated reduction contraction downturn depreciation "
    "plummeted plummet plummeting nosedived halved trimmed trim cooled slowed narrowed lopped knocked "
    "dived dive dove sagged diminished receded skidded softened tanked cratered collapsed shaved shave "
    "shaves shaving pared pare pares paring shortened "
    "narrow narrows narrowing"
)
_NOUNS_ONLY: Final = words(
    "upturn uptick upswing expansion improvement appreciation reduction contraction downturn depreciation"
)
_BY_UP: Final = _UP | words("raised raise raises raising boosted boost boosts boosting lifted lift lifts lifting")
_LEVELS: Final = words("above below beneath under past over")
_BETWEEN: Final = words(
    "by a an another further additional extra of about the as much an some roughly nearly almost again"
)
_UP_AFTER: Final = words(
    "rise increase jump gain surge growth hike climb higher rally uptick boost advance spike expansion "
    "raise improvement rises increases gains more stronger firmer faster bigger stronger longer larger"
)
_DOWN_AFTER: Final = words(
    "fall drop decline decrease cut reduction dip slump slide plunge loss lower falls drops declines "
    "cuts contraction discount less fewer slower smaller tumble dive depreciation devaluation haircut "
    "shorter reductions weaker softer cheaper lighter"
)


def _phrases(table: dict[Bound, str]) -> dict[str, list[tuple[tuple[str, ...], Bound]]]:
    """The phrases by the word that touches the number, longest first."""
    index: dict[str, list[tuple[tuple[str, ...], Bound]]] = {}
    for bound, listed in table.items():
        for phrase in listed.split("|"):
            cue = tuple(phrase.split())
            key = cue[-1] if table is _BEFORE else cue[0]
            index.setdefault(key, []).append((cue, bound))
    for found in index.values():
        found.sort(key=lambda entry: -len(entry[0]))
    return index


_BEFORE_INDEX: Final = _phrases(_BEFORE)
_AFTER_INDEX: Final = _phrases(_AFTER)


def ends_cue(word: str) -> bool:
    """Whether a bound's cue may end in ``word``."""
    return word in _BEFORE_INDEX


def bound_before(reading: Reading, i: int) -> tuple[Bound, int] | None:
    """The cue whose last word stands just before token ``i``, and the index of its first."""
    for cue, bound in _BEFORE_INDEX.get(reading.word(i - 1), ()):
        first = i - len(cue)
        if first >= 0 and all(reading.word(first + k) == word for k, word in enumerate(cue)):
            return bound, first
    return None


def moves(word: str) -> bool:
    """Whether a verb says that a level rises or falls."""
    return word not in {"higher", "lower"} and (word in _UP or word in _DOWN or word in _STATES - _COPULAS)


def drifts(word: str) -> bool:
    """Whether a verb goes "up to" a level by steps, so that its "up to" bounds nothing ("ticked up to 2.3%")."""
    return word in _DRIFTS


def names_change(word: str) -> bool:
    """Whether a word after a measure says which way it changes ("a 5% rise")."""
    return word in _UP_AFTER or word in _DOWN_AFTER


def bound_after(reading: Reading, i: int) -> tuple[Bound, int] | None:
    """The cue that begins at token ``i``, and the index after it."""
    for cue, bound in _AFTER_INDEX.get(reading.word(i), ()):
        if all(reading.word(i + k) == word for k, word in enumerate(cue)):
            if cue[0] in {"+", "-"} and not reading.glued(i):
                continue
            if cue == ("plus",) and _adds(reading, i + 1):
                continue
            return bound, i + len(cue)
    return None


def _adds(reading: Reading, i: int) -> bool:
    """Whether a number stands at token ``i``, or a mark of money and a number: "£45m plus £10m"."""
    return Tag.NUMBER in {reading.tag(i), reading.tag(i + 1)} and reading.tag(i) in {Tag.NUMBER, Tag.MARK}


def change_about(reading: Reading, first: int, last: int) -> Change | None:
    """The direction of the figure at tokens ``first:last`` (its bound cue and unit included), or None for a level."""
    if (
        reading.word(first) in _LEVELS
        and reading.tag(first - 1) is not Tag.PREPOSITION
        and reading.word(first) != "over"
    ):
        return None
    return _change_before(reading, first, last) or _change_by(reading, first) or _change_after(reading, last)


def _change_before(reading: Reading, i: int, last: int) -> Change | None:
    """As in "rose 5%", "fell by more than", "up another", "an increase of", "rose sharply by", "grew at a 5% pace"."""
    pace = bool({reading.word(last), reading.word(last + 1), reading.word(i - 2)} & _PACE)
    for at in range(i - 1, max(i - 7, -1), -1):
        word = reading.word(at)
        if word in _UP:
            return _directed(reading, at, Change.UP)
        if word in _DOWN:
            return _directed(reading, at, Change.DOWN)
        paced = reading.word(at) in _PACED and pace
        if word not in _BETWEEN and reading.tag(at) is not Tag.ADVERB and not paced:
            return None
    return None


_PACE: Final = words("pace rate clip")
_PACED: Final = words(
    "at annual annualised annualized average yearly monthly adjusted rate pace compound real seasonally"
)
"""Between a verb and a figure with "pace" beside it, these keep the figure the verb's ("shrank at a 2% rate")."""


def _change_by(reading: Reading, i: int) -> Change | None:
    """As in "raised its key rate by", "cut attacks by": the verb stands before what it changes."""
    if reading.word(i - 1) != "by":
        return None
    for at in range(i - 2, max(i - 12, -1), -1):
        word = reading.word(at)
        if word in _DOWN and reading.tag(at) is not Tag.PREPOSITION:
            return Change.DOWN
        if word in _BY_UP and word not in {"up", "higher"}:
            return Change.UP
        if reading.tag(at) in {Tag.VERB, Tag.AUXILIARY, Tag.MARK} and word != "'s":
            return None
    return None


_DRIFTS: Final = words(
    "ticked edged went go goes going gone moved move moves drifted inched nudged crept shot tick edge inch creep"
)
_COPULAS: Final = words("is are was were be been ended closed")
_STATES: Final = words(
    "is are was were be been ended closed finished went gone goes traded trading settled edged ticked "
    "moved drifted opened climbed stood inched nudged shot"
)


def _directed(reading: Reading, at: int, change: Change) -> Change | None:
    """The direction of the cue at ``at`` for the figure after it: a noun needs its "of" ("an increase of")."""
    word = reading.word(at)
    if (
        word in {"up", "down"}
        and reading.word(at - 1) not in _STATES
        and reading.tag(at - 1) in {Tag.VERB, Tag.PARTICIPLE, Tag.GERUND}
    ):
        return None
    if reading.word(at) in _NOUNS_ONLY and reading.word(at + 1) not in {"of", "by"}:
        return None
    if reading.word(at + 1) == "of" and reading.word(at) in {"up", "down", "lost", "added", "cut", "shed"}:
        return None
    return change


_LEVEL_FOLLOWS: Final = words("at on since compared from . ; ,") | {""}


def _change_after(reading: Reading, i: int) -> Change | None:
    """As in "a 5% rise", "5% higher", "a 20-fold annual increase"."""
    measured = i > 0 and reading.taken[i - 1] and reading.tag(i - 1) is not Tag.NUMBER
    if measured and reading.word(i) in {"up", "down"} and reading.word(i + 1) in _LEVEL_FOLLOWS:
        return Change.UP if reading.word(i) == "up" else Change.DOWN
    if measured and reading.word(i) == "," and reading.word(i + 2) in {"at", "to", "on", "."}:
        i += reading.word(i + 1) in {"lower", "higher", "down", "up", "weaker", "firmer", "stronger"}
    for at in range(i, min(i + 3, len(reading))):
        word = reading.word(at)
        if word in {"more", "less", "fewer"} and not measured and reading.word(at + 1) != "than":
            return None
        if word in _UP_AFTER:
            return Change.UP
        if word in _DOWN_AFTER:
            return Change.DOWN
        if reading.tag(at) not in {Tag.ADJECTIVE, Tag.NOUN, Tag.ADVERB} or reading.plural(at):
            return None
    return None
