"""One sentence as the later stages see it: its tokens, their classes, and what has been vetoed."""

from __future__ import annotations

from dataclasses import dataclass

from bot.figures.dates import DateSpan, date_spans
from bot.figures.lexicon import Tag, is_plural, tag
from bot.figures.respaced import rejoined
from bot.figures.tokens import Kind, Token, tokens


@dataclass(slots=True)
class Reading:
    """A sentence cut into tokens. ``blocked[i]`` is true where token ``i`` belongs to no quantity; ``taken[i]``
    where it is part of one's number or unit.
    """

    text: str
    tokens: list[Token]
    tags: list[Tag]
    blocked: list[bool]
    dates: list[DateSpan]
    taken: list[bool]

    def __len__(self) -> int:
        return len(self.tokens)

    def word(self, i: int) -> str:
        """The lower-case word of token ``i``, empty outside of the sentence."""
        return self.tokens[i].lower if 0 <= i < len(self.tokens) else ""

    def tag(self, i: int) -> Tag:
        """The class of token ``i``; a mark outside of the sentence."""
        return self.tags[i] if 0 <= i < len(self.tags) else Tag.MARK

    def block(self, first: int, last: int) -> None:
        """Mark tokens ``first:last`` as no quantity."""
        for i in range(max(first, 0), min(last, len(self.tokens))):
            self.blocked[i] = True

    def glued(self, i: int) -> bool:
        """Whether token ``i`` exists and follows the one before it without a space."""
        return 0 < i < len(self.tokens) and self.tokens[i].glued

    def capital(self, i: int) -> bool:
        """Whether token ``i`` is a word with a capital letter."""
        return 0 <= i < len(self.tokens) and self.tokens[i].kind is Kind.WORD and self.tokens[i].text[0].isupper()

    def plural(self, i: int) -> bool:
        """Whether token ``i`` is a plural noun."""
        text = self.tokens[i].text if 0 <= i < len(self.tokens) else ""
        if self.tag(i) is not Tag.NOUN or text.isupper():
            return False
        if len(text) > 2 and text[-1] == "s" and text[:-1].isupper():
            return True
        return is_plural(self.tokens[i].lower)

    def span(self, first: int, last: int) -> str:
        """The text of tokens ``first:last``, its line breaks and runs of white space made single spaces."""
        return " ".join(self.text[self.tokens[first].start : self.tokens[last - 1].end].split()) if last > first else ""


def read(text: str, start: int, end: int) -> Reading:
    """Read the sentence ``text[start:end]``; every offset of the result points into ``text``."""
    cut = rejoined(tokens(text, start, end))
    tags = [tag(token) for token in cut]
    for i in range(1, len(cut)):
        if tags[i] is Tag.GERUND and cut[i].text[0].isupper():
            tags[i] = Tag.NOUN
    return Reading(text, cut, tags, [False] * len(cut), date_spans(cut), [False] * len(cut))
