"""Modals and App Homes (Slack's reference, "Views")."""

from __future__ import annotations

import json
from typing import Any

from tests.doubles.slack.errors import Json, Refusal
from tests.doubles.slack.limits.blocks import IN_VIEWS, VIEW_BLOCKS, check_blocks
from tests.doubles.slack.limits.complaints import Complaints

TITLE = 24
PUSHES = 3
"""Views that a modal's stack holds at most."""
SIZE = 250_000
"""Bytes of a view (views.open, ``view_too_large``)."""
SHARED = ("blocks", "private_metadata", "callback_id", "external_id")
MODAL = (*SHARED, "title", "submit", "close", "clear_on_close", "notify_on_close", "submit_disabled")


def check_view(view: Any, *, kind: str | None = None) -> Json:
    """The view, if Slack would take it. ``kind``: the only type that the method takes, ``modal`` or ``home``."""
    complaints = Complaints()
    if not complaints.object(view, "/view"):
        raise Refusal("invalid_arguments", messages=complaints.said)
    if len(json.dumps(view)) > SIZE:
        raise Refusal("view_too_large")
    if complaints.kind(view, "/view", (kind,) if kind else ("modal", "home")) == "modal":
        check_modal(complaints, view)
    else:
        complaints.keys(view, "/view", needs=("blocks",), may=SHARED)
    check_shared(complaints, view)
    if complaints.said:
        raise Refusal("invalid_arguments", messages=complaints.said)
    found: Json = view
    return found


def check_shared(complaints: Complaints, view: Json) -> None:
    complaints.string(view.get("private_metadata"), "/view/private_metadata", 3000, least=0)
    complaints.string(view.get("callback_id"), "/view/callback_id", 255, least=0)
    complaints.string(view.get("external_id"), "/view/external_id", 255, least=0)
    check_blocks(complaints, view.get("blocks"), "/view/blocks", allowed=IN_VIEWS, most=VIEW_BLOCKS)


def check_modal(complaints: Complaints, view: Json) -> None:
    complaints.keys(view, "/view", needs=("title", "blocks"), may=MODAL)
    for name in ("title", "submit", "close"):
        complaints.plain(view.get(name), f"/view/{name}", TITLE)
    blocks = view.get("blocks")
    inputs = isinstance(blocks, list) and any(
        isinstance(block, dict) and block.get("type") == "input" for block in blocks
    )
    if inputs and view.get("submit") is None:
        complaints.add("missing required field: submit", "/view")
