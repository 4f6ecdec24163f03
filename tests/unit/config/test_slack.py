"""What Slack's settings need of each other, told before anything starts."""

from __future__ import annotations

import os

import pytest

from bot.domain.errors import BadInput
from config.settings import PREFIX, load_settings

ONE = {"BOT_TOKEN": "xoxb-1", "APP_TOKEN": "xapp-1"}
MANY = {
    "CLIENT_ID": "1.2",
    "CLIENT_SECRET": "s",
    "ENCRYPTION_KEY": "k",
    "URL": "https://d.example",
    "APP_TOKEN": "xapp-1",
}
HTTP = {"BOT_TOKEN": "xoxb-1", "MODE": "http", "SIGNING_SECRET": "s", "URL": "https://d.example"}


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """An environment without any variable of ours."""
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)
    return monkeypatch


def slack(given: pytest.MonkeyPatch, values: dict[str, str], without: str | None = None) -> None:
    for name, value in values.items():
        if name != without:
            given.setenv(f"DATELINE_SLACK_{name}", value)


@pytest.mark.parametrize("values", [ONE, MANY, HTTP, {}])
def test_what_belongs_together(given: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    slack(given, values)
    assert load_settings(None).serves_slack is bool(values)


@pytest.mark.parametrize(
    ("values", "without"),
    [
        (ONE, "APP_TOKEN"),
        (ONE, "BOT_TOKEN"),
        (MANY, "CLIENT_SECRET"),
        (MANY, "ENCRYPTION_KEY"),
        (MANY, "URL"),
        (MANY, "APP_TOKEN"),
        (HTTP, "SIGNING_SECRET"),
        (HTTP, "URL"),
    ],
)
def test_what_is_missing_is_named(given: pytest.MonkeyPatch, values: dict[str, str], without: str) -> None:
    slack(given, values, without)
    with pytest.raises(BadInput, match=f"DATELINE_SLACK_{without} is missing"):
        load_settings(None)


def test_one_workspace_or_many(given: pytest.MonkeyPatch) -> None:
    slack(given, ONE | MANY)
    with pytest.raises(BadInput, match="unset one of the two"):
        load_settings(None)


@pytest.mark.parametrize(("name", "value"), [("URL", "dateline.example.org"), ("SOCKETS", "11"), ("MODE", "webhook")])
def test_what_cannot_be_is_refused(given: pytest.MonkeyPatch, name: str, value: str) -> None:
    slack(given, ONE | {name: value})
    with pytest.raises(BadInput, match=f"DATELINE_SLACK_{name} is wrong"):
        load_settings(None)
