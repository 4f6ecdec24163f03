"""Where a message is: its time stamp, which names it in its channel, and that of the message whose thread it stands in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

_STAMP = re.compile(r"\d{1,12}\.\d{6}")
_CHANNEL = re.compile(r"[CDG][A-Z0-9]{1,30}")


@dataclass(frozen=True, slots=True)
class Address:
    """A message by Slack's ``ts``; ``thread`` is the one that its thread began with, None where it stands in none."""

    ts: str
    thread: str | None = None

    @property
    def root(self) -> str:
        """The message under which an answer to this one stands."""
        return self.thread or self.ts


def written(ts: str, thread: str | None = None) -> str:
    """The id under which Dateline knows a message: ``<ts>``, or ``<thread>/<ts>``."""
    return f"{thread}/{ts}" if thread and thread != ts else ts


def written_from(message: Mapping[str, Any]) -> str:
    """The id of a message as Slack's API gives it. What was to answer a message that is gone stands in no thread."""
    thread = message.get("thread_ts")
    return written(str(message["ts"]), str(thread) if thread else None)


def read(message_id: str) -> Address | None:
    """Where such an id points; None if it is none."""
    thread, slash, ts = message_id.rpartition("/")
    if not _STAMP.fullmatch(ts) or (slash and not _STAMP.fullmatch(thread)):
        return None
    return Address(ts, thread or None)


def is_channel(channel_id: str) -> bool:
    """Whether this is the id of a channel, a private one or a conversation."""
    return _CHANNEL.fullmatch(channel_id) is not None
