"""What the gateway hands on to whoever answers commands and buttons."""

from __future__ import annotations

from typing import Protocol

import discord


class Interactions(Protocol):
    """Answers what users ask through Discord's own commands, buttons and forms."""

    async def setup(self, client: discord.Client) -> None:
        """A client has logged in, for the first time or anew, and is about to connect: see to the commands."""

    async def handle(self, interaction: discord.Interaction) -> None:
        """Answer one interaction; the first word within 3 s."""
