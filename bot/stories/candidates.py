"""The sentences of articles that may stand in a summary: no headings, bylines, calls to action or cut ends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.figures import sentences
from bot.stories.dateline import after_dateline
from bot.stories.tokens import tokens

_READ = 8_000
_SENTENCES = 40
"""Characters and sentences of one article that are looked at."""

_BOILERPLATE = re.compile(
    r"\b(?:read (?:more|also|the full|our|next)|click here|sign up|subscri(?:be|ption)|newsletter"
    r"|all rights reserved|copyright|\u00a9|follow us|share this|getty images|file photo"
    r"|photo(?:graph)? (?:by|credit|courtesy)|image (?:source|credit|caption)|advertisement"
    r"|contributed to this report|reporting by|editing by|written by|additional reporting"
    r"|cookies?\b.{0,40}\bpolicy|watch (?:live|the video|below|more)|listen to|download the|continue reading"
    r"|see also|related (?:articles?|stories|topics)|skip to|live updates?:"
    r"|this (?:story|article) (?:was|has been|is being) (?:originally|updated|first|corrected|translated)"
    r"|the post .{1,200} appeared first on|first published|last (?:updated|modified)|published (?:on|at|:)"
    r"|your (?:email|inbox)|min(?:ute)?s? read|\d+ comments?)\b|https?://|www\.|\bpic\.twitter\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(r"\s*(?:by|von|par|por|di|door)\s+[^\W\d_]", re.IGNORECASE)
_DANGLING = re.compile(
    r"[\"'\u201c\u2018\u00ab\u201e`]*\s*(?:he|she|it|they|him|them|his|her|hers|its|their|theirs|this|that|these"
    r"|those|there|here|both|such|so|but|and|or|yet|however|meanwhile|moreover|furthermore|also|then|thus"
    r"|therefore|instead|otherwise|still|nevertheless|in addition|in contrast|on the other hand|for example"
    r"|for instance|as a result|after that|at the same time|the (?:former|latter|two|pair|trio|other|others|same)"
    r"|another|others|er|sie|es|dies\w*|il|elle|ils|elles|cela|él|ella|ellos|ele|ela|eles|hij|zij)\b",
    re.IGNORECASE,
)
_PRONOUN_SPEAKS = re.compile(
    r"[\"'\u201d\u2019\u00bb](?: *,)? *(?:he|she|they|it) (?:said|says|added|told|wrote|explained|continued|asked|noted)\b"
    r"|\b(?:he|she|they|it) (?:said|added|wrote|explained|continued|noted)\s*\.[\"'\u201d\u2019]*$",
    re.IGNORECASE,
)
_CUT = re.compile(r"(?:\u2026|\.\.\.|\[[.\u2026 +]*\])\W*$")
_ENDED = re.compile(r"[.!?\u3002\u0964\u061f\u06d4]\s*[\"'\u201d\u2019\u00bb)\]`]*\s*$")
_HEADING_WORDS = 12
_SHORTEST = 5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may be chosen.

    ``article`` and ``place`` are its article's position among all and its own in that article, from 0. ``flaw`` is 0
    for a sentence that stands well alone, 1 for one that leans on what came before or is a question, 2 for one without
    an end.
    """

    text: str
    article: int
    place: int
    flaw: int
    size: int
    terms: frozenset[str]
    figures: int


def candidates(article: int, text: str) -> Iterator[Candidate]:
    """The usable sentences of one article's text, in order."""
    read = after_dateline(text)[:_READ]
    spans = sentences(read)[:_SENTENCES]
    for place, (start, end) in enumerate(spans):
        sentence = _without_heading(read[start:end])
        size = len(sentence.split())
        if size < _SHORTEST or _BOILERPLATE.search(sentence) or (size < 16 and _BYLINE.match(sentence)):
            continue
        found = tokens(sentence, None)
        terms = frozenset(token.term for token in found)
        if terms:
            yield Candidate(
                sentence, article, place, _flaw(sentence), size, terms, sum(token.number for token in found)
            )


def _without_heading(sentence: str) -> str:
    """The sentence without short lines before it that end in no stop: headings, bylines, captions."""
    while "\n" in sentence:
        line, _, rest = sentence.partition("\n")
        if len(line.split()) > _HEADING_WORDS or not rest.strip():
            break
        sentence = rest.strip()
    return sentence


def _flaw(sentence: str) -> int:
    if _CUT.search(sentence) or not _ENDED.search(sentence) or sentence[0].islower():
        return 2
    leans = _DANGLING.match(sentence) or _PRONOUN_SPEAKS.search(sentence)
    return 1 if leans or sentence.rstrip("\"'\u201d\u2019 ").endswith("?") or _unbalanced(sentence) else 0


def _unbalanced(sentence: str) -> bool:
    """Whether a quotation begins or ends outside the sentence."""
    return sentence.count("\u201c") != sentence.count("\u201d") or sentence.count('"') % 2 == 1
