"""The stages in order: sentences, tokens, vetoes, quantities, nouns, cues, roles, concepts, sources."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from bot.domain.figure import DateMention, Figure, Part
from bot.figures.attribution import attribution, source_text
from bot.figures.concept import concept_of
from bot.figures.cues import change_about, ends_cue
from bot.figures.drafting import HYPHENS, Draft, drafts_of
from bot.figures.lexicon import Tag
from bot.figures.multiples import MULTIPLES
from bot.figures.numerals import GLYPHS
from bot.figures.reading import Reading, read
from bot.figures.sentences import sentences
from bot.figures.spelled import CROWDS, DECADES, ONES, SCALES, TENS
from bot.figures.tokens import Kind
from bot.figures.veto import veto
from bot.figures.words import words

_NUMBER_WORDS: Final = frozenset({*ONES, *TENS, *SCALES, *CROWDS, *GLYPHS, *MULTIPLES, *DECADES}) | words(
    "half third quarter thirds quarters fifth fifths tenth tenths sixth dozen couple several mid early late no"
)


_TRANSITIVE: Final = words(
    "added add adds adding gained gain gains gaining dropped drop drops dropping recovered recover advanced "
    "expanded lost lose raised dropping"
)
"""Before a count, these mean that something was got or let go ("added six assists"), not that a level changed."""


def extract(text: str, part: Part = Part.TEXT) -> tuple[Figure, ...]:
    """The figures of ``text`` in order of appearance; ``text[f.start:f.end] == f.text`` for each of them."""
    found: list[Figure] = []
    for start, end in sentences(text):
        found.extend(_in_sentence(text, start, end, part))
    return tuple(found)


def find_dates(text: str, part: Part = Part.TEXT) -> tuple[DateMention, ...]:
    """The calendar dates of ``text`` with a day and a month, in order of appearance."""
    found: list[DateMention] = []
    for start, end in sentences(text):
        reading = read(text, start, end)
        for span in reading.dates:
            if span.day:
                first, last = reading.tokens[span.first].start, reading.tokens[span.last - 1].end
                found.append(
                    DateMention(
                        month=span.month, day=span.day, year=span.year, start=first, end=last, text=text[first:last],
                        sentence=text[start:end], part=part,
                    )
                )  # fmt: skip
    return tuple(found)


def _may_open(reading: Reading, i: int) -> bool:
    """Whether a figure's number may begin at token ``i``: most sentences without figures end their reading here."""
    token = reading.tokens[i]
    if token.kind is Kind.NUMBER or token.lower in _NUMBER_WORDS:
        return True
    if token.lower in {"a", "an"} and reading.word(i + 4) == "half" and reading.word(i + 2) == "and":
        return True
    if token.lower == "a" and reading.word(i + 1) == "few":
        return True
    return token.lower in {"a", "an"} and ends_cue(reading.word(i - 1))


def _in_sentence(text: str, start: int, end: int, part: Part) -> list[Figure]:
    reading = read(text, start, end)
    if not any(_may_open(reading, i) for i in range(len(reading))):
        return []
    veto(reading)
    drafts = drafts_of(reading)
    if not drafts:
        return []
    source = attribution(reading)
    said = source_text(reading, source) if source is not None else None
    sentence = text[start:end]
    figures = [_figure(reading, draft, sentence, said, part) for draft in drafts]
    return _restated(reading, drafts, figures)


def _restated(reading: Reading, drafts: list[Draft], figures: list[Figure]) -> list[Figure]:
    """A change said again in another measure is one too: "fell 112 points, or 0.4%"."""
    for k in range(1, len(figures)):
        before = drafts[k].first - 1
        if (
            reading.word(before) == "or"
            and figures[k].change is None
            and figures[k - 1].unit
            and drafts[k - 1].last >= before - 1
        ):
            figures[k] = replace(figures[k], change=figures[k - 1].change)
        elif reading.word(before) == "or" and figures[k - 1].change is None and _points(drafts[k - 1]):
            figures[k - 1] = replace(figures[k - 1], change=figures[k].change)
    return figures


def _points(draft: Draft) -> bool:
    """Whether a draft is so many points or so much money, said again as a share after "or"."""
    unit = draft.quantity.unit
    return unit is not None and unit.kind in {"points", "money"} and draft.noun is None


def _may_change(reading: Reading, draft: Draft) -> bool:
    """Whether a figure may be a change: not an age, nor what only describes ("six-tonne"), nor a time, but for "by" one."""
    unit = draft.quantity.unit
    if draft.role == "age" or unit is None:
        return draft.role != "age" and reading.word(draft.quantity.last) not in HYPHENS
    if unit.kind == "duration":
        return reading.word(draft.first - 1) == "by"
    return not draft.quantity.hyphenated or unit.kind in {"share", "ratio", "points", "money"}


def _near(reading: Reading, draft: Draft, listed: frozenset[str]) -> bool:
    """Whether a listed word stands in the figure's clause, or near it."""
    around = reading.tokens[max(draft.first - _CLAUSE, 0) : draft.last + _CLAUSE]
    return any(token.lower in listed for token in around)


_CLAUSE: Final = 40


def _is_object(reading: Reading, draft: Draft) -> bool:
    """Whether what is counted was got, let go or brought down ("added six assists", "shot down three drones")."""
    at = draft.first - 1
    while reading.word(at) in {"just", "only", "another", "further", "a", "an"}:
        at -= 1
    before = reading.word(at)
    if before in {"up", "down"}:
        acted = draft.noun is not None and reading.tag(draft.first - 2) in {Tag.VERB, Tag.PARTICIPLE, Tag.GERUND}
        return draft.quantity.unit is None and acted
    unit = draft.quantity.unit
    if unit is not None and unit.kind == "distance":
        return before in _TRANSITIVE or not _near(reading, draft, _SURFACES)
    if unit is not None and unit.kind == "money" and before in _LOST:
        return not _near(reading, draft, _INDICES)
    if unit is None and draft.noun is None and not (draft.quantity.digits or draft.quantity.fraction):
        return before in _TRANSITIVE
    of = reading.word(draft.quantity.last) == "of"
    if unit is not None and unit.name == "point":
        return before in _TRANSITIVE and not _near(reading, draft, _INDICES)
    return before in _TRANSITIVE and draft.noun is not None and (unit is None or of)


_SURFACES: Final = words(
    "level levels river rivers lake lakes reservoir water waters tide tides sea seas snow ice glacier glaciers height "
    "depth distance rainfall rain range average record by"
)
"""Where none of these stands, a distance that something "fell" or "rose" is how far it moved, and no level changed."""
_LOST: Final = words("lost lose loses losing")
_INDICES: Final = words(
    "index indexes indices dow nasdaq ftse nikkei sensex nifty dax cac hang kospi shares stocks market "
    "markets percent % poll average industrials bourse p composite futures benchmark value rupee pound dollar euro yen"
)
"""Where one of these stands, points are those of a market or a poll, and not of a player."""


def _governed(reading: Reading, draft: Draft) -> int:
    """Where the figure begins for its verb, which a cue such as "topped" or a multiple such as "doubled" is itself."""
    if draft.change is not None:
        return draft.quantity.first + 1
    verbal = reading.tag(draft.first) in {Tag.VERB, Tag.PARTICIPLE, Tag.GERUND}
    return draft.quantity.first if verbal else draft.first


def _figure(reading: Reading, draft: Draft, sentence: str, said: str | None, part: Part) -> Figure:
    quantity, tokens = draft.quantity, reading.tokens
    single = quantity.low == quantity.high
    start, end = tokens[draft.first].start, tokens[draft.last - 1].end
    noun = draft.noun
    change = draft.change
    if change is None and _may_change(reading, draft):
        change = change_about(reading, draft.first, quantity.last if noun is None or quantity.hyphenated else noun.last)
        if change is not None and _is_object(reading, draft):
            change = None
    return Figure(
        value=quantity.low if single else None, low=None if single else quantity.low, high=None if single else quantity.high,
        unit=quantity.unit.name if quantity.unit else None, per=quantity.per,
        noun=reading.span(noun.first, noun.last) if noun else None, head=tokens[noun.head].text if noun else None,
        bound=draft.bound, change=change, start=start, end=end,
        number_start=tokens[quantity.number_first].start, number_end=tokens[quantity.number_last - 1].end,
        text=reading.text[start:end], sentence=sentence,
        concept=concept_of(reading, quantity, _governed(reading, draft), draft.last, noun),
        role=draft.role, attribution=said, also=draft.also, part=part,
    )  # fmt: skip
