from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import discord
import pytest

from bot.adapters.platforms.discord.supervisor import asked_wait


def http_error(status: int, **headers: str) -> discord.HTTPException:
    response: Any = SimpleNamespace(
        status=status, reason="", headers={name.replace("_", "-"): value for name, value in headers.items()}
    )
    return discord.HTTPException(response, "error code: 1015")


def caused(cause: Exception) -> discord.GatewayNotFound:
    error = discord.GatewayNotFound()  # type: ignore[no-untyped-call]
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("failure", "wait"),
    [
        (None, 0.0),
        (ValueError(), 0.0),
        (discord.RateLimited(3600.0), 3600.0),
        (http_error(429, Retry_After="12.5"), 12.5),
        (http_error(429, Retry_After="soon"), 60.0),
        (http_error(429), 60.0),
        (http_error(503, Retry_After="12"), 0.0),
        (caused(http_error(429, Retry_After="7")), 7.0),
    ],
)
def test_what_discord_asks_to_wait_is_kept(failure: Exception | None, wait: float) -> None:
    assert asked_wait(failure) == wait
