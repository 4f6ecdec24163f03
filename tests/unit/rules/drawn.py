"""Articles and queries for the rules' tests: written briefly, or drawn by Hypothesis from a small world of words."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from hypothesis import strategies as st

from bot.domain.figure import Bound, Figure, OtherExpression
from bot.domain.figure import Change as Direction
from bot.domain.news import Article
from bot.rules.story_facts import StoryFacts
from bot.rules.tree import (
    Amount,
    AtLeast,
    Change,
    Country,
    Feed,
    Field,
    Language,
    Length,
    Near,
    Node,
    Phrase,
    Place,
    Published,
    Query,
    Regex,
    Site,
    Sources,
    Word,
    all_of,
    any_of,
    negated,
    some_of,
)

SEEN = datetime(2025, 1, 16, 9, 30, tzinfo=UTC)


def article(
    title: str = "",
    text: str = "",
    *,
    outlet: str = "",
    language: str | None = None,
    tags: tuple[str, ...] = (),
    figures: tuple[Figure, ...] = (),
    hours: float | None = None,
    url: str | None = None,
    authors: tuple[str, ...] = (),
    place: str | None = None,
    feed: int = 0,
) -> Article:
    """An article of which only what a rule looks at is given; ``hours`` is how old it was when it was first seen."""
    return Article(
        feed_id=feed,
        outlet=outlet,
        url=url,
        authors=authors,
        place=place,
        title=title,
        text=text,
        seen_at=SEEN,
        published=None if hours is None else SEEN - timedelta(hours=hours),
        language=language,
        tags=tags,
        figures=figures,
    )


def figure(
    value: float | None,
    head: str | None = None,
    *,
    unit: str | None = None,
    role: str | None = None,
    noun: str | None = None,
    low: float | None = None,
    high: float | None = None,
    bound: Bound = Bound.EXACT,
    change: Direction | None = None,
    also: tuple[OtherExpression, ...] = (),
) -> Figure:
    """A figure that stands at the very beginning of the text."""
    return Figure(
        value=value,
        low=low,
        high=high,
        unit=unit,
        noun=noun or head,
        head=head,
        bound=bound,
        change=change,
        role=role,
        start=0,
        end=1,
        number_start=0,
        number_end=1,
        text=f"{value} {head or unit}",
        sentence="",
        also=also,
    )


_WORDS = (
    "syria syrian Syria's iraq l'Iraq al-qaeda alqaeda qaeda cease-fire ceasefire cease fire U.S. US us the repatriate "
    "كتاب repatriation repatriated Sana'a sanaa sana return-ticket سوريا السُّورية 叙利亚 叙利亚军 Straße strasse éléphant "
    "elephant ELEPHANT don't t a-b-c-d-e 3,500 3500 Türkiye'den türkiye Damascus Kiev Nice France new New Mexico "
    "한국에서 한국 Georgia Atlanta Jordan US's U.S.'s l'Iraq's AB'nin ab צה\"ל צהל"
)
WORDS = _WORDS.split()
SPELLED = ("repatriate~", "repatriation~", "syrian~", "éléphant~", "الكتاب~", "=US", "=us", "=Syria's", "=al-qaeda")
OPEN = (
    "syr*",
    "syria*",
    "repatri*",
    "ceasef*",
    "al-qae*",
    "ret*",
    "ele*",
    "ALQ*",
    "cease-fir*",
    "syri?n",
    "s?ria*",
    "i?aq",
    "fi?e",
    "*ria",
    "*iation",
    "*qaeda",
    "*fire",
    "*hant",
    "한국*",
)
LANGUAGES = ("en", "ar", "fr")
HOSTS = ("news.example.org", "www.example.org:80", "example.com", "syria.example.com", "[::1", "straße.example")
SITES = ("example.org", "example.com", "news.example.org", "syria.example.com")

words = st.sampled_from(WORDS)
sentences = st.lists(words, max_size=9).map(" ".join)
figures = st.one_of(
    st.builds(figure, st.integers(0, 6), st.sampled_from(["soldiers", "troops"]), bound=st.sampled_from(Bound)),
    st.builds(figure, st.integers(0, 6), role=st.just("killed"), head=st.just("people")),
    st.builds(figure, st.integers(0, 6), unit=st.sampled_from(["kilometre", "mile"]), role=st.just("distance")),
    st.builds(figure, st.integers(0, 6), unit=st.sampled_from(["dollar", "pound sterling", "percent"])),
    st.builds(figure, st.none(), st.just("soldier"), low=st.integers(0, 3), high=st.integers(3, 6)),
)
articles = st.builds(
    article,
    sentences,
    sentences.map("x ".__add__),
    outlet=sentences,
    language=st.sampled_from([*LANGUAGES, None, "pt-BR"]),
    tags=st.lists(sentences, max_size=2).map(tuple),
    figures=st.lists(figures, max_size=2).map(tuple),
    hours=st.one_of(st.none(), st.integers(-2, 60)),
    url=st.one_of(st.none(), st.builds("https://{}/{}".format, st.sampled_from(HOSTS), sentences)),
    authors=st.lists(sentences, max_size=2).map(tuple),
    place=st.one_of(st.none(), words, st.sampled_from(["DAMASCUS", "Nice", "NEW YORK"])),
    feed=st.integers(0, 3),
)
stories = st.builds(
    StoryFacts,
    sources=st.integers(1, 4),
    figures_before=st.lists(figures, max_size=2).map(tuple),
)

fields = st.sampled_from([Field.ANY] * 4 + list(Field))
worded = fields.filter(lambda field: field is not Field.PLACE)
"""Fields of plain words; of a place those are names."""

terms = st.one_of(
    st.builds(Word, words, worded),
    st.builds(Word, st.sampled_from(OPEN + SPELLED), fields),
    st.builds(
        Phrase, st.lists(st.one_of(words, words, st.sampled_from(OPEN)), min_size=1, max_size=3).map(" ".join), worded
    ),
)
placed = st.one_of(terms, st.lists(terms, min_size=2, max_size=3).map(any_of))
nears = st.builds(Near, st.lists(placed, min_size=2, max_size=4).map(tuple), st.integers(0, 4), st.booleans())
repeated = st.builds(AtLeast, st.integers(2, 4), placed)
sites = st.builds(Site, st.sampled_from(SITES))
languages = st.builds(Language, st.sampled_from(LANGUAGES))
amounts = st.builds(
    Amount,
    st.sampled_from(["soldiers", "dead", "distance", "people"]),
    st.sampled_from([">=", "<=", ">", "<", "="]),
    st.decimals(0, 6, places=1).map(lambda value: value.normalize() + 0),
    st.sampled_from([None, "kilometre", "mile", "mile per hour"]),
)
money = st.builds(
    Amount,
    st.just("money"),
    st.sampled_from([">=", "<"]),
    st.integers(0, 6).map(Decimal),
    st.sampled_from(["dollar", "pound sterling"]),
)
regexes = st.builds(
    Regex,
    st.sampled_from([r"[Ss]yria", r"cease.?fire", r"\bU\.?S\b", r"a\/b|iraq", "سوري", r"\d,\d{3}", r"x (\w+ ){2}the"]),
    st.booleans(),
    st.sampled_from(Field),
)
countries = st.builds(Country, st.sampled_from(["SY", "US", "FR", "MX", "GE", "JO"]))
named = st.builds(Place, st.sampled_from(["damascus", "Kyiv", "nice", "new york", "syria", "al-qaeda", "AND", "3,500"]))
feeds = st.builds(Feed, st.integers(1, 3))
sources = st.builds(Sources, st.sampled_from([">=", "<=", ">", "<", "="]), st.integers(0, 4))
changes = st.builds(
    Change,
    st.sampled_from(["soldiers", "dead", "distance", "money"]),
    st.sampled_from([Decimal(5), Decimal(20), Decimal("33.5"), Decimal(100)]),
    st.booleans(),
)
lengths = st.builds(Length, st.sampled_from([">=", "<=", ">", "<", "="]), st.integers(0, 18))
ages = st.builds(Published, st.sampled_from([1, 24, 48, 49, 8760]))
others = st.one_of(
    *(nears, repeated, amounts, money, lengths, ages, sites, languages),
    *(regexes, countries, named, feeds, sources, changes),
)
leaves: st.SearchStrategy[Node] = st.one_of(terms, terms, others)


def _branches(children: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(children, min_size=1, max_size=6)
    return st.one_of(several.map(all_of), several.map(any_of), several.map(_most_of), children.map(negated))


def _most_of(items: list[Node]) -> Node:
    return some_of((len(items) + 1) // 2, items)


trees = st.recursive(leaves, _branches, max_leaves=12)
"""Any tree in normal form, also those that the parser refuses because they go by nothing."""

anchored = st.builds(lambda term, tree: all_of([term, tree]), terms, trees)
"""Trees that the parser takes."""

queries = trees.map(Query)
