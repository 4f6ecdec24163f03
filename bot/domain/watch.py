"""Who wants to know what: workspaces, their channels, topics and subscriptions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

LOCAL_WORKSPACE = "local"

TOPIC_NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
"""Topic names are lower-case words joined by hyphens, at most 63 characters, so that one can be typed in any chat."""


@dataclass(frozen=True, slots=True, order=True)
class Channel:
    """A place messages go, on one platform. ``id`` is the platform's own id; ``workspace`` the tenant it belongs to."""

    workspace: str
    platform: str
    id: str

    def __str__(self) -> str:
        return f"{self.platform}:#{self.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """A named watch rule: a query with a description, of one workspace."""

    id: int = 0
    workspace: str
    name: str
    query: str
    description: str = ""
    created_at: datetime
    created_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A channel that wants a topic. ``time_zone`` is the IANA zone that its times are shown in."""

    id: int = 0
    topic_id: int
    channel: Channel
    time_zone: str = "UTC"
    created_at: datetime
    created_by: str = ""
