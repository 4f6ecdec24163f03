"""What every answer on Slack needs: who asks, how it is written, and a client that may speak."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.adapters.platforms.slack.asking.asker import Askers
from bot.adapters.platforms.slack.asking.writer import Writer
from bot.pipeline.asking import Signer

Ack = Callable[..., Awaitable[Any]]
"""slack_bolt's ``ack``: it takes what Slack's answer to the payload shall carry."""

EXPIRED = frozenset(
    (
        "exchanged_trigger_id",
        "expired_trigger_id",
        "invalid_trigger_id",
        "trigger_exchanged",
        "trigger_expired",
    )
)
"""Slack's words for a window that it opens no more: three seconds are over since it was asked for."""

GONE = frozenset(("hash_conflict", "not_found", "view_not_found"))
"""Slack's words for a window that was closed meanwhile."""


@dataclass(frozen=True, slots=True)
class Desk:
    """The same for all interactions."""

    askers: Askers
    writer: Writer
    signer: Signer
