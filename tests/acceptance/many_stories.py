"""A wire of any number of stories, each unlike the others, for proofs that count."""

from __future__ import annotations

import random
from collections.abc import Iterator

from bot.adapters.http.newswire import Format, Item, Outlet, Script, Version

OUTLETS = tuple(
    Outlet(
        slug=name.lower(),
        name=f"{name} Press",
        format=Format.JSON,
        language="en",
        about=f"Of no {name}.",
    )
    for name in ("Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grove", "Heron")
)
OCCASIONS = (
    *(
        "inspection",
        "audit",
        "survey",
        "tribunal",
        "census",
        "referendum",
        "festival",
        "rehearsal",
        "harvest",
        "regatta",
    ),
    *("eclipse", "auction", "parade", "recital", "seminar", "blackout", "curfew", "embargo", "vaccination", "drought"),
)
"""Each headline has one of these words, so that a topic can want one part of the wire."""

_DEEDS = ("halts", "clears", "closes", "reopens", "delays", "funds", "repairs", "questions", "orders", "cancels")
_THINGS = ("bridge", "harbour", "tunnel", "clinic", "reservoir", "archive", "airfield", "market", "mill", "observatory")
_SYLLABLES = (
    "ka",
    "lo",
    "mir",
    "ten",
    "vor",
    "sha",
    "dun",
    "bel",
    "ri",
    "gast",
    "hol",
    "pez",
    "quin",
    "tra",
    "wex",
    "yor",
)


def wire_of(articles: int, seconds: float, *, occasions: int, echoes: float, seed: int) -> Script:
    """A script of ``articles`` that appear one after the other within ``seconds``, after one old one an outlet.

    They are spread over the first ``occasions`` of ``OCCASIONS``.
    Each tells a story of its own, but for the share ``echoes``: those repeat an earlier one's text for another outlet.
    """
    dice = random.Random(seed)
    items = [_item(f"old-{outlet.slug}", outlet, -60.0, *_story(dice, "founding")) for outlet in OUTLETS]
    told: list[tuple[str, tuple[str, ...], Outlet]] = []
    for number in range(articles):
        at = 1.0 + number * seconds / articles
        if told and dice.random() < echoes:
            title, paragraphs, first = told.pop(dice.randrange(max(0, len(told) - 20), len(told)))
            outlet = dice.choice([outlet for outlet in OUTLETS if outlet is not first])
        else:
            outlet = dice.choice(OUTLETS)
            title, paragraphs = _story(dice, dice.choice(OCCASIONS[:occasions]))
            told.append((title, paragraphs, outlet))
        items.append(_item(f"item-{number}", outlet, at, title, paragraphs))
    return Script(outlets=OUTLETS, items=tuple(items))


def _item(key: str, outlet: Outlet, at: float, title: str, paragraphs: tuple[str, ...]) -> Item:
    version = Version(at=at, title=title, paragraphs=paragraphs, html=None, published=at, updated=None)
    return Item(key=key, outlet=outlet.slug, byline=None, tags=(), has_guid=True, versions=(version,))


def _story(dice: random.Random, occasion: str) -> tuple[str, tuple[str, ...]]:
    """A headline and a text whose names are in no other story."""
    names = _names(dice)
    place, river, body, person, firm = (next(names) for _ in range(5))
    deed, thing = dice.choice(_DEEDS), dice.choice(_THINGS)
    title = f"{place} {deed} {river} {thing} after {body} {occasion}"
    text = (
        f"{place.upper()} - The town of {place} {deed} the {river} {thing}, {person} of the {body} board said. "
        f"{firm} has {dice.randrange(20, 900)} workers at {river}, and {person} expects {firm} to answer to {place} soon."
    )
    return title, (text, f"{body} last visited {river} with {firm} in {dice.randrange(1950, 2020)}.")


def _names(dice: random.Random) -> Iterator[str]:
    while True:
        yield "".join(dice.choices(_SYLLABLES, k=4)).capitalize()
