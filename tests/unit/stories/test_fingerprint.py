"""What a fingerprint holds, and that it survives being stored."""

import json

import pytest

from bot.domain.errors import BadInput
from bot.stories import Fingerprint, fingerprint
from tests.unit.stories.newswire import printed, rows


def test_names_numbers_and_days_of_the_reference_article() -> None:
    found = printed(rows()[0])
    assert {"assad", "miri", "qaim", "rutba", "anbar", "iraq"} <= set(found.names)
    assert {"3500", "300", "186"} <= set(found.numbers)
    assert {"thursday", "12-08"} >= set(found.when) >= {"thursday"}
    assert {"iraq", "syrian", "soldier"} <= set(found.title)
    assert not found.series


def test_a_common_noun_is_no_name_however_it_is_written() -> None:
    found = fingerprint("Minister resigns", "On Monday the Prime Minister met the Central Bank in Oslo.", "en")
    assert found.names == ("oslo",)


def test_a_title_in_title_case_makes_no_names() -> None:
    assert fingerprint("Large Blaze Destroys Paper Mill", "The blaze destroyed the mill.", "en").names == ()


def test_title_terms_weigh_more_than_body_terms() -> None:
    found = fingerprint("Kestrels nest", "word " * 100 + "harriers", "en")
    weights = dict(zip(found.terms, found.weights, strict=True))
    assert weights["kestrel"] > weights["harrier"]


def test_marks_and_foreign_digits_are_no_trouble() -> None:
    found = fingerprint("\u0301\u0301 ²² ٣٣", "2024 1e9 3.14.15 007", "ar")
    assert Fingerprint.from_json(found.to_json()) == found


def test_it_keeps_at_most_64_terms_and_is_small_when_stored() -> None:
    long = " ".join(f"term{chr(97 + n % 26)}{chr(97 + n // 26)}" for n in range(600))
    found = fingerprint("Title", long, "en")
    assert len(found.terms) == 64
    assert len(found.to_json()) < 3_000


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["id"])
def test_stored_and_read_back(row: dict[str, str]) -> None:
    found = printed(row)
    assert Fingerprint.from_json(found.to_json()) == found


@pytest.mark.parametrize(
    "stored",
    ["", "{}", "[]", "null", "7", '{"v":1}', '{"v":0}', '"text"', "[" * 100_000],
)
def test_anything_else_is_bad_input(stored: str) -> None:
    with pytest.raises(BadInput, match="fingerprint cannot be read"):
        Fingerprint.from_json(stored)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("weights", [1]),
        ("weights", ["x"] * 64),
        ("terms", 7),
        ("sketch", "%%"),
        ("sketch", "0"),
        ("names", 3),
        ("v", 99),
    ],
)
def test_a_damaged_part_is_bad_input(key: str, value: object) -> None:
    stored = json.loads(printed(rows()[0]).to_json())
    stored[key] = value
    with pytest.raises(BadInput):
        Fingerprint.from_json(json.dumps(stored))
