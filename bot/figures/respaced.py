"""Numbers and compounds that a corpus or a careless feed has cut apart: "3 . 9 percent", "10 - year - old", "1 , 200".

Tokenised news text puts a space around every mark. Here the marks that belong to a number are joined to it again; the
tokens keep their places in the text, so that offsets still point at the words as they stand there.
"""

from __future__ import annotations

from typing import Final

from bot.figures.lexicon import is_plural
from bot.figures.spelled import FRACTIONS, ONES, SCALES, TENS
from bot.figures.tokens import Kind, Token
from bot.figures.units import unit_after
from bot.figures.words import words

_JOINED_BY_HYPHEN: Final = words(
    "old long strong magnitude member man woman seat storey story page mile run point foot inch room bed lane kilogram "
    "day week month year hour minute second decade degree percent metre meter kilometre kilometer pound "
    "ounce tonne ton "
    "acre hectare watt megawatt km kg mph cent dollar euro way time game match goal party nation state strong hundred "
    "thousand million billion something odd plus bedroom course part piece bit inning pointer yarder mile "
    "yard point lap round hole base hit shot vote page caliber gun century play fight"
)


def rejoined(tokens: list[Token]) -> list[Token]:
    """The tokens of a sentence with spaced numbers made one and hyphens of compounds glued; linear in their number."""
    if not any(token.text in _CUT and not token.glued for token in tokens):
        return tokens
    joined: list[Token] = []
    for i, token in enumerate(tokens):
        before = joined[-1] if joined else None
        if before is not None and _spaced(tokens, i - 1) and _goes_on(joined, token, tokens, i):
            mark = joined.pop()
            number = joined.pop()
            text = number.text + mark.text + token.text
            joined.append(number._replace(text=text, lower=text, end=token.end))
            continue
        if before is not None and (_compound(tokens, i - 1) or _named(tokens, i - 1)):
            joined[-1] = before._replace(text="-", lower="-", glued=True)
            joined.append(token._replace(glued=True))
        elif before is not None and before.text in _PAIRED and _spaced(tokens, i - 1) and _numbers(tokens, i - 1):
            joined[-1] = before._replace(glued=True)
            joined.append(token._replace(glued=True))
        else:
            joined.append(token)
    return joined


_CUT: Final = frozenset({".", ",", "-", "–", ":", "/"})
_PAIRED: Final = frozenset({":", "-", "–", "/"})
"""Marks that make one thing of two numbers: a time, a score, a span of years, a date."""


def _spaced(tokens: list[Token], i: int) -> bool:
    """Whether token ``i`` is a mark with a space on either side."""
    return 0 < i < len(tokens) - 1 and not tokens[i].glued and not tokens[i + 1].glued


def _numbers(tokens: list[Token], i: int) -> bool:
    """Whether short numbers in digits stand on both sides of token ``i``."""
    return all(t.kind is Kind.NUMBER and len(t.text) <= 4 for t in (tokens[i - 1], tokens[i + 1]))


def _goes_on(joined: list[Token], token: Token, tokens: list[Token], i: int) -> bool:
    """Whether ``token`` goes on the number before the mark that ends ``joined``: a decimal, or a group of thousands."""
    if len(joined) < 2 or token.kind is not Kind.NUMBER or not token.text.isdigit():
        return False
    number, mark = joined[-2], joined[-1]
    if number.kind is not Kind.NUMBER:
        return False
    if len(joined) > 2 and joined[-3].text == "-" and number.glued:
        return False
    if mark.text == ",":
        groups = number.text.split(",")
        return len(token.text) == 3 and len(groups) <= 4 and len(groups[0]) <= 3 and "." not in number.text
    if mark.text != "." or "." in number.text or len(token.text) > 2:
        return False
    after = tokens[i + 1] if i + 1 < len(tokens) else None
    return after is not None and (after.text in {"-", "%", "/", ")"} or after.text.islower() or after.lower in SCALES)


def _named(tokens: list[Token], i: int) -> bool:
    """Whether the hyphen at token ``i`` joins the parts of a name: "F - 16", "I - 75", "COVID - 19"."""
    if not _spaced(tokens, i) or tokens[i].text != "-":
        return False
    before, after = tokens[i - 1], tokens[i + 1]
    short = before.kind is Kind.WORD and before.text.isupper() and len(before.text) <= 5
    return short and after.kind is Kind.NUMBER and after.text.isdigit() and len(after.text) <= 4


def _compound(tokens: list[Token], i: int) -> bool:
    """Whether the hyphen at token ``i`` joins a number or a unit to the word after it: "10 - year", "year - old"."""
    if not _spaced(tokens, i) or tokens[i].text not in {"-", "–"}:
        return False
    before, after = tokens[i - 1], tokens[i + 1].lower
    if after in {"of", "for"} and i + 3 < len(tokens) and before.kind is Kind.NUMBER:
        return tokens[i + 2].text == "-" and tokens[i + 3].kind is Kind.NUMBER
    if after.isdigit() and before.lower in {"of", "for"} and i >= 3:
        return tokens[i - 2].text == "-" and tokens[i - 3].kind is Kind.NUMBER
    if before.kind is Kind.NUMBER or before.lower in ONES or before.lower in TENS or before.lower in SCALES:
        measure = not is_plural(after) and unit_after(tokens, i + 1) is not None
        return measure or after in _JOINED_BY_HYPHEN or after in FRACTIONS or (before.lower in TENS and after in ONES)
    if before.lower in {"foot", "feet"}:
        return after.isdigit() and len(after) <= 2
    if before.lower in {"quarter", "half"}:
        return after in _JOINED_BY_HYPHEN | {"century"}
    return after in {"old", "long", "strong"} and before.lower in _JOINED_BY_HYPHEN
