from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.adapters.platforms.slack.cards.words import one_line, printable, site_of, stamp_of, web_address


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "//evil.example/x",
        "https:",
        "http://[broken",
        "java\nscript:alert(1)",
        "https://a.example/ b",
        "https://a.example/" + "b" * 2000,
        "mailto:a@b.example",
    ],
)
def test_what_is_no_web_address_leads_nowhere(url: str | None) -> None:
    assert web_address(url) is None


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/b?c=1&d=2#e", "https://a.example/b?c=1&d=2#e"),
        ("HTTPS://A.example/", "HTTPS://A.example/"),
        ('https://a.example/<b>|"c"', "https://a.example/%3Cb%3E%7C%22c%22"),
        ("https://a.example/ü%20x", "https://a.example/%C3%BC%20x"),
    ],
)
def test_an_address_holds_nothing_that_slack_would_end_it_at(url: str, address: str) -> None:
    assert web_address(url) == address


def test_a_site_goes_by_its_name() -> None:
    assert site_of("https://www.herald.example:8080/a") == "herald.example"


def test_words_lose_what_is_not_printed() -> None:
    assert printable("a\x00\u202eb\ud800\r\nc\td") == "ab\nc d"
    assert one_line(" a \n\n b ") == "a b"


def test_moments_that_no_clock_shows_have_no_stamp() -> None:
    assert stamp_of(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)) == 1
    assert stamp_of(datetime(1969, 7, 20, tzinfo=UTC)) is None
    assert stamp_of(datetime(2100, 1, 1, tzinfo=UTC)) is None
