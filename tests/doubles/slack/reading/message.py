"""A whole message: its lines, its calls, its links, its buttons."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from tests.doubles.slack.errors import Json
from tests.doubles.slack.limits.mrkdwn import Link, links_in, mentions_in, unescaped
from tests.doubles.slack.reading.marks import BARE_ADDRESS, EMOJI, rendered
from tests.doubles.slack.reading.rich import rich_emojis, rich_lines, rich_links, rich_mentions
from tests.doubles.slack.reading.viewer import Viewer
from tests.doubles.slack.store import Message, Store

CALLED = re.compile(r"@(here|channel|everyone)\b")
Text = tuple[str, bool]
"""A mrkdwn text, and whether Slack looks for more in it than what is marked up (``verbatim`` unset)."""


def shown(store: Store, message: Message, *, zone: str | None = "UTC") -> str:
    """Every text in reading order, a line each, as it shows; the message's own text where it has no blocks."""
    viewer = Viewer(store, store.workspace_of(store.channels[message.channel]), zone)
    if message.blocks:
        lines = [line for block in message.blocks for line in block_lines(viewer, block)]
    else:
        lines = [rendered(viewer, message.text)]
    for attachment in [*message.attachments, *message.unfurls.values()]:
        lines += attachment_lines(viewer, attachment)
    return "\n".join(line for line in lines if line)


def attachment_lines(viewer: Viewer, attachment: Json) -> Iterator[str]:
    for name in ("pretext", "title", "text"):
        yield rendered(viewer, str(attachment.get(name) or ""))
    for block in attachment.get("blocks") or ():
        yield from block_lines(viewer, block)


def block_lines(viewer: Viewer, block: Json) -> Iterator[str]:
    if block["type"] == "rich_text":
        yield from rich_lines(viewer, block)
        return
    for part in parts_of(block):
        yield part_line(viewer, part)


def parts_of(block: Json) -> list[Any]:
    """What of a block has words, in reading order."""
    if block["type"] == "markdown":
        return [{"type": "mrkdwn", "text": block["text"]}]
    parts = [block.get("title"), block.get("label"), block.get("text"), *(block.get("fields") or ())]
    parts += [block.get("accessory"), *(block.get("elements") or ())]
    return parts + ([block] if block["type"] == "image" else [])


def part_line(viewer: Viewer, part: Any) -> str:
    """What one text, button or picture reads; "" for what is not read."""
    if isinstance(part, str) or part is None:
        return part or ""
    if part.get("type") == "image":
        return str(part.get("alt_text") or "")
    text = part.get("text")
    if isinstance(text, dict):
        return part_line(viewer, text)
    if not isinstance(text, str):
        return ""
    return rendered(viewer, text) if part.get("type") == "mrkdwn" else unescaped(text)


def texts_of(message: Message, *, fallback: bool) -> Iterator[Text]:
    """The mrkdwn of a message; with ``fallback`` its own text even where blocks stand for it."""
    if fallback or not message.blocks:
        yield message.text, False
    for block in all_blocks(message):
        for part in parts_of(block):
            if isinstance(part, dict) and part.get("type") == "mrkdwn":
                yield part["text"], not part.get("verbatim")


def all_blocks(message: Message) -> Iterator[Json]:
    yield from message.blocks
    for attachment in [*message.attachments, *message.unfurls.values()]:
        yield from attachment.get("blocks") or ()


def notified(message: Message) -> set[str]:
    """Whom it calls, as mrkdwn writes it. Where Slack looks for more than what is marked up, bare names call too."""
    texts = list(texts_of(message, fallback=True))
    called = {one for text, _ in texts for one in mentions_in(text)}
    called |= {one for block in rich_blocks(message) for one in rich_mentions(block)}
    everywhere = message.arguments.get("parse") == "full" or flag(message.arguments.get("link_names"))
    return called | {f"<!{word}>" for text, loose in texts if loose or everywhere for word in CALLED.findall(text)}


def rich_blocks(message: Message) -> list[Json]:
    return [block for block in all_blocks(message) if block["type"] == "rich_text"]


def flag(value: object) -> bool:
    return str(value).lower() in {"1", "true"}


def links_of(message: Message) -> list[Link]:
    """Its links as readers see them: those marked up, bare addresses where Slack makes links of them, buttons."""
    found: list[Link] = []
    for text, loose in texts_of(message, fallback=False):
        found += links_in(text)
        if loose or not message.blocks:
            found += [Link(unescaped(bare), unescaped(bare)) for bare in BARE_ADDRESS.findall(text)]
    found += [link for block in rich_blocks(message) for link in rich_links(block)]
    return found + [Link(one["url"], one["text"]["text"]) for one in buttons_of(message) if one.get("url")]


def emojis_of(message: Message) -> list[str]:
    """The names between colons that Slack would show as an emoji, were there one of that name."""
    texts = [text for text, _ in texts_of(message, fallback=False)]
    headers = [block["text"] for block in message.blocks if block["type"] == "header"]
    texts += [header["text"] for header in headers if header.get("emoji", True)]
    names = [name for text in texts for name in EMOJI.findall(text)]
    return names + [name for block in rich_blocks(message) for name in rich_emojis(block)]


def buttons_of(message: Message) -> list[Json]:
    parts = [part for block in message.blocks for part in [block.get("accessory"), *(block.get("elements") or ())]]
    return [part for part in parts if isinstance(part, dict) and part.get("type") == "button"]
