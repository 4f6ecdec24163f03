"""What the double holds: guilds, channels, messages with all they have been, commands and webhooks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum

from tests.doubles.discord.errors import Json, unknown
from tests.doubles.discord.permissions import EVERYTHING, Permission

COMPONENTS_V2 = 1 << 15
EPHEMERAL = 1 << 6
CROSSPOSTED = 1 << 0
HAS_THREAD = 1 << 5
LOADING = 1 << 7


class Kind(IntEnum):
    """Channel types (Discord's reference, "Channel Types")."""

    TEXT = 0
    DM = 1
    CATEGORY = 4
    ANNOUNCEMENT = 5
    ANNOUNCEMENT_THREAD = 10
    PUBLIC_THREAD = 11
    PRIVATE_THREAD = 12
    FORUM = 15

    @property
    def is_thread(self) -> bool:
        return self in {Kind.ANNOUNCEMENT_THREAD, Kind.PUBLIC_THREAD, Kind.PRIVATE_THREAD}


@dataclass(slots=True)
class User:
    """A person or a bot."""

    id: int
    name: str
    bot: bool = False
    locale: str = "en-US"
    takes_direct: bool = True
    """Whether the bot may write to them directly."""

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass(slots=True)
class Role:
    """A role; the one with the guild's id is everybody's."""

    id: int
    name: str
    permissions: int
    mentionable: bool = False
    bot_id: int | None = None
    position: int = 0

    @property
    def mention(self) -> str:
        return f"<@&{self.id}>"


@dataclass(slots=True)
class Member:
    """A user in a guild."""

    user: User
    roles: list[int] = field(default_factory=list)
    joined_at: float = 0.0


@dataclass(slots=True)
class Overwrite:
    """What a channel allows and denies a role (kind 0) or a member (kind 1)."""

    id: int
    kind: int
    allow: int = 0
    deny: int = 0


@dataclass(slots=True)
class Thread:
    """What a channel that is a thread has more."""

    owner_id: int
    created_at: float
    auto_archive_duration: int = 4320
    archived: bool = False
    locked: bool = False
    archived_at: float = 0.0
    applied_tags: list[int] = field(default_factory=list)
    total_sent: int = 0
    count: int = 0


@dataclass(slots=True)
class Channel:
    """A guild's channel, a thread of one, or a direct one."""

    id: int
    kind: Kind
    name: str
    guild_id: int | None = None
    parent_id: int | None = None
    position: int = 0
    topic: str | None = None
    overwrites: dict[int, Overwrite] = field(default_factory=dict)
    tags: list[Json] = field(default_factory=list)
    flags: int = 0
    recipient: User | None = None
    thread: Thread | None = None
    last_message_id: int | None = None

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"


@dataclass(slots=True)
class Edit:
    """A message as it was until ``until``."""

    until: float
    content: str
    embeds: list[Json]
    components: list[Json]


@dataclass(slots=True)
class Pings:
    """Whom a message really calls: what it writes, as far as its allowed mentions let it."""

    everyone: bool = False
    roles: list[int] = field(default_factory=list)
    users: list[int] = field(default_factory=list)


@dataclass(slots=True)
class Message:
    """A message as readers see it now; ``edits`` is what it was before, oldest first."""

    id: int
    channel_id: int
    author: User
    at: float
    content: str = ""
    embeds: list[Json] = field(default_factory=list)
    components: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    flags: int = 0
    kind: int = 0
    nonce: str | int | None = None
    reference: Json | None = None
    pings: Pings = field(default_factory=Pings)
    allowed_mentions: Json | None = None
    webhook_id: int | None = None
    author_name: str | None = None
    avatar_url: str | None = None
    application_id: int | None = None
    interaction: Json | None = None
    edited_at: float | None = None
    edits: list[Edit] = field(default_factory=list)
    reactions: dict[str, list[int]] = field(default_factory=dict)
    pinned: bool = False
    deleted: bool = False

    @property
    def ephemeral(self) -> bool:
        return bool(self.flags & EPHEMERAL)

    @property
    def published(self) -> bool:
        return bool(self.flags & CROSSPOSTED)

    @property
    def text(self) -> str:
        """All that is written in it, whichever way it is made: content, embeds and components, a line each."""
        return "\n".join(part for part in written(self) if part)

    @property
    def buttons(self) -> list[Json]:
        """Its buttons in order, as Discord describes them (label, custom_id, disabled, url ...)."""
        return [part for part in parts_of(self.components) if part["type"] == 2]

    def custom_id(self, label: str) -> str:
        """The custom id of the button or select that reads ``label``."""
        for part in parts_of(self.components):
            if label in {part.get("label"), part.get("placeholder"), (part.get("emoji") or {}).get("name")}:
                return str(part["custom_id"])
        raise KeyError(label)


def parts_of(components: list[Json]) -> Iterator[Json]:
    """Every component, with those inside others, in reading order."""
    for component in components:
        yield component
        inner = list(component.get("components") or ())
        inner += [component[key] for key in ("accessory", "component") if component.get(key)]
        yield from parts_of(inner)


def written(message: Message) -> Iterator[str]:
    """The texts of a message."""
    yield message.content
    for embed in message.embeds:
        yield (embed.get("author") or {}).get("name", "")
        yield embed.get("title") or ""
        yield embed.get("description") or ""
        for item in embed.get("fields") or ():
            yield f"{item['name']}: {item['value']}"
        yield (embed.get("footer") or {}).get("text", "")
    for part in parts_of(message.components):
        yield part.get("content") or part.get("label") or ""


@dataclass(slots=True)
class Webhook:
    """An incoming webhook of a channel."""

    id: int
    channel_id: int
    guild_id: int
    name: str
    token: str
    creator: User
    avatar: str | None = None


@dataclass(slots=True)
class Guild:
    """A server. ``installed`` is whether the bot is in it; ``available`` whether it is up."""

    id: int
    name: str
    owner: User
    roles: dict[int, Role] = field(default_factory=dict)
    members: dict[int, Member] = field(default_factory=dict)
    locale: str = "en-US"
    installed: bool = True
    available: bool = True


class Store:
    """All of it, by id. Tests read it; routes and scenes change it."""

    def __init__(self) -> None:
        self.users: dict[int, User] = {}
        self.guilds: dict[int, Guild] = {}
        self.channels: dict[int, Channel] = {}
        self.messages: dict[int, Message] = {}
        self.deleted: list[Message] = []
        self.nonces: dict[tuple[int, str], Message] = {}
        """The last message of an author (by id) with a nonce."""
        self.webhooks: dict[int, Webhook] = {}
        self.commands: dict[int | None, list[Json]] = {}
        """The registered commands: under None the global ones, under a guild's id its own."""
        self.command_syncs = 0
        """How often the whole set was replaced."""
        self.command_creates = 0

    def guild(self, guild_id: int) -> Guild:
        guild = self.guilds.get(guild_id)
        if guild is None or not guild.installed:
            raise unknown("Guild")
        return guild

    def channel(self, channel_id: int) -> Channel:
        try:
            return self.channels[channel_id]
        except KeyError:
            raise unknown("Channel") from None

    def message(self, channel_id: int, message_id: int) -> Message:
        message = self.messages.get(message_id)
        if message is None or message.channel_id != channel_id or message.ephemeral:
            raise unknown("Message")
        return message

    def channels_of(self, guild: Guild) -> list[Channel]:
        return [c for c in self.channels.values() if c.guild_id == guild.id and c.thread is None]

    def threads_of(self, guild: Guild) -> list[Channel]:
        return [c for c in self.channels.values() if c.guild_id == guild.id and c.thread is not None]

    def threads_in(self, channel: Channel) -> list[Channel]:
        return [c for c in self.channels.values() if c.parent_id == channel.id and c.thread is not None]

    def messages_in(self, channel: Channel) -> list[Message]:
        """What is read there now, oldest first; nothing that only one user sees."""
        return sorted(
            (m for m in self.messages.values() if m.channel_id == channel.id and not m.ephemeral), key=lambda m: m.id
        )

    def permissions(self, user: User, channel: Channel) -> int:
        """What ``user`` may do in ``channel`` (Discord's reference, "Permission Overwrites")."""
        if channel.guild_id is None:
            return EVERYTHING & ~Permission.ADMINISTRATOR
        guild = self.guilds[channel.guild_id]
        base = self.guild_permissions(user, guild)
        if base & Permission.ADMINISTRATOR:
            return EVERYTHING
        place = self.channels.get(channel.parent_id or 0) if channel.thread is not None else channel
        return with_overwrites(base, guild, user, place) if place is not None else base

    def guild_permissions(self, user: User, guild: Guild) -> int:
        if user.id == guild.owner.id:
            return EVERYTHING
        member = guild.members.get(user.id)
        if member is None:
            return 0
        value = guild.roles[guild.id].permissions
        for role_id in member.roles:
            value |= guild.roles[role_id].permissions if role_id in guild.roles else 0
        return EVERYTHING if value & Permission.ADMINISTRATOR else value


def with_overwrites(base: int, guild: Guild, user: User, channel: Channel) -> int:
    """The guild's permissions as a channel changes them: everybody first, then roles, then the member."""
    everyone = channel.overwrites.get(guild.id)
    if everyone is not None:
        base = (base & ~everyone.deny) | everyone.allow
    allow = deny = 0
    for role_id in guild.members[user.id].roles if user.id in guild.members else ():
        overwrite = channel.overwrites.get(role_id)
        if overwrite is not None:
            allow |= overwrite.allow
            deny |= overwrite.deny
    base = (base & ~deny) | allow
    own = channel.overwrites.get(user.id)
    return base if own is None else (base & ~own.deny) | own.allow
