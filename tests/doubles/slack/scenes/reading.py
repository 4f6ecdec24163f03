"""What readers see: the messages of a channel, whom they call, where their links lead."""

from __future__ import annotations

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.errors import Json
from tests.doubles.slack.limits.mrkdwn import Link
from tests.doubles.slack.pictures import file_named, pictures_of
from tests.doubles.slack.reading import Viewer, buttons_of, emojis_of, links_of, notified, shown
from tests.doubles.slack.reading.marks import rendered
from tests.doubles.slack.store import Channel, File, Message, User, Workspace


class ReadingScenes:
    """Asked at any time; nothing is changed. ``zone`` is a reader's; None reads dates as their fallbacks."""

    backend: Backend

    def messages(self, channel: Channel, thread: Message | str | None = None) -> list[Message]:
        """What is in a channel, oldest first, with what only threads show; with ``thread`` (its root or that one's
        ts) the answers there.
        """
        found = self.backend.store.messages_in(channel)
        if thread is None:
            return found
        root = thread if isinstance(thread, str) else thread.ts
        return [message for message in found if message.reply and message.thread_ts == root]

    def timeline(self, channel: Channel) -> list[Message]:
        """What the channel itself shows: no answers but those broadcast."""
        return [message for message in self.messages(channel) if not message.reply or message.broadcast]

    def ephemerals(self, channel: Channel, user: User) -> list[Message]:
        """What only this person sees there, oldest first."""
        found = self.backend.store.ephemerals
        return [m for m in found if m.channel == channel.id and m.ephemeral_for == user.id and not m.deleted]

    def read(self, message: Message, *, zone: str | None = "UTC") -> str:
        """All that a message shows, a line for each text, in reading order, without marks; labels of buttons and
        alternative texts of pictures too.
        """
        return shown(self.backend.store, message, zone=zone)

    def reads(self, channel: Channel, thread: Message | str | None = None, *, zone: str | None = "UTC") -> list[str]:
        """What the channel shows, or one thread's answers, a text for each message, oldest first."""
        found = self.timeline(channel) if thread is None else self.messages(channel, thread)
        return [self.read(message, zone=zone) for message in found]

    def notification(self, message: Message) -> str:
        """What notifications and screen readers say of it: its own text, whatever its blocks are."""
        store = self.backend.store
        return rendered(Viewer(store, store.workspace_of(store.channels[message.channel])), message.text)

    def mentions(self, message: Message) -> set[str]:
        """Whom it calls: ``<!channel>``, ``<@U…>``, ``<!subteam^S…>``; in its blocks or in its text."""
        return notified(message)

    def links(self, message: Message) -> list[Link]:
        """Its links as readers see them, those of buttons too."""
        return links_of(message)

    def buttons(self, message: Message) -> list[Json]:
        """Its buttons in order, as they were sent (text, action_id, value, url, style)."""
        return buttons_of(message)

    def emojis(self, message: Message) -> list[str]:
        """Names between colons that show as emojis, without the colons."""
        return emojis_of(message)

    def picture(self, message: Message) -> bytes | None:
        """The bytes of the first picture of Slack's own that it shows."""
        return next(iter(self.pictures(message)), None)

    def pictures(self, message: Message) -> list[bytes]:
        """The bytes of the pictures of Slack's own that it shows."""
        backend = self.backend
        workspace = backend.store.workspace_of(backend.store.channels[message.channel])
        named = [file_named(backend, workspace, picture["slack_file"]) for _, picture in pictures_of(message.blocks)]
        files = [*named, *(backend.store.files.get(one) for one in message.files)]
        return [file.content for file in files if file is not None and file.content is not None]

    def uploads(self, workspace: Workspace) -> list[File]:
        """The files whose upload is complete, oldest first."""
        return [file for file in self.backend.store.files.values() if file.workspace == workspace.id and file.complete]
