"""Where a message is. Its id alone says so, but for messages in a thread of the channel that was asked for.

Discord gives a thread that hangs on a message, and a forum's post, the id of the message that it began with. So a forum's
post needs no other name than that id; a later message of a thread is called ``<thread>/<message>``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.domain.watch import Channel


@dataclass(frozen=True, slots=True)
class Address:
    """A message by Discord's ids. ``in_thread`` tells that its channel is a thread of the one that Dateline knows."""

    channel_id: int
    message_id: int
    in_thread: bool = False


def written(home: str, channel_id: str, message_id: str) -> str:
    """The id under which Dateline knows a message of the channel ``home``, which may stand in one of its threads."""
    return message_id if channel_id in {home, message_id} else f"{channel_id}/{message_id}"


def written_from(home: Channel, message: Mapping[str, Any]) -> str:
    """The id of a message as Discord's API gives it."""
    return written(home.id, str(message.get("channel_id", home.id)), str(message["id"]))


def read(home: Channel, message_id: str, *, forum: bool) -> Address | None:
    """Where such an id points; None if it is none."""
    place, slash, message = message_id.partition("/")
    if not slash:
        place, message = (message_id if forum else home.id), message_id
    if not (_is_snowflake(place) and _is_snowflake(message)):
        return None
    return Address(int(place), int(message), in_thread=place != home.id)


def _is_snowflake(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 20
