"""Webhooks: made by the bot, executed with their token; and the followups that an interaction's token allows."""

from __future__ import annotations

import secrets

from tests.doubles.discord.backend import Backend
from tests.doubles.discord.calls import EMPTY, Call, Reply, snowflake
from tests.doubles.discord.errors import Complaints, Json, Refusal, missing_permissions, unknown
from tests.doubles.discord.payloads import message_json, webhook_json
from tests.doubles.discord.permissions import Permission
from tests.doubles.discord.posting import Author, change, delete, post
from tests.doubles.discord.routes.channels import visible
from tests.doubles.discord.routes.interactions import follow_up, live
from tests.doubles.discord.routes.route import Route
from tests.doubles.discord.routes.threads import announce_thread, begin, check_tags, check_thread
from tests.doubles.discord.store import Channel, Kind, Message, User, Webhook

PER_CHANNEL = 15
FORBIDDEN = ("discord", "clyde")


def check_name(name: object, *, at: str, least: int) -> None:
    complaints = Complaints()
    complaints.too_long((at,), name, 80, least=least)
    for word in FORBIDDEN:
        if isinstance(name, str) and word in name.lower():
            complaints.add((at,), "USERNAME_INVALID_CONTAINS", f'Username cannot contain "{word}"')
    complaints.raise_any()


def create(backend: Backend, call: Call) -> Reply:
    channel = visible(backend, call, Permission.MANAGE_WEBHOOKS)
    check_name(call.json.get("name") or "", at="name", least=1)
    if len(in_channel(backend, channel)) >= PER_CHANNEL:
        raise Refusal(400, 30007, f"Maximum number of webhooks reached ({PER_CHANNEL})")
    assert channel.guild_id is not None
    webhook = Webhook(
        backend.ids.next(), channel.id, channel.guild_id, call.json["name"], secrets.token_urlsafe(51), backend.bot
    )
    backend.store.webhooks[webhook.id] = webhook
    tell(backend, webhook)
    return Reply(webhook_json(webhook, backend.application_id))


def tell(backend: Backend, webhook: Webhook) -> None:
    event = {"guild_id": str(webhook.guild_id), "channel_id": str(webhook.channel_id)}
    backend.gateway.dispatch("WEBHOOKS_UPDATE", event, webhook.guild_id)


def in_channel(backend: Backend, channel: Channel) -> list[Webhook]:
    return [webhook for webhook in backend.store.webhooks.values() if webhook.channel_id == channel.id]


def of_channel(backend: Backend, call: Call) -> Reply:
    channel = visible(backend, call, Permission.MANAGE_WEBHOOKS)
    return Reply([webhook_json(webhook, backend.application_id) for webhook in in_channel(backend, channel)])


def of_guild(backend: Backend, call: Call) -> Reply:
    guild = backend.store.guild(call.id("guild_id"))
    if not backend.store.guild_permissions(backend.bot, guild) & Permission.MANAGE_WEBHOOKS:
        raise missing_permissions()
    mine = [webhook for webhook in backend.store.webhooks.values() if webhook.guild_id == guild.id]
    return Reply([webhook_json(webhook, backend.application_id) for webhook in mine])


def found(backend: Backend, call: Call) -> Webhook:
    """The webhook of the path; its token, where there is one, must be right."""
    webhook = backend.store.webhooks.get(call.id("webhook_id"))
    if webhook is None:
        raise unknown("Webhook")
    if call.path.get("webhook_token", webhook.token) != webhook.token:
        raise Refusal(401, 50027, "Invalid Webhook Token")
    return webhook


def one(backend: Backend, call: Call) -> Reply:
    return Reply(webhook_json(found(backend, call), backend.application_id))


def edit(backend: Backend, call: Call) -> Reply:
    webhook = found(backend, call)
    if "name" in call.json:
        check_name(call.json["name"], at="name", least=1)
        webhook.name = call.json["name"]
    webhook.avatar = call.json.get("avatar", webhook.avatar)
    if "channel_id" in call.json:
        webhook.channel_id = backend.store.channel(snowflake(call.json["channel_id"])).id
    tell(backend, webhook)
    return Reply(webhook_json(webhook, backend.application_id))


def remove(backend: Backend, call: Call) -> Reply:
    webhook = found(backend, call)
    del backend.store.webhooks[webhook.id]
    tell(backend, webhook)
    return EMPTY


def execute(backend: Backend, call: Call) -> Reply:
    """Without ``wait`` nothing is answered, as Discord does; a followup always is."""
    interaction = live(backend, call)
    if interaction is not None:
        return Reply(message_json(backend.store, follow_up(backend, interaction, call)))
    webhook = found(backend, call)
    check_name(call.json.get("username"), at="username", least=1)
    channel, message_id = place(backend, webhook, call)
    name = call.json.get("username") or webhook.name
    author = Author(
        user=User(webhook.id, name, bot=True),
        webhook_id=webhook.id,
        name=name,
        avatar_url=call.json.get("avatar_url"),
        application_id=backend.application_id,
    )
    body = {
        key: value for key, value in call.json.items() if key not in {"nonce", "enforce_nonce", "message_reference"}
    }
    try:
        message = post(backend, channel, body, call.files, author, message_id=message_id)
    except Refusal:
        if message_id is not None:
            del backend.store.channels[message_id]
        raise
    if message_id is not None:
        announce_thread(backend, channel)
    return Reply(message_json(backend.store, message)) if call.flag("wait") else EMPTY


def place(backend: Backend, webhook: Webhook, call: Call) -> tuple[Channel, int | None]:
    """Where a webhook's message goes, and the id that it must have there (a forum's new post)."""
    channel = backend.store.channel(webhook.channel_id)
    if "thread_id" in call.query:
        thread = backend.store.channel(snowflake(call.query["thread_id"]))
        if thread.parent_id != channel.id:
            raise unknown("Channel")
        return thread, None
    name = call.json.get("thread_name")
    if channel.kind is not Kind.FORUM:
        if name:
            raise Refusal(400, 220003, "Webhooks can only create threads in forum channels")
        return channel, None
    if not name:
        raise Refusal(400, 220001, "Webhooks posted to forum channels must have a thread_name or thread_id")
    body: Json = {"name": name}
    check_thread(body)
    tags = check_tags(channel, call.json)
    thread = begin(
        backend, channel, body, thread_id=backend.ids.next(), kind=Kind.PUBLIC_THREAD, tags=tags, announce=False
    )
    return thread, thread.id


def written(backend: Backend, call: Call) -> Message:
    """A message that was written with the token of the path."""
    message = backend.store.messages.get(call.id("message_id"))
    interaction = live(backend, call)
    if interaction is not None:
        mine = [interaction.original, *interaction.followups]
        if message is None or not any(message is other for other in mine):
            raise unknown("Message")
        return message
    webhook = found(backend, call)
    if message is None or message.webhook_id != webhook.id:
        raise unknown("Message")
    return message


def read_message(backend: Backend, call: Call) -> Reply:
    return Reply(message_json(backend.store, written(backend, call)))


def edit_message(backend: Backend, call: Call) -> Reply:
    message = written(backend, call)
    change(backend, message, call.json, call.files)
    wake(backend, call)
    return Reply(message_json(backend.store, message))


def delete_message(backend: Backend, call: Call) -> Reply:
    delete(backend, written(backend, call))
    wake(backend, call)
    return EMPTY


def wake(backend: Backend, call: Call) -> None:
    interaction = live(backend, call)
    if interaction is not None:
        interaction.change()


ONE = "/webhooks/{webhook_id}"
TOKEN = ONE + "/{webhook_token}"
MESSAGE = TOKEN + "/messages/{message_id}"
ROUTES = (
    Route("POST", "/channels/{channel_id}/webhooks", create),
    Route("GET", "/channels/{channel_id}/webhooks", of_channel),
    Route("GET", "/guilds/{guild_id}/webhooks", of_guild),
    Route("GET", ONE, one),
    Route("PATCH", ONE, edit),
    Route("DELETE", ONE, remove),
    Route("GET", TOKEN, one, open=True),
    Route("PATCH", TOKEN, edit, open=True),
    Route("DELETE", TOKEN, remove, open=True),
    Route("POST", TOKEN, execute, open=True),
    Route("GET", MESSAGE, read_message, open=True),
    Route("PATCH", MESSAGE, edit_message, open=True),
    Route("DELETE", MESSAGE, delete_message, open=True),
)
