"""Rich text as it shows (Slack's reference, "Rich text block"): words are words there, whatever they look like."""

from __future__ import annotations

from collections.abc import Iterator

from tests.doubles.slack.errors import Json
from tests.doubles.slack.limits.mrkdwn import Link
from tests.doubles.slack.reading.viewer import Viewer


def leaves(node: Json) -> Iterator[Json]:
    """The smallest elements, in reading order."""
    for element in node.get("elements") or ():
        if "elements" in element:
            yield from leaves(element)
        else:
            yield element


def rich_lines(viewer: Viewer, block: Json) -> Iterator[str]:
    """A line for each paragraph, quotation or item of a list."""
    for element in block.get("elements") or ():
        if element.get("type") == "rich_text_list":
            yield from rich_lines(viewer, element)
        else:
            yield "".join(leaf_text(viewer, leaf) for leaf in leaves(element))


def leaf_text(viewer: Viewer, leaf: Json) -> str:
    match leaf.get("type"):
        case "link":
            return str(leaf.get("text") or leaf["url"])
        case "user":
            return viewer.user(leaf["user_id"])
        case "usergroup":
            return viewer.group(leaf["usergroup_id"])
        case "channel":
            return viewer.channel(leaf["channel_id"])
        case "broadcast":
            return f"@{leaf['range']}"
        case "emoji":
            return f":{leaf['name']}:"
        case "date":
            return viewer.date(leaf["timestamp"], leaf["format"], str(leaf.get("fallback", "")))
        case _:
            return str(leaf.get("text", ""))


def rich_mentions(block: Json) -> set[str]:
    called = set()
    for leaf in leaves(block):
        match leaf.get("type"):
            case "user":
                called.add(f"<@{leaf['user_id']}>")
            case "usergroup":
                called.add(f"<!subteam^{leaf['usergroup_id']}>")
            case "broadcast":
                called.add(f"<!{leaf['range']}>")
    return called


def rich_links(block: Json) -> list[Link]:
    linked = [leaf for leaf in leaves(block) if leaf.get("type") in {"link", "date"} and leaf.get("url")]
    return [Link(leaf["url"], str(leaf.get("text") or leaf.get("fallback") or leaf["url"])) for leaf in linked]


def rich_emojis(block: Json) -> list[str]:
    return [leaf["name"] for leaf in leaves(block) if leaf.get("type") == "emoji"]
