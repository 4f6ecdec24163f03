"""What makes a message recognisable when nobody heard whether it was sent."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping
from hashlib import blake2b
from typing import Any

from bot.domain.watch import Channel

EVENT = "dateline_message"
"""The event type of our messages' metadata, which Slack keeps with a message and shows to nobody who reads it."""


def mark(channel: Channel, nonce: str) -> str:
    """What a message's metadata holds: no other channel's message has the same."""
    return blake2b(f"{channel.id}\n{nonce}".encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def metadata(marked: str) -> dict[str, Any]:
    """A mark as a message carries it (https://docs.slack.dev/messaging/message-metadata)."""
    return {"event_type": EVENT, "event_payload": {"nonce": marked}}


def carries(message: Mapping[str, Any], marked: str) -> bool:
    """Whether a message has a mark."""
    held = message.get("metadata")
    if not isinstance(held, dict) or held.get("event_type") != EVENT:
        return False
    payload = held.get("event_payload")
    return isinstance(payload, dict) and payload.get("nonce") == marked


class Fates:
    """What became of the posts of late: those that were made, and those of which it is not known."""

    def __init__(self, most: int = 5000) -> None:
        self._most = most
        self._made: OrderedDict[tuple[Channel, str], str | None] = OrderedDict()

    def made(self, channel: Channel, nonce: str) -> str | None:
        """The id of the message that was made under a nonce."""
        return self._made.get((channel, nonce))

    def doubtful(self, channel: Channel, nonce: str) -> bool:
        """Whether a message may have been made under a nonce though nobody knows."""
        return (channel, nonce) in self._made and self._made[channel, nonce] is None

    def note(self, channel: Channel, nonce: str, message_id: str) -> None:
        """It was made."""
        self._keep((channel, nonce), message_id)

    def doubt(self, channel: Channel, nonce: str) -> None:
        """It may have been made."""
        self._keep((channel, nonce), None)

    def clear(self, channel: Channel, nonce: str) -> None:
        """It was looked for, and is not there."""
        if self.doubtful(channel, nonce):
            del self._made[channel, nonce]

    def _keep(self, key: tuple[Channel, str], message_id: str | None) -> None:
        self._made[key] = message_id
        self._made.move_to_end(key)
        if len(self._made) > self._most:
            self._made.popitem(last=False)
