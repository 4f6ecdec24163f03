"""The claim holds unless enough text clearly contradicts it."""

import pytest

from bot.stories import language_of

ENGLISH = (
    "The government said on Thursday that it had begun to return the soldiers who fled across the border last month, "
    "and that the camps in the desert would be closed as soon as the last of them had gone home."
)
GERMAN = (
    "Die Regierung teilte am Donnerstag mit, dass sie mit der Rückführung der Soldaten begonnen habe, die im vergangenen "
    "Monat über die Grenze geflohen waren. Die Lager in der Wüste sollen bald geschlossen werden."
)
NORWEGIAN = (
    "Regjeringen opplyste torsdag at den har begynt å sende hjem soldatene som flyktet over grensen forrige måned, og at "
    "leirene i ørkenen skal stenges så snart de siste har reist hjem til landsbyene sine."
)


@pytest.mark.parametrize(
    ("title", "text", "claimed", "expected"),
    [
        ("Soldiers go home", ENGLISH, "en", "en"),
        ("Soldiers go home", ENGLISH, None, "en"),
        ("Soldiers go home", ENGLISH, "de", "en"),
        ("Soldaten kehren zurück", GERMAN, "en-US", "de"),
        ("Soldaten kehren zurück", GERMAN, None, "de"),
        ("Soldaten kehren zurück", "", "en", "en"),
        ("Irak", "", None, None),
        ("", "", None, None),
        ("", "", "pt_BR", "pt"),
        ("", "", "EN-gb", "en"),
        ("", "", "  fr ", "fr"),
        ("", "", "und", None),
        ("", "", "english", None),
        ("1-0 2-1 3-3", "4 5 6", None, None),
        ("Soldater", NORWEGIAN, "nb", "nb"),
        ("Soldater", NORWEGIAN, "no", "no"),
    ],
)
def test_language_of(title: str, text: str, claimed: str | None, expected: str | None) -> None:
    assert language_of(title, text, claimed) == expected


def test_hostile_text_has_a_language_or_none() -> None:
    assert language_of("\ud800" * 50, "\x00" * 500, "en") == "en"
