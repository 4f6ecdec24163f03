"""The store's things as Discord writes them in JSON: ids are strings, and absent is not null."""

from __future__ import annotations

from tests.doubles.discord.clock import timestamp
from tests.doubles.discord.errors import Json
from tests.doubles.discord.permissions import EVERYTHING
from tests.doubles.discord.store import Channel, Guild, Kind, Member, Message, Role, Store, User, Webhook


def user_json(user: User) -> Json:
    return {
        "id": str(user.id),
        "username": user.name,
        "discriminator": "0000" if user.bot else "0",
        "global_name": None,
        "avatar": None,
        "bot": user.bot,
        "public_flags": 0,
    }


def member_json(member: Member, *, with_user: bool = True) -> Json:
    data: Json = {
        "roles": [str(role) for role in member.roles],
        "joined_at": timestamp(member.joined_at),
        "deaf": False,
        "mute": False,
        "flags": 0,
        "nick": None,
        "avatar": None,
        "premium_since": None,
        "pending": False,
    }
    return data | ({"user": user_json(member.user)} if with_user else {})


def role_json(role: Role) -> Json:
    data: Json = {
        "id": str(role.id),
        "name": role.name,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "icon": None,
        "unicode_emoji": None,
        "position": role.position,
        "permissions": str(role.permissions),
        "managed": role.bot_id is not None,
        "mentionable": role.mentionable,
        "flags": 0,
    }
    return data | ({"tags": {"bot_id": str(role.bot_id)}} if role.bot_id is not None else {})


def channel_json(channel: Channel) -> Json:
    if channel.thread is not None:
        return thread_json(channel)
    data: Json = {"id": str(channel.id), "type": int(channel.kind), "flags": channel.flags}
    data["last_message_id"] = str(channel.last_message_id) if channel.last_message_id else None
    if channel.kind is Kind.DM:
        return data | {"recipients": [user_json(channel.recipient)] if channel.recipient else []}
    data |= {
        "guild_id": str(channel.guild_id),
        "name": channel.name,
        "position": channel.position,
        "parent_id": str(channel.parent_id) if channel.parent_id else None,
        "topic": channel.topic,
        "nsfw": False,
        "rate_limit_per_user": 0,
        "permission_overwrites": [
            {"id": str(o.id), "type": o.kind, "allow": str(o.allow), "deny": str(o.deny)}
            for o in channel.overwrites.values()
        ],
    }
    if channel.kind is Kind.FORUM:
        data |= {
            "available_tags": channel.tags,
            "default_reaction_emoji": None,
            "default_sort_order": None,
            "default_forum_layout": 0,
        }
    return data


def thread_json(channel: Channel) -> Json:
    thread = channel.thread
    assert thread is not None
    data: Json = {
        "id": str(channel.id),
        "type": int(channel.kind),
        "guild_id": str(channel.guild_id),
        "parent_id": str(channel.parent_id),
        "owner_id": str(thread.owner_id),
        "name": channel.name,
        "flags": channel.flags,
        "last_message_id": str(channel.last_message_id) if channel.last_message_id else None,
        "rate_limit_per_user": 0,
        "message_count": thread.count,
        "total_message_sent": thread.total_sent,
        "member_count": 1,
        "thread_metadata": {
            "archived": thread.archived,
            "archive_timestamp": timestamp(thread.archived_at or thread.created_at),
            "auto_archive_duration": thread.auto_archive_duration,
            "locked": thread.locked,
            "create_timestamp": timestamp(thread.created_at),
        },
    }
    return data | ({"applied_tags": [str(tag) for tag in thread.applied_tags]} if thread.applied_tags else {})


def guild_json(guild: Guild) -> Json:
    """A guild as REST gives it; ``guild_create_json`` has what the gateway adds."""
    return {
        "id": str(guild.id),
        "name": guild.name,
        "icon": None,
        "splash": None,
        "discovery_splash": None,
        "description": None,
        "owner_id": str(guild.owner.id),
        "region": "deprecated",
        "afk_channel_id": None,
        "afk_timeout": 300,
        "verification_level": 0,
        "default_message_notifications": 0,
        "explicit_content_filter": 0,
        "roles": [role_json(role) for role in guild.roles.values()],
        "emojis": [],
        "stickers": [],
        "features": ["COMMUNITY", "NEWS"],
        "mfa_level": 0,
        "nsfw_level": 0,
        "application_id": None,
        "system_channel_id": None,
        "system_channel_flags": 0,
        "rules_channel_id": None,
        "public_updates_channel_id": None,
        "safety_alerts_channel_id": None,
        "vanity_url_code": None,
        "banner": None,
        "premium_tier": 0,
        "premium_progress_bar_enabled": False,
        "preferred_locale": guild.locale,
        "incidents_data": None,
    }


def guild_create_json(store: Store, guild: Guild, bot: User) -> Json:
    return guild_json(guild) | {
        "joined_at": timestamp(guild.members[bot.id].joined_at),
        "large": False,
        "member_count": len(guild.members),
        "members": [member_json(guild.members[bot.id])],
        "channels": [channel_json(channel) for channel in store.channels_of(guild)],
        "threads": [thread_json(c) for c in store.threads_of(guild) if c.thread is not None and not c.thread.archived],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def author_json(message: Message) -> Json:
    if message.webhook_id is None or message.author_name is None:
        return user_json(message.author)
    return {
        "id": str(message.webhook_id),
        "username": message.author_name,
        "discriminator": "0000",
        "global_name": None,
        "avatar": message.avatar_url,
        "bot": True,
    }


def message_json(store: Store, message: Message, *, referenced: bool = True) -> Json:
    data: Json = {
        "id": str(message.id),
        "channel_id": str(message.channel_id),
        "type": message.kind,
        "author": author_json(message),
        "content": message.content,
        "timestamp": timestamp(message.at),
        "edited_timestamp": timestamp(message.edited_at) if message.edited_at else None,
        "tts": False,
        "mention_everyone": message.pings.everyone,
        "mentions": [user_json(store.users[u]) for u in message.pings.users if u in store.users],
        "mention_roles": [str(role) for role in message.pings.roles],
        "attachments": message.attachments,
        "embeds": message.embeds,
        "components": message.components,
        "pinned": message.pinned,
        "flags": message.flags,
    }
    data |= {key: str(value) for key in ("webhook_id", "application_id") if (value := getattr(message, key))}
    if message.interaction is not None:
        data["interaction_metadata"] = message.interaction
    if message.reactions:
        data["reactions"] = [reaction_json(emoji, users) for emoji, users in message.reactions.items()]
    if message.reference is not None:
        data["message_reference"] = message.reference
        if referenced:
            other = store.messages.get(int(message.reference.get("message_id", 0)))
            data["referenced_message"] = message_json(store, other, referenced=False) if other else None
    thread = store.channels.get(message.id)
    if thread is not None and thread.parent_id == message.channel_id:
        data["thread"] = thread_json(thread)
    return data


def reaction_json(emoji: str, users: list[int]) -> Json:
    return {
        "count": len(users),
        "count_details": {"burst": 0, "normal": len(users)},
        "me": False,
        "me_burst": False,
        "emoji": {"id": None, "name": emoji},
        "burst_colors": [],
    }


def webhook_json(webhook: Webhook, application_id: int | None, *, with_token: bool = True) -> Json:
    data: Json = {
        "id": str(webhook.id),
        "type": 1,
        "guild_id": str(webhook.guild_id),
        "channel_id": str(webhook.channel_id),
        "name": webhook.name,
        "avatar": webhook.avatar,
        "application_id": str(application_id) if application_id else None,
        "user": user_json(webhook.creator),
    }
    return data | ({"token": webhook.token} if with_token else {})


def application_json(application_id: int, name: str, owner: User, flags: int) -> Json:
    return {
        "id": str(application_id),
        "name": name,
        "icon": None,
        "description": "",
        "summary": "",
        "flags": flags,
        "verify_key": "0" * 64,
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": user_json(owner),
        "team": None,
        "interactions_endpoint_url": None,
        "role_connections_verification_url": None,
        "redirect_uris": [],
        "tags": [],
        "integration_types_config": {
            "0": {
                "oauth2_install_params": {"scopes": ["applications.commands", "bot"], "permissions": str(EVERYTHING)}
            },
            "1": {"oauth2_install_params": {"scopes": ["applications.commands"], "permissions": "0"}},
        },
    }
