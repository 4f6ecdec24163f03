"""People write, share links, react and delete."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlsplit

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.errors import Json
from tests.doubles.slack.limits.messages import Draft
from tests.doubles.slack.limits.mrkdwn import links_in
from tests.doubles.slack.posting import Way, post, remove, tell
from tests.doubles.slack.store import Channel, File, Message, SharedLink, User


class WritingScenes:
    """What people write is as Slack's client sends it: ``&``, ``<`` and ``>`` that mean themselves are escaped by it,
    mentions are ``<@U…>`` and links ``<https://…>`` already.
    """

    backend: Backend

    def say(self, channel: Channel, user: User, text: str, *, thread: Message | None = None) -> Message:
        """A message. The bot hears of it where it is a member, and again as app_mention if it is mentioned."""
        backend = self.backend
        workspace = backend.store.workspace_of(channel)
        root = None if thread is None else thread.thread_ts or thread.ts
        message = post(backend, channel, user, Draft(text=text), Way(thread_ts=root))
        if workspace.bot_user.mention in text and channel.kind != "im":
            told: Json = {"type": "app_mention", "user": user.id, "text": text, "ts": message.ts}
            told |= {"channel": channel.id, "team": workspace.id} | ({"thread_ts": root} if root else {})
            backend.emit(workspace, told, channel=channel)
        return message

    def share_link(self, channel: Channel, user: User, url: str, *, comment: str = "") -> Message:
        """A message with a link, and ``link_shared`` for it."""
        escaped = url.replace("&", "&amp;")
        message = self.say(channel, user, f"{comment} <{escaped}>".strip())
        self._tell_link(channel, user, SharedLink(self.backend.ids.next("E"), message.text, message))
        return message

    def type_link(self, channel: Channel, user: User, url: str) -> SharedLink:
        """A link in a message that is still being written there: nobody reads it yet, and an app may unfurl it."""
        link = SharedLink(self.backend.ids.next("E"), f"<{url.replace('&', '&amp;')}>")
        self._tell_link(channel, user, link)
        return link

    def _tell_link(self, channel: Channel, user: User, link: SharedLink) -> None:
        self.backend.store.links[link.unfurl_id] = link
        links = [{"url": one.url, "domain": urlsplit(one.url).hostname} for one in links_in(link.text)]
        told: Json = {"type": "link_shared", "user": user.id, "links": links}
        told |= {"unfurl_id": link.unfurl_id, "source": link.source, "is_bot_user_member": True}
        if link.message is None:
            told |= {"channel": "COMPOSER", "message_ts": link.unfurl_id}
        else:
            told |= {"channel": channel.id, "message_ts": link.message.ts}
        self.backend.emit(self.backend.store.workspace_of(channel), told, channel=channel)

    def react(self, message: Message, user: User, name: str) -> None:
        """``name`` without colons, such as ``eyes``."""
        message.reactions.setdefault(name, []).append(user.id)
        channel = self.backend.store.channels[message.channel]
        item = {"type": "message", "channel": channel.id, "ts": message.ts}
        told: Json = {"type": "reaction_added", "user": user.id, "reaction": name, "item_user": message.user}
        tell(self.backend, channel, told | {"item": item})

    def delete_message(self, message: Message) -> None:
        """An administrator deletes it."""
        remove(self.backend, message)

    def delete_file(self, file: File) -> None:
        """An administrator deletes a file: no block can show it any more."""
        del self.backend.store.files[file.id]
        workspace = self.backend.store.workspaces[file.workspace]
        self.backend.emit(workspace, {"type": "file_deleted", "file_id": file.id})

    def add_old_message(
        self,
        channel: Channel,
        *,
        age: timedelta,
        text: str = "",
        blocks: list[Json] | None = None,
        metadata: Json | None = None,
    ) -> Message:
        """A message of the bot's from long ago, as it was stored then; nobody is told."""
        bot = self.backend.store.workspace_of(channel).bot_user
        at = self.backend.clock.now() - age.total_seconds()
        message = Message(self.backend.stamps.at(at), channel.id, bot.id, at, text, blocks or [], metadata=metadata)
        message.bot_id = bot.bot_id
        self.backend.store.keep(message)
        return message
