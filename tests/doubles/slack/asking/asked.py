"""Something that a person did with the app, and what they have seen of it since."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NoReturn

from tests.doubles.slack.asking.elements import NotOffered
from tests.doubles.slack.asking.views import View
from tests.doubles.slack.deliveries.delivery import Delivery
from tests.doubles.slack.errors import Json, Refusal
from tests.doubles.slack.reading import shown
from tests.doubles.slack.store import Channel, Message, User, Workspace

if TYPE_CHECKING:
    from tests.doubles.slack.backend import Backend

RESPONSES = 5
RESPONSES_LAST = 30 * 60.0
"""Uses of a response_url, and seconds that it lasts (Slack's reference, "Handling user interaction")."""


@dataclass(slots=True, eq=False)
class Asked:
    """It goes on changing as the app answers. ``at``: seconds by the double's clock; ``channel`` None for what has none.

    ``message``: what it was about or pressed on; ``within``: the view that it was pressed or submitted in.
    ``responses``: messages made by the acknowledgement or the response_url, oldest first, deleted ones too;
    ``refusals``: what the app tried here and Slack refused.
    """

    backend: Backend = field(repr=False)
    workspace: Workspace
    user: User
    channel: Channel | None
    at: float
    since: str
    message: Message | None = None
    within: View | None = None
    trigger_id: str = ""
    response_url: str = ""
    uses: int = 0
    responses: list[Message] = field(default_factory=list)
    opened_views: list[View] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    echoed: bool = False
    """Whether the channel sees the command that was typed."""
    _delivery: Delivery | None = None

    @property
    def delivery(self) -> Delivery:
        assert self._delivery is not None
        return self._delivery

    @delivery.setter
    def delivery(self, delivery: Delivery) -> None:
        self._delivery = delivery

    @property
    def payload(self) -> Json:
        """What was sent to the app."""
        return self.delivery.payload

    @property
    def acked(self) -> bool:
        """Whether the app acknowledged it in time."""
        return self.delivery.acked

    @property
    def ack(self) -> Any:
        """What its acknowledgement carried; None for nothing."""
        return self.delivery.answer

    @property
    def took(self) -> float | None:
        """Seconds by the double's clock until it was acknowledged; None if it never was in time."""
        return None if self.delivery.acked_at is None else self.delivery.acked_at - self.at

    @property
    def error(self) -> str | None:
        """What Slack tells the person when the app did not take it: ``operation_timeout``, ``dispatch_failed``."""
        return self.delivery.error

    @property
    def failed(self) -> bool:
        return self.error is not None

    @property
    def answers(self) -> list[Message]:
        """What the person sees of the app since, oldest first: responses, ephemerals for them, messages in the channel."""
        seen = {id(message): message for message in self.responses if not message.deleted}
        if self.channel is not None:
            bot, here = self.workspace.bot_user.id, self.channel.id
            public = self.backend.store.messages_in(self.channel)
            mine = [m for m in self.backend.store.ephemerals if m.channel == here and m.ephemeral_for == self.user.id]
            later = (m for m in (*public, *mine) if m.user == bot and m.ts > self.since and not m.deleted)
            seen |= {id(message): message for message in later}
        return sorted(seen.values(), key=lambda message: message.ts)

    @property
    def answer(self) -> Message:
        """The last of them."""
        if not self.answers:
            raise NotOffered(f"nothing was answered; refused: {self.refusals}; {self.error or 'acknowledged'}")
        return self.answers[-1]

    @property
    def text(self) -> str:
        """All that is read in the last answer; "" without one."""
        return shown(self.backend.store, self.answer) if self.answers else ""

    @property
    def ephemeral(self) -> bool:
        """Whether only this person sees the last answer."""
        return self.answer.ephemeral_for is not None

    @property
    def view(self) -> View:
        """The view that it opened, pushed or changed last."""
        if not self.opened_views:
            raise NotOffered(f"no view was opened; refused: {self.refusals}; {self.error or 'acknowledged'}")
        return self.opened_views[-1]

    def refuse(self, error: str) -> NoReturn:
        """The app tried something that Slack refuses."""
        self.refusals.append(error)
        raise Refusal(error)

    async def acknowledged(self, *, within: float = 5.0) -> Asked:
        """Wait until the app took it, or it is clear that it did not."""
        await self.until(lambda: self.delivery.done, within)
        return self

    async def answered(self, count: int = 1, *, within: float = 5.0) -> Message:
        """Wait (real seconds) for that many answers; the last."""
        await self.until(lambda: len(self.answers) >= count, within)
        return self.answer

    async def opened(self, count: int = 1, *, within: float = 5.0) -> View:
        """Wait (real seconds) until that many views were opened, pushed or changed by it; the last."""
        await self.until(lambda: len(self.opened_views) >= count, within)
        return self.view

    async def refused(self, count: int = 1, *, within: float = 5.0) -> str:
        """Wait (real seconds) until Slack refused the app something here; the last error."""
        await self.until(lambda: len(self.refusals) >= count, within)
        return self.refusals[-1]

    async def changed(self, message: Message, times: int = 1, *, within: float = 5.0) -> Message:
        """Wait (real seconds) until a message was edited that often since it was posted."""
        await self.until(lambda: len(message.edits) >= times, within)
        return message

    async def until(self, holds: Callable[[], bool], within: float = 5.0) -> None:
        """Wait (real seconds) until ``holds``, asked anew whenever the app was sent or answered something."""
        try:
            async with asyncio.timeout(within):
                while not holds():
                    await self.backend.deliveries.changed.wait()
        except TimeoutError:
            said = [shown(self.backend.store, message) for message in self.answers]
            raise AssertionError(
                f"not in {within} s; {self.error or 'acknowledged'}; answers: {said}; refused: {self.refusals}"
            ) from None
