"""What the composition root makes of settings."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.platforms.discord import Style
from bot.app.discord import discord_signer, discord_style
from bot.domain.watch import Channel
from config.settings import Settings

WIRE = Channel("1", "discord", "2")


@pytest.mark.parametrize(
    ("asked", "style"),
    [
        ({}, Style()),
        ({"discord_style": "embed"}, Style(form="embed")),
        ({"discord_publish": True}, Style(publish=True)),
        ({"discord_webhooks": True}, Style(webhook=True)),
    ],
)
def test_how_discord_messages_look_is_set(asked: dict[str, Any], style: Style) -> None:
    assert discord_style(Settings(**asked))(WIRE) == style


def test_buttons_are_signed_with_the_key_or_else_with_the_token() -> None:
    with_token = discord_signer(Settings(discord_token="a.b.c"))
    with_key = discord_signer(Settings(discord_token="a.b.c", signing_key="long and random"))
    anew = discord_signer(Settings(discord_token="d.e.f", signing_key="long and random"))
    signed = with_key.sign("why s12")
    assert signed is not None
    assert (with_token.command(signed), anew.command(signed)) == (None, "why s12")
