"""Sockets misbehave: dropped for every reason, cut, silent, acknowledgements lost; and what was sent to the app."""

from __future__ import annotations

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.deliveries.delivery import Delivery
from tests.doubles.slack.scenes.requests import RequestScenes
from tests.doubles.slack.sockets.line import Line, Reason
from tests.doubles.slack.sockets.sockets import Sockets


class SocketScenes(RequestScenes):
    """Whatever is done here is done to every socket that there is, unless one is named."""

    backend: Backend

    @property
    def sockets(self) -> Sockets:
        return self.backend.sockets

    @property
    def deliveries(self) -> list[Delivery]:
        """All that was sent to the app, oldest first."""
        return self.backend.deliveries.sent

    def drop(self, reason: Reason = "refresh_requested", line: Line | None = None) -> None:
        """Slack says that a socket ends, and ends it: after ten seconds by the double's clock for ``warning`` and
        ``refresh_requested``, at once for the others. ``link_disabled``: Socket Mode is off until ``enable_sockets``.
        """
        if reason == "link_disabled":
            self.sockets.enabled = False
        for one in [line] if line is not None else list(self.sockets.lines):
            one.drop(reason)

    def enable_sockets(self) -> None:
        self.sockets.enabled = True

    def cut_sockets(self, line: Line | None = None) -> None:
        """The connection ends with no word said."""
        for one in [line] if line is not None else list(self.sockets.lines):
            one.cut()

    def silence_sockets(self, line: Line | None = None, *, ghosts: bool = False) -> None:
        """From now on these sockets take frames and answer none, pings neither, and bring nothing; new ones are well.

        ``ghosts``: Slack does not find out when their client leaves them: they are counted and sent their share of
        envelopes until ``bury_ghosts``.
        """
        self.sockets.ghosts = ghosts
        for one in [line] if line is not None else list(self.sockets.lines):
            one.silent = True

    def bury_ghosts(self) -> None:
        self.sockets.bury()

    def miss_ack(self, times: int = 1) -> None:
        """The next acknowledgements are lost on their way."""
        self.sockets.to_miss += times

    def malformed_frame(self, frame: str = '{"type": "events_api", "payload": ') -> None:
        """A frame that a careless client dies of."""
        for line in self.sockets.lines:
            line.outbox.put_nowait(frame)

    async def until_connected(self, sockets: int = 1, *, within: float = 10.0) -> None:
        """Wait (real seconds) until the app listens on exactly that many sockets that are well."""
        await self.backend.sockets.until(lambda: len(self.sockets.alive) == sockets, within)

    async def until_alone(self, *, within: float = 10.0) -> None:
        """Wait (real seconds) until there is no socket."""
        await self.backend.sockets.until(lambda: not self.sockets.lines, within)

    async def until_delivered(self, *, within: float = 10.0) -> None:
        """Wait (real seconds) until everything sent was acknowledged or given up."""
        deliveries = self.backend.deliveries
        try:
            await deliveries.until(lambda: not deliveries.underway, within)
        except TimeoutError:
            raise AssertionError(
                f"not acknowledged in {within} s: {[str(one) for one in deliveries.underway]}"
            ) from None

    async def until_sent(self, name: str, count: int = 1, *, within: float = 10.0) -> Delivery:
        """Wait (real seconds) for that many acknowledged deliveries of an event's, interaction's or command's name."""
        deliveries = self.backend.deliveries

        def taken() -> list[Delivery]:
            return [delivery for delivery in deliveries.of(name) if delivery.acked]

        await deliveries.until(lambda: len(taken()) >= count, within)
        return taken()[-1]
