"""What Slack's settings need of each other."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def slack_mistake(settings: Mapping[str, Any]) -> str | None:
    """The first thing that is amiss, as a sentence with its remedy; None where all is well or Slack is not served."""
    one, many = settings["slack_bot_token"] is not None, settings["slack_client_id"] is not None
    if not one and not many:
        lonely = settings["slack_app_token"] is not None or settings["slack_signing_secret"] is not None
        return "DATELINE_SLACK_BOT_TOKEN is missing beside Slack's other tokens; set it." if lonely else None
    if one and many:
        return (
            "DATELINE_SLACK_BOT_TOKEN is for one workspace and DATELINE_SLACK_CLIENT_ID for many; unset one of the two."
        )
    for name, why in _needed(settings, many=many):
        if settings[name] is None:
            return f"DATELINE_{name.upper()} is missing: {why}."
    return None


def _needed(settings: Mapping[str, Any], *, many: bool) -> list[tuple[str, str]]:
    """Names of settings, and what each is for."""
    needed: list[tuple[str, str]] = []
    if many:
        needed += [
            ("slack_client_secret", "workspaces install the app with it"),
            ("slack_encryption_key", "it seals their tokens in the database; any long random text will do"),
            ("slack_url", "Slack leads browsers back there"),
        ]
    if settings["slack_mode"] == "socket":
        needed.append(
            ("slack_app_token", "Socket Mode needs one with the scope connections:write; or set slack_mode to http")
        )
    else:
        needed.append(("slack_signing_secret", "slack_mode is http, and it tells Slack's requests from others'"))
        needed.append(("slack_url", "slack_mode is http, and Slack sends there what happens"))
    return needed
