"""What a call would have a message say."""

from __future__ import annotations

from typing import Any

from tests.doubles.slack.calls import Call
from tests.doubles.slack.errors import Json, Refusal
from tests.doubles.slack.limits.messages import Draft

NOTHING = Draft()


def draft_of(call: Call, kept: Draft = NOTHING) -> Draft:
    """``kept``: blocks and attachments that stay where the call names none; an empty list removes them."""
    return Draft(
        text=call.text("text") or call.text("markdown_text"),
        blocks=blocks_of(call, kept),
        attachments=attachments_of(call, kept),
        metadata=call.json("metadata", "invalid_metadata_format") or None,
    )


def blocks_of(call: Call, kept: Draft) -> list[Json]:
    blocks = call.json("blocks", "invalid_blocks_format")
    return kept.blocks if blocks is None else list_of(blocks, "invalid_blocks_format")


def attachments_of(call: Call, kept: Draft) -> list[Json]:
    attachments = call.json("attachments", "invalid_attachments")
    return kept.attachments if attachments is None else list_of(attachments, "invalid_attachments")


def list_of(value: Any, error: str = "invalid_blocks_format") -> list[Json]:
    """A list of objects; None is an empty one."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise Refusal(error)
    return value
