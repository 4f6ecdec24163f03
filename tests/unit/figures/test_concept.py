from __future__ import annotations

import pytest

from bot.figures import extract


@pytest.mark.parametrize(
    ("text", "concept"),
    [
        ("Floods drove many from home and destroyed 350 houses.", ("Floods", "houses")),
        ("He was banned and ordered to repay $5m.", ("He",)),
        ("The phone has good cameras, weighs 174 grams and is thin.", ("phone",)),
        ("The bridge, built of stone, cost $5m.", ("bridge",)),
        ("Prices fell, with crude settling below $46.", ("crude",)),
        ("Prices rose, with homes now costing $1m.", ("homes",)),
        ("Drinkers who had a cup daily were 15% less tired.", ("Drinkers",)),
        ("The boy, 9, is well.", ("boy",)),
        ("The men, aged 19 and 24, were held.", ("men",)),
        ("Camps 5 km away are full.", ("Camps",)),
        ("Some 58% of those polled agreed.", ("polled",)),
        ("It hit 9 cars, 4 of which burned.", ("cars",)),
        ("The number of people living in poverty fell 5%.", ("number", "people", "poverty")),
        ("Earnings before interest and taxes fell 5%.", ("Earnings", "interest", "taxes")),
        ("A 20% higher risk of a stroke was found.", ("higher", "risk", "stroke")),
        ("A ridge will push temperatures to 38C.", ("temperatures",)),
        ("The Boeing 777 was flying at 35,000 feet.", ("Boeing", "777")),
        ("The centre is 12 metres tall.", ("centre", "tall")),
        ("At $72 a share, the bid is fair.", ("bid",)),
        ("Smoking costs the state £2bn.", ("Smoking",)),
        ("The town lies 70 miles south of Dallas.", ("town",)),
        ("He said 40% were ill.", ()),
        ("The offensive led by rebels took 11 days.", ("offensive",)),
        ("A $2K e-bike is here.", ("e", "bike")),
        ("They served three terms.", ("They", "terms")),
    ],
)
def test_the_words_of_a_figure(text: str, concept: tuple[str, ...]) -> None:
    assert extract(text)[-1].concept == concept
