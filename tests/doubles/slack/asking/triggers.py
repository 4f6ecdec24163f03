"""Trigger ids: leave to open one view within three seconds of what a person did."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from tests.doubles.slack.errors import Refusal

if TYPE_CHECKING:
    from tests.doubles.slack.asking.asked import Asked
    from tests.doubles.slack.store import Workspace

TRIGGER_LASTS = 3.0  # seconds; Slack's reference, "Opening modals"


class Triggers:
    """By id. A used one is kept, so that its second use is told from one that never was."""

    def __init__(self) -> None:
        self._given: dict[str, Asked] = {}
        self._used: set[str] = set()

    def issue(self, asked: Asked) -> str:
        trigger_id = f"{secrets.randbelow(10**13)}.{secrets.randbelow(10**12)}.{secrets.token_hex(16)}"
        self._given[trigger_id] = asked
        return trigger_id

    def check(self, trigger_id: str, workspace: Workspace, now: float) -> Asked:
        """Whose trigger it is, if it can still be used (Slack's reference, "views.open": errors)."""
        asked = self._given.get(trigger_id)
        if asked is None or asked.workspace is not workspace:
            raise Refusal("invalid_trigger_id")
        if trigger_id in self._used:
            asked.refuse("exchanged_trigger_id")
        if now - asked.at > TRIGGER_LASTS:
            asked.refuse("expired_trigger_id")
        return asked

    def use_up(self, trigger_id: str) -> None:
        """A view was opened with it."""
        self._used.add(trigger_id)
