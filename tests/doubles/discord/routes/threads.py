"""Threads on messages, threads of their own, and forum posts."""

from __future__ import annotations

from tests.doubles.discord.backend import Backend
from tests.doubles.discord.calls import EMPTY, Call, Reply, page_of
from tests.doubles.discord.errors import Complaints, Json, Refusal, inside, missing_permissions
from tests.doubles.discord.payloads import message_json, thread_json
from tests.doubles.discord.permissions import Permission
from tests.doubles.discord.posting import Author, may_write, post
from tests.doubles.discord.routes.channels import NAME, visible
from tests.doubles.discord.routes.route import Route
from tests.doubles.discord.store import HAS_THREAD, Channel, Kind, Thread

ARCHIVE_AFTER = (60, 1440, 4320, 10080)  # minutes
TAGS = 5
REQUIRES_TAG = 1 << 4
THREADED = {Kind.TEXT: Kind.PUBLIC_THREAD, Kind.ANNOUNCEMENT: Kind.ANNOUNCEMENT_THREAD}


def check_thread(body: Json) -> None:
    complaints = Complaints()
    if not (body.get("name") or "").strip():
        complaints.required(("name",))
    complaints.too_long(("name",), body.get("name"), NAME)
    if body.get("auto_archive_duration") not in {None, *ARCHIVE_AFTER}:
        complaints.choice(("auto_archive_duration",), ARCHIVE_AFTER)
    complaints.raise_any()


def on_message(backend: Backend, call: Call) -> Reply:
    """A thread on a message has the message's id."""
    channel = visible(backend, call, Permission.CREATE_PUBLIC_THREADS)
    message = backend.store.message(channel.id, call.id("message_id"))
    if channel.kind not in THREADED:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    if message.flags & HAS_THREAD:
        raise Refusal(400, 160004, "A thread has already been created for this message")
    check_thread(call.json)
    message.flags |= HAS_THREAD
    thread = begin(backend, channel, call.json, thread_id=message.id, kind=THREADED[channel.kind])
    backend.gateway.dispatch_message("MESSAGE_UPDATE", message_json(backend.store, message), channel.guild_id)
    return Reply(thread_json(thread), 201)


def alone(backend: Backend, call: Call) -> Reply:
    """A forum's post, or a thread without a message."""
    channel = visible(backend, call)
    check_thread(call.json)
    if channel.kind is Kind.FORUM:
        return forum_post(backend, channel, call)
    kind = Kind(call.json.get("type", Kind.PRIVATE_THREAD))
    needed = Permission.CREATE_PRIVATE_THREADS if kind is Kind.PRIVATE_THREAD else Permission.CREATE_PUBLIC_THREADS
    visible(backend, call, needed)
    if channel.kind not in THREADED:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    thread = begin(backend, channel, call.json, thread_id=backend.ids.next(), kind=kind)
    return Reply(thread_json(thread), 201)


def forum_post(backend: Backend, channel: Channel, call: Call) -> Reply:
    """The post's first message has the thread's id. Posting needs Send Messages in the forum."""
    body = call.json
    message_body = body.get("message") or {}
    may_write(backend, channel, message_body, call.files)
    tags = check_tags(channel, body)
    thread = begin(
        backend, channel, body, thread_id=backend.ids.next(), kind=Kind.PUBLIC_THREAD, tags=tags, announce=False
    )
    try:
        with inside("message"):
            message = post(backend, thread, message_body, call.files, Author(user=backend.bot), message_id=thread.id)
    except Refusal:
        del backend.store.channels[thread.id]
        raise
    announce_thread(backend, thread)
    return Reply(thread_json(thread) | {"message": message_json(backend.store, message)}, 201)


def check_tags(channel: Channel, body: Json) -> list[int]:
    complaints = Complaints()
    tags = [int(tag) for tag in body.get("applied_tags") or ()]
    if len(tags) > TAGS:
        complaints.bad_length(("applied_tags",), TAGS)
    known = {int(tag["id"]) for tag in channel.tags}
    for index, tag in enumerate(tags):
        if tag not in known:
            complaints.add(("applied_tags", index), "TAG_INVALID", "Unknown forum tag.")
    complaints.raise_any()
    if channel.flags & REQUIRES_TAG and not tags:
        raise Refusal(400, 40067, "A tag is required to create a forum post in this channel")
    return tags


def begin(
    backend: Backend,
    parent: Channel,
    body: Json,
    *,
    thread_id: int,
    kind: Kind,
    tags: list[int] | None = None,
    announce: bool = True,
) -> Channel:
    """Make a thread and tell the gateway; a forum's post is told with its first message (``announce`` False)."""
    thread = Channel(thread_id, kind, body["name"], parent.guild_id, parent.id)
    duration = body.get("auto_archive_duration") or 4320
    thread.thread = Thread(backend.bot.id, backend.clock.now(), duration, applied_tags=tags or [])
    backend.store.channels[thread.id] = thread
    if announce:
        announce_thread(backend, thread)
    return thread


def announce_thread(backend: Backend, thread: Channel) -> None:
    backend.gateway.dispatch("THREAD_CREATE", thread_json(thread) | {"newly_created": True}, thread.guild_id)


def join(backend: Backend, call: Call) -> Reply:
    if visible(backend, call).thread is None:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    return EMPTY


def archived(backend: Backend, call: Call) -> Reply:
    channel = visible(backend, call)
    if not backend.store.permissions(backend.bot, channel) & Permission.READ_MESSAGE_HISTORY:
        raise missing_permissions()
    page = page_of(without_before(call))
    threads = [c for c in backend.store.threads_in(channel) if c.thread is not None and c.thread.archived]
    threads.sort(key=lambda c: c.thread.archived_at if c.thread is not None else 0.0, reverse=True)
    shown = [thread_json(thread) for thread in threads]
    shown = [one for one in shown if one["thread_metadata"]["archive_timestamp"] < call.query.get("before", "9")]
    return Reply({"threads": shown[: page.limit], "members": [], "has_more": len(shown) > page.limit})


def without_before(call: Call) -> Call:
    """Here ``before`` is a time stamp, not an id."""
    query = {key: value for key, value in call.query.items() if key != "before"}
    return Call(call.method, call.template, call.path, query, call.headers, call.at)


ROUTES = (
    Route("POST", "/channels/{channel_id}/messages/{message_id}/threads", on_message),
    Route("POST", "/channels/{channel_id}/threads", alone),
    Route("GET", "/channels/{channel_id}/threads/archived/public", archived),
    Route("PUT", "/channels/{channel_id}/thread-members/@me", join),
    Route("DELETE", "/channels/{channel_id}/thread-members/@me", join),
)
