"""The platforms that are switched on."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from fastapi import APIRouter
from rich.console import Console

from bot.adapters.platforms.console import ConsolePlatform
from bot.adapters.platforms.discord import DiscordPlatform
from bot.adapters.platforms.slack import SlackPlatform
from bot.adapters.platforms.web import WebPlatform, chat_router
from bot.app.discord import build_discord, serve_discord
from bot.app.slack import build_slack, serve_slack
from bot.app.surroundings import Surroundings
from bot.domain.watch import LOCAL_WORKSPACE
from bot.pipeline.asking import Houses
from bot.pipeline.ports import Commands, Platform
from handlers import all_verbs


def build_platforms(around: Surroundings, console: Console) -> Mapping[str, Platform]:
    """Each by its name."""
    settings = around.settings
    built: dict[str, Platform] = {}
    if "console" in settings.platforms:
        built["console"] = ConsolePlatform(console, around.clock)
    if "web" in settings.platforms:
        built["web"] = WebPlatform(around.storage.messages, around.clock)
    if settings.discord_token:
        built["discord"] = build_discord(settings, around.presence)
    if settings.serves_slack:
        built["slack"] = build_slack(around, all_verbs())
    return built


def serve(platforms: Mapping[str, Platform], around: Surroundings, commands: Commands, houses: Houses) -> None:
    """Let the users of the platforms that have commands of their own give them."""
    for platform in platforms.values():
        if isinstance(platform, DiscordPlatform):
            serve_discord(platform, around, commands, houses)
        if isinstance(platform, SlackPlatform):
            serve_slack(platform, around, commands, houses)


async def ended(platforms: Mapping[str, Platform]) -> None:
    """Wait until a platform will have the bot no more, which raises ``BadInput``."""
    remote = [one.ended() for one in platforms.values() if isinstance(one, DiscordPlatform | SlackPlatform)]
    await asyncio.gather(*remote, asyncio.Event().wait())


def routers_of(platforms: Mapping[str, Platform], around: Surroundings, commands: Commands) -> list[APIRouter]:
    """What the web server mounts: the chat page, and what Slack asks by HTTP."""
    routers: list[APIRouter] = []
    for platform in platforms.values():
        if isinstance(platform, WebPlatform):
            page = chat_router(
                platform,
                around.storage.messages,
                commands,
                LOCAL_WORKSPACE,
                around.settings.time_zone,
                home="wire",
                draw=around.draw,
            )
            routers.append(page)
        if isinstance(platform, SlackPlatform) and (asked := platform.router) is not None:
            routers.append(asked)
    return routers
