"""Channels: reading, changing and deleting them, threads included; typing."""

from __future__ import annotations

from tests.doubles.discord.backend import Backend
from tests.doubles.discord.calls import EMPTY, Call, Reply
from tests.doubles.discord.errors import Complaints, Json, missing_access, missing_permissions
from tests.doubles.discord.payloads import channel_json
from tests.doubles.discord.permissions import Permission
from tests.doubles.discord.routes.route import Route
from tests.doubles.discord.store import Channel, Kind

NAME = 100  # characters
TAGS = 20
TAG_NAME = 20


def visible(backend: Backend, call: Call, needed: int = 0) -> Channel:
    """The channel of the path, if the bot sees it and may do what is ``needed`` there."""
    channel = backend.store.channel(call.id("channel_id"))
    if channel.guild_id is not None and not backend.store.guilds[channel.guild_id].installed:
        raise missing_access()
    rights = backend.store.permissions(backend.bot, channel)
    if not rights & Permission.VIEW_CHANNEL:
        raise missing_access()
    if needed & ~rights:
        raise missing_permissions()
    return channel


def one(backend: Backend, call: Call) -> Reply:
    return Reply(channel_json(visible(backend, call)))


def update(backend: Backend, call: Call) -> Reply:
    channel = visible(backend, call)
    if channel.thread is None:
        channel = visible(backend, call, Permission.MANAGE_CHANNELS)
    elif channel.thread.owner_id != backend.bot.id or "locked" in call.json:
        channel = visible(backend, call, Permission.MANAGE_THREADS)
    check_update(channel, call.json)
    apply(backend, channel, call.json)
    event = "CHANNEL_UPDATE" if channel.thread is None else "THREAD_UPDATE"
    backend.gateway.dispatch(event, channel_json(channel), channel.guild_id)
    return Reply(channel_json(channel))


def check_update(channel: Channel, body: Json) -> None:
    complaints = Complaints()
    if "name" in body:
        complaints.too_long(("name",), (body["name"] or "").strip(), NAME, least=1)
    complaints.too_long(("topic",), body.get("topic"), 4096 if channel.kind is Kind.FORUM else 1024)
    tags = body.get("available_tags") or []
    if len(tags) > TAGS:
        complaints.bad_length(("available_tags",), TAGS)
    for index, tag in enumerate(tags):
        complaints.too_long(("available_tags", index, "name"), tag.get("name") or "", TAG_NAME, least=1)
    if len(body.get("applied_tags") or []) > 5:
        complaints.bad_length(("applied_tags",), 5)
    complaints.raise_any()


def apply(backend: Backend, channel: Channel, body: Json) -> None:
    channel.name = body.get("name", channel.name)
    channel.topic = body.get("topic", channel.topic)
    channel.flags = body.get("flags", channel.flags)
    if "available_tags" in body:
        channel.tags = [tag_json(tag, backend) for tag in body["available_tags"]]
    thread = channel.thread
    if thread is None:
        return
    if "archived" in body:
        thread.archived = bool(body["archived"])
        thread.archived_at = backend.clock.now()
    thread.locked = bool(body.get("locked", thread.locked))
    thread.auto_archive_duration = body.get("auto_archive_duration", thread.auto_archive_duration)
    if "applied_tags" in body:
        thread.applied_tags = [int(tag) for tag in body["applied_tags"]]


def tag_json(tag: Json, backend: Backend) -> Json:
    return {
        "id": str(tag.get("id") or backend.ids.next()),
        "name": tag["name"],
        "moderated": bool(tag.get("moderated")),
        "emoji_id": tag.get("emoji_id"),
        "emoji_name": tag.get("emoji_name"),
    }


def remove(backend: Backend, call: Call) -> Reply:
    channel = visible(backend, call)
    needed = Permission.MANAGE_THREADS if channel.thread is not None else Permission.MANAGE_CHANNELS
    visible(backend, call, needed)
    drop(backend, channel)
    return Reply(channel_json(channel))


def drop(backend: Backend, channel: Channel) -> None:
    """The channel is no more, nor what is in it."""
    for thread in backend.store.threads_in(channel):
        drop(backend, thread)
    for message in backend.store.messages_in(channel):
        del backend.store.messages[message.id]
        message.deleted = True
        backend.store.deleted.append(message)
    del backend.store.channels[channel.id]
    for webhook in [w for w in backend.store.webhooks.values() if w.channel_id == channel.id]:
        del backend.store.webhooks[webhook.id]
    event = "CHANNEL_DELETE" if channel.thread is None else "THREAD_DELETE"
    backend.gateway.dispatch(event, channel_json(channel), channel.guild_id)


def typing(backend: Backend, call: Call) -> Reply:
    visible(backend, call, Permission.SEND_MESSAGES)
    return EMPTY


ROUTES = (
    Route("GET", "/channels/{channel_id}", one),
    Route("PATCH", "/channels/{channel_id}", update),
    Route("DELETE", "/channels/{channel_id}", remove),
    Route("POST", "/channels/{channel_id}/typing", typing),
)
