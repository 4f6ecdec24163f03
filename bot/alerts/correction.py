"""Whether an outlet takes back what it said: the ways in which agencies and papers really mark it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final, Literal

from bot.domain.news import Article

LONGEST_WORDS: Final = 240
"""Characters of an outlet's own note that a correction quotes."""

_HEAD, _TAIL = 400, 1500
"""Characters at either end of a text in which notes stand; what is between is the news itself."""

_KIND: Final = (
    r"(?:[\w-]{1,20} )?(?:story|article|report|piece|post|headline|alert|dispatch|item|caption|graphic|version|page)"
)
_OWN: Final = rf"(?:(?:this|our) {_KIND}|the (?:story|headline))"
"""How an outlet speaks of its own piece; "the report" and "the article" are other people's."""

_SLUG: Final = r"\W{0,3}(?:(?:UPDATE|REFILE|WRAPUP|ADVISORY|EXCLUSIVE)\s?\d{0,2}\s?[-–—:]\s?)?"
_GONE_MARK: Final = r"RETRACTED|RETRACTION|WITHDRAWN|(?:STORY|MANDATORY|BULLETIN) KILL|STORY (?:REMOVED|WITHDRAWN)"
_WRONG_MARK: Final = r"CORRECTED|CORRECTION|CORRECTS|KORREKTUR|BERICHTIGUNG|RECTIFICATIF|CORRECCIÓN|RECTIFICACIÓN"
_MORE: Final = r"(?:\s?\([^()]{1,40}\))?(?:\s\d{1,2})?"

_MARKS: Final = (
    # an agency's slug in capitals: "CORRECTED-", "UPDATE 2-CORRECTED-", "CORRECTED (OFFICIAL)-", "[CORRECTION]"
    re.compile(rf"{_SLUG}(?:(?P<gone>{_GONE_MARK}|KILL(?=:| [-–—]))|{_WRONG_MARK}){_MORE}\s?[-–—:|\])]"),
    # "Correction: Ferry story", "[Corrected] Ferry", "Retraction - Ferry"; a hyphen alone joins ("Correction-prone")
    re.compile(
        rf"{_SLUG}(?:(?P<gone>Retract(?:ed|ion)|Story (?:removed|withdrawn|retracted))"
        rf"|Correct(?:ed|ion)|Korrektur|Berichtigung|Rectificatif|Corrección|Rectificación){_MORE}(?:\s?[:|\])—]|\s[-–]\s)"
    ),
)
_MARK_AFTER: Final = re.compile(
    r"(?:[(\[|]\s?(?:(?P<gone>R(?:ETRACTED|etracted)|W(?:ITHDRAWN|ithdrawn))|C(?:ORRECT|orrect)(?:ED|ION|ed|ion))\s?[)\]]?"
    r"|[-–—]\s?(?:CORRECTED|CORRECTION))\s*\Z"
)

_DATED: Final = r"(?:,? \(?[a-z]{0,9}\.?,? ?\d[\w ,./]{0,20}\)?)?"
_WRONGLY: Final = (
    r"(?:incorrect|erroneous|mistaken|wrong|misstat|misidentif|misspel|misquot|misattribut|misreport|inaccura|error)"
)
_WRONG_NOTES: Final = (
    r"(?-i:Corrects|CORRECTS)\s",
    rf"this {_KIND} corrects\s",
    rf"in (?:[\w.]{{1,20}} ){{0,4}}{_KIND},? corrects\s",
    rf"corrections?(?: and clarifications?)?{_DATED}\s?:",
    r"correction appended\b",
    rf"{_OWN} (?:has been|was|is) (?:\w{{1,20}} (?:and|to) )?(?:corrected|amended)\b",
    rf"{_OWN} (?:has been|was) (?:updated|edited|changed|revised) to (?:correct|fix|remove an? (?:error|incorrect))",
    rf"(?:an?|the) (?:earlier|previous|prior|original|initial) version of (?:{_OWN}|the article)[^.\n]{{0,80}}?{_WRONGLY}",
    rf"in an? {_KIND} (?:published|moved|posted|sent)[^.\n]{{1,100}}?(?:erroneous|incorrect|mistaken|wrong)ly reported\b",
)
_GONE_NOTES: Final = (
    rf"{_OWN} (?:has been|was|is) (?:hereby )?(?:retracted|withdrawn|killed)\b(?! (?:by|from)\b)",
    (
        r"(?P<who>[\w’'. ]{1,40}?) (?:has|have|is|are) (?:retract|withdr[ae]w)(?:ed|n|ing) "
        rf"(?P<whose>this|its|our|the) {_KIND}\b"
    ),
    r"(?:editors|media|attention editors)[,:]? please (?:kill|disregard|do not use)\b",
    rf"retraction{_DATED}\s?:",
)
_HINTS: Final = (
    *(
        "correct",
        "amend",
        "retract",
        "withdr",
        "please kill",
        "killed",
        "disregard",
        "not use",
        "to fix",
        "to remove an",
    ),
    *(
        "error",
        "erroneous",
        "mistaken",
        "wrong",
        "misstat",
        "misidentif",
        "misspel",
        "misquot",
        "misattribut",
        "misreport",
    ),
    "inaccura",
)
"""Every note has one of these words; most texts have none, and are not searched for notes."""

_NOTE: Final = re.compile(
    r"(?:\A|[\n(\[.!?—–*])\s{0,3}(?:(?:editor[’']?s[’']? |editors[’']? )?note(?: to editors?)?\s?[:—–-]\s?)?"
    rf"(?P<note>{'|'.join(_WRONG_NOTES)}|(?P<gone>{'|'.join(_GONE_NOTES)}))",
    re.IGNORECASE,
)
_BRACKET_END: Final = re.compile(r"[)\]]|\n|\Z")
_END: Final = re.compile(r"[.!?](?=[\s)\]\"’”]|\Z)|\n|\Z")


@dataclass(frozen=True, slots=True)
class Correction:
    """An outlet's word that what it said was wrong, or is taken back altogether.

    ``words`` are its own on what was wrong, empty where it gives none.
    """

    kind: Literal["corrected", "retracted"]
    words: str
    outlet: str = ""


def correction_of(article: Article, before: Article | None) -> Correction | None:
    """What an article takes back that it did not take back ``before``; None if nothing.

    An article that is new (``before`` None) takes back only where its headline or its first words say so: a note at its end
    speaks of a version that nobody here was told.
    """
    found = standing_correction(article)
    if found is None:
        return None
    if before is None:
        return found if _title_mark(article.title) or _head_note(article) else None
    known = standing_correction(before)
    return None if known is not None and (known.kind, known.words) == (found.kind, found.words) else found


def standing_correction(article: Article) -> Correction | None:
    """What an article takes back as it stands, by its headline's mark or by a note at either end of its text."""
    mark = _title_mark(article.title)
    note = _head_note(article) or _note(article, max(len(article.text) - _TAIL, 0), len(article.text))
    if mark is None and note is None:
        return None
    gone = any(found is not None and found["gone"] is not None for found in (mark, note))
    return Correction("retracted" if gone else "corrected", _words(note) if note else "", article.outlet)


def _title_mark(title: str) -> re.Match[str] | None:
    before = next((found for mark in _MARKS if (found := mark.match(title[:120]))), None)
    return before or _MARK_AFTER.search(title[-60:])


def _head_note(article: Article) -> re.Match[str] | None:
    return _note(article, 0, _HEAD)


def _note(article: Article, start: int, end: int) -> re.Match[str] | None:
    lowered = article.text[start:end].lower()
    if not any(hint in lowered for hint in _HINTS):
        return None
    notes = _NOTE.finditer(article.text, start, end)
    return next((found for found in notes if _is_own(found, article.outlet)), None)


def _is_own(found: re.Match[str], outlet: str) -> bool:
    """Whether a note speaks of the outlet's own piece: "has withdrawn its story" may be news of another."""
    if found["who"] is None or found["whose"].lower() in {"this", "our"}:
        return True
    return found["who"].lower().removeprefix("the ").strip() in {outlet.lower().removeprefix("the "), "we"}


def _words(found: re.Match[str]) -> str:
    """The sentence of a note, or what stands in the bracket that it opens, shortened at a word."""
    start = found.start("note")
    bracketed = found.string[start - 1 : start] in {"(", "["}
    text = found.string[start : found.end() + 2 * LONGEST_WORDS]
    end = (_BRACKET_END if bracketed else _END).search(text, found.end() - start)
    said = " ".join(text[: end.end() if end else None].split()).rstrip(" )]")
    if len(said) <= LONGEST_WORDS:
        return said
    return said[: said.rfind(" ", 0, LONGEST_WORDS)] + " …"
