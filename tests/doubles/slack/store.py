"""What the double holds: workspaces with their people, channels, messages with all they have been, files and tokens."""

from __future__ import annotations

import bisect
from dataclasses import dataclass, field
from typing import Literal

from tests.doubles.slack.errors import Json, Refusal

ChannelKind = Literal["channel", "group", "im", "mpim"]
TokenKind = Literal["bot", "user", "app"]


@dataclass(slots=True, eq=False)
class User:
    """A person or a bot of one workspace. ``tz`` is an IANA name; None as Slack gives it for some bots and guests."""

    id: str
    name: str
    workspace: str
    real_name: str = ""
    tz: str | None = "Europe/Paris"
    admin: bool = False
    owner: bool = False
    bot_id: str | None = None
    deleted: bool = False

    @property
    def mention(self) -> str:
        return f"<@{self.id}>"


@dataclass(slots=True, eq=False)
class UserGroup:
    """People called together, such as ``@desk``."""

    id: str
    handle: str
    name: str
    users: list[str] = field(default_factory=list)
    disabled: bool = False

    @property
    def mention(self) -> str:
        return f"<!subteam^{self.id}>"


@dataclass(slots=True, eq=False)
class Channel:
    """A conversation. ``members`` are user ids; ``deleted`` ones are found by nobody."""

    id: str
    name: str
    workspace: str
    kind: ChannelKind = "channel"
    members: set[str] = field(default_factory=set)
    created: float = 0.0
    archived: bool = False
    deleted: bool = False
    general: bool = False
    creator: str = ""
    """The id of who made it."""
    topic: str = ""
    restricted: str = ""
    """What those hear who may not post there, such as ``restricted_action``."""

    @property
    def private(self) -> bool:
        return self.kind != "channel"

    @property
    def mention(self) -> str:
        return f"<#{self.id}>"


@dataclass(slots=True)
class Edit:
    """A message as it was until ``until``."""

    until: float
    text: str
    blocks: list[Json]


@dataclass(slots=True, eq=False)
class Message:
    """A message as readers see it now; ``edits`` is what it was before, oldest first."""

    ts: str
    channel: str
    user: str
    at: float
    text: str = ""
    blocks: list[Json] = field(default_factory=list)
    attachments: list[Json] = field(default_factory=list)
    metadata: Json | None = None
    thread_ts: str | None = None
    """The root's ts if it is in a thread; the root of one has its own ts here once it is answered."""
    broadcast: bool = False
    """A reply that the channel sees too."""
    bot_id: str | None = None
    subtype: str | None = None
    edited: str | None = None
    """The ts of the last edit."""
    edits: list[Edit] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    reactions: dict[str, list[str]] = field(default_factory=dict)
    unfurls: dict[str, Json] = field(default_factory=dict)
    """What chat.unfurl shows, by the link as it is in the message."""
    unfurl_links: bool = False
    unfurl_media: bool = True
    arguments: Json = field(default_factory=dict)
    """What it was posted with."""
    deleted: bool = False
    ephemeral_for: str | None = None
    """The only user who sees it."""

    @property
    def reply(self) -> bool:
        return self.thread_ts is not None and self.thread_ts != self.ts


@dataclass(slots=True, eq=False)
class Token:
    """A token. ``workspace`` is None for the app's own. ``expires``: seconds by the double's clock, None for never."""

    text: str
    kind: TokenKind
    workspace: str | None
    scopes: frozenset[str]
    expires: float | None = None
    refresh: str | None = None
    user: str | None = None
    revoked: bool = False


@dataclass(slots=True, eq=False)
class File:
    """A file in any of the three steps of its upload: asked for, ``content`` there, ``shared`` complete."""

    id: str
    name: str
    length: int
    workspace: str
    upload_key: str
    content: bytes | None = None
    complete: bool = False
    completed: float = 0.0
    title: str = ""
    alt: str = ""
    channels: set[str] = field(default_factory=set)
    created: float = 0.0


@dataclass(slots=True, eq=False)
class SharedLink:
    """A link that the app was told of: in a ``message``, or in one that is still being written (None).

    ``unfurls``: what the app shows under it, by the link as it was given.
    """

    unfurl_id: str
    text: str
    message: Message | None = None
    unfurls: dict[str, Json] = field(default_factory=dict)

    @property
    def source(self) -> str:
        return "composer" if self.message is None else "conversations_history"


@dataclass(slots=True, eq=False)
class Workspace:
    """A Slack team with its people and groups, and the app's place in it.

    ``scopes``: what the app was given there; ``installed`` False once it is uninstalled, or before OAuth.
    """

    id: str
    name: str
    domain: str
    bot_user: User
    scopes: frozenset[str]
    installed: bool = True
    users: dict[str, User] = field(default_factory=dict)
    groups: dict[str, UserGroup] = field(default_factory=dict)
    bot_token: str = ""
    """The token given last; "" while there is none."""
    edits_allowed: bool = True
    edit_window: float | None = None
    """Seconds after which messages may no more be edited (a workspace's own rule); None: always."""

    @property
    def bot_id(self) -> str:
        assert self.bot_user.bot_id is not None
        return self.bot_user.bot_id


class Store:
    """Everything by id; lookups refuse as Slack does."""

    def __init__(self) -> None:
        self.workspaces: dict[str, Workspace] = {}
        self.channels: dict[str, Channel] = {}
        self.messages: dict[tuple[str, str], Message] = {}
        """By (channel id, ts); deleted ones stay, marked. ``keep`` adds one."""
        self._in_channel: dict[str, list[Message]] = {}
        self.ephemerals: list[Message] = []
        self.links: dict[str, SharedLink] = {}
        """By unfurl id."""
        self.files: dict[str, File] = {}
        self.tokens: dict[str, Token] = {}
        """By text."""

    def workspace_of(self, channel: Channel) -> Workspace:
        return self.workspaces[channel.workspace]

    def channel(self, workspace: Workspace, channel_id: str) -> Channel:
        """A channel that the bot can know of; a private one only from within."""
        channel = self.channels.get(channel_id)
        if channel is None or channel.workspace != workspace.id or channel.deleted:
            raise Refusal("channel_not_found")
        if channel.private and workspace.bot_user.id not in channel.members:
            raise Refusal("channel_not_found")
        return channel

    def keep(self, message: Message) -> None:
        self.messages[message.channel, message.ts] = message
        bisect.insort(self._in_channel.setdefault(message.channel, []), message, key=lambda one: one.ts)

    def message(self, channel: Channel, ts: str, error: str = "message_not_found") -> Message:
        message = self.messages.get((channel.id, ts))
        if message is None or message.deleted:
            raise Refusal(error)
        return message

    def messages_in(self, channel: Channel) -> list[Message]:
        """All that is in a channel, threads too, oldest first."""
        return [message for message in self._in_channel.get(channel.id, ()) if not message.deleted]

    def replies_to(self, root: Message) -> list[Message]:
        """A thread's answers, oldest first."""
        return [m for m in self.messages_in(self.channels[root.channel]) if m.thread_ts == root.ts and m.reply]

    def user(self, workspace: Workspace, user_id: str) -> User:
        user = workspace.users.get(user_id)
        if user is None:
            raise Refusal("user_not_found")
        return user

    def tokens_of(self, workspace: Workspace) -> list[Token]:
        return [token for token in self.tokens.values() if token.workspace == workspace.id]
