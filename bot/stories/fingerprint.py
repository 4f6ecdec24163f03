"""The fingerprint: what of an article is needed to group it, small enough to be stored beside it."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from math import log, log2
from sys import intern
from typing import Any

from bot.domain.errors import BadInput
from bot.stories.lexicon import background_share, is_common_noun
from bot.stories.series import is_series, issue_marks, without_labels
from bot.stories.sketch import EMPTY, Sketch, sketch_of
from bot.stories.tokens import Token, tokens, words
from bot.stories.when import days_and_years

VERSION = 1
"""Grows when stored fingerprints can no longer be compared with new ones."""

_READ = 6_000
"""Characters of text that are read: news says what happened first."""

_LEAD = 400
"""Characters of the lead."""

_IN_TITLE, _IN_LEAD, _IN_BODY, _IN_LABEL = 2.0, 1.5, 1.0, 0.5
"""What an occurrence weighs by where it stands. The title is a part of the lead that every outlet shows."""

_TERMS = 64
"""Terms that are kept, heaviest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fingerprint:
    """What an article is about, in comparable form.

    ``terms`` are stems, names and numbers, most telling first, with their ``weights`` in tenths (10 or more); ``names``
    those of them that are proper names and ``numbers`` those that are numbers; ``title`` those that stand in the title,
    its labels left out.
    ``sketch`` recognises copies of the text. ``series`` tells that the title is that of a regular column or bulletin
    ("Morning briefing"), and ``issue`` holds the dates and numbers in its title that tell one issue from the next.
    ``when`` holds the days and years that title and lead name.
    """

    language: str | None
    terms: tuple[str, ...]
    weights: tuple[int, ...]
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    title: tuple[str, ...] = ()
    sketch: Sketch = EMPTY
    series: bool = False
    issue: tuple[str, ...] = ()
    when: tuple[str, ...] = ()

    def to_json(self) -> str:
        """One line of JSON, about a kilobyte."""
        return json.dumps(
            {
                "v": VERSION,
                "language": self.language,
                "terms": self.terms,
                "weights": self.weights,
                "names": self.names,
                "numbers": self.numbers,
                "title": self.title,
                "sketch": self.sketch.to_text(),
                "series": self.series,
                "issue": self.issue,
                "when": self.when,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )

    @classmethod
    def from_json(cls, text: str) -> Fingerprint:
        """The inverse of ``to_json``. Raises ``BadInput`` for anything that did not come from it."""
        try:
            return cls._from_stored(json.loads(text))
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise BadInput("A stored fingerprint cannot be read; make it anew from the article's text.") from error

    @classmethod
    def _from_stored(cls, stored: dict[str, Any]) -> Fingerprint:
        if stored["v"] != VERSION:
            raise ValueError(f"version {stored['v']!r}")
        return cls(
            language=stored["language"],
            terms=_texts(stored["terms"]),
            weights=tuple(int(weight) for _, weight in zip(stored["terms"], stored["weights"], strict=True)),
            names=_texts(stored["names"]),
            numbers=_texts(stored["numbers"]),
            title=_texts(stored["title"]),
            sketch=Sketch.from_text(stored["sketch"]),
            series=bool(stored["series"]),
            issue=_texts(stored["issue"]),
            when=_texts(stored["when"]),
        )


def fingerprint(title: str, text: str, language: str | None) -> Fingerprint:
    """What an article is about. Pure: the same words give the same fingerprint in every process."""
    headline, labels = without_labels(title[:_READ])
    in_title = tokens(headline, language)
    in_text = tokens(text[:_READ], language)
    names = _names(headline, in_title, in_text)
    weights = _weights(in_title, in_text, tokens(labels, language))
    kept = sorted(weights, key=lambda term: (-weights[term] * -log(background_share(term)), term))[:_TERMS]
    present = frozenset(kept)
    return Fingerprint(
        language=language,
        terms=tuple(kept),
        weights=tuple(weights[term] for term in kept),
        names=_in_order((token.term for token in in_title + in_text if token.term in names), present),
        numbers=_in_order((token.term for token in in_title + in_text if token.number), present),
        title=_in_order((token.term for token in in_title), present),
        sketch=sketch_of(title, text),
        series=is_series(title),
        issue=issue_marks(title),
        when=days_and_years(words(f"{title[:_LEAD]} . {text[:_LEAD]}")),
    )


def _weights(in_title: list[Token], in_text: list[Token], in_labels: list[Token]) -> dict[str, int]:
    counts: dict[str, float] = defaultdict(float)
    for token in in_title:
        counts[token.term] += _IN_TITLE
    for token in in_text:
        counts[token.term] += _IN_LEAD if token.start < _LEAD else _IN_BODY
    for token in in_labels:
        counts[token.term] += _IN_LABEL
    # Repetition matters less and less: 1 + log2(n) as in SMART's "l" weighting (Salton and Buckley, 1988).
    return {term: round(10 + 10 * log2(max(count, 1.0))) for term, count in counts.items()}


def _names(title: str, in_title: list[Token], in_text: list[Token]) -> frozenset[str]:
    """Terms that are mostly capitalised where grammar would not have it; a title in Title Case is no evidence."""
    evidence = in_text if _is_title_case(title) else in_title + in_text
    capitals = Counter(token.term for token in evidence if token.capital)
    plain = Counter(token.term for token in evidence if not token.capital and not token.number and token.word.isalpha())
    return frozenset(term for term, count in capitals.items() if count * 2 >= plain[term] and not is_common_noun(term))


def _is_title_case(title: str) -> bool:
    long_words = [word for word in title.split() if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in long_words) * 3 > len(long_words) * 2


def _in_order(terms: Iterable[str], present: frozenset[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(term for term in terms if term in present))


def _texts(values: Any) -> tuple[str, ...]:
    # A window holds thousands of fingerprints read back from storage; they share one copy of each term.
    return tuple(intern(str(value)) for value in values)
