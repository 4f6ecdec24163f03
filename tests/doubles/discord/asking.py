"""An interaction as the gateway sends it: who asks, where, with what, and what it is about."""

from __future__ import annotations

import secrets

from tests.doubles.discord.backend import Backend
from tests.doubles.discord.errors import Json
from tests.doubles.discord.interaction import Interaction
from tests.doubles.discord.payloads import channel_json, member_json, message_json, user_json
from tests.doubles.discord.store import Channel, Member, Message, User

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5


def ask(
    backend: Backend,
    kind: int,
    channel: Channel,
    user: User,
    data: Json,
    *,
    message: Message | None = None,
    opener: Interaction | None = None,
    installed_by_user: bool = False,
) -> Interaction:
    """Make an interaction and tell the gateway."""
    interaction = Interaction(
        backend.ids.next(), secrets.token_urlsafe(120), kind, backend.clock.now(), user, channel, data, message, opener
    )
    interaction.owners = owners(channel, user, installed_by_user=installed_by_user)
    backend.interactions[interaction.token] = interaction
    backend.gateway.dispatch("INTERACTION_CREATE", interaction_json(backend, interaction), channel.guild_id)
    return interaction


def owners(channel: Channel, user: User, *, installed_by_user: bool) -> Json:
    if installed_by_user:
        return {"1": str(user.id)}
    return {"0": str(channel.guild_id) if channel.guild_id is not None else "0"}


def interaction_json(backend: Backend, interaction: Interaction) -> Json:
    channel = interaction.channel
    data: Json = {
        "version": 1,
        "id": str(interaction.id),
        "application_id": str(backend.application_id),
        "type": interaction.kind,
        "token": interaction.token,
        "data": interaction.data,
        "channel_id": str(channel.id),
        "channel": channel_json(channel),
        "app_permissions": str(int(backend.store.permissions(backend.bot, channel))),
        "locale": interaction.user.locale,
        "entitlements": [],
        "entitlement_sku_ids": [],
        "authorizing_integration_owners": interaction.owners,
        "attachment_size_limit": backend.upload_limit,
    }
    if interaction.message is not None:
        data["message"] = message_json(backend.store, interaction.message)
    return data | (in_guild(backend, interaction) if channel.guild_id is not None else in_direct(interaction))


def in_guild(backend: Backend, interaction: Interaction) -> Json:
    channel, user = interaction.channel, interaction.user
    guild = backend.store.guilds[channel.guild_id or 0]
    member = guild.members.setdefault(user.id, Member(user, joined_at=backend.clock.now()))
    return {
        "guild_id": str(guild.id),
        "guild": {"id": str(guild.id), "locale": guild.locale, "features": []},
        "guild_locale": guild.locale,
        "context": 0,
        "member": member_json(member) | {"permissions": str(int(backend.store.permissions(user, channel)))},
    }


def in_direct(interaction: Interaction) -> Json:
    return {"context": 1, "user": user_json(interaction.user)}
