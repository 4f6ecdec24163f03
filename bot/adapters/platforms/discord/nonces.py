"""What makes a message recognisable when nobody heard whether it was sent."""

from __future__ import annotations

from collections import OrderedDict
from hashlib import blake2b

from bot.domain.watch import Channel

_FIRST_MARK = 1000
"""Discord numbers the components of a message from 1 itself."""


def discord_nonce(channel: Channel, nonce: str) -> str:
    """A nonce of at most 25 characters that no other channel's message has.

    With ``enforce_nonce`` Discord answers a second post of it with the first one's message, for some minutes.
    """
    return _digest(channel, nonce, 12).hex()


def mark(channel: Channel, nonce: str) -> int:
    """A component id for the message, 31 bits. Unlike its nonce, Discord shows it to whoever reads the message later."""
    return _FIRST_MARK + int.from_bytes(_digest(channel, nonce, 8)) % (2**31 - _FIRST_MARK)


def _digest(channel: Channel, nonce: str, size: int) -> bytes:
    return blake2b(f"{channel.id}\n{nonce}".encode("utf-8", "surrogatepass"), digest_size=size).digest()


class Remembered:
    """The messages that were made lately where Discord takes no nonce: forum posts and webhooks."""

    def __init__(self, most: int = 2000) -> None:
        self._most = most
        self._made: OrderedDict[tuple[Channel, str], str] = OrderedDict()

    def get(self, channel: Channel, nonce: str) -> str | None:
        """The id of the message that was made under a nonce."""
        return self._made.get((channel, nonce))

    def note(self, channel: Channel, nonce: str, message_id: str) -> None:
        """Keep it, and let go of the oldest."""
        self._made[channel, nonce] = message_id
        if len(self._made) > self._most:
            self._made.popitem(last=False)
