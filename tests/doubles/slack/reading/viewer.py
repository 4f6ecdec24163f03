"""Who reads: the names that this workspace has for people and channels, and the reader's own zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from tests.doubles.slack.store import Store, Workspace

FORMATS = {
    "date_num": "%Y-%m-%d",
    "date": "%B %-d, %Y",
    "date_short": "%b %-d, %Y",
    "date_long": "%A, %B %-d, %Y",
    "date_pretty": "%B %-d, %Y",
    "date_short_pretty": "%b %-d, %Y",
    "date_long_pretty": "%A, %B %-d, %Y",
    "day_divider_pretty": "%A, %B %-d",
    "time": "%H:%M",
    "time_secs": "%H:%M:%S",
    "ago": "%Y-%m-%d %H:%M",
}
"""Slack's formats of dates as a reader with a 24-hour clock has them; never as "today"."""
TOKEN = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Viewer:
    """``zone``: an IANA name; None reads every date as its fallback, as clients do that know no dates."""

    store: Store
    workspace: Workspace
    zone: str | None = "UTC"

    def user(self, user_id: str, label: str = "") -> str:
        user = self.workspace.users.get(user_id)
        return f"@{user.name if user else label or user_id}"

    def channel(self, channel_id: str, label: str = "") -> str:
        channel = self.store.channels.get(channel_id)
        return f"#{channel.name if channel else label or channel_id}"

    def group(self, group_id: str, label: str = "") -> str:
        group = self.workspace.groups.get(group_id)
        return f"@{group.handle}" if group else label or group_id

    def date(self, seconds: int, form: str, fallback: str) -> str:
        """A date in the reader's zone; the fallback for a format that is none."""
        names = TOKEN.findall(form)
        if self.zone is None or not names or set(names) - set(FORMATS):
            return fallback
        moment = datetime.fromtimestamp(seconds, ZoneInfo(self.zone))
        return TOKEN.sub(lambda found: moment.strftime(FORMATS[found[1]]), form)
