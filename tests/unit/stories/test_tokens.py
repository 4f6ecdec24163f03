"""Terms in many scripts."""

import pytest

from bot.stories.tokens import fold, tokens, words


def terms(text: str, language: str | None = "en") -> list[str]:
    return [token.term for token in tokens(text, language)]


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The soldiers were returning", "en", ["soldier", "return"]),
        ("Iraq's camps", "en", ["iraq", "camp"]),
        ("Hay'at Tahrir al-Sham", None, ["hayat", "tahrir", "sham"]),
        ("l'accord d'Erdoğan", "fr", ["accord", "erdogan"]),
        ("around 3,500 men and 6.1 percent", "en", ["3500", "men", "6.1", "percent"]),
        ("1,5 Prozent", "de", ["1.5", "prozent"]),
        ("U.S. forces", "en", ["u.s", "forc"]),
        ("東京都", "ja", ["東京", "京都"]),
        ("火", "zh", ["火"]),
        ("Łódź Malmö", None, ["lodz", "malmo"]),
        ("x" * 41 + " a b", "en", []),
        ("\u0301\u0301 \u0591", "en", []),
        ("²² ٣٣", "ar", ["22", "٣٣"]),
        ("", "en", []),
    ],
)
def test_terms(text: str, language: str | None, expected: list[str]) -> None:
    assert terms(text, language) == expected


def test_inflected_russian_words_are_one_term() -> None:
    assert len(set(terms("солдаты солдатам солдатами", "ru"))) == 1


def test_capitals_count_only_where_grammar_does_not_ask_for_them() -> None:
    found = {
        token.word: token.capital for token in tokens('Soldiers left Rutba. Camps "Officers" closed in Anbar', "en")
    }
    assert found == {
        "soldiers": False,
        "left": False,
        "rutba": True,
        "camps": False,
        "officers": False,
        "closed": False,
        "anbar": True,
    }


def test_offsets_point_at_the_words() -> None:
    assert [token.start for token in tokens("Thousands of soldiers crossed", "en")] == [0, 13, 22]


def test_words_are_folded_and_unstemmed() -> None:
    assert words("Café Soldiers, 12") == ["cafe", "soldiers", "12"]
    assert fold("ÉCOLE") == "ecole"
