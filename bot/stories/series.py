"""Columns and bulletins: titles that come back every day over texts that tell of different things."""

from __future__ import annotations

import re

from bot.stories.tokens import words

_SERIES = re.compile(
    r"\b(?:(?:morning|evening|daily|weekly|nightly|midday|afternoon|weekend|world|news|business|sports?|market|asia|europe|us)"
    r"\s+(?:briefing|brief|briefs|digest|bulletin|round-?up|wrap|wrap-up|recap|newsletter|headlines|agenda|diary|schedule"
    r"|quiz|crossword|horoscopes?|podcast|photos?|pictures)"
    r"|weather\s+(?:forecast|outlook|report|update)|(?:forecast|outlook)\s+for\s+(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|horoscopes?|crossword|sudoku|wordle|(?:photos?|pictures?|images?|quote|word|person|song|recipe|fact)\s+of\s+the\s+(?:day|week)"
    r"|(?:day|week|month|year)\s+in\s+(?:pictures|photos|review|numbers|brief)|today\s+in\s+history|on\s+this\s+day"
    r"|(?:what\s+to\s+know|things\s+to\s+know|what\s+we['\u2019]re\s+(?:watching|reading))\s+(?:this|for|on|today)\b"
    r"|(?:top|key|main|today['\u2019]s|this\s+week['\u2019]s)\s+(?:stories|headlines|news|front\s+pages|papers)"
    r"|news\s+in\s+brief|newspaper\s+headlines|(?:the\s+)?papers\s*:|letters\s+to\s+the\s+editor|lottery\s+(?:results|numbers)"
    r"|winning\s+numbers|tv\s+(?:listings|guide|schedule|tonight)|(?:box|line)\s+scores?|(?:fixtures|results)\s+and\s+(?:results|fixtures)"
    r"|obituaries|death\s+notices|court\s+(?:list|roundup)|police\s+(?:log|blotter)|traffic\s+(?:report|update)"
    r"|exchange\s+rates\s+(?:for|on)|corrections?\s+and\s+clarifications|open\s+thread)\b",
    re.IGNORECASE,
)
_ISSUE = re.compile(
    r"\d+|(?:mon|tues|wednes|thurs|fri|satur|sun)day"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|morning|midday|afternoon|evening|tonight"
)


_KICKER = re.compile(r"(?P<label>[^:]{1,40}):\s+(?=\S)")
_OUTLET = re.compile(r"\s+[|\u2013\u2014-]\s+(?P<label>[^|\u2013\u2014:,-]{1,30})$")
_LABEL_WORDS = 4


def without_labels(title: str) -> tuple[str, str]:
    """A title without the label before its colon and the outlet's name at its end, and those labels.

    "Rocket watch: Launch delayed | The Courier" is about a delayed launch; every title of that column and outlet has the
    rest. A label of more than four words is a part of the headline.
    """
    labels: list[str] = []
    for pattern in (_KICKER, _OUTLET):
        found = pattern.match(title) if pattern is _KICKER else pattern.search(title[-60:])
        if found and len(found["label"].split()) <= _LABEL_WORDS:
            labels.append(found["label"])
            title = title[found.end() :] if pattern is _KICKER else title[: len(title) - len(found[0])]
    return title, " ".join(labels)


def is_series(title: str) -> bool:
    """Whether a title names a column or bulletin and not an event ("Morning briefing", "Weather forecast for Tuesday")."""
    return _SERIES.search(title[:300]) is not None


def issue_marks(title: str) -> tuple[str, ...]:
    """The weekdays, months, times of day and numbers of a title, which tell one issue of a series from the next."""
    return tuple(word for word in words(title[:300]) if _ISSUE.fullmatch(word))
