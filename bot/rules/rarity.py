"""How often a word is likely to stand in an article, so that a query is looked for by its rarest part.

Only speed hangs on these numbers, never an answer. The classes are a rough reading of English news: about half of what is
written is the two hundred commonest words, and a word is the rarer the longer it is.
"""

from __future__ import annotations

from functools import lru_cache

from bot.rules.atoms import FIGURE, LANGUAGE, SITE, STEM, Atom, AtomSet
from bot.rules.surface import EXACTLY
from bot.rules.tree import Field

_EVERYWHERE = """
    a about after all also an and any are as at be been before but by can could did do for from had has have he her his
    how if in into is it its just like made many may more most new no not now of on one only or other our out over said
    says she should so some such than that the their them then there these they this to two under up us was we were what
    when where which while who will with would year years you
"""

_OFTEN = """
    according against agency american announced around attack back between billion business called chief children city
    company countries country court day days deal death economy election end europe european family federal former four
    government group head health high home house include including information international killed last law leader
    leaders local long major man market media meeting men military million minister money month months national news
    news number office officer officers official officials oil part party people percent plan police policy political
    power president prime public report reported reports return right russia russian second security see several since
    six south state statement states support system take team ten these third three time today trade troops u.s. uk
    ukraine united used war washington week west white women work workers world
"""

_SHARES = {**dict.fromkeys(_OFTEN.split(), 0.2), **dict.fromkeys(_EVERYWHERE.split(), 0.6)}

_RARE_SCOPES = {field.value for field in Field if field not in {Field.ANY, Field.TEXT, Field.OUTLET}}
"""Scopes with so few words that a word is seldom among them."""


def frequency(atoms: AtomSet) -> float:
    """The likely share of articles, 0 to 1, that hold one of ``atoms``."""
    return min(1.0, sum(map(_share, atoms)))


@lru_cache(maxsize=1 << 15)
def _share(atom: Atom) -> float:
    if atom.scope == LANGUAGE:
        return 1.0
    if atom.scope in {Field.OUTLET.value, SITE}:
        return 0.2
    if atom.scope == FIGURE:
        return 0.02
    if atom.scope == STEM:
        return _share_of_word(atom.text.partition(":")[2]) / 10
    share = _share_of_word(atom.text.removeprefix(EXACTLY).casefold()) * (1 if atom.form.literal else 3)
    return share / 10 if atom.scope in _RARE_SCOPES else share


def _share_of_word(text: str) -> float:
    return _SHARES.get(text) or 0.04 / min(len(text), 10)
