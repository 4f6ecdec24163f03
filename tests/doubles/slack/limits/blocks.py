"""Blocks: their kinds, sizes and names (Slack's reference, "Blocks")."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from tests.doubles.slack.errors import Json
from tests.doubles.slack.limits.complaints import Complaints
from tests.doubles.slack.limits.elements import (
    ACCESSORIES,
    ACTION_ELEMENTS,
    INPUT_ELEMENTS,
    check_element,
    check_image_source,
)
from tests.doubles.slack.limits.rich import check_rich

IN_MESSAGES = frozenset(
    {
        "section",
        "header",
        "context",
        "actions",
        "image",
        "divider",
        "rich_text",
        "markdown",
        "input",
        "video",
        "file",
        "table",
    }
)
IN_VIEWS = frozenset({"section", "header", "context", "actions", "image", "divider", "rich_text", "input", "video"})
MESSAGE_BLOCKS, VIEW_BLOCKS = 50, 100
NAMES = ("block_id",)
CONTEXT_ELEMENTS = frozenset({"image", "mrkdwn", "plain_text"})


def check_blocks(complaints: Complaints, blocks: Any, at: str, *, allowed: frozenset[str], most: int) -> None:
    """``at``: where the list lies, such as ``/blocks``."""
    found = complaints.items(blocks, at, most, least=0)
    for index, block in enumerate(found):
        place = f"{at}/{index}"
        kind = complaints.kind(block, place, allowed)
        if kind is not None:
            complaints.string(block.get("block_id"), f"{place}/block_id", 255)
            CHECKS[kind](complaints, block, place)
    if not complaints.said:
        check_distinct(complaints, found, at)


def check_distinct(complaints: Complaints, blocks: list[Json], at: str) -> None:
    """No block_id twice, and no action_id. (Slack forgives an action_id that comes again in another block; a handler that
    goes by it cannot tell the two apart, so none is forgiven here.)
    """
    seen: dict[str, set[str]] = {"block_id": set(), "action_id": set()}
    for index, block in enumerate(blocks):
        named = [("block_id", block.get("block_id"))]
        named += [("action_id", element.get("action_id")) for element in elements_of(block)]
        for name, value in named:
            if not isinstance(value, str) or not value:
                continue
            if value in seen[name]:
                other = "block" if name == "block_id" else "element"
                complaints.add(f'`{name}` "{value}" already exists for another {other}', f"{at}/{index}/{name}")
            seen[name].add(value)


def elements_of(block: Json) -> Iterator[Json]:
    """What can be pressed, chosen or filled in in a block."""
    inner = [block.get("accessory"), block.get("element"), *(block.get("elements") or ())]
    return (element for element in inner if isinstance(element, dict))


def check_section(complaints: Complaints, block: Json, at: str) -> None:
    complaints.keys(block, at, may=(*NAMES, "text", "fields", "accessory", "expand"))
    if block.get("text") is None and block.get("fields") is None:
        complaints.add("missing required field: text", at)
    complaints.text(block.get("text"), f"{at}/text", 3000)
    if block.get("fields") is not None:
        for index, item in enumerate(complaints.items(block["fields"], f"{at}/fields", 10)):
            complaints.text(item, f"{at}/fields/{index}", 2000)
    if block.get("accessory") is not None:
        check_element(complaints, block["accessory"], f"{at}/accessory", ACCESSORIES)


def check_header(complaints: Complaints, block: Json, at: str) -> None:
    complaints.keys(block, at, needs=("text",), may=NAMES)
    complaints.plain(block.get("text"), f"{at}/text", 150)


def check_context(complaints: Complaints, block: Json, at: str) -> None:
    complaints.keys(block, at, needs=("elements",), may=NAMES)
    for index, element in enumerate(complaints.items(block.get("elements"), f"{at}/elements", 10)):
        place = f"{at}/elements/{index}"
        kind = complaints.kind(element, place, CONTEXT_ELEMENTS)
        if kind == "image":
            check_element(complaints, element, place, CONTEXT_ELEMENTS)
        elif kind is not None:
            complaints.text(element, place, 3000)


def check_actions(complaints: Complaints, block: Json, at: str) -> None:
    complaints.keys(block, at, needs=("elements",), may=NAMES)
    for index, element in enumerate(complaints.items(block.get("elements"), f"{at}/elements", 25)):
        check_element(complaints, element, f"{at}/elements/{index}", ACTION_ELEMENTS)


def check_image_block(complaints: Complaints, block: Json, at: str) -> None:
    complaints.keys(block, at, needs=("alt_text",), may=(*NAMES, "image_url", "slack_file", "title"))
    complaints.plain(block.get("title"), f"{at}/title", 2000)
    check_image_source(complaints, block, at)


def check_divider(complaints: Complaints, block: Json, at: str) -> None:
    complaints.keys(block, at, may=NAMES)


def check_markdown(complaints: Complaints, block: Json, at: str) -> None:
    complaints.keys(block, at, needs=("text",), may=NAMES)
    complaints.string(block.get("text"), f"{at}/text", 12_000)


def check_rich_text(complaints: Complaints, block: Json, at: str) -> None:
    complaints.keys(block, at, needs=("elements",), may=NAMES)
    check_rich(complaints, block, at)


def check_input(complaints: Complaints, block: Json, at: str) -> None:
    complaints.keys(block, at, needs=("label", "element"), may=(*NAMES, "hint", "optional", "dispatch_action"))
    complaints.plain(block.get("label"), f"{at}/label", 2000)
    complaints.plain(block.get("hint"), f"{at}/hint", 2000)
    if block.get("element") is not None:
        check_element(complaints, block["element"], f"{at}/element", INPUT_ELEMENTS)


def check_name_only(complaints: Complaints, block: Json, at: str) -> None:
    """Kinds of which the app sends none, so that only their names are checked."""


CHECKS: dict[str, Callable[[Complaints, Json, str], None]] = {
    "section": check_section,
    "header": check_header,
    "context": check_context,
    "actions": check_actions,
    "image": check_image_block,
    "divider": check_divider,
    "markdown": check_markdown,
    "rich_text": check_rich_text,
    "input": check_input,
    "video": check_name_only,
    "file": check_name_only,
    "table": check_name_only,
}
