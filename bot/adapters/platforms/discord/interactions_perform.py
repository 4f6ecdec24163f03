"""What is asked, done: with a form where something is lacking, a preview where there is one, and the answer said."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from bot.adapters.platforms.discord.commands_line import Given, Request, read_line, request_of
from bot.adapters.platforms.discord.components import Drafts, with_choice, with_short_buttons
from bot.adapters.platforms.discord.interactions_asker import Houses, Interaction, asker_of, manages_by_permission
from bot.adapters.platforms.discord.interactions_reply import Reply
from bot.adapters.platforms.discord.modals import FormCommand, fields_of, form_command, make_form
from bot.adapters.platforms.discord.signer import Signer
from bot.alerts import write_card
from bot.domain.card import Card
from bot.domain.chat import Asker
from bot.domain.errors import DatelineError
from bot.domain.verbs import Audience, Permission, Verb
from bot.pipeline.ports import Commands

ANSWER_WITHIN = 14 * 60.0
"""Seconds until an answer is given up; Discord takes none after 15 minutes."""
LOOK_UP_WITHIN = 1.0
"""Seconds that may pass before a form opens: it is the acknowledgement itself, and cannot wait."""

_TOO_LONG = "This took longer than Discord waits for an answer, and was given up. Ask for less at once."
_MANAGERS = (
    "{command} is for those who may Manage Server or Manage Channels here, and for the role that the server has chosen."
)


class Performer:
    """Runs requests. ``drafts`` keeps what waits for its author's decision."""

    def __init__(self, commands: Commands, *, signer: Signer, houses: Houses, time_zone: str, drafts: Drafts) -> None:
        self._commands = commands
        self._signer = signer
        self._houses = houses
        self._time_zone = time_zone
        self._drafts = drafts

    async def asker(self, interaction: Interaction) -> Asker:
        """Who asks. May raise ``StorageBusy``."""
        return await asker_of(interaction, self._houses, self._time_zone)

    async def ask_or_do(self, reply: Reply, request: Request) -> None:
        """Open a form for what is missing; else acknowledge and do it."""
        given = request.given
        if given and given.missing():
            await self.open_form(reply, given)
        else:
            await self.begin(reply, request)

    async def begin(self, reply: Reply, request: Request) -> None:
        """Acknowledge and do it, whether or not something is missing: the answer says so then."""
        await reply.defer(private=_privately(reply, request.verb))
        await self.perform(reply, request)

    async def perform(self, reply: Reply, request: Request) -> None:
        """Show what it would do, where the verb can, with the buttons that decide; else do it."""
        verb = request.verb
        card, shown = await self._within_time(reply, lambda asker: self._preview_or_run(request, asker))
        if shown:
            card = with_choice(card, self._drafts.keep(request))
        private = shown or verb is None or verb.audience is Audience.ASKER or card.tone == "error"
        await self._say(reply, card, private=private)

    async def _preview_or_run(self, request: Request, asker: Asker) -> tuple[Card, bool]:
        """The card, and whether it is a preview. Who may not do it is told so without one."""
        verb = request.verb
        if verb and verb.preview and (asker.manages or verb.permission is not Permission.MANAGE):
            preview = await self._commands.preview(request.line, asker)
            if preview is not None:
                return preview, True
        return await self._commands.run(request.line, asker), False

    async def save(self, reply: Reply, request: Request) -> None:
        """Do what was previewed, once it is acknowledged; where it fails, the preview stays to be edited."""
        card, _ = await self._within_time(reply, lambda asker: self._run(request, asker))
        failed = card.tone == "error"
        if failed:
            card = with_choice(card, self._drafts.keep(request))
        for_all = request.verb is not None and request.verb.audience is Audience.CHANNEL
        await self._say(reply, card, private=failed or not for_all)

    async def _run(self, request: Request, asker: Asker) -> tuple[Card, bool]:
        return await self._commands.run(request.line, asker), False

    async def open_form(self, reply: Reply, given: Given, *, again: bool = False) -> None:
        """Ask for what a verb takes; ``again`` mends the preview that the form is opened from."""
        verb = given.verb
        if verb.permission is Permission.MANAGE and not await self._manages(reply.interaction):
            await reply.refuse(_MANAGERS.format(command=f"/{verb.path}"))
            return
        asked = {option.name for option in fields_of(given)}
        rest = {name: value for name, value in given.values.items() if name not in asked and value}
        draft = self._drafts.keep(request_of(Given(verb=verb, values=rest))) if rest else ""
        custom_id = self._signer.sign(form_command(FormCommand(path=verb.path, draft=draft, again=again)))
        assert custom_id is not None, "three words and a key fit a custom id"
        await reply.open(make_form(given, custom_id))

    async def _within_time(
        self, reply: Reply, work: Callable[[Asker], Awaitable[tuple[Card, bool]]]
    ) -> tuple[Card, bool]:
        try:
            async with asyncio.timeout(ANSWER_WITHIN):
                return await work(await self.asker(reply.interaction))
        except DatelineError as error:
            return write_card(str(error), tone="error"), False
        except TimeoutError:
            return write_card(_TOO_LONG, tone="error"), False

    async def _say(self, reply: Reply, card: Card, *, private: bool) -> None:
        fitting = with_short_buttons(card, self._fits, self._drafts, lambda line: read_line(line, self._commands.verbs))
        await reply.say(fitting, private=private)

    def _fits(self, command: str) -> bool:
        return self._signer.sign(command) is not None

    async def _manages(self, interaction: Interaction) -> bool:
        """Whether to open a form; in doubt yes, since what is sent with it is checked again."""
        try:
            async with asyncio.timeout(LOOK_UP_WITHIN):
                return (await self.asker(interaction)).manages
        except (DatelineError, TimeoutError):
            return True


def _privately(reply: Reply, verb: Verb | None) -> bool:
    """Whether the answer will be for the asker's eyes, as far as it is known before the work."""
    if verb is None or verb.preview or verb.audience is Audience.ASKER:
        return True
    return verb.permission is Permission.MANAGE and not manages_by_permission(reply.interaction)
