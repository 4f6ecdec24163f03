"""What is asked, done: with a form where something is lacking, a preview where there is one, and the answer said."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Protocol

from bot.alerts import write_card
from bot.domain.card import Card, Code, Span, Text
from bot.domain.chat import Asker
from bot.domain.errors import DatelineError
from bot.domain.verbs import Audience, OptionKind, Permission, Verb
from bot.domain.watch import House
from bot.pipeline.asking.drafts import (
    Drafts,
    edited_draft,
    kept_command,
    saved_draft,
    with_choice,
    with_short_buttons,
)
from bot.pipeline.asking.forms import FREE, FormCommand, fields_of, form_command, read_form_command
from bot.pipeline.asking.guidance import group_help, guided
from bot.pipeline.asking.request import Given, Request, read_line, request_of, write_line
from bot.pipeline.asking.signer import Signer
from bot.pipeline.ports import Commands

Houses = Callable[[str], Awaitable[House]]
"""The rules of a workspace. May raise ``StorageBusy``."""

Standing = Callable[[Asker, Request], Asker]
"""The asker as they stand to what they ask: who manages a place may not manage all that a workspace has."""

LOOK_UP_WITHIN = 1.0
"""Seconds that may pass before a form opens: it is the acknowledgement itself, and cannot wait."""

_OLD_BUTTON = "This button is of another Dateline than this one. /help lists what you can type instead."
_GONE = "This was done already, or Dateline was started anew since and no longer knows of it. Ask once more if need be."
_TOO_LONG = "This took longer than an answer may, and was given up. Ask for less at once."
_NO_STORY = "That message tells of no single story of mine. Choose one of my alerts."


def _as_they_are(asker: Asker, _request: Request) -> Asker:
    return asker


class Reply(Protocol):
    """The platform's side of one thing asked: acknowledge first (``defer``, ``defer_update`` or ``open``), then ``say``."""

    @property
    def surely_manages(self) -> bool:
        """Whether the platform itself says that the asker manages this place; False where it must be looked up."""

    async def asker(self) -> Asker:
        """Who asks. May raise ``StorageBusy``."""

    async def defer(self, *, private: bool) -> None:
        """Acknowledge; the answer will be a new message, which only the asker sees if ``private``."""

    async def defer_update(self) -> None:
        """Acknowledge; the answer will take the place of the private message that the button or form belongs to."""

    async def open(self, given: Given, form: str) -> None:
        """Acknowledge with a form for what was given so far; ``form`` comes back with what is filled in."""

    async def say(self, card: Card, *, private: bool) -> None:
        """Answer, in as many messages as it takes; ``private`` counts, whatever was promised when it was deferred."""

    async def refuse(self, sentence: str, body: Sequence[Span] = ()) -> None:
        """Acknowledge where that is not done, and say to the asker alone what is amiss."""


class Conversation:
    """Runs what is asked on one platform.

    ``most_fields`` is how many a form there has, and ``kinds`` are the options that it asks for though they may be left out;
    ``answer_within`` how many seconds an answer may take; ``managers`` who may use the verbs for managers, in words: "those
    who may Manage Server"; ``standing`` tells it where that hangs on more than the asker.
    """

    def __init__(
        self,
        commands: Commands,
        *,
        signer: Signer,
        most_fields: int,
        answer_within: float,
        managers: str,
        kinds: Collection[OptionKind] = FREE,
        standing: Standing = _as_they_are,
    ) -> None:
        self._commands = commands
        self._signer = signer
        self._most_fields = most_fields
        self._answer_within = answer_within
        self._managers = managers
        self._kinds = kinds
        self._standing = standing
        self._drafts = Drafts()

    async def asked(self, reply: Reply, request: Request) -> None:
        """A command, typed or of a button: a form for what is missing; else acknowledge and do it."""
        given = request.given
        if given and given.missing():
            await self._open_form(reply, given)
        else:
            await self._begin(reply, request)

    async def typed(self, reply: Reply, line: str) -> None:
        """A command line; help where it is asked for, or where the line is the name of a group of commands."""
        line = guided(line, self._commands.verbs)
        group = group_help(line, self._commands.verbs)
        if group is None:
            await self.asked(reply, read_line(line, self._commands.verbs))
        else:
            await reply.defer(private=True)
            await reply.say(group, private=True)

    async def offered(self, reply: Reply, given: Given) -> None:
        """A form for a verb, though what was given may be all that it needs."""
        await self._open_form(reply, given)

    async def pressed(self, reply: Reply, signed: str) -> None:
        """A button, by what it holds."""
        command = self._signer.command(signed)
        if command is None:
            await reply.refuse(_OLD_BUTTON)
        elif (key := saved_draft(command)) is not None:
            await self._save(reply, key)
        elif (key := edited_draft(command)) is not None:
            await self._edit(reply, key)
        elif (key := kept_command(command)) is not None:
            request = self._drafts.get(key)
            await (self.asked(reply, request) if request else reply.refuse(_GONE))
        else:
            await self.typed(reply, command)

    async def filled(self, reply: Reply, signed: str, sent: Mapping[str, str]) -> None:
        """A form that was sent, by what it holds and what was filled in, by option; "" where a field was left empty."""
        form = read_form_command(self._signer.command(signed) or "")
        verb = next((verb for verb in self._commands.verbs if form and verb.path == form.path), None)
        if form is None or verb is None:
            await reply.refuse(_OLD_BUTTON)
            return
        kept = self._drafts.get(form.draft) if form.draft else None
        if form.draft and (kept is None or kept.given is None):
            typed = write_line(Given(verb=verb, values=sent))
            await reply.refuse(_GONE, (Text("You wrote: "), Code(typed)))
            return
        before = kept.given.values if kept and kept.given else {}
        request = request_of(Given(verb=verb, values={**before, **sent}))
        if form.again:
            await reply.defer_update()
            await self._perform(reply, request)
        else:
            await self._begin(reply, request)

    async def about(self, reply: Reply, path: str | None, story: Awaitable[str | None]) -> None:
        """A verb that was chosen for a message: ``path`` is the verb's, None for none; ``story`` the message's (``s12``)."""
        await reply.defer(private=True)
        name = await story
        if name is None or path is None:
            await reply.say(write_card(_NO_STORY, tone="error"), private=True)
        else:
            await self._perform(reply, read_line(f"{path} {name}", self._commands.verbs))

    async def _begin(self, reply: Reply, request: Request) -> None:
        """Acknowledge and do it, whether or not something is missing: the answer says so then."""
        await reply.defer(private=_privately(reply, request.verb))
        await self._perform(reply, request)

    async def _perform(self, reply: Reply, request: Request) -> None:
        """Show what it would do, where the verb can, with the buttons that decide; else do it."""
        verb = request.verb
        card, shown = await self._within_time(
            reply, lambda asker: self._preview_or_run(request, self._standing(asker, request))
        )
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

    async def _save(self, reply: Reply, key: str) -> None:
        """Do what was previewed; where it fails, the preview stays to be edited."""
        if self._drafts.get(key) is None:
            await reply.refuse(_GONE)
            return
        await reply.defer_update()
        # Pressed twice, the first press is at it already.
        request = self._drafts.take(key)
        if request is None:
            return
        card, _ = await self._within_time(reply, lambda asker: self._run(request, self._standing(asker, request)))
        failed = card.tone == "error"
        if failed:
            card = with_choice(card, self._drafts.keep(request))
        for_all = request.verb is not None and request.verb.audience is Audience.CHANNEL
        await self._say(reply, card, private=failed or not for_all)

    async def _run(self, request: Request, asker: Asker) -> tuple[Card, bool]:
        return await self._commands.run(request.line, asker), False

    async def _edit(self, reply: Reply, key: str) -> None:
        request = self._drafts.get(key)
        if request is None or request.given is None:
            await reply.refuse(_GONE)
        else:
            await self._open_form(reply, request.given, again=True)

    async def _open_form(self, reply: Reply, given: Given, *, again: bool = False) -> None:
        """Ask for what a verb takes; ``again`` mends the preview that the form is opened from."""
        verb = given.verb
        if verb.permission is Permission.MANAGE and not await self._manages(reply, request_of(given)):
            await reply.refuse(f"/{verb.path} is for {self._managers}.")
            return
        asked = {option.name for option in fields_of(given, self._most_fields, self._kinds)}
        rest = {name: value for name, value in given.values.items() if name not in asked and value}
        draft = self._drafts.keep(request_of(Given(verb=verb, values=rest))) if rest else ""
        form = self._signer.sign(form_command(FormCommand(path=verb.path, draft=draft, again=again)))
        assert form is not None, "three words and a key fit the shortest of ids"
        await reply.open(given, form)

    async def _within_time(
        self, reply: Reply, work: Callable[[Asker], Awaitable[tuple[Card, bool]]]
    ) -> tuple[Card, bool]:
        try:
            async with asyncio.timeout(self._answer_within):
                return await work(await reply.asker())
        except DatelineError as error:
            return write_card(str(error), tone="error"), False
        except TimeoutError:
            return write_card(_TOO_LONG, tone="error"), False

    async def _say(self, reply: Reply, card: Card, *, private: bool) -> None:
        fitting = with_short_buttons(card, self._fits, self._drafts, lambda line: read_line(line, self._commands.verbs))
        await reply.say(fitting, private=private)

    def _fits(self, command: str) -> bool:
        return self._signer.sign(command) is not None

    async def _manages(self, reply: Reply, request: Request) -> bool:
        """Whether to open a form; in doubt yes, since what is sent with it is checked again."""
        try:
            async with asyncio.timeout(LOOK_UP_WITHIN):
                return self._standing(await reply.asker(), request).manages
        except (DatelineError, TimeoutError):
            return True


def _privately(reply: Reply, verb: Verb | None) -> bool:
    """Whether the answer will be for the asker's eyes, as far as it is known before the work."""
    if verb is None or verb.preview or verb.audience is Audience.ASKER:
        return True
    return verb.permission is Permission.MANAGE and not reply.surely_manages
