"""Messages made, changed and deleted, whoever asks: bots through routes, users through scenes, webhooks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from tests.doubles.discord.backend import Backend
from tests.doubles.discord.calls import Upload, snowflake
from tests.doubles.discord.components import with_ids
from tests.doubles.discord.errors import Json, Refusal, invalid
from tests.doubles.discord.limits.messages import Draft, check_draft, meaningful
from tests.doubles.discord.payloads import channel_json, message_json
from tests.doubles.discord.permissions import Permission
from tests.doubles.discord.store import EPHEMERAL, LOADING, Channel, Edit, Message, Pings, User, parts_of

NONCE_KEPT = 300.0  # seconds; the reference says "the past few minutes"
SETTABLE = (1 << 2) | (1 << 12) | (1 << 15)  # SUPPRESS_EMBEDS, SUPPRESS_NOTIFICATIONS, IS_COMPONENTS_V2


@dataclass(frozen=True, slots=True, kw_only=True)
class Author:
    """Who writes, and through what. ``kind``: the message's type (20 a command's answer, 23 a context command's)."""

    user: User
    webhook_id: int | None = None
    name: str | None = None
    avatar_url: str | None = None
    application_id: int | None = None
    interaction: Json | None = None
    kind: int = 0


def post(
    backend: Backend,
    channel: Channel,
    body: Json,
    files: tuple[Upload, ...],
    author: Author,
    *,
    extra_flags: int = 0,
    message_id: int | None = None,
) -> Message:
    """Make a message, or give back the one that has its nonce if ``enforce_nonce`` is set."""
    if (known := by_nonce(backend, author.user, body)) is not None:
        return known
    asked = int(body.get("flags") or 0) & SETTABLE
    draft = Draft.of(body, files, flags=asked)
    check_draft(draft, upload_limit=backend.upload_limit)
    message = Message(
        message_id or backend.ids.next(),
        channel.id,
        author.user,
        backend.clock.now(),
        flags=asked | extra_flags,
        kind=19 if body.get("message_reference") else author.kind,
        nonce=body.get("nonce"),
        reference=reference_of(backend, channel, body),
        webhook_id=author.webhook_id,
        author_name=author.name,
        avatar_url=author.avatar_url,
        application_id=author.application_id,
        interaction=author.interaction,
    )
    put_on(backend, message, draft, body)
    keep(backend, channel, message)
    return message


def put_on(backend: Backend, message: Message, draft: Draft, body: Json) -> None:
    """Give a message its contents."""
    message.content = draft.content
    message.embeds = [embed | {"type": "rich"} for embed in draft.embeds if meaningful(embed)]
    message.allowed_mentions = body.get("allowed_mentions", message.allowed_mentions)
    attach(backend, message, draft)
    message.components = with_ids(draft.components, message.attachments)
    for embed in message.embeds:
        resolve_pictures(embed, message.attachments)
    message.pings = pings_of(backend, message)


def keep(backend: Backend, channel: Channel, message: Message) -> None:
    """Store a new message and tell the gateway, unless only one user sees it."""
    backend.store.messages[message.id] = message
    if message.nonce is not None:
        backend.store.nonces[message.author.id, str(message.nonce)] = message
    if message.ephemeral:
        return
    channel.last_message_id = message.id
    if channel.thread is not None:
        channel.thread.total_sent += 1
        channel.thread.count += 1
        if channel.thread.archived:
            channel.thread.archived = False
            backend.gateway.dispatch("THREAD_UPDATE", channel_json(channel), channel.guild_id)
    data = message_json(backend.store, message)
    data |= {"nonce": message.nonce} if message.nonce is not None else {}
    backend.gateway.dispatch_message("MESSAGE_CREATE", data, channel.guild_id)


def change(backend: Backend, message: Message, body: Json, files: tuple[Upload, ...]) -> Message:
    """Edit a message: what the body names is replaced, the rest stays."""
    asked = body.get("flags")
    flags = message.flags | (int(asked or 0) & SETTABLE)
    draft = Draft.over(message, body, files, flags=flags)
    check_draft(draft, upload_limit=backend.upload_limit)
    now = backend.clock.now()
    if not message.flags & LOADING:
        message.edits.append(Edit(now, message.content, message.embeds, message.components))
        message.edited_at = now
    message.flags = flags & ~LOADING
    put_on(backend, message, draft, body)
    if not message.ephemeral:
        channel = backend.store.channels[message.channel_id]
        backend.gateway.dispatch_message("MESSAGE_UPDATE", message_json(backend.store, message), channel.guild_id)
    return message


def delete(backend: Backend, message: Message) -> None:
    del backend.store.messages[message.id]
    message.deleted = True
    backend.store.deleted.append(message)
    channel = backend.store.channels.get(message.channel_id)
    if channel is None or message.flags & EPHEMERAL:
        return
    if channel.thread is not None:
        channel.thread.count -= 1
    event = {"id": str(message.id), "channel_id": str(message.channel_id)}
    backend.gateway.dispatch_message("MESSAGE_DELETE", event, channel.guild_id)


def by_nonce(backend: Backend, author: User, body: Json) -> Message | None:
    """The author's recent message with the same nonce, in whichever channel."""
    nonce = body.get("nonce")
    if nonce is None or not body.get("enforce_nonce"):
        return None
    message = backend.store.nonces.get((author.id, str(nonce)))
    recent = message is not None and message.at >= backend.clock.now() - NONCE_KEPT
    return message if recent and message is not None and not message.deleted else None


def reference_of(backend: Backend, channel: Channel, body: Json) -> Json | None:
    """The reply's target; none if it is gone and the reply may stand alone."""
    asked = body.get("message_reference")
    if not asked:
        return None
    place = ("message_reference",)
    other = backend.store.messages.get(snowflake(asked.get("message_id")))
    if other is None or other.channel_id != channel.id or other.ephemeral:
        if asked.get("fail_if_not_exists", True):
            raise invalid(place, "REPLIES_UNKNOWN_MESSAGE", "Unknown message")
        return None
    if not backend.store.permissions(backend.bot, channel) & Permission.READ_MESSAGE_HISTORY:
        raise invalid(place, "REPLIES_REQUIRE_READ_HISTORY", "Cannot reply without permission to read message history")
    data: Json = {"type": 0, "message_id": str(other.id), "channel_id": str(channel.id)}
    return data | ({"guild_id": str(channel.guild_id)} if channel.guild_id else {})


def attach(backend: Backend, message: Message, draft: Draft) -> None:
    """Keep the named ones of what is attached, and add what was uploaded."""
    kept = [a for a in message.attachments if draft.keeps is None or int(a["id"]) in draft.keeps]
    message.files = {a["filename"]: message.files[a["filename"]] for a in kept if a["filename"] in message.files}
    for upload in draft.files:
        message.files[upload.filename] = upload.content
        url = f"{backend.address}/attachments/{message.id}/{upload.filename}"
        said = draft.described.get(upload.key, {})
        kept.append(
            {
                "id": str(backend.ids.next()),
                "filename": upload.filename,
                "size": len(upload.content),
                "url": url,
                "proxy_url": url,
            }
            | ({"description": said["description"]} if said.get("description") else {})
        )
    message.attachments = kept


def resolve_pictures(embed: Json, attachments: list[Json]) -> None:
    """``attachment://name`` becomes the file's address, as Discord shows it back."""
    urls = {f"attachment://{a['filename']}": a["url"] for a in attachments}
    for key in ("image", "thumbnail"):
        if embed.get(key) and embed[key].get("url") in urls:
            embed[key] = embed[key] | {"url": urls[embed[key]["url"]]}


def pings_of(backend: Backend, message: Message) -> Pings:
    """Whom its words call (content and text displays; embeds never), as far as allowed mentions and permissions let."""
    text = "\n".join([message.content, *(p["content"] for p in parts_of(message.components) if p["type"] == 10)])
    allowed = message.allowed_mentions
    channel = backend.store.channels[message.channel_id]
    rights = backend.store.permissions(message.author, channel)
    pings = Pings()
    pings.everyone = bool(
        re.search(r"@(everyone|here)\b", text)
        and (allowed is None or "everyone" in (allowed.get("parse") or ()))
        and (rights & Permission.MENTION_EVERYONE or message.author_name)
    )
    pings.users = called(re.findall(r"<@!?(\d+)>", text), allowed, "users")
    roles = backend.store.guilds[channel.guild_id].roles if channel.guild_id is not None else {}
    for role_id in called(re.findall(r"<@&(\d+)>", text), allowed, "roles"):
        role = roles.get(role_id)
        if role is not None and (role.mentionable or rights & Permission.MENTION_EVERYONE or message.author_name):
            pings.roles.append(role_id)
    return pings


def called(ids: list[str], allowed: Any, kind: str) -> list[int]:
    named = dict.fromkeys(int(one) for one in ids)
    if allowed is None or kind in (allowed.get("parse") or ()):
        return list(named)
    listed = {int(one) for one in allowed.get(kind) or ()}
    return [one for one in named if one in listed]


def may_write(backend: Backend, channel: Channel, body: Json, files: tuple[Upload, ...]) -> None:
    """Refuse as Discord does what the bot may not do in this channel."""
    rights = backend.store.permissions(backend.bot, channel)
    if not rights & Permission.VIEW_CHANNEL:
        raise Refusal(403, 50001, "Missing Access")
    needed = Permission.SEND_MESSAGES_IN_THREADS if channel.thread is not None else Permission.SEND_MESSAGES
    if body.get("embeds"):
        needed |= Permission.EMBED_LINKS
    if files:
        needed |= Permission.ATTACH_FILES
    if needed & ~rights:
        raise Refusal(403, 50013, "Missing Permissions")
