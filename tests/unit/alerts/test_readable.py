"""Words and addresses before any platform's markup."""

from __future__ import annotations

import pytest

from bot.alerts.readable import link_address, one_line, printable


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
    assert link_address(url, 2000) is None


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/b?c=1&d=2#e", "https://a.example/b?c=1&d=2#e"),
        ("HTTPS://A.example/", "HTTPS://A.example/"),
        ('https://a.example/<b>|"c"', "https://a.example/%3Cb%3E%7C%22c%22"),
        ("https://a.example/ü%20x", "https://a.example/%C3%BC%20x"),
    ],
)
def test_an_address_holds_nothing_that_ends_it_too_soon(url: str, address: str) -> None:
    assert link_address(url, 2000) == address


def test_words_lose_what_is_not_printed() -> None:
    assert printable("a\x00\u202eb\ud800\r\nc\td") == "ab\nc d"
    assert one_line(" a \n\n b ") == "a b"
