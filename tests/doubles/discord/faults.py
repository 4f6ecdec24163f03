"""Faults on demand: which request goes wrong, how, and how often; and chaos from a seed."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

FaultKind = Literal[
    "429",
    "429_global",
    "429_shared",
    "429_cloudflare",
    "429_text",
    "500",
    "502",
    "503",
    "504",
    "reset",
    "cut",
    "delay",
    "late",
]
"""429, 429_global, 429_shared: as Discord refuses; 429_cloudflare: HTML without a Via header; 429_text: with Via, not
JSON; 5xx: an answer of that status before anything is done; reset: the connection is cut before anything is done; cut:
done, and the answer cut; delay: done after ``seconds``; late: done at once, answered after ``seconds``."""

CHAOS: tuple[FaultKind, ...] = ("429", "500", "502", "503", "reset", "cut", "delay", "late")


@dataclass(slots=True)
class Fault:
    """Requests that fit ``route`` go wrong: after the first ``skip``, ``times`` of them (None: for ever).

    ``route`` is a method or ``*``, a space, and a path without ``/api/v10``, where ``*`` or ``{name}`` stands for one
    step and ``**`` for any; ``**`` alone fits all, the gateway's handshakes (``GET /gateway``, ``GET /resume``) too.
    """

    kind: FaultKind
    route: str = "**"
    times: int | None = 1
    skip: int = 0
    probability: float = 1.0
    retry_after: float = 0.2
    seconds: float = 0.2
    hits: int = 0
    dice: random.Random = field(default_factory=lambda: random.Random(0), repr=False)
    pattern: re.Pattern[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        if self.kind not in get_args(FaultKind):
            raise ValueError(f"no such fault: {self.kind}")
        self.pattern = pattern_of(self.route)

    @property
    def spent(self) -> bool:
        return self.times is not None and self.hits >= self.times

    def strikes(self, request: str) -> bool:
        """Whether this request goes wrong; counts it if so."""
        if self.spent or not self.pattern.fullmatch(request):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.probability < 1 and self.dice.random() >= self.probability:
            return False
        self.hits += 1
        return True


def pattern_of(route: str) -> re.Pattern[str]:
    if route == "**":
        return re.compile(r".*")
    method, _, path = route.rpartition(" ")
    steps = re.sub(r"\\\{[^/]*?\\\}|\\\*(?!\\\*)", "[^/]+", re.escape(path).replace(r"\*\*", ".*"))
    return re.compile(f"{r'[A-Z]+' if method in {'', '*'} else method} {steps}/?")


class Faults:
    """What is set to go wrong, oldest first; the first that strikes counts."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def add(
        self,
        kind: FaultKind,
        route: str = "**",
        *,
        times: int | None = 1,
        skip: int = 0,
        probability: float = 1.0,
        seed: int = 0,
        retry_after: float = 0.2,
        seconds: float = 0.2,
    ) -> Fault:
        fault = Fault(kind, route, times, skip, probability, retry_after, seconds, dice=random.Random(seed))
        self.planned.append(fault)
        return fault

    def chaos(
        self,
        *,
        seed: int,
        probability: float,
        route: str = "**",
        kinds: Sequence[FaultKind] = CHAOS,
        seconds: float = 0.05,
    ) -> list[Fault]:
        """From now on each kind strikes ``route`` with an equal part of ``probability``. The same seed, the same dice."""
        return [
            self.add(
                kind,
                route,
                times=None,
                probability=probability / len(kinds),
                seed=seed + n,
                seconds=seconds,
                retry_after=seconds,
            )
            for n, kind in enumerate(kinds)
        ]

    def clear(self) -> None:
        self.planned.clear()

    def next(self, method: str, path: str) -> Fault | None:
        return next((fault for fault in self.planned if fault.strikes(f"{method} {path}")), None)
