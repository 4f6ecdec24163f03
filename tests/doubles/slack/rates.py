"""Rate limits as Slack sets them: one message a second a channel, and a tier for every other method, a workspace each."""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from tests.doubles.clock import Clock
from tests.doubles.slack.errors import Refusal

MINUTE = 60.0


@dataclass(frozen=True, slots=True)
class Rule:
    """At most ``limit`` requests in any ``per`` seconds."""

    limit: int
    per: float = MINUTE


TIERS: Mapping[int, Rule] = {1: Rule(1), 2: Rule(20), 3: Rule(50), 4: Rule(100)}
"""Slack's reference, "Rate limits": tiers 1 to 4, requests a minute, for each method and workspace."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Which limits hold. None: none of that sort.

    ``posting``: of chat.postMessage in a channel; ``posting_workspace``: of the same in a whole workspace ("several
    hundred messages a minute").
    """

    tiers: Mapping[int, Rule] = field(default_factory=dict)
    posting: Rule | None = None
    posting_workspace: Rule | None = None
    methods: Mapping[str, Rule] = field(default_factory=dict)
    """Methods that differ from their tier."""
    history_page: int = 1000
    """Messages that one answer of history or replies holds at most."""

    @classmethod
    def of_slack(cls, *, burst: int = 5) -> Rates:
        """Slack's. A channel takes ``burst`` messages at once if it was quiet before, and one a second on the whole;
        ``burst`` 1 is the letter of the rule.
        """
        return cls(TIERS, Rule(burst, float(burst)), Rule(300))

    @classmethod
    def of_slack_unlisted(cls) -> Rates:
        """Slack's for apps that are sold outside its Marketplace: history and replies once a minute, 15 messages."""
        rare = {"conversations.history": Rule(1), "conversations.replies": Rule(1)}
        return replace(cls.of_slack(), methods=rare, history_page=15)

    @classmethod
    def roomy(cls) -> Rates:
        """None that a test meets."""
        return cls()


class Meters:
    """Counts requests by the double's clock."""

    def __init__(self, rates: Rates, clock: Clock) -> None:
        self.rates = rates
        self.refused = 0
        self._clock = clock
        self._taken: dict[tuple[str, ...], deque[float]] = {}

    def take(self, method: str, workspace: str, *, tier: int | None) -> None:
        """Count one request, or refuse it."""
        rule = self.rates.methods.get(method) or self.rates.tiers.get(tier or 0)
        if rule is not None:
            self._use((method, workspace), rule)

    def take_post(self, workspace: str, channel: str) -> None:
        """Count one message to a channel, or refuse it."""
        if self.rates.posting is not None:
            self._use(("post", workspace, channel), self.rates.posting)
        if self.rates.posting_workspace is not None:
            self._use(("post", workspace), self.rates.posting_workspace)

    def _use(self, key: tuple[str, ...], rule: Rule) -> None:
        now = self._clock.now()
        taken = self._taken.setdefault(key, deque())
        while taken and taken[0] <= now - rule.per:
            taken.popleft()
        if len(taken) >= rule.limit:
            self.refused += 1
            wait = max(1, math.ceil(taken[0] + rule.per - now))
            raise Refusal("ratelimited", retry_after=wait)
        taken.append(now)
