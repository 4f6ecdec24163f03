"""The console platform: what a channel is told is printed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count

from rich.console import Console, RenderableType

from bot.adapters.platforms.console.render import render_answer, render_card, render_update
from bot.domain.alert import Outcome, Refused, Sent
from bot.domain.card import Card, Mention
from bot.domain.chat import Abilities
from bot.domain.errors import BadInput
from bot.domain.moments import clock_text
from bot.domain.watch import Channel
from bot.pipeline.ports import Clock

NAME = "console"
WIDEST = 100
"""Columns that a card takes at most: longer lines are hard to read."""

_CHANNEL_NAME = re.compile(r"\w[\w-]{0,79}")
_NAME = re.compile(r"@?(\w[\w.-]{0,79})")


class ConsolePlatform:
    """Implements ``ports.Platform`` over a rich console. ``time_zone`` (an IANA name) is the headings'.

    What is printed is printed: there is no looking up, an edit is told in a line of its own, an answer is drawn with an
    arrow before it, and the same nonce twice is printed twice.
    """

    name = NAME
    abilities = Abilities(edits=True, buttons=False, pictures=False, lookup=False, replies=True, mentions=True)

    def __init__(self, console: Console, clock: Clock, *, time_zone: str = "UTC") -> None:
        self._console = console
        self._clock = clock
        self._time_zone = time_zone
        self._numbers = count(1)

    async def start(self) -> None:
        """Nothing to connect to."""

    async def stop(self) -> None:
        """Nothing to disconnect from."""

    async def post(
        self,
        channel: Channel,
        card: Card,
        *,
        nonce: str,  # noqa: ARG002
        under: str | None = None,
        threaded: bool = False,  # noqa: ARG002
    ) -> Outcome:
        """Draw a card; one that answers another stands in."""
        width = min(self._console.width, WIDEST)
        heading = self._heading(channel)
        drawn = render_answer(card, width, heading=heading) if under else render_card(card, width, heading=heading)
        return self._print(drawn, Sent(str(next(self._numbers))))

    async def edit(self, channel: Channel, message_id: str, card: Card, *, nonce: str) -> Outcome:  # noqa: ARG002
        """Print that a card was updated, and how it stands."""
        return self._print(render_update(card, self._heading(channel)), Sent(message_id))

    async def find(
        self,
        channel: Channel,  # noqa: ARG002
        nonce: str,  # noqa: ARG002
        *,
        under: str | None = None,  # noqa: ARG002
        threaded: bool = False,  # noqa: ARG002
    ) -> str | None:
        """None: what was printed cannot be known."""
        return None

    async def resolve(self, workspace: str, name: str) -> Channel | None:
        """The channel of a name: letters, digits, ``_`` and ``-``, 80 at most. It exists by being used."""
        name = name.strip().removeprefix("#").lower()
        return Channel(workspace, NAME, name) if _CHANNEL_NAME.fullmatch(name) else None

    def label(self, channel: Channel) -> str:
        """``#`` and the name."""
        return f"#{channel.id}"

    async def mentions(self, workspace: str, text: str, *, to_call: bool = True) -> Sequence[Mention]:  # noqa: ARG002
        """``@name`` for whoever sits at the terminal: nobody is called, the name stands out."""
        found = [_NAME.fullmatch(word) for word in text.replace(",", " ").split()]
        if not found or not all(found):
            raise BadInput(f"“{text}” names nobody; write names such as @ana, with blanks between them.")
        return [Mention("user", name[1], f"@{name[1]}") for name in found if name]

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
