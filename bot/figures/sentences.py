"""Where sentences begin and end in news text."""

from __future__ import annotations

import re

from bot.figures.words import words

_STOP = re.compile(r"[.!?…]++[\"'”’»)\]]*+|\n[^\S\n]*+\n")
_LONGEST = 4000
"""A sentence of more characters than this is cut at a space: no news sentence is longer, and work stays linear."""

_TITLES = words(
    "mr mrs ms dr gen lt col sgt capt cpl cmdr adm brig maj pvt sen rep gov prof rev hon fr st ste mt ft messrs pres supt "
    "det insp spc amb sec vs v no nos art fig vol pp ed cf approx c ca e.g i.e rs al"
)
"""Abbreviations that stand before something: no sentence ends with them."""

_MAY_END = words(
    "inc corp co ltd plc llc bros jr sr etc jan feb mar apr jun jul aug sept sep oct nov dec mon tue tues wed thu thurs fri "
    "sat sun ave blvd rd u.s u.k u.n e.u u.a.e d.c a.m p.m ph.d n.y l.a calif fla conn mass wash ill va pa est dept govt "
    "min max avg sq"
)
"""Abbreviations that may be a sentence's last word: they end one only when a word follows that usually opens one."""

_OPENERS = words(
    "the a an in on at it he she they we i you this that these those but and however there his her its their our my for "
    "after before when while as if since with from by to officials police according no not some many most more all both "
    "one two three last earlier later meanwhile"
)
_SPACED_DECIMAL = re.compile(r"[^\d]{0,2}\d{1,3} \. \d{1,2}(?: (?:[%/)a-z]|- )|[a-z])")
"""A decimal as tokenised text writes it ("3 . 9 percent"): news style opens no sentence with digits and a small letter."""
_LAST_WORD = re.compile(r"[^\s\"'“‘(\[\-–—/]+$")
_NEXT_WORD = re.compile(r"[\s\"'“‘(\[]*+(\w*)")


def _ends(text: str, start: int, end: int) -> bool:
    """Whether the stop at ``text[start:end]`` ends its sentence."""
    if end < len(text) and not text[end].isspace():
        return False
    following = _NEXT_WORD.match(text, end, end + 40)
    word = following.group(1) if following else ""
    if word[:1].islower():
        return False
    if text[start] != "." or text[start : start + 2] == "..":
        return True
    if _SPACED_DECIMAL.match(text, max(0, start - 4), end + 24):
        return False
    before = _LAST_WORD.search(text[max(0, start - 16) : start])
    last = before.group().lower() if before else ""
    if len(last) == 1 and last.isalpha() and before is not None and before.group().isupper():
        return False
    if last in _TITLES:
        return last == "no" and not word[:1].isdigit()
    if last in _MAY_END or (len(last) > 1 and "." in last and last.replace(".", "").isalpha()):
        return not word or word.lower() in _OPENERS
    return True


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The span without white space at its ends, in pieces of at most ``_LONGEST`` characters; nothing for an empty one."""
    pieces = []
    while start < end:
        while start < end and text[start].isspace():
            start += 1
        stop = end
        if end - start > _LONGEST:
            space = text.rfind(" ", start, start + _LONGEST)
            stop = space if space > start else start + _LONGEST
        last = stop
        while last > start and text[last - 1].isspace():
            last -= 1
        if last > start:
            pieces.append((start, last))
        start = stop
    return pieces


def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences of a news text, in order, without the white space between them.

    A full stop after a title, an initial or in a number ends nothing; a blank line always does. A run of over 4,000
    characters without an end is cut at a space.
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for stop in _STOP.finditer(text):
        blank = stop.group().startswith("\n")
        if blank or _ends(text, stop.start(), stop.end()):
            spans.extend(_cut(text, start, stop.start() if blank else stop.end()))
            start = stop.end()
    spans.extend(_cut(text, start, len(text)))
    return tuple(spans)
