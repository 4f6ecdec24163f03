"""Workspaces, people and channels come and go; the bot is invited and thrown out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tests.doubles.slack import membership
from tests.doubles.slack.backend import BOT_SCOPES, Backend
from tests.doubles.slack.errors import Json
from tests.doubles.slack.leaving import revoke, uninstall
from tests.doubles.slack.payloads import user_json
from tests.doubles.slack.routes.places import direct
from tests.doubles.slack.store import Channel, User, UserGroup, Workspace


class WorkspaceScenes:
    """``scopes`` are Slack's, such as ``chat:write.public``."""

    backend: Backend

    def add_workspace(
        self, name: str = "Newsroom", *, scopes: Iterable[str] = BOT_SCOPES, installed: bool = True
    ) -> Workspace:
        """A workspace; with ``installed`` the app is in it and has a token that lasts. Else it takes OAuth."""
        ids, team = self.backend.ids, self.backend.ids.next("T")
        bot = User(ids.next("U"), "dateline", team, "Dateline", tz=None, bot_id=ids.next("B"))
        workspace = Workspace(team, name, name.lower().replace(" ", "-"), bot, frozenset(scopes), installed)
        workspace.users[bot.id] = bot
        self.backend.store.workspaces[team] = workspace
        if installed:
            self.backend.issue(workspace)
        return workspace

    def add_user(
        self,
        workspace: Workspace,
        name: str = "ada",
        *,
        tz: str | None = "Europe/Paris",
        admin: bool = False,
        owner: bool = False,
    ) -> User:
        """A person. They are in every channel that is made later or was before, unless taken out."""
        user = User(self.backend.ids.next("U"), name, workspace.id, name.title(), tz=tz, admin=admin, owner=owner)
        workspace.users[user.id] = user
        for channel in self.backend.store.channels.values():
            if channel.workspace == workspace.id and channel.kind in {"channel", "group"}:
                channel.members.add(user.id)
        return user

    def change_user(self, user: User, *, tz: str | None = None, admin: bool | None = None) -> None:
        """Moved to another zone, or made or unmade an administrator."""
        workspace = self.backend.store.workspaces[user.workspace]
        user.tz = tz or user.tz
        user.admin = user.admin if admin is None else admin
        told = user_json(self.backend, workspace, user)
        self.backend.emit(workspace, {"type": "user_change", "user": told})

    def add_user_group(self, workspace: Workspace, handle: str = "desk", users: Sequence[User] = ()) -> UserGroup:
        group = UserGroup(self.backend.ids.next("S"), handle, handle.title(), [user.id for user in users])
        workspace.groups[group.id] = group
        return group

    def add_channel(
        self,
        workspace: Workspace,
        name: str = "wire",
        *,
        private: bool = False,
        joined: bool = True,
        archived: bool = False,
        creator: User | None = None,
    ) -> Channel:
        """``joined``: the bot is in it."""
        backend = self.backend
        people = {user.id for user in workspace.users.values() if user.bot_id is None}
        people |= {workspace.bot_user.id} if joined else set()
        channel = Channel(backend.ids.next("C"), name, workspace.id, "group" if private else "channel", people)
        channel.created, channel.archived = backend.clock.now(), archived
        channel.creator = creator.id if creator else ""
        backend.store.channels[channel.id] = channel
        told: Json = {"id": channel.id, "name": name, "created": int(channel.created), "creator": channel.creator}
        if not private:
            backend.emit(workspace, {"type": "channel_created", "channel": told})
        return channel

    def direct(self, workspace: Workspace, user: User) -> Channel:
        """A user's direct messages with the bot."""
        return direct(self.backend, workspace, user)

    def archive_channel(self, channel: Channel, user: User | None = None) -> None:
        self._channel_event(channel, "archive", user)
        channel.archived = True

    def unarchive_channel(self, channel: Channel, user: User | None = None, *, without_bot: bool = False) -> None:
        """Restored by a person; ``without_bot``: the bot is in it no more and must be invited again."""
        channel.archived = False
        self._channel_event(channel, "unarchive", user)
        if without_bot:
            channel.members.discard(self._home(channel).bot_user.id)

    def rename_channel(self, channel: Channel, name: str) -> None:
        channel.name = name
        told: Json = {"id": channel.id, "name": name, "created": int(channel.created)}
        self.backend.emit(
            self._home(channel), {"type": f"{self._word(channel)}_rename", "channel": told}, channel=channel
        )

    def delete_channel(self, channel: Channel) -> None:
        self._channel_event(channel, "deleted", None)
        channel.deleted = True

    def restrict_channel(self, channel: Channel, error: str = "restricted_action") -> None:
        """Only some may post there from now on, and others hear ``error``; "" for everybody."""
        channel.restricted = error

    def remove_bot(self, channel: Channel, user: User | None = None) -> None:
        """``/remove @dateline``."""
        membership.leave_bot(self.backend, channel, actor=user.id if user else None)

    def invite_bot(self, channel: Channel, user: User | None = None) -> None:
        """``/invite @dateline``."""
        bot = self._home(channel).bot_user.id
        membership.join(self.backend, channel, bot, inviter=user.id if user else None)

    def remove_user(self, channel: Channel, user: User) -> None:
        membership.leave(self.backend, channel, user.id)

    def uninstall(self, workspace: Workspace) -> None:
        """The app is taken out of the workspace."""
        uninstall(self.backend, workspace)

    def revoke_tokens(self, workspace: Workspace) -> None:
        """All its tokens are dead; the app itself stays installed."""
        tokens = [token for token in self.backend.store.tokens_of(workspace) if not token.revoked]
        revoke(self.backend, workspace, tokens)

    def expire_tokens(self, workspace: Workspace) -> None:
        """Those that expire have done so."""
        for token in self.backend.store.tokens_of(workspace):
            if token.expires is not None:
                token.expires = min(token.expires, self.backend.clock.now())

    def take_scopes(self, workspace: Workspace, *scopes: str) -> None:
        """The app may no more, with the tokens that it has and those to come."""
        self._set_scopes(workspace, workspace.scopes - set(scopes))

    def give_scopes(self, workspace: Workspace, *scopes: str) -> None:
        self._set_scopes(workspace, workspace.scopes | set(scopes))

    def _set_scopes(self, workspace: Workspace, scopes: frozenset[str]) -> None:
        workspace.scopes = scopes
        for token in self.backend.store.tokens_of(workspace):
            token.scopes = scopes

    def forbid_edits(self, workspace: Workspace, *, after: float | None = None) -> None:
        """The workspace's rule for edits: none at all, or none once a message is older than ``after`` seconds."""
        workspace.edits_allowed, workspace.edit_window = after is not None, after

    def allow_edits(self, workspace: Workspace) -> None:
        workspace.edits_allowed, workspace.edit_window = True, None

    def _channel_event(self, channel: Channel, what: str, user: User | None) -> None:
        event: Json = {"type": f"{self._word(channel)}_{what}", "channel": channel.id}
        event |= {"user": user.id} if user else {}
        self.backend.emit(self._home(channel), event, channel=channel)

    def _home(self, channel: Channel) -> Workspace:
        return self.backend.store.workspace_of(channel)

    @staticmethod
    def _word(channel: Channel) -> str:
        return "group" if channel.kind == "group" else "channel"
