"""Discord, as the settings ask for it."""

from __future__ import annotations

from bot.adapters.platforms.discord import DiscordPlatform, Style, button_signer
from bot.adapters.platforms.discord.interactions import Interactions
from bot.adapters.platforms.discord.platform import DISCORD_API
from bot.adapters.platforms.discord.style import StyleOf
from bot.app.surroundings import Surroundings
from bot.pipeline.asking import Houses, Signer
from bot.pipeline.ports import Commands, Presence
from config.settings import Settings


def build_discord(settings: Settings, presence: Presence) -> DiscordPlatform:
    """The Discord platform that these settings ask for; they have a token."""
    assert settings.discord_token is not None
    mine, count = settings.shards or (None, None)
    return DiscordPlatform(
        settings.discord_token.get_secret_value(),
        discord_signer(settings),
        presence=presence,
        style_of=discord_style(settings),
        api=settings.discord_api_base or DISCORD_API,
        gateway=settings.discord_gateway_url,
        shard_ids=mine,
        shard_count=count,
    )


def discord_signer(settings: Settings) -> Signer:
    """Signs Discord's buttons: with the token, where no key is set."""
    key = settings.signing_key or settings.discord_token
    assert key is not None
    return button_signer(key.get_secret_value())


def discord_style(settings: Settings) -> StyleOf:
    """How every channel's messages look."""
    style = Style(form=settings.discord_style, publish=settings.discord_publish, webhook=settings.discord_webhooks)
    return lambda _channel: style


def serve_discord(discord: DiscordPlatform, around: Surroundings, commands: Commands, houses: Houses) -> None:
    """Let Discord's users give the commands."""
    settings = around.settings
    discord.serve(
        Interactions(
            commands,
            renderer=discord.renderer,
            signer=discord_signer(settings),
            houses=houses,
            time_zone=settings.time_zone,
            style_of=discord_style(settings),
            draw=around.draw,
        )
    )
