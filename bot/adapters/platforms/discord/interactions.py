"""Interactions: what people do with the bot on Discord, answered by the same verbs as everywhere.

A command, a button or a form becomes a command line; the line is run; its card is the answer. Everything is acknowledged
before any work is done for it, so that Discord's 3 seconds are kept however long the work takes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

import discord
import structlog
from discord.app_commands import Choice

from bot.adapters.platforms.discord.addresses import written
from bot.adapters.platforms.discord.commands import MESSAGE_COMMANDS, Localised, declare_commands
from bot.adapters.platforms.discord.commands_complete import complete
from bot.adapters.platforms.discord.commands_line import Given, read_command, read_line, request_of, write_line
from bot.adapters.platforms.discord.commands_sync import sync_commands
from bot.adapters.platforms.discord.components import Drafts, edited_draft, kept_command, saved_draft
from bot.adapters.platforms.discord.interactions_asker import Houses, Interaction, place_of
from bot.adapters.platforms.discord.interactions_perform import Performer
from bot.adapters.platforms.discord.interactions_reply import Reply
from bot.adapters.platforms.discord.library import CONNECTION_ERRORS
from bot.adapters.platforms.discord.modals import read_form_command, sent_values
from bot.adapters.platforms.discord.render import Renderer
from bot.adapters.platforms.discord.signer import Signer
from bot.adapters.platforms.discord.style import Style, StyleOf
from bot.alerts import write_card
from bot.domain.card import Code, Text
from bot.domain.errors import DatelineError, NotFound
from bot.pipeline.ports import Commands

log = structlog.get_logger(__name__)

SYNC_WITHIN = 20.0
"""Seconds that a connection waits for the commands; what is not done then is done at the next."""
COMPLETE_WITHIN = 2.0
"""Seconds for completions, which cannot be put off."""

_EXPIRED = frozenset((10008, 10015, 10062, 50027))
"""Discord's codes for what came too late: unknown message, webhook or interaction, invalid webhook token."""

_OLD_BUTTON = "This button is of another Dateline than this one. /help lists what you can type instead."
_GONE = "This was done already, or Dateline was started anew since and no longer knows of it. Ask once more if need be."
_NO_STORY = "That message tells of no single story of mine. Choose one of my alerts."
_WRONG = "Something went wrong between Dateline and Discord, and the answer was lost. The operator finds it in the log."


class Interactions:
    """Answers interactions. ``houses`` gives a workspace's rules; ``time_zone`` (IANA) is the one that people's times are
    meant in where none is set; ``style_of`` says how a channel likes its messages; ``localised`` names commands in other
    languages.
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
    ) -> None:
        self._declared = declare_commands(commands.verbs, localised)
        self._commands = commands
        self._renderer = renderer
        self._signer = signer
        self._style_of = style_of
        self._drafts = Drafts()
        self._performer = Performer(commands, signer=signer, houses=houses, time_zone=time_zone, drafts=self._drafts)

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
        reply = Reply(interaction, self._renderer, self._style_of(place_of(interaction)).form)
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
            await self._complete(reply.interaction, data)
        elif reply.interaction.channel_id is None:
            await reply.refuse("Dateline does not know this kind of channel; ask in another.")
        elif kind is discord.InteractionType.component:
            await self._button(reply, str(data.get("custom_id", "")))
        elif kind is discord.InteractionType.modal_submit:
            await self._filled(reply, str(data.get("custom_id", "")), data.get("components", ()))
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
            await self._performer.ask_or_do(reply, request_of(given))

    async def _complete(self, interaction: Interaction, data: Mapping[str, Any]) -> None:
        choices: list[Choice[str]] = []
        try:
            given = read_command(data, self._commands.verbs, guild_id=interaction.guild_id)
            async with asyncio.timeout(COMPLETE_WITHIN):
                choices = await complete(self._commands, given, await self._performer.asker(interaction))
        except (DatelineError, TimeoutError) as error:
            log.info("completion_without", reason=str(error))
        await interaction.response.autocomplete(choices)

    async def _about_message(self, reply: Reply, name: str, message_id: str) -> None:
        """A command of a message's menu."""
        await reply.defer(private=True)
        interaction = reply.interaction
        place = place_of(interaction)
        story = await self._commands.story_of(place, written(place.id, str(interaction.channel_id), message_id))
        if story is None or name not in MESSAGE_COMMANDS:
            await reply.say(write_card(_NO_STORY, tone="error"), private=True)
        else:
            await self._performer.perform(reply, read_line(f"{MESSAGE_COMMANDS[name]} {story}", self._commands.verbs))

    async def _button(self, reply: Reply, custom_id: str) -> None:
        command = self._signer.command(custom_id)
        if command is None:
            await reply.refuse(_OLD_BUTTON)
        elif (key := saved_draft(command)) is not None:
            await self._save(reply, key)
        elif (key := edited_draft(command)) is not None:
            await self._edit(reply, key)
        elif (key := kept_command(command)) is not None:
            request = self._drafts.get(key)
            await (self._performer.ask_or_do(reply, request) if request else reply.refuse(_GONE))
        else:
            await self._performer.ask_or_do(reply, read_line(command, self._commands.verbs))

    async def _filled(self, reply: Reply, custom_id: str, components: Sequence[Mapping[str, Any]]) -> None:
        """A form that was sent."""
        form = read_form_command(self._signer.command(custom_id) or "")
        verb = next((verb for verb in self._commands.verbs if form and verb.path == form.path), None)
        if form is None or verb is None:
            await reply.refuse(_OLD_BUTTON)
            return
        sent = sent_values(components)
        kept = self._drafts.get(form.draft) if form.draft else None
        if form.draft and (kept is None or kept.given is None):
            typed = write_line(Given(verb=verb, values=sent))
            await reply.refuse(_GONE, (Text("You wrote: "), Code(typed)))
            return
        before = kept.given.values if kept and kept.given else {}
        request = request_of(Given(verb=verb, values={**before, **sent}))
        if form.again:
            await reply.defer_update()
            await self._performer.perform(reply, request)
        else:
            await self._performer.begin(reply, request)

    async def _save(self, reply: Reply, key: str) -> None:
        if self._drafts.get(key) is None:
            await reply.refuse(_GONE)
            return
        await reply.defer_update()
        # Pressed twice, the first press is at it already.
        if request := self._drafts.take(key):
            await self._performer.save(reply, request)

    async def _edit(self, reply: Reply, key: str) -> None:
        request = self._drafts.get(key)
        if request is None or request.given is None:
            await reply.refuse(_GONE)
        else:
            await self._performer.open_form(reply, request.given, again=True)


async def _apologise(reply: Reply) -> None:
    """Do not leave anybody looking at a bot that thinks for ever."""
    try:
        await reply.refuse(_WRONG)
    except (discord.DiscordException, *CONNECTION_ERRORS) as error:
        log.warning("interaction_not_answered", interaction=reply.interaction.id, reason=str(error))
