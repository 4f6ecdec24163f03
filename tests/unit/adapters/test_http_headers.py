from __future__ import annotations

from datetime import timedelta

import pytest

from bot.adapters.http.addresses import is_public
from bot.adapters.http.headers import max_age, retry_after

DATE = "Tue, 07 Jan 2025 08:00:00 GMT"


@pytest.mark.parametrize(
    ("value", "date", "seconds"),
    [
        ("90", None, 90),
        (" 90 ", None, 90),
        ("99999999999999999999", None, 366 * 86400),
        ("Tue, 07 Jan 2025 08:01:00 GMT", DATE, 60),
        ("Tue, 07 Jan 2025 09:01:00 +0100", DATE, 60),
        ("Tue, 07 Jan 2025 08:01:00 -0000", DATE, 60),
        ("Tue, 07 Jan 2025 07:00:00 GMT", DATE, 0),
        ("Tue, 07 Jan 2025 08:01:00 GMT", None, None),
        ("-5", DATE, None),
        ("soon", DATE, None),
        ("", DATE, None),
        (None, DATE, None),
    ],
)
def test_retry_after(value: str | None, date: str | None, seconds: int | None) -> None:
    assert retry_after(value, date) == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("max-age=60", 60),
        ("public, Max-Age = 60", 60),
        ('max-age="60"', 60),
        ("s-maxage=30", 30),
        ("s-maxage=30, max-age=60", 60),
        ("no-cache, max-age=60", None),
        ("no-store", None),
        ("max-age=0", None),
        ("private", None),
        ("", None),
        (None, None),
    ],
)
def test_max_age(value: str | None, seconds: int | None) -> None:
    assert max_age(value) == (None if seconds is None else timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.215.14", True),
        ("2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1%eth0", False),
        ("fd00::1", False),
        ("ff02::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:93.184.215.14", True),
        ("::127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::10.0.0.1", False),
        ("64:ff9b::93.184.215.14", True),
        ("2001:0:1:2:3:4:80ff:fffe", False),
    ],
)
def test_is_public(address: str, public: bool) -> None:
    assert is_public(address) == public
