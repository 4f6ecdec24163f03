"""How a message comes to be, changes and goes: in the store, and told to the app as Slack tells it."""

from __future__ import annotations

import copy
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.errors import Json
from tests.doubles.slack.limits.messages import Draft, texts_of
from tests.doubles.slack.limits.mrkdwn import faults_of
from tests.doubles.slack.payloads import message_json
from tests.doubles.slack.pictures import check_pictures
from tests.doubles.slack.store import Channel, Edit, Message, User


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """How a message is posted: under which root, seen by the channel too, with what unfurled."""

    thread_ts: str | None = None
    broadcast: bool = False
    unfurl_links: bool = False
    unfurl_media: bool = True
    arguments: Json = field(default_factory=dict)


PLAIN = Way()
GONE = "This message was deleted."


def post(backend: Backend, channel: Channel, author: User, draft: Draft, way: Way = PLAIN) -> Message:
    """A message that the channel sees. The draft is checked already."""
    message = made(backend, channel, author, draft, way)
    backend.store.keep(message)
    tell(backend, channel, message_json(backend, message) | {"channel": channel.id})
    return message


def post_ephemeral(
    backend: Backend, channel: Channel, author: User, reader: str, draft: Draft, way: Way = PLAIN
) -> Message:
    """A message that only ``reader`` sees; nobody is told, and no method finds it again."""
    message = made(backend, channel, author, draft, way)
    message.ephemeral_for = reader
    backend.store.ephemerals.append(message)
    return message


def made(backend: Backend, channel: Channel, author: User, draft: Draft, way: Way) -> Message:
    ts = backend.stamps.next()
    if author.bot_id is not None:
        note_bad_writing(backend, draft)
    return Message(
        ts=ts,
        channel=channel.id,
        user=author.id,
        at=backend.clock.now(),
        text=draft.text,
        blocks=named(backend, channel, draft.blocks),
        attachments=copy.deepcopy(draft.attachments),
        metadata=copy.deepcopy(draft.metadata),
        thread_ts=way.thread_ts,
        broadcast=way.broadcast and way.thread_ts is not None,
        bot_id=author.bot_id,
        unfurl_links=way.unfurl_links,
        unfurl_media=way.unfurl_media,
        arguments=way.arguments,
    )


def change(backend: Backend, message: Message, draft: Draft) -> Message:
    """An edit; the metadata stays where the draft has none."""
    channel = backend.store.channels[message.channel]
    before, blocks = message_json(backend, message), named(backend, channel, draft.blocks)
    message.edits.append(Edit(backend.clock.now(), message.text, message.blocks))
    message.text, message.blocks = draft.text, blocks
    message.attachments = copy.deepcopy(draft.attachments)
    message.metadata = copy.deepcopy(draft.metadata) if draft.metadata is not None else message.metadata
    message.edited = backend.stamps.next()
    if message.bot_id is not None:
        note_bad_writing(backend, draft)
    if message.ephemeral_for is None:
        told = {"message": message_json(backend, message), "previous_message": before, "channel": channel.id}
        tell(backend, channel, {"type": "message", "subtype": "message_changed", "hidden": True} | told)
    return message


def remove(backend: Backend, message: Message) -> None:
    """Deleted, by whoever may; of a root that has answers a stone with an inscription stays."""
    channel = backend.store.channels[message.channel]
    before = message_json(backend, message)
    if backend.store.replies_to(message):
        message.subtype, message.text, message.blocks = "tombstone", GONE, []
    else:
        message.deleted = True
    if message.ephemeral_for is None:
        told = {"deleted_ts": message.ts, "previous_message": before, "channel": channel.id}
        tell(backend, channel, {"type": "message", "subtype": "message_deleted", "hidden": True} | told)


def tell(backend: Backend, channel: Channel, event: Json) -> None:
    """An event of a channel that names the channel's kind."""
    workspace = backend.store.workspace_of(channel)
    backend.emit(workspace, event | {"channel_type": channel.kind}, channel=channel)


def named(backend: Backend, channel: Channel, blocks: list[Json]) -> list[Json]:
    """A copy in which every block and every button has a name, and every picture is one that Slack has."""
    found = copy.deepcopy(blocks)
    for block in found:
        block.setdefault("block_id", secrets.token_urlsafe(3))
        inner = [block.get("accessory"), *(block.get("elements") or ())]
        for element in inner:
            if isinstance(element, dict) and block["type"] != "context" and element.get("type") != "image":
                element.setdefault("action_id", secrets.token_urlsafe(3))
    check_pictures(backend, backend.store.workspace_of(channel), found)
    return found


def note_bad_writing(backend: Backend, draft: Draft) -> None:
    """What Slack takes and readers see badly: characters that are markup's; a message without a text of its own."""
    texts = [draft.text, *marked_texts(draft.blocks)]
    backend.violations += [f"written badly: {fault} in {text!r}" for text in texts for fault in faults_of(text)]
    if draft.blocks and not draft.text.strip():
        backend.violations.append("blocks without a text for notifications and screen readers")


def marked_texts(value: object) -> Iterator[str]:
    """The texts of mrkdwn objects, in reading order."""
    if isinstance(value, dict):
        if value.get("type") == "mrkdwn":
            yield from texts_of({"text": value.get("text")})
        else:
            for inner in value.values():
                yield from marked_texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from marked_texts(inner)
