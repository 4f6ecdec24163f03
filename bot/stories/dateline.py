"""The dateline: the place that an agency's text opens with ("ERBIL, Iraq (Agency) - On Thursday ...")."""

from __future__ import annotations

import re


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_READ = 160
"""Characters within which a dateline ends."""

_DASH = re.compile(r"(?<=[\s)\].])(?:--|[-\u2012-\u2015\u2212])\s|[\u2014\u2015]|(?<=\))[-\u2013]")
_AGENCY = re.compile(r"\s*[(\[][^()\[\]\n]{1,40}[)\]]\s*\.?\s*")
_WIRE = re.compile(r"[,/ ]\s*(?:AFP|AP|Reuters|UPI|dpa|EFE|ANSA|Xinhua|TASS|IANS|PTI|ANI)\s*$")
_MONTH = (
    r"(?:jan|feb|f\u00e9v|mar|m\u00e4r|apr|avr|abr|may|mai|mag|jun|juin|giu|jul|juil|lug|aug|ao\u00fbt|ago|sep|set|oct|okt"
    r"|ott|out|nov|dec|d\u00e9c|dez|dic|ene|gen)[^\W\d_]{0,7}\.?"
)
_DATE = re.compile(rf"\b(?:{_MONTH}\s+\d{{1,2}}|\d{{1,2}}\.?\s+(?:de\s+)?{_MONTH})(?:,?\s+\d{{4}})?\s*$", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019.-][^\W\d_]+)*\.?")
_LABELS = _set(
    """
    a advertisement afp after an analysis and ap are as at before breaking briefing business but by column comment
    correction dpa editorial exclusive explainer fact factbox feature file focus for friday from gallery graphic he
    her here his how i if image in interview is it just live monday my news no not note obituary of on opinion our
    photo photos podcast politics poll preview profile reuters review saturday she so special sponsored sport sports
    story summary sunday that their there they this thursday timeline to today tomorrow traffic tuesday update updated
    upi urgent video was watch we weather wednesday were what when where while who why with world xinhua yes yesterday
    you
    """
)
"""Words that open a text before a dash without being a place."""

_JOINING = _set(
    """
    al am an and auf bei da das de del della der des di do dos du e el en la las le les los of on sur upon y
    """
)
"""Words that stand in lower case inside a place's name."""


def dateline_place(text: str) -> str | None:
    """The place as written ("ERBIL", "Tel Aviv", "WASHINGTON/BEIRUT"), or None where the text opens otherwise.

    A dateline ends with a dash within 160 characters of the first line. Before it stands what looks like a place's
    name, with a region, date or agency or without, and after it a new sentence, so that neither an opening in capitals
    nor a dash within the first sentence is taken for one.
    """
    found = _dateline(text)
    return found[0] if found else None


def after_dateline(text: str) -> str:
    """The text from behind its dateline on; the whole text where it has none."""
    found = _dateline(text)
    return text[found[1] :] if found else text


def _dateline(text: str) -> tuple[str, int] | None:
    """The place, and the offset behind the dash."""
    start = _behind_agency(text, len(text) - len(text.lstrip()))
    line = text[start : start + _READ].partition("\n")[0]
    dash = _DASH.search(line)
    if dash is None:
        return None
    head, certain = _without_source(line[: dash.start()].rstrip())
    place, _, region = head.partition(",")
    place = place.strip()
    if not _is_name(place, at_most=5) or (region and not _is_name(region.strip(), at_most=4)):
        return None
    if not _opens_sentence(line[dash.end() :], certain=certain or place.isupper()):
        return None
    return place, start + dash.end()


def _behind_agency(text: str, start: int) -> int:
    """Italian agencies write "(XYZ) - ROMA, 08 GEN - Il governo ..."."""
    agency = _AGENCY.match(text, start, start + _READ)
    dash = _DASH.match(text, agency.end(), start + _READ) if agency else None
    return dash.end() if dash else start


def _without_source(head: str) -> tuple[str, bool]:
    """``head`` without its date and agency, and whether it had either."""
    bare = head
    opening = max(bare.rfind("("), bare.rfind("["))
    if opening > 0 and _AGENCY.fullmatch(bare, opening):
        bare = bare[:opening].rstrip(" ,.")
    bare = _WIRE.sub("", bare)
    bare = _DATE.sub("", bare).rstrip(" ,.") if _DATE.search(bare) else bare
    return bare, bare != head


def _is_name(words: str, *, at_most: int) -> bool:
    parts = re.split(r"[\s/]+", words)
    if not words or len(parts) > at_most:
        return False
    if any(_WORD.fullmatch(part) is None or part.rstrip(".").casefold() in _LABELS for part in parts):
        return False
    return parts[0][0].isupper() and all(part[0].isupper() or part in _JOINING for part in parts)


def _opens_sentence(rest: str, *, certain: bool) -> bool:
    """Whether what follows "Place -" is a text of its own, not the rest of a sentence that began with a name."""
    following = rest.lstrip(" \"'\u201c\u2018\u00ab\u201e")
    if not following or following[0].islower():
        return False
    return certain or _DASH.search(rest) is None
