"""Faults on demand: which method goes wrong, how, and how often; and chaos from a seed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Literal, get_args

FaultKind = Literal["429", "500", "502", "503", "fatal_error", "error", "html", "reset", "cut", "delay", "late"]
"""429: refused, with Retry-After; 5xx: that status with no JSON, before anything is done; fatal_error,
error: ``{"ok": false}`` with that error, or with ``Fault.error``, before anything is done; html: 200 with a page of
HTML; reset: the connection is cut before anything is done; cut: done, and the answer cut; delay: done after
``seconds``; late: done at once, answered after ``seconds``."""

CHAOS: tuple[FaultKind, ...] = ("429", "500", "503", "fatal_error", "reset", "cut", "delay", "late")


@dataclass(slots=True)
class Fault:
    """Requests whose method fits ``method`` go wrong: after the first ``skip``, ``times`` of them (None: for ever).

    ``method``: a Web API method, a page's name such as ``upload`` or ``response_url``; ``*`` stands for anything.
    """

    kind: FaultKind
    method: str = "*"
    times: int | None = 1
    skip: int = 0
    probability: float = 1.0
    retry_after: int = 1
    seconds: float = 0.2
    error: str = "fatal_error"
    hits: int = 0
    dice: random.Random = field(default_factory=lambda: random.Random(0), repr=False)

    def __post_init__(self) -> None:
        if self.kind not in get_args(FaultKind):
            raise ValueError(f"no such fault: {self.kind}")

    def strikes(self, method: str) -> bool:
        """Whether this request goes wrong; counts it if so."""
        if (self.times is not None and self.hits >= self.times) or not fnmatchcase(method, self.method):
            return False
        if self.skip > 0:
            self.skip -= 1
            return False
        if self.probability < 1 and self.dice.random() >= self.probability:
            return False
        self.hits += 1
        return True


class Faults:
    """What is set to go wrong, oldest first; the first that strikes counts."""

    def __init__(self) -> None:
        self.planned: list[Fault] = []

    def add(
        self,
        kind: FaultKind,
        method: str = "*",
        *,
        times: int | None = 1,
        skip: int = 0,
        probability: float = 1.0,
        seed: int = 0,
        retry_after: int = 1,
        seconds: float = 0.2,
        error: str = "fatal_error",
    ) -> Fault:
        dice = random.Random(seed)
        fault = Fault(kind, method, times, skip, probability, retry_after, seconds, error, dice=dice)
        self.planned.append(fault)
        return fault

    def chaos(
        self,
        *,
        seed: int,
        probability: float,
        method: str = "*",
        kinds: Sequence[FaultKind] = CHAOS,
        seconds: float = 0.05,
    ) -> list[Fault]:
        """From now on each kind strikes ``method`` with an equal part of ``probability``. The same seed, the same dice."""
        each = probability / len(kinds)
        return [
            self.add(kind, method, times=None, probability=each, seed=seed + n, seconds=seconds)
            for n, kind in enumerate(kinds)
        ]

    def clear(self) -> None:
        self.planned.clear()

    def next(self, method: str) -> Fault | None:
        return next((fault for fault in self.planned if fault.strikes(method)), None)
