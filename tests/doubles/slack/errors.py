"""What Slack answers when it refuses: 200 and ``{"ok": false, "error": ...}``; for payloads, sentences that say why."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.doubles.control import Refused

Json = dict[str, Any]

PAYLOAD = frozenset(
    {
        "cannot_parse_attachment",
        "duplicate_external_id",
        "invalid_arguments",
        "invalid_array_arg",
        "invalid_attachments",
        "invalid_blocks",
        "invalid_blocks_format",
        "invalid_form_data",
        "invalid_json",
        "invalid_metadata_format",
        "invalid_post_type",
        "json_not_object",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "push_limit_reached",
        "too_many_attachments",
        "view_too_large",
    }
)
"""Errors that say that a client sent what no client should: they are listed in a double's ``violations``."""


class Refusal(Refused):
    """An answer other than a success. Errors: each method's page in Slack's reference.

    ``messages`` go into ``response_metadata``; ``extra`` beside ``error`` (``needed``, ``provided``); ``retry_after``:
    whole seconds, then the status is 429. ``blamed`` False: the payload is well, and something else is not.
    """

    def __init__(
        self,
        error: str,
        *,
        messages: Sequence[str] = (),
        extra: Json | None = None,
        status: int = 200,
        retry_after: int | None = None,
        blamed: bool = True,
    ) -> None:
        super().__init__(error)
        self.error = error
        self.messages = tuple(messages)
        self.extra = extra or {}
        self.status = 429 if retry_after is not None else status
        self.retry_after = retry_after
        self.violates = blamed and error in PAYLOAD

    def body(self) -> Json:
        data: Json = {"ok": False, "error": self.error} | self.extra
        if self.messages and self.error == "invalid_blocks":
            data["errors"] = list(self.messages)
        if self.messages:
            data["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return data

    @property
    def headers(self) -> dict[str, str]:
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


def invalid_arguments(message: str) -> Refusal:
    return Refusal("invalid_arguments", messages=[message])


def missing_argument(name: str) -> Refusal:
    return invalid_arguments(f"missing required field: {name}")
