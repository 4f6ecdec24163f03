"""Messages of a channel: posting, reading, editing, deleting, publishing, pins and reactions."""

from __future__ import annotations

from tests.doubles.discord.backend import Backend
from tests.doubles.discord.calls import EMPTY, Call, Reply, page_of, snowflake
from tests.doubles.discord.clock import moment_of, timestamp
from tests.doubles.discord.errors import Refusal, invalid, missing_permissions
from tests.doubles.discord.payloads import message_json
from tests.doubles.discord.permissions import Permission
from tests.doubles.discord.posting import Author, change, delete, may_write, post
from tests.doubles.discord.routes.channels import visible
from tests.doubles.discord.routes.route import Route
from tests.doubles.discord.store import CROSSPOSTED, Channel, Kind, Message

OLD = 3600.0  # seconds after which edits have a limit of their own


def create(backend: Backend, call: Call) -> Reply:
    channel = visible(backend, call)
    if channel.kind in {Kind.FORUM, Kind.CATEGORY}:
        raise Refusal(400, 50008, "Cannot send messages in a non-text channel")
    if channel.thread is not None and channel.thread.locked:
        raise Refusal(400, 50083, "Thread is archived")
    if channel.recipient is not None and not channel.recipient.takes_direct:
        raise Refusal(403, 50007, "Cannot send messages to this user")
    may_write(backend, channel, call.json, call.files)
    message = post(backend, channel, call.json, call.files, Author(user=backend.bot))
    data = message_json(backend.store, message)
    return Reply(data | ({"nonce": message.nonce} if message.nonce is not None else {}))


def found(backend: Backend, call: Call, needed: int = 0) -> tuple[Channel, Message]:
    channel = visible(backend, call, needed)
    return channel, backend.store.message(channel.id, call.id("message_id"))


def one(backend: Backend, call: Call) -> Reply:
    _, message = found(backend, call, Permission.READ_MESSAGE_HISTORY)
    return Reply(message_json(backend.store, message))


def history(backend: Backend, call: Call) -> Reply:
    """Newest first; nothing without Read Message History, as Discord does."""
    channel = visible(backend, call)
    page = page_of(call)
    if not backend.store.permissions(backend.bot, channel) & Permission.READ_MESSAGE_HISTORY:
        return Reply([])
    messages = backend.store.messages_in(channel)
    if page.around is not None:
        middle = sum(m.id < page.around for m in messages)
        first = max(middle - page.limit // 2, 0)
        messages = messages[first : first + page.limit]
    elif page.after is not None:
        messages = [m for m in messages if m.id > (page.after or 0)][: page.limit]
    else:
        messages = [m for m in messages if page.before is None or m.id < page.before][-page.limit :]
    return Reply([message_json(backend.store, message) for message in reversed(messages)])


def edit(backend: Backend, call: Call) -> Reply:
    channel, message = found(backend, call)
    if message.author is not backend.bot:
        raise Refusal(403, 50005, "Cannot edit a message authored by another user")
    if channel.thread is not None and channel.thread.archived:
        raise Refusal(400, 50083, "Thread is archived")
    may_write_edit(backend, channel, call)
    check_age(backend, message)
    return Reply(message_json(backend.store, change(backend, message, call.json, call.files)))


def check_age(backend: Backend, message: Message) -> None:
    """Edits of messages that are more than an hour old have a limit of their own."""
    if backend.clock.now() - moment_of(message.id) <= OLD:
        return
    wait = backend.buckets.take_old_edit(message.channel_id)
    if wait > 0:
        said = "Maximum number of edits to messages older than 1 hour reached. Try again later"
        raise Refusal(429, 30046, said, retry_after=wait)


def may_write_edit(backend: Backend, channel: Channel, call: Call) -> None:
    """An edit needs what its new parts need, though not Send Messages."""
    rights = backend.store.permissions(backend.bot, channel)
    if call.json.get("embeds") and not rights & Permission.EMBED_LINKS:
        raise missing_permissions()
    if call.files and not rights & Permission.ATTACH_FILES:
        raise missing_permissions()


def remove(backend: Backend, call: Call) -> Reply:
    channel, message = found(backend, call)
    if message.author is not backend.bot:
        visible(backend, call, Permission.MANAGE_MESSAGES)
    delete(backend, backend.store.message(channel.id, message.id))
    return EMPTY


def remove_many(backend: Backend, call: Call) -> Reply:
    channel = visible(backend, call, Permission.MANAGE_MESSAGES)
    ids = [snowflake(one) for one in call.json.get("messages") or ()]
    if not 2 <= len(ids) <= 100:
        raise Refusal(
            400, 50016, "Provided too few or too many messages to delete. Must provide at least 2 and at most 100."
        )
    for message_id in ids:
        delete(backend, backend.store.message(channel.id, message_id))
    return EMPTY


def publish(backend: Backend, call: Call) -> Reply:
    channel, message = found(backend, call, Permission.SEND_MESSAGES)
    if channel.kind is not Kind.ANNOUNCEMENT:
        raise Refusal(400, 50024, "Cannot execute action on this channel type")
    if message.author is not backend.bot and not visible(backend, call, Permission.MANAGE_MESSAGES):
        raise missing_permissions()
    if message.published:
        raise Refusal(400, 40033, "This message has already been crossposted")
    message.flags |= CROSSPOSTED
    backend.gateway.dispatch_message("MESSAGE_UPDATE", message_json(backend.store, message), channel.guild_id)
    return Reply(message_json(backend.store, message))


def pin(backend: Backend, call: Call) -> Reply:
    _, message = found(backend, call, Permission.PIN_MESSAGES)
    message.pinned = call.method == "PUT"
    return EMPTY


def pins(backend: Backend, call: Call) -> Reply:
    channel = visible(backend, call, Permission.READ_MESSAGE_HISTORY)
    pinned = [m for m in backend.store.messages_in(channel) if m.pinned]
    items = [{"pinned_at": timestamp(m.at), "message": message_json(backend.store, m)} for m in pinned]
    return Reply({"items": items, "has_more": False})


def react(backend: Backend, call: Call) -> Reply:
    _, message = found(backend, call, Permission.ADD_REACTIONS | Permission.READ_MESSAGE_HISTORY)
    emoji = call.path["emoji"]
    if len(message.reactions) >= 20 and emoji not in message.reactions:
        raise Refusal(400, 30010, "Maximum number of reactions reached (20)")
    if not emoji.strip() or (emoji.isascii() and ":" not in emoji):
        raise Refusal(400, 10014, "Unknown Emoji")
    users = message.reactions.setdefault(emoji, [])
    if backend.bot.id not in users:
        users.append(backend.bot.id)
    return EMPTY


def unreact(backend: Backend, call: Call) -> Reply:
    _, message = found(backend, call)
    users = message.reactions.get(call.path["emoji"], [])
    if backend.bot.id not in users:
        raise invalid(("emoji",), "UNKNOWN_REACTION", "There is no such reaction of yours.")
    users.remove(backend.bot.id)
    if not users:
        del message.reactions[call.path["emoji"]]
    return EMPTY


IN = "/channels/{channel_id}/messages"
ONE = IN + "/{message_id}"
ROUTES = (
    Route("POST", IN, create),
    Route("GET", IN, history),
    Route("POST", IN + "/bulk-delete", remove_many),
    Route("GET", IN + "/pins", pins),
    Route("PUT", IN + "/pins/{message_id}", pin),
    Route("DELETE", IN + "/pins/{message_id}", pin),
    Route("GET", ONE, one),
    Route("PATCH", ONE, edit),
    Route("DELETE", ONE, remove),
    Route("POST", ONE + "/crosspost", publish),
    Route("PUT", ONE + "/reactions/{emoji}/@me", react),
    Route("DELETE", ONE + "/reactions/{emoji}/@me", unreact),
)
