"""Who gives a command on Discord, where, and whether they manage that place."""

from __future__ import annotations

import discord

from bot.adapters.platforms.discord.directory import NAME
from bot.domain.chat import Asker
from bot.domain.watch import Channel
from bot.pipeline.asking import Houses

Interaction = discord.Interaction[discord.Client]


def workspace_of(interaction: Interaction) -> str:
    """The server's id; or ``dm-`` and the user's, where the server has not installed the bot.

    A user's own installation works in any server and in direct messages; what it makes belongs to that user alone.
    """
    here = interaction.guild_id is not None and interaction.is_guild_integration()
    return str(interaction.guild_id) if here else f"dm-{interaction.user.id}"


def place_of(interaction: Interaction) -> Channel:
    """The channel that a command speaks of.

    In a thread that the bot opened under an alert, and in a post of a forum, that is the channel which has the alert.
    """
    return Channel(workspace_of(interaction), NAME, str(_channel_id(interaction)))


def _channel_id(interaction: Interaction) -> int | None:
    channel = interaction.channel
    if isinstance(channel, discord.Thread):
        bot = interaction.client.user
        ours = bot is not None and channel.owner_id == bot.id
        return channel.parent_id if ours or isinstance(channel.parent, discord.ForumChannel) else channel.id
    return interaction.channel_id


def manages_by_permission(interaction: Interaction) -> bool:
    """Whether Discord says so: Manage Server or Manage Channels here, or one's own direct messages with the bot."""
    if interaction.guild_id is None:
        return interaction.context.dm_channel
    can = interaction.permissions
    return interaction.is_guild_integration() and (can.administrator or can.manage_guild or can.manage_channels)


async def asker_of(interaction: Interaction, houses: Houses, time_zone: str) -> Asker:
    """Who asks; times are meant in ``time_zone`` (IANA). May raise what ``houses`` does."""
    channel = place_of(interaction)
    manages = manages_by_permission(interaction)
    if not manages and isinstance(interaction.user, discord.Member) and interaction.is_guild_integration():
        role = (await houses(channel.workspace)).manager_role
        manages = bool(role) and any(str(one.id) == role for one in interaction.user.roles)
    return Asker(channel=channel, user=str(interaction.user.id), manages=manages, time_zone=time_zone)
