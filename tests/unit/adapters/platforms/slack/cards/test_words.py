from __future__ import annotations

from datetime import UTC, datetime

from bot.adapters.platforms.slack.cards.words import site_of, stamp_of, web_address


def test_an_address_may_be_long_but_not_too_long() -> None:
    assert web_address("https://a.example/" + "b" * 1900) is not None
    assert web_address("https://a.example/" + "b" * 2000) is None


def test_a_site_goes_by_its_name() -> None:
    assert site_of("https://www.herald.example:8080/a") == "herald.example"


def test_moments_that_no_clock_shows_have_no_stamp() -> None:
    assert stamp_of(datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)) == 1
    assert stamp_of(datetime(1969, 7, 20, tzinfo=UTC)) is None
    assert stamp_of(datetime(2100, 1, 1, tzinfo=UTC)) is None
