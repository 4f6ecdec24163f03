"""One websocket of the gateway: hello, identify or resume, heartbeats, frames out, and how it ends."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
import zlib
from collections import deque
from typing import Any

from aiohttp import WSMsgType, web

from tests.doubles.discord.errors import Json
from tests.doubles.discord.gateway import Gateway, Session

DISPATCH, HEARTBEAT, IDENTIFY, PRESENCE, RESUME, RECONNECT, INVALID, HELLO, ACK = 0, 1, 2, 3, 6, 7, 9, 10, 11
KNOWN = {HEARTBEAT, IDENTIFY, PRESENCE, 4, RESUME, 8, 31}
FRAMES_PER_MINUTE = 120  # Discord's reference, "Rate Limiting" of the gateway
ENDS_SESSION = {1000, 1001}


class Closing(Exception):
    """The gateway closes the connection with ``code`` (Discord's reference, "Gateway Close Event Codes")."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class Connection:
    """A client's socket. ``serve`` returns when it is over."""

    def __init__(self, gateway: Gateway, request: web.Request, resume_url: str) -> None:
        self.gateway = gateway
        self.request = request
        self.resume_url = resume_url
        self.socket = web.WebSocketResponse(max_msg_size=0, autoclose=False)
        self.session: Session | None = None
        self.outbox: asyncio.Queue[Json | str] = asyncio.Queue()
        self._deflate = zlib.compressobj() if request.query.get("compress") == "zlib-stream" else None
        self._frames: deque[float] = deque()
        self._deadline = 0.0

    async def serve(self) -> web.WebSocketResponse:
        await self.socket.prepare(self.request)
        writer = asyncio.create_task(self._write())
        self.gateway.lines.append(self)
        code: int | None = None
        try:
            self._check_query()
            self.outbox.put_nowait(
                {"op": HELLO, "d": {"heartbeat_interval": int(self.gateway.heartbeat_interval * 1000)}}
            )
            code = await self._read()
        except Closing as closing:
            code = closing.code
            await self.socket.close(code=closing.code, message=closing.reason.encode())
        finally:
            writer.cancel()
            self.gateway.lines.remove(self)
            self._end(code)
        return self.socket

    def _check_query(self) -> None:
        query = self.request.query
        if query.get("v") not in {"9", "10"}:
            raise Closing(4012, "Invalid API version.")
        if query.get("encoding") != "json":
            raise Closing(4002, "This gateway speaks JSON.")
        if query.get("compress") not in {None, "zlib-stream"}:
            raise Closing(4002, "This gateway compresses with zlib-stream.")

    def _end(self, code: int | None) -> None:
        self.gateway.closed.append(code)
        if self.session is not None and self.session.outbox is self.outbox:
            self.gateway.detach(self.session, keep=code not in ENDS_SESSION)

    async def _read(self) -> int | None:
        """Take frames until the client closes (its code) or is cut (None)."""
        self._beat()
        while True:
            try:
                message = await asyncio.wait_for(self.socket.receive(), max(self._deadline - time.monotonic(), 0.01))
            except TimeoutError:
                raise Closing(4009, "Session timed out.") from None
            if message.type is WSMsgType.CLOSE:
                code = message.data
                with contextlib.suppress(ConnectionError):
                    await self.socket.close(code=code)
                return int(code)
            if message.type is not WSMsgType.TEXT:
                return None
            if not self.gateway.silent:
                self._take(self._parse(message.data))

    def _parse(self, text: str) -> Json:
        now = time.monotonic()
        self._frames.append(now)
        while self._frames[0] < now - 60:
            self._frames.popleft()
        if len(self._frames) > FRAMES_PER_MINUTE:
            raise Closing(4008, "Rate limited.")
        try:
            frame = json.loads(text)
        except ValueError:
            frame = None
        if not isinstance(frame, dict) or "op" not in frame:
            raise Closing(4002, "Error while decoding payload.")
        return frame

    def _take(self, frame: Json) -> None:
        op, data = frame["op"], frame.get("d")
        if op not in KNOWN:
            raise Closing(4001, "Unknown opcode.")
        if op == HEARTBEAT:
            self._beat()
            self.gateway.heartbeats += 1
            self.gateway.change()
            self.outbox.put_nowait({"op": ACK, "d": None})
        elif op == IDENTIFY:
            self._identify(data)
        elif op == RESUME:
            self._resume(data)
        elif self.session is None:
            raise Closing(4003, "Not authenticated.")

    def _beat(self) -> None:
        """A client that misses its beat by half an interval is taken for dead."""
        self._deadline = time.monotonic() + self.gateway.heartbeat_interval * 1.5

    def _identify(self, data: Any) -> None:
        if self.session is not None:
            raise Closing(4005, "Already authenticated.")
        self._check_token(data)
        shard = data.get("shard", [0, 1])
        if not 0 <= shard[0] < shard[1]:
            raise Closing(4010, "Invalid shard.")
        if "shard" not in data and self.gateway.shards > 1:
            raise Closing(4011, "Sharding required.")
        self._check_intents(data.get("intents"))
        limit = self.gateway.limit
        limit.reset_after(self.gateway.clock.now())
        if limit.remaining <= 0:
            raise Closing(4004, "Authentication failed.")
        if not limit.take(shard[0] % limit.max_concurrency, time.monotonic()):
            self.outbox.put_nowait({"op": INVALID, "d": False})
            return
        self.gateway.identified.append(data)
        self.session = self.gateway.start(data["intents"], (shard[0], shard[1]), self.outbox, self.resume_url)

    def _check_token(self, data: Any) -> None:
        if not isinstance(data, dict) or data.get("token", "").removeprefix("Bot ") != self.gateway.token:
            raise Closing(4004, "Authentication failed.")

    def _check_intents(self, intents: Any) -> None:
        if not isinstance(intents, int) or not 0 <= intents < 1 << 26:
            raise Closing(4013, "Invalid intent(s).")
        if intents & ~self.gateway.allowed_intents:
            raise Closing(4014, "Disallowed intent(s).")

    def _resume(self, data: Any) -> None:
        self._check_token(data)
        self.gateway.forget_stale()
        session = self.gateway.sessions.get(data.get("session_id") or "")
        sequence = data.get("seq")
        if session is None:
            self.outbox.put_nowait({"op": INVALID, "d": False})
            return
        if not isinstance(sequence, int) or sequence > session.sequence:
            raise Closing(4007, "Invalid seq.")
        self.session = session
        self.gateway.resume(session, sequence, self.outbox)

    async def _write(self) -> None:
        """Send what waits; a string goes out as it is, which is how malformed frames are made."""
        with contextlib.suppress(ConnectionError):
            while True:
                frame = await self.outbox.get()
                if self.gateway.silent:
                    continue
                text = frame if isinstance(frame, str) else json.dumps(frame)
                if self._deflate is None:
                    await self.socket.send_str(text)
                else:
                    packed = self._deflate.compress(text.encode()) + self._deflate.flush(zlib.Z_SYNC_FLUSH)
                    await self.socket.send_bytes(packed)

    def cut(self) -> None:
        if self.request.transport is not None:
            self.request.transport.abort()

    async def close(self, code: int = 4000) -> None:
        session, self.session = self.session, None
        if session is not None:
            self.gateway.detach(session, keep=code not in {4004, 4007, 4009, 4014})
        await self.socket.close(code=code)
