"""What a window remembers of itself, in its ``private_metadata``: what it is for, and where it was asked for."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from bot.adapters.platforms.slack.asking.origin import Origin

LONGEST = 3000
_LONGEST_ADDRESS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """``form`` is the signed form, "" for a window that only shows something. ``mends`` tells that it was opened from a
    preview in a message, which its answer takes the place of.
    """

    form: str = ""
    channel: str = ""
    thread: str = ""
    response_url: str = ""
    mends: bool = False

    def written(self) -> str:
        """As text."""
        whole = {"f": self.form, "c": self.channel, "t": self.thread, "u": self.response_url, "m": self.mends}
        return json.dumps({name: value for name, value in whole.items() if value}, separators=(",", ":"))

    def origin(self, origin: Origin) -> Origin:
        """What happens in the window, as something of the place that it was asked for in."""
        return replace(
            origin,
            channel=self.channel or origin.channel,
            thread=self.thread or origin.thread,
            response_url=self.response_url or origin.response_url,
        )


def kept_of(origin: Origin, *, form: str = "", mends: bool = False) -> Kept:
    """What a window that is opened here has to remember."""
    address = origin.response_url if len(origin.response_url) <= _LONGEST_ADDRESS else ""
    return Kept(form=form, channel=origin.channel, thread=origin.thread, response_url=address, mends=mends)


def read_kept(metadata: str) -> Kept:
    """The same read back; nothing where it is no writing of ours."""
    try:
        whole: Any = json.loads(metadata or "{}")
    except ValueError:
        whole = {}
    if not isinstance(whole, dict):
        return Kept()
    return Kept(
        form=str(whole.get("f", "")),
        channel=str(whole.get("c", "")),
        thread=str(whole.get("t", "")),
        response_url=str(whole.get("u", "")),
        mends=whole.get("m") is True,
    )
