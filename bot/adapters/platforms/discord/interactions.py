"""Interactions: what people do with the bot on Discord, answered by the same verbs as everywhere.

A command, a button or a form becomes a command line; the line is run; its card is the answer. Everything is acknowledged
before any work is done for it, so that Discord's 3 seconds are kept however long the work takes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import discord
import structlog
from discord.app_commands import Choice

from bot.adapters.platforms.discord.addresses import written
from bot.adapters.platforms.discord.commands import MESSAGE_COMMANDS, Localised, declare_commands
from bot.adapters.platforms.discord.commands_complete import complete
from bot.adapters.platforms.discord.commands_read import read_command
from bot.adapters.platforms.discord.commands_sync import sync_commands
from bot.adapters.platforms.discord.interactions_asker import Interaction, place_of
from bot.adapters.platforms.discord.interactions_reply import Reply
from bot.adapters.platforms.discord.library import CONNECTION_ERRORS
from bot.adapters.platforms.discord.modals import MOST_FIELDS, sent_values
from bot.adapters.platforms.discord.render import Renderer
from bot.adapters.platforms.discord.style import Style, StyleOf
from bot.domain.errors import DatelineError, NotFound
from bot.pipeline.asking import Conversation, Houses, Signer
from bot.pipeline.asking.request import request_of
from bot.pipeline.ports import Commands, Draw

log = structlog.get_logger(__name__)

SYNC_WITHIN = 20.0
"""Seconds that a connection waits for the commands; what is not done then is done at the next."""
COMPLETE_WITHIN = 2.0
"""Seconds for completions, which cannot be put off."""

_EXPIRED = frozenset((10008, 10015, 10062, 50027))
"""Discord's codes for what came too late: unknown message, webhook or interaction, invalid webhook token."""

ANSWER_WITHIN = 14 * 60.0
"""Seconds until an answer is given up; Discord takes none after 15 minutes."""

_MANAGERS = "those who may Manage Server or Manage Channels here, and for the role that the server has chosen"
_WRONG = "Something went wrong between Dateline and Discord, and the answer was lost. The operator finds it in the log."


class Interactions:
    """Answers interactions. ``houses`` gives a workspace's rules; ``time_zone`` (IANA) is the one that people's times are
    meant in where none is set; ``style_of`` says how a channel likes its messages; ``localised`` names commands in other
    languages; ``draw`` makes the pictures of charts, which are told in words without it.
    """

    def __init__(
        self,
        commands: Commands,
        *,
        renderer: Renderer,
        signer: Signer,
        houses: Houses,
        time_zone: str = "UTC",
        style_of: StyleOf = lambda _channel: Style(),
        localised: Localised | None = None,
        draw: Draw | None = None,
    ) -> None:
        self._declared = declare_commands(commands.verbs, localised)
        self._commands = commands
        self._renderer = renderer
        self._houses = houses
        self._time_zone = time_zone
        self._style_of = style_of
        self._draw = draw
        self._conversation = Conversation(
            commands, signer=signer, most_fields=MOST_FIELDS, answer_within=ANSWER_WITHIN, managers=_MANAGERS
        )

    async def setup(self, client: discord.Client) -> None:
        """See to the commands. Never raises for what Discord or the network does; takes seconds at most."""
        application_id = client.application_id
        assert application_id is not None, "discord.py learns it at the log-in"
        try:
            async with asyncio.timeout(SYNC_WITHIN):
                await sync_commands(client, application_id, self._declared)
        except TimeoutError:
            log.warning("commands_not_synced", reason=f"no answer within {SYNC_WITHIN:.0f} s")

    async def handle(self, interaction: Interaction) -> None:
        """Answer one interaction. Never raises."""
        form = self._style_of(place_of(interaction)).form
        reply = Reply(
            interaction, self._renderer, form, houses=self._houses, time_zone=self._time_zone, draw=self._draw
        )
        try:
            await self._answer(reply, interaction.data or {})
        except discord.HTTPException as error:
            event = "interaction_expired" if error.code in _EXPIRED else "interaction_not_answered"
            log.warning(event, interaction=interaction.id, reason=str(error))
            if error.code not in _EXPIRED:
                await _apologise(reply)
        except CONNECTION_ERRORS as error:
            log.warning(
                "interaction_not_answered", interaction=interaction.id, reason=str(error) or type(error).__name__
            )
        except Exception:
            if interaction.client.is_closed():
                # aiohttp has an error of no kind of its own for a session that is closed meanwhile.
                log.warning("interaction_not_answered", interaction=interaction.id, reason="the connection was closed")
                return
            log.exception("interaction_bug", interaction=interaction.id)
            await _apologise(reply)

    async def _answer(self, reply: Reply, data: Mapping[str, Any]) -> None:
        kind = reply.interaction.type
        if kind is discord.InteractionType.autocomplete:
            await self._complete(reply, data)
        elif reply.interaction.channel_id is None:
            await reply.refuse("Dateline does not know this kind of channel; ask in another.")
        elif kind is discord.InteractionType.component:
            await self._conversation.pressed(reply, str(data.get("custom_id", "")))
        elif kind is discord.InteractionType.modal_submit:
            await self._conversation.filled(
                reply, str(data.get("custom_id", "")), sent_values(data.get("components", ()))
            )
        elif data.get("type") == discord.AppCommandType.message.value:
            await self._about_message(reply, str(data["name"]), str(data["target_id"]))
        elif kind is discord.InteractionType.application_command:
            await self._command(reply, data)

    async def _command(self, reply: Reply, data: Mapping[str, Any]) -> None:
        try:
            given = read_command(data, self._commands.verbs, guild_id=reply.interaction.guild_id)
        except NotFound as error:
            await reply.refuse(str(error))
        else:
            await self._conversation.asked(reply, request_of(given))

    async def _complete(self, reply: Reply, data: Mapping[str, Any]) -> None:
        choices: list[Choice[str]] = []
        try:
            given = read_command(data, self._commands.verbs, guild_id=reply.interaction.guild_id)
            async with asyncio.timeout(COMPLETE_WITHIN):
                choices = await complete(self._commands, given, await reply.asker())
        except (DatelineError, TimeoutError) as error:
            log.info("completion_without", reason=str(error))
        await reply.interaction.response.autocomplete(choices)

    async def _about_message(self, reply: Reply, name: str, message_id: str) -> None:
        """A command of a message's menu."""
        place = place_of(reply.interaction)
        shown = written(place.id, str(reply.interaction.channel_id), message_id)
        await self._conversation.about(reply, MESSAGE_COMMANDS.get(name), self._commands.story_of(place, shown))


async def _apologise(reply: Reply) -> None:
    """Do not leave anybody looking at a bot that thinks for ever."""
    try:
        await reply.refuse(_WRONG)
    except (discord.DiscordException, *CONNECTION_ERRORS) as error:
        log.warning("interaction_not_answered", interaction=reply.interaction.id, reason=str(error))
