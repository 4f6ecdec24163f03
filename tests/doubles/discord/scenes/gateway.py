"""The gateway misbehaves: connections dropped in every way, sessions invalidated, frames that make no sense."""

from __future__ import annotations

from typing import Literal

from tests.doubles.discord.backend import Backend, new_token
from tests.doubles.discord.connection import HEARTBEAT, INVALID, RECONNECT
from tests.doubles.discord.errors import Json

DropKind = Literal["reset", "close", "silent", "reconnect", "invalid", "invalid_resumable"]
Malformed = Literal["missing_keys", "wrong_type", "not_json", "not_object"]

MALFORMED: dict[Malformed, str | tuple[str, Json | None]] = {
    "missing_keys": ("GUILD_CREATE", {}),
    "wrong_type": ("CHANNEL_UPDATE", {"id": "not a number", "type": 0, "guild_id": "neither"}),
    "not_json": '{"op": 0, "t": "GUILD_CREATE", "d": ',
    "not_object": "[]",
}


class GatewayScenes:
    """Whatever is done here is done to every connection that there is."""

    backend: Backend

    async def drop_connection(self, kind: DropKind = "reset", *, code: int = 4000) -> None:
        """reset: cut, no word said; close: closed with ``code``; silent: frames are taken and none answered, until
        ``speak``; reconnect: op 7; invalid, invalid_resumable: op 9.
        """
        if kind == "silent":
            self.backend.gateway.silent = True
        elif kind == "reconnect":
            self.op7()
        elif kind.startswith("invalid"):
            self.op9(resumable=kind == "invalid_resumable")
        else:
            for line in list(self.backend.gateway.lines):
                if kind == "reset":
                    line.cut()
                else:
                    await line.close(code)

    def speak(self) -> None:
        """The silence ends; dead connections stay dead until their client finds out."""
        self.backend.gateway.silent = False

    def op7(self) -> None:
        """Discord asks for a reconnect."""
        self._send({"op": RECONNECT, "d": None})

    def op9(self, *, resumable: bool) -> None:
        """The session is invalid; unless ``resumable`` it is forgotten too."""
        if not resumable:
            self.backend.gateway.forget_sessions()
        self._send({"op": INVALID, "d": resumable})

    def op1(self) -> None:
        """Discord wants a heartbeat now."""
        self._send({"op": HEARTBEAT, "d": None})

    def malformed_dispatch(self, kind: Malformed = "missing_keys") -> None:
        """A frame that a careless client dies of."""
        what = MALFORMED[kind]
        if isinstance(what, str):
            self._send(what)
        else:
            for session in self.backend.gateway.connected:
                session.dispatch(*what)

    def dispatch(self, event: str, data: Json, guild_id: int | None = None) -> None:
        """Any event."""
        self.backend.gateway.dispatch(event, data, guild_id)

    async def revoke_token(self) -> str:
        """The token is reset on the developer portal; the new one is returned and the old one's connections are closed."""
        self.backend.token = self.backend.gateway.token = new_token()
        self.backend.gateway.forget_sessions()
        for line in list(self.backend.gateway.lines):
            await line.close(4004)
        return self.backend.token

    async def until_connected(self, sessions: int = 1, *, within: float = 10.0) -> None:
        """Wait until that many sessions are connected."""
        await self.backend.gateway.until_connected(sessions, within=within)

    async def until_alone(self, *, within: float = 10.0) -> None:
        """Wait until no session is connected."""
        await self.backend.gateway.until_alone(within=within)

    def _send(self, frame: Json | str) -> None:
        for line in self.backend.gateway.lines:
            line.outbox.put_nowait(frame)
