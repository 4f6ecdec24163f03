"""An interaction's life: asked, acknowledged within 3 s, answered within 15 minutes."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

from tests.doubles.discord.errors import Json, Refusal, unknown
from tests.doubles.discord.store import Channel, Message, User

ACKNOWLEDGE_WITHIN = 3.0  # seconds; Discord's reference, "Interaction Callback"
TOKEN_LASTS = 15 * 60.0  # seconds; the same page


@dataclass(slots=True, eq=False)
class Interaction:
    """One interaction. ``kind``: 2 command, 3 component, 4 autocomplete, 5 modal. ``at``: seconds by the double's clock."""

    id: int
    token: str
    kind: int
    at: float
    user: User
    channel: Channel
    data: Json
    message: Message | None = None
    """The message whose component, or whose component's modal, it is."""
    opener: Interaction | None = None
    """The interaction that was answered with the modal."""
    owners: Json = field(default_factory=dict)
    """Who installed the bot: ``{"0": guild}``, ``{"1": user}``."""
    answered_at: float | None = None
    response: int | None = None
    """The type of the callback: 4 message, 5 deferred, 6 deferred update, 7 update, 8 choices, 9 modal."""
    original: Message | None = None
    loading: bool = False
    ephemeral: bool = False
    modal: Json | None = None
    submitted: bool = False
    """Whether its modal was filled in and taken; then it is closed."""
    choices: list[Json] = field(default_factory=list)
    followups: list[Message] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)
    changed: asyncio.Event = field(default_factory=asyncio.Event)

    def change(self) -> None:
        """Wake whoever watches this interaction."""
        self.changed.set()
        self.changed = asyncio.Event()

    def check_callback(self, now: float) -> None:
        """Refuse a callback that is too late, or the second."""
        if self.answered_at is not None:
            raise Refusal(400, 40060, "Interaction has already been acknowledged.")
        if now - self.at > ACKNOWLEDGE_WITHIN:
            raise unknown("interaction")

    def check_token(self, now: float) -> None:
        """Refuse what comes before the callback, or after the token's end."""
        if now - self.at > TOKEN_LASTS:
            raise Refusal(401, 50027, "Invalid Webhook Token")
        if self.answered_at is None:
            raise unknown("Webhook")
