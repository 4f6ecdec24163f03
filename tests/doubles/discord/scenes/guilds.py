"""Guilds come and go, channels are made, permissions given and taken, people write."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Literal

from tests.doubles.discord.backend import Backend
from tests.doubles.discord.components import with_ids
from tests.doubles.discord.errors import Json
from tests.doubles.discord.payloads import channel_json, guild_create_json, role_json, thread_json, user_json
from tests.doubles.discord.permissions import EVERYONE, EVERYTHING, INVITED, bit, bits
from tests.doubles.discord.posting import Author, delete, pings_of, post
from tests.doubles.discord.routes.channels import drop, tag_json
from tests.doubles.discord.store import Channel, Guild, Kind, Member, Message, Overwrite, Role, Thread, User

ChannelKind = Literal["text", "announcement", "forum"]
KINDS: dict[ChannelKind, Kind] = {"text": Kind.TEXT, "announcement": Kind.ANNOUNCEMENT, "forum": Kind.FORUM}


class GuildScenes:
    """``permissions`` are names such as ``send_messages``; None leaves what the bot's role has."""

    backend: Backend

    def add_user(self, name: str, *, locale: str = "en-US") -> User:
        user = User(self.backend.ids.next(), name, locale=locale)
        self.backend.store.users[user.id] = user
        return user

    def add_guild(
        self,
        name: str = "Newsroom",
        *,
        permissions: Iterable[str] | None = None,
        owner: User | None = None,
        locale: str = "en-US",
    ) -> Guild:
        """A guild that the bot is in. ``permissions`` are those of the bot's role; everybody's are in place too."""
        backend = self.backend
        owner = owner or self.add_user(f"owner of {name}")
        guild = Guild(backend.ids.guild(), name, owner, locale=locale)
        everyone = EVERYONE if permissions is None else bits(permissions) & EVERYONE
        role = Role(
            backend.ids.next(),
            "Dateline",
            INVITED if permissions is None else bits(permissions),
            bot_id=backend.bot.id,
            position=1,
        )
        guild.roles = {guild.id: Role(guild.id, "@everyone", everyone), role.id: role}
        now = backend.clock.now()
        guild.members = {backend.bot.id: Member(backend.bot, [role.id], now), owner.id: Member(owner, [], now)}
        backend.store.guilds[guild.id] = guild
        self._announce(guild)
        return guild

    def _announce(self, guild: Guild) -> None:
        data = guild_create_json(self.backend.store, guild, self.backend.bot)
        self.backend.gateway.dispatch("GUILD_CREATE", data, guild.id)

    def remove_guild(self, guild: Guild) -> None:
        """The bot is thrown out."""
        guild.installed = False
        self.backend.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id)}, guild.id)

    def return_guild(self, guild: Guild) -> None:
        """The bot is invited again."""
        guild.installed = True
        self._announce(guild)

    def break_guild(self, guild: Guild) -> None:
        """An outage of Discord's: the guild is unavailable, the bot still in it."""
        guild.available = False
        self.backend.gateway.dispatch("GUILD_DELETE", {"id": str(guild.id), "unavailable": True}, guild.id)

    def mend_guild(self, guild: Guild) -> None:
        guild.available = True
        data = guild_create_json(self.backend.store, guild, self.backend.bot) | {"unavailable": False}
        self.backend.gateway.dispatch("GUILD_CREATE", data, guild.id)

    def add_member(self, guild: Guild, user: User, *, roles: Sequence[Role] = ()) -> Member:
        member = guild.members[user.id] = Member(user, [role.id for role in roles], self.backend.clock.now())
        return member

    def add_role(self, guild: Guild, name: str, *, permissions: Iterable[str] = (), mentionable: bool = False) -> Role:
        role = Role(
            self.backend.ids.next(), name, bits(permissions), mentionable=mentionable, position=len(guild.roles)
        )
        guild.roles[role.id] = role
        self.backend.gateway.dispatch(
            "GUILD_ROLE_CREATE", {"guild_id": str(guild.id), "role": role_json(role)}, guild.id
        )
        return role

    def add_channel(
        self,
        guild: Guild,
        name: str = "wire",
        kind: ChannelKind = "text",
        *,
        permissions: Iterable[str] | None = None,
        tags: Iterable[str] = (),
        requires_tag: bool = False,
    ) -> Channel:
        """``permissions``: exactly what the bot may do there. ``tags`` and ``requires_tag`` are a forum's."""
        backend = self.backend
        channel = Channel(
            backend.ids.next(), KINDS[kind], name, guild.id, position=len(backend.store.channels_of(guild))
        )
        channel.tags = [tag_json({"name": tag}, backend) for tag in tags]
        channel.flags = 1 << 4 if requires_tag else 0
        if permissions is not None:
            allowed = bits(permissions)
            channel.overwrites[backend.bot.id] = Overwrite(backend.bot.id, 1, allowed, EVERYTHING & ~allowed)
        backend.store.channels[channel.id] = channel
        backend.gateway.dispatch("CHANNEL_CREATE", channel_json(channel), guild.id)
        return channel

    def delete_channel(self, channel: Channel) -> None:
        drop(self.backend, channel)

    def rename_channel(self, channel: Channel, name: str) -> None:
        channel.name = name
        self._changed(channel)

    def take_permission(self, channel: Channel, *names: str) -> None:
        """The bot may no more, in this channel."""
        overwrite = self._overwrite(channel)
        for name in names:
            overwrite.allow &= ~bit(name)
            overwrite.deny |= bit(name)
        self._changed(channel)

    def give_permission(self, channel: Channel, *names: str) -> None:
        overwrite = self._overwrite(channel)
        for name in names:
            overwrite.allow |= bit(name)
            overwrite.deny &= ~bit(name)
        self._changed(channel)

    def take_guild_permission(self, guild: Guild, *names: str) -> None:
        """The bot may no more, in the whole guild: neither by its own role nor by everybody's."""
        for role in (guild.roles[guild.id], self.bot_role(guild)):
            role.permissions &= ~bits(names)
            self._role_changed(guild, role)

    def give_guild_permission(self, guild: Guild, *names: str) -> None:
        role = self.bot_role(guild)
        role.permissions |= bits(names)
        self._role_changed(guild, role)

    def bot_role(self, guild: Guild) -> Role:
        return next(role for role in guild.roles.values() if role.bot_id == self.backend.bot.id)

    def _role_changed(self, guild: Guild, role: Role) -> None:
        self.backend.gateway.dispatch(
            "GUILD_ROLE_UPDATE", {"guild_id": str(guild.id), "role": role_json(role)}, guild.id
        )

    def _overwrite(self, channel: Channel) -> Overwrite:
        return channel.overwrites.setdefault(self.backend.bot.id, Overwrite(self.backend.bot.id, 1))

    def _changed(self, channel: Channel) -> None:
        event = "CHANNEL_UPDATE" if channel.thread is None else "THREAD_UPDATE"
        self.backend.gateway.dispatch(event, channel_json(channel), channel.guild_id)

    def archive(self, thread: Channel, *, locked: bool = False) -> None:
        assert thread.thread is not None
        thread.thread.archived = True
        thread.thread.archived_at = self.backend.clock.now()
        thread.thread.locked = locked
        self.backend.gateway.dispatch("THREAD_UPDATE", thread_json(thread), thread.guild_id)

    def add_thread(self, channel: Channel, name: str, owner: User) -> Channel:
        thread = Channel(self.backend.ids.next(), Kind.PUBLIC_THREAD, name, channel.guild_id, channel.id)
        thread.thread = Thread(owner.id, self.backend.clock.now())
        self.backend.store.channels[thread.id] = thread
        data = thread_json(thread) | {"newly_created": True}
        self.backend.gateway.dispatch("THREAD_CREATE", data, thread.guild_id)
        return thread

    def write(self, channel: Channel, user: User, text: str) -> Message:
        """A person writes a message."""
        return post(self.backend, channel, {"content": text}, (), Author(user=user))

    def add_old_message(
        self,
        channel: Channel,
        *,
        age: timedelta,
        content: str = "",
        components: Sequence[Json] = (),
        embeds: Sequence[Json] = (),
    ) -> Message:
        """A message of the bot's from long ago, as it was stored then."""
        at = self.backend.clock.now() - age.total_seconds()
        message = Message(self.backend.ids.at(at), channel.id, self.backend.bot, at, content, list(embeds))
        message.components = with_ids(list(components), [])
        message.pings = pings_of(self.backend, message)
        self.backend.store.messages[message.id] = message
        return message

    def delete_message(self, message: Message) -> None:
        """A moderator deletes it."""
        delete(self.backend, message)

    def react(self, message: Message, user: User, emoji: str) -> None:
        message.reactions.setdefault(emoji, []).append(user.id)
        channel = self.backend.store.channels[message.channel_id]
        data: Json = {
            "user_id": str(user.id),
            "channel_id": str(channel.id),
            "message_id": str(message.id),
            "emoji": {"id": None, "name": emoji},
            "type": 0,
            "burst": False,
            "user": user_json(user),
        }
        self.backend.gateway.dispatch_message("MESSAGE_REACTION_ADD", data, channel.guild_id)
