from __future__ import annotations

import pytest

from bot.domain.figure import Bound, Figure, Part
from bot.figures import extract, key_figures


def texts(figures: tuple[Figure, ...]) -> list[str]:
    return [figure.text for figure in figures]


@pytest.mark.parametrize(
    ("text", "order"),
    [
        (
            "The repairs took 12 days. They cost $5m. It is 40 km away. The flood killed 30 people.",
            ["30 people", "$5m", "40 km", "12 days"],
        ),
        (
            "The fire hurt 20 people. It killed 30 people. A crowd of 500 people fled.",
            ["30 people", "20 people", "500 people"],
        ),
        ("Sales rose 5%. Profit was $60m.", ["$60m", "5%"]),
        ("Two men met. Jane Smith, 45, spoke. It cost $5m.", ["$5m"]),
        ("Two men met.", ["Two men"]),
        ("The index closed at 1,024.", ["1,024"]),
    ],
)
def test_order_of_news_value(text: str, order: list[str]) -> None:
    assert texts(key_figures(extract(text))) == order


def test_the_headline_comes_first_in_its_class() -> None:
    figures = (*extract("Bill of $9m looms", Part.TITLE), *extract("It cost $5m. The bill is $7m."))
    assert texts(key_figures(figures)) == ["$9m", "$5m", "$7m"]


def test_limit() -> None:
    text = "It sold 100 cars, 200 vans, 300 buses, 400 trains, 500 ships and 600 planes."
    assert len(key_figures(extract(text))) == 5
    assert len(key_figures(extract(text), limit=2)) == 2
    assert key_figures(extract(text), limit=0) == ()
    assert key_figures(()) == ()


@pytest.mark.parametrize(
    ("text", "noun", "bound"),
    [
        ("They sent 3,500. Around 3,500 soldiers left.", "soldiers", Bound.ABOUT),
        ("They sent 3,500 soldiers. Exactly 3,500 left.", "soldiers", Bound.EXACT),
        (
            "They sent 3,500 Syrian soldiers. The 3,500 soldiers and officers left.",
            "Syrian soldiers and officers",
            Bound.EXACT,
        ),
        (
            "They sent 3,500 soldiers and officers. The 3,500 Syrian soldiers left.",
            "Syrian soldiers and officers",
            Bound.EXACT,
        ),
        ("They sent 3,500 people. The 3,500 villagers left.", "villagers", Bound.EXACT),
        ("More than 3,500 soldiers left. They sent 3,500 soldiers.", "soldiers", Bound.MORE_THAN),
        ("They sent 3,517 soldiers. At least 3,517 soldiers left.", "soldiers", Bound.EXACT),
    ],
)
def test_the_same_quantity_is_one(text: str, noun: str, bound: Bound) -> None:
    (figure,) = key_figures(extract(text))
    assert (figure.noun, figure.bound) == (noun, bound)


@pytest.mark.parametrize(
    ("title", "text", "bound"),
    [
        ("Landslide kills 12", "At least 12 people were killed.", Bound.AT_LEAST),
        ("Landslide kills 12", "Exactly 12 people were killed.", Bound.EXACT),
        ("Landslide kills at least 12", "It killed 12 people.", Bound.AT_LEAST),
        ("3,517 soldiers sent back", "More than 3,517 soldiers left.", Bound.MORE_THAN),
    ],
)
def test_a_headline_has_no_room_to_say_how_exact_it_is(title: str, text: str, bound: Bound) -> None:
    (figure,) = key_figures((*extract(title, Part.TITLE), *extract(text)))
    assert figure.bound is bound


@pytest.mark.parametrize(
    "text",
    [
        "It killed 30 people. It injured 30 people.",
        "It has 30 trucks. It has 30 ships.",
        "It cost $30 a barrel. It cost $30 a share.",
        "It took a 30-day trip. It was a 30-day siege.",
    ],
)
def test_different_quantities_stay_apart(text: str) -> None:
    assert len(key_figures(extract(text))) == 2


def test_a_source_is_kept() -> None:
    (figure,) = key_figures(extract("The flood killed 30 people. It killed 30 people, police said."))
    assert figure.attribution == "police"


def test_the_repeated_comes_before_the_incidental() -> None:
    figures = extract("It has 30 trucks. It has 40 ships. The 40 ships are new.")
    assert texts(key_figures(figures)) == ["40 ships", "30 trucks"]


def test_the_texts_spelling_of_a_noun_beats_the_headlines() -> None:
    title = extract("Iraq Sends Home 3,500 Soldiers", Part.TITLE)
    (figure,) = key_figures((*title, *extract("Iraq sent home 3,500 Syrian soldiers.")))
    assert (figure.noun, figure.head, figure.part) == ("Syrian soldiers", "soldiers", Part.TITLE)
