"""Countries and places: what the table of cases does not ask."""

from __future__ import annotations

import pytest

from bot.rules import matches, parse
from bot.rules.gazetteer import LARGE, countries_of, read_country
from tests.unit.rules.drawn import article


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        *(("SY", "SY"), ("syr", "SY"), ("Syria", "SY"), ("uk", "GB"), ("england", "GB"), ("Burma", "MM")),
        *(("south sudan", "SS"), ("the netherlands", "NL"), ("Türkiye", "TR"), ("cote d'ivoire", "CI"), ("u.s.", "US")),
    ],
)
def test_a_country_is_read_by_code_or_name(asked: str, code: str) -> None:
    assert read_country(asked, 0) == code


@pytest.mark.parametrize(
    ("title", "codes"),
    [
        ("", set()),
        ("Talks between Iraq and Syrian envoys in Geneva", {"IQ", "SY", "CH"}),
        ("South Sudanese flee to Sudan", {"SS", "SD"}),
        ("DR Congo and Congo-Brazzaville sign", {"CD", "CG"}),
        ("Equatorial Guinea", {"GQ"}),
        ("Kharkov, Odessa and Lviv were hit", {"UA"}),
        ("Madison Square Garden opens", set()),
        ("Los Angeles and New York", {"US"}),
        ("He moved from Michael Jordan to others", set()),
        ("the us and the uk", set()),
        ("The UK and the USA", {"GB", "US"}),
        ("USA's team", {"US"}),
    ],
)
def test_countries_of_a_headline(title: str, codes: set[str]) -> None:
    assert set(countries_of(article(title))) == codes


def test_a_countrys_places_are_positions_of_the_document() -> None:
    assert countries_of(article("Fire in New York City"))["US"] == [(2, 4)]


def test_a_language_that_is_not_known_has_no_names() -> None:
    assert set(countries_of(article("Syria", language="xx"))) == {"SY"}
    assert set(countries_of(article("Syria", language="not a tag"))) == {"SY"}


def test_no_small_town_implies_its_country() -> None:
    assert LARGE == 100_000
    assert not countries_of(article("Festival in Oberammergau"))


def test_a_name_at_the_very_end_is_not_read_past_it() -> None:
    assert not countries_of(article("Trip to South"))
    assert not matches(parse('place:"new york"'), article("All is New"))


def test_hostile_texts_are_read() -> None:
    assert not countries_of(article("South " * 10_000))
    assert not matches(parse("place:south-south-africa"), article("South " * 10_000))
