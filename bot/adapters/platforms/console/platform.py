"""The console platform: what a channel is told is printed."""

from __future__ import annotations

import re
from itertools import count

from rich.console import Console, RenderableType

from bot.adapters.platforms.console.render import render_card, render_update
from bot.domain.alert import Outcome, Refused, Sent
from bot.domain.card import Card
from bot.domain.chat import Abilities
from bot.domain.moments import clock_text
from bot.domain.watch import Channel
from bot.pipeline.ports import Clock

NAME = "console"
WIDEST = 100
"""Columns that a card takes at most: longer lines are hard to read."""

_CHANNEL_NAME = re.compile(r"\w[\w-]{0,79}")


class ConsolePlatform:
    """Implements ``ports.Platform`` over a rich console. ``time_zone`` (an IANA name) is the headings'.

    What is printed is printed: there is no looking up, an edit is told in a line of its own, and the same nonce twice is
    printed twice.
    """

    name = NAME
    abilities = Abilities(edits=True, buttons=False, pictures=False, lookup=False)

    def __init__(self, console: Console, clock: Clock, *, time_zone: str = "UTC") -> None:
        self._console = console
        self._clock = clock
        self._time_zone = time_zone
        self._numbers = count(1)

    async def start(self) -> None:
        """Nothing to connect to."""

    async def stop(self) -> None:
        """Nothing to disconnect from."""

    async def post(self, channel: Channel, card: Card, *, nonce: str) -> Outcome:  # noqa: ARG002
        """Draw a card."""
        width = min(self._console.width, WIDEST)
        return self._print(render_card(card, width, heading=self._heading(channel)), Sent(str(next(self._numbers))))

    async def edit(self, channel: Channel, message_id: str, card: Card, *, nonce: str) -> Outcome:  # noqa: ARG002
        """Print that a card was updated, and how it stands."""
        return self._print(render_update(card, self._heading(channel)), Sent(message_id))

    async def find(self, channel: Channel, nonce: str) -> str | None:  # noqa: ARG002
        """None: what was printed cannot be known."""
        return None

    async def resolve(self, workspace: str, name: str) -> Channel | None:
        """The channel of a name: letters, digits, ``_`` and ``-``, 80 at most. It exists by being used."""
        name = name.strip().removeprefix("#").lower()
        return Channel(workspace, NAME, name) if _CHANNEL_NAME.fullmatch(name) else None

    def _heading(self, channel: Channel) -> str:
        return f"#{channel.id} · {clock_text(self._clock.now(), self._time_zone)}"

    def _print(self, drawn: RenderableType, sent: Sent) -> Outcome:
        with self._console.capture() as captured:
            self._console.print(drawn)
        encoding = self._console.encoding
        try:
            self._console.file.write(captured.get().encode(encoding, "replace").decode(encoding))
            self._console.file.flush()
        except OSError as error:
            return Refused(f"The terminal does not take any more text: {error.strerror}.")
        return sent
