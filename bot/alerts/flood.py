"""Flood breakers: when so much comes at once that a channel is better asked than told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

CHANNEL_SUBJECT = "channel"
"""The subject of a breaker for all that a channel is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FloodLimits:
    """The most alerts that one feed, one topic and all together may post to a channel within ``window``."""

    feed: int = 30
    topic: int = 20
    channel: int = 40
    window: timedelta = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One alert that a channel was told, or would be: by which feed and for which topic, with the names readers know."""

    feed_id: int
    outlet: str
    topic_id: int
    topic: str

    @property
    def subjects(self) -> tuple[str, str, str]:
        """What may flood by it, as a ``Notice`` names its subject: ``feed:7``, ``topic:3``, ``channel``."""
        return f"feed:{self.feed_id}", f"topic:{self.topic_id}", CHANNEL_SUBJECT


@dataclass(frozen=True, slots=True, kw_only=True)
class Breaker:
    """A breaker that is open in a channel: what floods it, in words and as the subject of its notice."""

    subject: str
    sentence: str


def decide_breakers(
    told: Sequence[Arrival],
    arriving: Sequence[Arrival],
    stopped: Mapping[str, datetime],
    limits: FloodLimits,
    now: datetime,
) -> Mapping[str, Breaker]:
    """Which breakers are open in one channel, by subject.

    ``told`` are the alerts posted there within the window, ``arriving`` those that would be posted now, all of one batch,
    so that a flood is held from its first article on. ``stopped`` says for each flood notice that is open there when
    something was last held for it (``Notice.updated_at``): its breaker stays open until a window has passed without.
    """
    before, coming = _tally(told), _tally(arriving)
    open_: dict[str, Breaker] = {}
    for subject, name in _names(arriving).items():
        count, limit = before[subject] + coming[subject], _limit(subject, limits)
        if count > limit:
            open_[subject] = Breaker(
                subject=subject, sentence=_sentence(name, count, coming[subject] > limit, limits.window)
            )
        elif subject in stopped and now - stopped[subject] < limits.window:
            open_[subject] = Breaker(subject=subject, sentence=_goes_on(name))
    return open_


def breaker_of(arrival: Arrival, breakers: Mapping[str, Breaker]) -> Breaker | None:
    """The breaker that holds an arrival, its feed's first, then its topic's, then the channel's; None if none does."""
    return next((breakers[subject] for subject in arrival.subjects if subject in breakers), None)


def _tally(arrivals: Iterable[Arrival]) -> Counter[str]:
    return Counter(subject for arrival in arrivals for subject in arrival.subjects)


def _names(arrivals: Iterable[Arrival]) -> dict[str, str]:
    names: dict[str, str] = {}
    for arrival in arrivals:
        feed, topic, channel = arrival.subjects
        names |= {feed: arrival.outlet, topic: f"the topic {arrival.topic}", channel: ""}
    return names


def _limit(subject: str, limits: FloodLimits) -> int:
    if subject == CHANNEL_SUBJECT:
        return limits.channel
    return limits.feed if subject.startswith("feed:") else limits.topic


def _sentence(name: str, count: int, at_once: bool, window: timedelta) -> str:  # noqa: FBT001  one caller, by position
    when = "at once" if at_once else f"within {round(window / timedelta(minutes=1))} minutes"
    return f"{name} brought {count} stories {when}" if name else f"{count} stories came {when}"


def _goes_on(name: str) -> str:
    return f"{name} still floods the channel" if name else "the channel is still flooded"
