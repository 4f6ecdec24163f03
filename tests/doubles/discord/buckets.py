"""Rate limits as Discord tells them: buckets a route and major parameter, one global, headers on every answer."""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.adapters.clock import SystemClock
from tests.doubles.discord.calls import Call
from tests.doubles.discord.errors import Json

MAJOR = ("channel_id", "guild_id", "webhook_id", "interaction_token", "webhook_token")


@dataclass(frozen=True, slots=True)
class Rule:
    """At most ``limit`` requests within ``per`` seconds, counted from the first."""

    limit: int
    per: float


REAL_ROUTES: Mapping[str, Rule] = {
    "POST /channels/{channel_id}/messages": Rule(5, 5),
    "PATCH /channels/{channel_id}/messages/{message_id}": Rule(5, 5),
    "DELETE /channels/{channel_id}/messages/{message_id}": Rule(5, 1),
    "POST /channels/{channel_id}/messages/{message_id}/crosspost": Rule(10, 3600),
    "PATCH /channels/{channel_id}": Rule(2, 600),
    "PUT /channels/{channel_id}/messages/{message_id}/reactions/{emoji}/@me": Rule(1, 0.25),
    "POST /webhooks/{webhook_id}/{webhook_token}": Rule(5, 2),
}
"""What bots have seen of Discord; it publishes no numbers but the global one (reference, "Rate Limits")."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Which limits hold. None: none of that sort."""

    route: Rule | None = None
    overall: Rule | None = None
    routes: Mapping[str, Rule] = field(default_factory=dict)
    old_edits: Rule | None = None
    """For edits of messages more than an hour old (answered with code 30046)."""

    @classmethod
    def real(cls) -> Rates:
        return cls(Rule(50, 1), Rule(50, 1), REAL_ROUTES, Rule(3, 3600))

    @classmethod
    def roomy(cls) -> Rates:
        """Real headers that a test never exhausts."""
        return cls(Rule(1000, 1))

    @classmethod
    def off(cls) -> Rates:
        """No limits and no headers."""
        return cls()


@dataclass(slots=True)
class Window:
    """What one bucket has used since ``opened``."""

    opened: float
    used: int = 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """The headers of an answer, and the body of a 429 if it is one."""

    headers: Mapping[str, str]
    refusal: Json | None = None


class Buckets:
    """Counts requests. Time here is the machine's, since clients sleep in real seconds."""

    def __init__(self, rates: Rates) -> None:
        self.rates = rates
        self.refused = 0
        self._windows: dict[str, Window] = {}

    def take(self, call: Call) -> Verdict:
        """Count one request. Interactions and webhooks with a token are exempt from the global limit."""
        overall = self.rates.overall
        if overall is not None and "webhook_token" not in call.path and "interaction_token" not in call.path:
            left, wait = self._use("global", overall)
            if left < 0:
                return self.refuse(wait, scope="global")
        rule = self.rates.routes.get(call.route, self.rates.route)
        if rule is None:
            return Verdict({})
        left, wait = self._use(call.route + "".join(call.path.get(name, "") + "/" for name in MAJOR), rule)
        headers = headers_of(call.route, rule, left, wait)
        return Verdict(headers) if left >= 0 else self.refuse(wait, headers=headers)

    def take_old_edit(self, channel_id: int) -> float:
        """Seconds to wait before an old message of the channel may be edited; 0 if it may be now."""
        if self.rates.old_edits is None:
            return 0.0
        left, wait = self._use(f"old edits {channel_id}", self.rates.old_edits)
        return 0.0 if left >= 0 else wait

    def refuse(self, wait: float, *, scope: str = "user", headers: Mapping[str, str] | None = None) -> Verdict:
        """A real 429: header and body agree; the header is in whole seconds."""
        self.refused += 1
        said = dict(headers or {}) | {"Retry-After": str(math.ceil(wait)), "X-RateLimit-Scope": scope}
        if scope == "global":
            said["X-RateLimit-Global"] = "true"
        message = "You are being rate limited."
        if scope == "shared":
            message = "The resource is being rate limited."
        return Verdict(said, {"message": message, "retry_after": round(wait, 3), "global": scope == "global"})

    def _use(self, name: str, rule: Rule) -> tuple[int, float]:
        """(how many are left, negative if refused; seconds until the window's end)."""
        now = time.monotonic()
        window = self._windows.get(name)
        if window is None or now >= window.opened + rule.per:
            window = self._windows[name] = Window(now)
        wait = window.opened + rule.per - now
        if window.used >= rule.limit:
            return -1, wait
        window.used += 1
        return rule.limit - window.used, wait


def headers_of(route: str, rule: Rule, left: int, wait: float) -> dict[str, str]:
    """What Discord tells of a bucket; its name is the route's, whichever channel it is for."""
    return {
        "X-RateLimit-Limit": str(rule.limit),
        "X-RateLimit-Remaining": str(max(left, 0)),
        "X-RateLimit-Reset": f"{SystemClock().now().timestamp() + wait:.3f}",
        "X-RateLimit-Reset-After": f"{wait:.3f}",
        "X-RateLimit-Bucket": hashlib.sha256(route.encode()).hexdigest()[:32],
    }
