"""A message's text, blocks, attachments and metadata: what Slack would refuse of them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.slack.errors import Json, Refusal
from tests.doubles.slack.limits.blocks import IN_MESSAGES, MESSAGE_BLOCKS, check_blocks
from tests.doubles.slack.limits.complaints import Complaints

TEXT = 40_000  # characters; chat.postMessage
UPDATED_TEXT = 4_000  # characters; chat.update, msg_too_long
ATTACHMENTS = 100
BLOCKS_TOGETHER = 13_297
"""Characters that one block may hold of a message whose size is all text; measured by clients, published nowhere."""
BLOCK_COSTS = 75
"""What every further block takes of it: what clients have seen taken and refused lies between 45 and 75."""
DIVIDER_COSTS = 125
METADATA = 16_000  # bytes of an event_payload's JSON; metadata_too_large
EVENT_TYPE = re.compile(r"[A-Za-z0-9_.-]{1,255}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a message would say."""

    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None


def check_draft(draft: Draft, *, text_limit: int = TEXT) -> None:
    """Raise what Slack would answer to a message that it does not take."""
    if not draft.text.strip() and not draft.blocks and not draft.attachments:
        raise Refusal("no_text")
    if len(draft.text) > text_limit:
        raise Refusal("msg_too_long")
    if len(draft.attachments) > ATTACHMENTS:
        raise Refusal("too_many_attachments")
    complaints = Complaints()
    check_blocks(complaints, draft.blocks, "/blocks", allowed=IN_MESSAGES, most=MESSAGE_BLOCKS)
    for index, attachment in enumerate(draft.attachments):
        at = f"/attachments/{index}/blocks"
        check_blocks(complaints, attachment.get("blocks") or [], at, allowed=IN_MESSAGES, most=MESSAGE_BLOCKS)
    if complaints.said:
        raise Refusal("invalid_blocks", messages=complaints.said)
    if size_of(draft.blocks) > BLOCKS_TOGETHER:
        raise Refusal("msg_blocks_too_long")
    if draft.metadata is not None:
        check_metadata(draft.metadata)


def size_of(blocks: list[Json]) -> int:
    """Characters of all texts, and what the blocks themselves take."""
    written = sum(len(text) for text in texts_of(blocks))
    return written + sum(DIVIDER_COSTS if block["type"] == "divider" else BLOCK_COSTS for block in blocks[1:])


def texts_of(value: Any) -> Iterator[str]:
    """Every text in blocks, in reading order."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, str) and key == "text":
                yield inner
            else:
                yield from texts_of(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_of(inner)


def check_metadata(metadata: Any) -> None:
    """``{"event_type": ..., "event_payload": {...}}`` (chat.postMessage, "Message metadata")."""
    if not isinstance(metadata, dict) or set(metadata) - {"event_type", "event_payload", "entities"}:
        raise Refusal("invalid_metadata_format")
    if not EVENT_TYPE.fullmatch(str(metadata.get("event_type") or "")):
        raise Refusal("invalid_metadata_format")
    if not isinstance(metadata.get("event_payload"), dict):
        raise Refusal("invalid_metadata_format")
    if len(json.dumps(metadata["event_payload"])) > METADATA:
        raise Refusal("metadata_too_large")
