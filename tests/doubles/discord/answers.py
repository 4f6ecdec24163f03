"""What a person sees of an interaction, and when."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable
from typing import Literal

from tests.doubles.discord.backend import Backend
from tests.doubles.discord.errors import Json
from tests.doubles.discord.interaction import ACKNOWLEDGE_WITHIN, Interaction
from tests.doubles.discord.store import Channel, Edit, Message, User, parts_of

AnswerKind = Literal["message", "deferred", "deferred_update", "update", "choices", "modal", "failed"]
KINDS: dict[int | None, AnswerKind] = {
    4: "message",
    5: "deferred",
    6: "deferred_update",
    7: "update",
    8: "choices",
    9: "modal",
    None: "failed",
}


class NotOffered(AssertionError):
    """Discord's own client would not let a person do this: no such command, a missing option, a button not there."""


class Answer:
    """One interaction from the person's side; it goes on changing as the bot edits and follows up."""

    def __init__(self, backend: Backend, interaction: Interaction) -> None:
        self._backend = backend
        self.interaction = interaction

    @property
    def user(self) -> User:
        return self.interaction.user

    @property
    def channel(self) -> Channel:
        return self.interaction.channel

    @property
    def kind(self) -> AnswerKind:
        """How the bot acknowledged; ``failed`` is "The application did not respond"."""
        return KINDS[self.interaction.response]

    @property
    def failed(self) -> bool:
        return self.interaction.answered_at is None

    @property
    def took(self) -> float | None:
        """Seconds by the double's clock until the bot acknowledged; None if it never did in time."""
        answered_at = self.interaction.answered_at
        return None if answered_at is None else answered_at - self.interaction.at

    @property
    def message(self) -> Message | None:
        """The answer's message; for buttons that change their own message, that one. None once it is deleted."""
        original = self.interaction.original
        return None if original is None or original.deleted else original

    @property
    def text(self) -> str:
        """What is read in the answer; "" while the bot is thinking, and for a modal its title."""
        if self.interaction.modal is not None:
            return str(self.interaction.modal["title"])
        return "" if self.message is None or self.loading else self.message.text

    @property
    def ephemeral(self) -> bool:
        """Whether only this person sees the answer."""
        return self.interaction.original is not None and self.interaction.original.ephemeral

    @property
    def loading(self) -> bool:
        """Whether the bot is still thinking."""
        return self.interaction.loading

    @property
    def modal(self) -> Json | None:
        return self.interaction.modal

    @property
    def inputs(self) -> dict[str, Json]:
        """The modal's inputs by custom id."""
        parts = parts_of((self.modal or {}).get("components", []))
        return {part["custom_id"]: part for part in parts if "custom_id" in part}

    @property
    def choices(self) -> list[Json]:
        return self.interaction.choices

    @property
    def edits(self) -> list[Edit]:
        """What the answer's message was before, oldest first."""
        return [] if self.interaction.original is None else self.interaction.original.edits

    @property
    def followups(self) -> list[Message]:
        return self.interaction.followups

    @property
    def refusals(self) -> list[str]:
        """What the bot tried and Discord refused: too late, twice, too long ..."""
        return self.interaction.refusals

    async def acknowledged(self) -> None:
        """Wait for the bot's callback, or until the three seconds are over."""
        clock, interaction = self._backend.clock, self.interaction
        deadline = asyncio.create_task(clock.wait_until(interaction.at + ACKNOWLEDGE_WITHIN))
        while interaction.answered_at is None and not deadline.done():
            changed = asyncio.create_task(interaction.changed.wait())
            await asyncio.wait({deadline, changed}, return_when=asyncio.FIRST_COMPLETED)
            changed.cancel()
        deadline.cancel()

    async def shown(self, *, within: float = 5.0) -> Message:
        """Wait (real seconds) until the bot no longer thinks; its message."""
        await self.until(lambda: not self.loading and not self.failed, within)
        assert self.message is not None
        return self.message

    async def settled(self, within: float) -> None:
        """Wait while the bot is thinking, at most ``within`` real seconds; it may be thinking still."""
        with contextlib.suppress(TimeoutError):
            await self.until(lambda: not self.loading, within)

    async def edited(self, times: int = 1, *, within: float = 5.0) -> Message:
        """Wait until the answer's message was edited that often; the message."""
        await self.until(lambda: self.message is not None and len(self.message.edits) >= times, within)
        assert self.message is not None
        return self.message

    async def followed_up(self, count: int = 1, *, within: float = 5.0) -> Message:
        """Wait for the bot's followups; the last."""
        await self.until(lambda: len(self.followups) >= count, within)
        return self.followups[-1]

    async def refused(self, count: int = 1, *, within: float = 5.0) -> str:
        """Wait until Discord refused the bot something here; the last sentence."""
        await self.until(lambda: len(self.refusals) >= count, within)
        return self.refusals[-1]

    async def until(self, done: Callable[[], bool], within: float = 5.0) -> None:
        """Wait (real seconds) until ``done``, asked anew whenever something of this interaction changes."""
        async with asyncio.timeout(within):
            while not done():
                await self.interaction.changed.wait()
