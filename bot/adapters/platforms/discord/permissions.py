"""Which permissions Dateline needs where, by the names that Discord's own settings show."""

from __future__ import annotations

from collections.abc import Sequence

import discord

NAMES = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "send_messages_in_threads": "Send Messages in Threads",
    "create_public_threads": "Create Public Threads",
    "embed_links": "Embed Links",
    "attach_files": "Attach Files",
    "read_message_history": "Read Message History",
    "manage_webhooks": "Manage Webhooks",
    "mention_everyone": "Mention Everyone",
}
"""discord.py's name of each permission that Dateline ever uses -> Discord's."""

INVITED = discord.Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    create_public_threads=True,
    embed_links=True,
    attach_files=True,
    read_message_history=True,
)
"""What an invitation asks for. Manage Webhooks is asked for only where webhooks are wanted, and Mention Everyone never: who
wants @everyone called grants it.
"""

_WRITES = ("view_channel", "send_messages")
_WRITES_IN_THREAD = ("view_channel", "send_messages_in_threads")
_POSTS_IN_FORUM = ("view_channel", "send_messages", "send_messages_in_threads")

Place = discord.abc.GuildChannel | discord.Thread


def needed_in(place: Place, *, embeds: bool) -> Sequence[str]:
    """What it takes to write there at all; Components V2 need no leave for embeds."""
    more = ("embed_links",) if embeds else ()
    if isinstance(place, discord.Thread):
        return _WRITES_IN_THREAD + more
    if isinstance(place, discord.ForumChannel):
        return _POSTS_IN_FORUM + more
    return _WRITES + more


def missing_in(place: Place, *, embeds: bool) -> tuple[str, ...]:
    """Discord's names of what the bot lacks there to write."""
    granted = place.permissions_for(place.guild.me)
    if granted.administrator:
        return ()
    return tuple(NAMES[name] for name in needed_in(place, embeds=embeds) if not getattr(granted, name))


def lack_sentence(missing: Sequence[str], label: str) -> str:
    """What a user has to grant: ``I need Embed Links in #wire``."""
    *others, last = missing
    return f"I need {', '.join(others)} and {last} in {label}" if others else f"I need {last} in {label}"


def invite_link(application_id: int, *, webhooks: bool = False) -> str:
    """The address at which a server's owner adds the bot with its commands."""
    permissions = discord.Permissions(INVITED.value)
    permissions.manage_webhooks = webhooks
    return discord.utils.oauth_url(application_id, permissions=permissions, scopes=("bot", "applications.commands"))
