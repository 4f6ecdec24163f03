"""Rich text: paragraphs, lists, quotations, and what stands in them (Slack's reference, "Rich text block")."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from tests.doubles.slack.errors import Json
from tests.doubles.slack.limits.complaints import Complaints

STYLES = ("bold", "italic", "strike", "underline", "code", "highlight", "client_highlight", "unlink")
LEAVES: dict[str, tuple[Collection[str], Collection[str]]] = {
    "text": (("text",), ("style",)),
    "link": (("url",), ("text", "unsafe", "style")),
    "emoji": (("name",), ("unicode", "style", "skin_tone")),
    "user": (("user_id",), ("style",)),
    "usergroup": (("usergroup_id",), ("style",)),
    "channel": (("channel_id",), ("style",)),
    "broadcast": (("range",), ("style",)),
    "date": (("timestamp", "format"), ("url", "fallback", "style")),
    "color": (("value",), ("style",)),
}
"""What each needs, and what it may have."""
BOXES: dict[str, Collection[str]] = {
    "rich_text_section": ("elements",),
    "rich_text_list": ("elements", "style", "indent", "offset", "border"),
    "rich_text_preformatted": ("elements", "border", "language"),
    "rich_text_quote": ("elements", "border"),
}


def check_rich(complaints: Complaints, block: Json, at: str) -> None:
    for index, box in enumerate(complaints.items(block.get("elements"), f"{at}/elements", 1000)):
        check_box(complaints, box, f"{at}/elements/{index}")


def check_box(complaints: Complaints, box: Any, at: str) -> None:
    kind = complaints.kind(box, at, BOXES)
    if kind is None:
        return
    complaints.keys(box, at, needs=("elements",), may=BOXES[kind])
    listed = kind == "rich_text_list"
    if listed:
        complaints.choice(box.get("style") or "", f"{at}/style", ("bullet", "ordered"))
    for index, element in enumerate(complaints.items(box.get("elements"), f"{at}/elements", 10_000, least=0)):
        place = f"{at}/elements/{index}"
        if listed:
            check_box(complaints, element, place)
        else:
            check_leaf(complaints, element, place)


def check_leaf(complaints: Complaints, leaf: Any, at: str) -> None:
    kind = complaints.kind(leaf, at, LEAVES)
    if kind is None:
        return
    needs, may = LEAVES[kind]
    complaints.keys(leaf, at, needs=needs, may=may)
    if kind == "text":
        complaints.string(leaf.get("text"), f"{at}/text", 100_000)
    if kind == "broadcast":
        complaints.choice(leaf.get("range"), f"{at}/range", ("here", "channel", "everyone"))
    if leaf.get("url") is not None:
        complaints.address(leaf["url"], f"{at}/url")
    if kind == "date" and not isinstance(leaf.get("timestamp"), int):
        complaints.add("must provide an integer", f"{at}/timestamp")
    if leaf.get("style") is not None and complaints.object(leaf["style"], f"{at}/style"):
        complaints.keys(leaf["style"], f"{at}/style", may=STYLES)
