"""Channels and what was said there (Slack's reference, ``conversations.*``)."""

from __future__ import annotations

import re

from tests.doubles.slack import membership
from tests.doubles.slack.backend import Backend
from tests.doubles.slack.calls import Call
from tests.doubles.slack.errors import Json, Refusal
from tests.doubles.slack.payloads import channel_json, message_json
from tests.doubles.slack.routes.pages import paged
from tests.doubles.slack.routes.places import SCOPES, direct, need, readable
from tests.doubles.slack.routes.route import Method
from tests.doubles.slack.store import Channel, Message

READ = ("channels:read", "groups:read", "im:read", "mpim:read")
HISTORY = ("channels:history", "groups:history", "im:history", "mpim:history")
TYPES = {"public_channel": "channel", "private_channel": "group", "im": "im", "mpim": "mpim"}
STAMP = re.compile(r"\d{1,12}(\.\d{1,6})?")


def channels(backend: Backend, call: Call) -> Json:
    """Those that the bot can know of: public ones, and others that it is in."""
    return listed(backend, call, known_to_bot(backend, call))


def known_to_bot(backend: Backend, call: Call) -> list[Channel]:
    bot = call.team.bot_user.id
    found = [c for c in backend.store.channels.values() if c.workspace == call.team.id and not c.deleted]
    return [channel for channel in found if not channel.private or bot in channel.members]


def listed(backend: Backend, call: Call, found: list[Channel]) -> Json:
    """One page of channels of the kinds asked for."""
    asked = [kind.strip() for kind in (call.text("types") or "public_channel").split(",")]
    if set(asked) - set(TYPES):
        raise Refusal("invalid_types")
    kinds = {TYPES[kind] for kind in asked}
    for kind in sorted(kinds):
        need(call, f"{SCOPES[kind]}:read")
    hidden = call.flag("exclude_archived")
    items, following = paged(call, [c for c in found if c.kind in kinds and not (hidden and c.archived)])
    return {"channels": [channel_json(backend.store, channel) for channel in items]} | following


def of_user(backend: Backend, call: Call) -> Json:
    """users.conversations: those that a user, or the bot, is a member of."""
    user = call.text("user") or call.team.bot_user.id
    backend.store.user(call.team, user)
    return listed(backend, call, [c for c in known_to_bot(backend, call) if user in c.members])


def info(backend: Backend, call: Call) -> Json:
    return {"channel": channel_json(backend.store, readable(backend, call, "read"))}


def members(backend: Backend, call: Call) -> Json:
    channel = readable(backend, call, "read")
    items, following = paged(call, sorted(channel.members))
    return {"members": list(items)} | following


def history(backend: Backend, call: Call) -> Json:
    """Newest first, without answers that only their thread shows."""
    channel = readable(backend, call, "history")
    found = [m for m in backend.store.messages_in(channel) if not m.reply or m.broadcast]
    return told(backend, call, within(call, found)[::-1], default=100)


def replies(backend: Backend, call: Call) -> Json:
    """A thread, its root first; ``ts`` may be that of an answer too."""
    channel = readable(backend, call, "history")
    named = backend.store.message(channel, call.required("ts"), "thread_not_found")
    root = named if not named.reply else backend.store.message(channel, named.thread_ts or "", "thread_not_found")
    return told(backend, call, [root, *within(call, backend.store.replies_to(root))], default=1000)


def within(call: Call, messages: list[Message]) -> list[Message]:
    """Those between ``oldest`` and ``latest``, with these two if ``inclusive``."""
    bounds = {name: call.text(name) for name in ("oldest", "latest")}
    for name, bound in bounds.items():
        if bound and not STAMP.fullmatch(bound):
            raise Refusal(f"invalid_ts_{name}")
    oldest, latest = float(bounds["oldest"] or 0), float(bounds["latest"] or "inf")
    ends = {bounds["oldest"], bounds["latest"]} if call.flag("inclusive") else set()
    return [m for m in messages if oldest < float(m.ts) < latest or m.ts in ends]


def told(backend: Backend, call: Call, messages: list[Message], *, default: int) -> Json:
    largest = backend.meters.rates.history_page
    items, following = paged(call, messages, default=default, largest=largest)
    metadata = call.flag("include_all_metadata")
    shown = [message_json(backend, message, metadata=metadata) for message in items]
    more = bool(following["response_metadata"]["next_cursor"])
    return {"messages": shown, "has_more": more, "pin_count": 0} | (following if more else {})


def join(backend: Backend, call: Call) -> Json:
    channel = backend.store.channel(call.team, call.required("channel"))
    if channel.kind != "channel":
        raise Refusal("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refusal("is_archived")
    bot = call.team.bot_user.id
    known = {"warning": "already_in_channel"} if bot in channel.members else {}
    if not known:
        membership.join(backend, channel, bot)
    return {"channel": channel_json(backend.store, channel)} | known


def open_direct(backend: Backend, call: Call) -> Json:
    """``users``: one id; several would be a group, which the app has no use for."""
    users = [user.strip() for user in call.text("users").split(",") if user.strip()]
    if not users:
        raise Refusal("users_list_not_supplied")
    if len(users) > 1:
        raise Refusal("method_not_supported_for_channel_type")
    channel = direct(backend, call.team, backend.store.user(call.team, users[0]))
    known = {"id": channel.id}
    return {"channel": channel_json(backend.store, channel) if call.flag("return_im") else known}


METHODS = (
    Method("conversations.list", channels, tier=2, scopes=READ, json=False),
    Method("conversations.info", info, scopes=READ, json=False),
    Method("conversations.members", members, tier=4, scopes=READ, json=False),
    Method("conversations.history", history, scopes=HISTORY, json=False),
    Method("conversations.replies", replies, scopes=HISTORY, json=False),
    Method("conversations.join", join, scopes=("channels:join",)),
    Method("conversations.open", open_direct, scopes=("im:write",)),
    Method("users.conversations", of_user, scopes=READ, json=False),
)
