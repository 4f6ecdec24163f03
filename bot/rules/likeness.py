"""More like this: queries made of an article's own telling words."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Sequence

from bot.domain.errors import BadQuery
from bot.domain.news import Article
from bot.rules.folding import fold, surfaces
from bot.rules.parser import parse
from bot.rules.wording import content_words

TITLE_WORDS, LEAD_WORDS = 40, 120
"""How far into title and text telling words are looked for."""

_KEPT = 4
"""Words that a query is made of."""

_TITLE_WEIGHT = 3


def propose_queries(article: Article, others: Sequence[Article], *, common: Collection[str] = ()) -> tuple[str, ...]:
    """Queries that find ``article`` and, it may be, others of its kind: the narrowest first, at most three.

    A word tells the more, the oftener it stands in this article (in its title thrice) and the fewer of ``others`` have it:
    term frequency by inverse document frequency (Spärck Jones, 1972). ``common`` are words in small letters that tell
    nothing.
    """
    words = _telling_words(article, others, common)[:_KEPT]
    asked = [_asked(word, article) for word in words]
    proposed = []
    if len(asked) >= 3:
        proposed.append(" AND ".join(asked[:3]))
    if len(asked) >= 2:
        proposed.append(" AND ".join(asked[:2]))
    if len(asked) == _KEPT:
        proposed.append(f"2 OF ({', '.join(asked)})")
    return tuple(proposed or asked[:1])


def _telling_words(article: Article, others: Sequence[Article], common: Collection[str]) -> list[str]:
    weight: Counter[str] = Counter()
    for text, limit, each in ((article.title, TITLE_WORDS, _TITLE_WEIGHT), (article.text, LEAD_WORDS, 1)):
        for run in content_words(text, common, limit):
            for word in run:
                weight[word] += each
    spread = Counter(
        form for other in others for form in {fold(word) for word in surfaces(f"{other.title} {other.text}")}
    )
    rarity = {word: math.log((len(others) + 2) / (spread[fold(word)] + 1)) for word in weight}
    ranked = sorted(weight, key=lambda word: -min(weight[word], 2 * _TITLE_WEIGHT) * rarity[word])
    return [word for word in ranked if _can_be_asked(word)]


def _can_be_asked(word: str) -> bool:
    try:
        parse(word)
    except BadQuery:
        return False
    return True


def _asked(word: str, article: Article) -> str:
    """A name as it is; any other word in all its forms."""
    # The first word of a headline or a text has a capital whatever it is.
    inner = (*surfaces(article.title)[1:], *surfaces(article.text)[1:])
    written = [surface for surface in inner if surface.rstrip(".'").removesuffix("'s").lower() == word]
    is_name = bool(written) and all(surface[:1].isupper() for surface in written)
    return word if is_name else f"{word}~"
