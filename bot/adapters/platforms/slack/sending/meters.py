"""How many edits a workspace takes: Slack counts them by the minute, and says no to all that come after."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

EDITS = 45
"""A minute a workspace. ``chat.update`` is a method of tier 3, "50+ per minute"
(https://docs.slack.dev/apis/web-api/rate-limits); a tenth is left to answers.
"""

MINUTE = 60.0


@dataclass(slots=True)
class _Window:
    taken: deque[float] = field(default_factory=deque)
    turned_away: int = 0
    closed_until: float = 0.0


class Meter:
    """At most ``most`` in any ``per`` seconds for each workspace. ``clock`` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float], most: int = EDITS, per: float = MINUTE) -> None:
        self._clock = clock
        self._most = most
        self._per = per
        self._windows: dict[str, _Window] = {}

    def take(self, workspace: str) -> float:
        """Count one; or the seconds after which to come back, another turn for each that is turned away."""
        now = self._clock()
        window = self._windows.setdefault(workspace, _Window())
        while window.taken and window.taken[0] <= now - self._per:
            window.taken.popleft()
        if window.closed_until > now:
            return window.closed_until - now
        if len(window.taken) < self._most:
            window.taken.append(now)
            window.turned_away = 0
            return 0.0
        round_, place = divmod(window.turned_away, self._most)
        window.turned_away += 1
        return window.taken[place] + self._per * (1 + round_) - now

    def close(self, workspace: str, seconds: float) -> None:
        """Slack itself asked to wait."""
        self._windows.setdefault(workspace, _Window()).closed_until = self._clock() + seconds
