"""Datelines as agencies write them, and openings that only look like one."""

import pytest

from bot.stories import dateline_place
from bot.stories.dateline import after_dateline


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("ERBIL, Iraq (Agency) — On Thursday Iraq's government began", "ERBIL"),
        ("ERBIL — On Thursday Iraq's government began", "ERBIL"),
        ("GENEVA, Jan 5 (XX) - The United Nations said", "GENEVA"),
        ("Beirut – The army said on Monday", "Beirut"),
        ("Tel Aviv - Police said", "Tel Aviv"),
        ("MEXICO CITY -- A strong earthquake", "MEXICO CITY"),
        ("St. Louis, Mo. (AP) — A jury", "St. Louis"),
        ("WINSTON-SALEM, N.C. (AP) — A jury", "WINSTON-SALEM"),
        ("WASHINGTON/BEIRUT (Reuters) - The US", "WASHINGTON/BEIRUT"),
        ("LONDON, Aug. 3, 2024 (Reuters) - Three men", "LONDON"),
        ("BEIJING, Jan. 5 (Xinhua) -- China said", "BEIJING"),
        ("TEHRAN (Tasnim)- Iran said", "TEHRAN"),
        ("NEW DELHI, AFP - India said", "NEW DELHI"),
        ("THE HAGUE — Judges said", "THE HAGUE"),
        ("Madrid, 5 ene (EFE).- El Gobierno", "Madrid"),
        ("(XYZ) - ROMA, 08 GEN - Il governo", "ROMA"),
        ("  \n PARIS—The city council", "PARIS"),
        ("Rio de Janeiro – “We are ready,” said", "Rio de Janeiro"),
        ("NUKU'ALOFA — A magnitude 7.1 earthquake", "NUKU'ALOFA"),
    ],
)
def test_a_dateline_gives_its_place_as_written(text: str, place: str) -> None:
    assert dateline_place(text) == place


@pytest.mark.parametrize(
    "text",
    [
        "",
        "—",
        "ERBIL",
        "ERBIL — ",
        "NASA — the space agency — said on Monday",
        "BREAKING NEWS — Fire in the old town",
        "Apple — The company — said",
        "The prime minister - who resigned - said",
        "REBEL FORCES TOOK the city of Homs - and moved on",
        "Well-known writer dies",
        "KUALA LUMPUR: The minister said",
        "In 2024 - The year of elections",
        "On Monday – The army said",
        "Paris is beautiful in spring. London - not so much",
        "(XYZ) the rest of a text",
        "A" * 5_000,
        "- " * 5_000,
        "(" * 5_000,
    ],
)
def test_other_openings_give_none(text: str) -> None:
    assert dateline_place(text) is None


def test_the_text_behind_a_dateline() -> None:
    assert after_dateline("ERBIL, Iraq (Agency) — On Thursday").lstrip() == "On Thursday"
    assert after_dateline("No dateline here.") == "No dateline here."
