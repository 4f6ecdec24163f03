"""What a decision on an alert is made of, and the decision itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from bot.alerts.correction import Correction
from bot.alerts.development import Moved
from bot.alerts.quiet import parse_quiet
from bot.alerts.schedule import parse_schedule
from bot.domain.alert import Act, Alert, AlertKind, Hold
from bot.domain.chat import Abilities
from bot.domain.moments import moment_text
from bot.domain.news import Article
from bot.domain.watch import Subscription


@dataclass(frozen=True, slots=True, kw_only=True)
class Development:
    """What has just become known of a story.

    ``before`` is the article as it stood until now, None when the article is new. ``matched`` says whether the
    subscription's topic matches it as it is now, ``matched_before`` as it stood. ``copy_of`` is the outlet whose text this
    article repeats, None for a text of its own. ``moved`` are the key figures that changed since the channel was last told
    with more than an edit; ``correction`` is what the article takes back. ``independent`` counts the story's independent
    outlets with this article, ``independent_before`` without it (None: one fewer where it is new and no copy).
    ``urgent`` says that the subscription's ``urgent`` query matches; ``calls`` that the subscription mentions somebody
    and its ``mention_when`` matches.
    """

    article: Article
    before: Article | None
    matched: bool
    matched_before: bool = False
    copy_of: str | None = None
    moved: tuple[Moved, ...] = ()
    correction: Correction | None = None
    independent: int = 1
    independent_before: int | None = None
    urgent: bool = False
    calls: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """How things stand in the channel.

    ``told_this_hour`` counts its alerts whose ``told_at`` is within the last hour. ``breaker`` is the sentence of a flood
    breaker that is open for this article in this channel, None if there is none.
    """

    now: datetime
    abilities: Abilities
    paused: bool = False
    told_this_hour: int = 0
    breaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertDecision:
    """What becomes of one article in one channel, always with reasons that a reader understands.

    NEW posts a card. UPDATE adds the article to a story that the channel has; ``acts`` say how it is shown, in the order
    in which they are owed (none: it is only remembered). HOLD tells nothing of it now. NOTHING leaves the channel in peace
    and the alert as it is.

    ``hold`` and ``release_at`` are what the alert's become: with HOLD the article waits; with UPDATE the edit is owed and
    what is to be said aloud waits; where they are None nothing waits any more, for the acts tell it all. ``calls`` says
    that the message of the last act mentions whom the subscription names; ``announces`` that ``Alert.announced`` becomes
    the standing key figures.
    """

    kind: AlertKind
    acts: tuple[Act, ...] = ()
    hold: Hold | None = None
    release_at: datetime | None = None
    calls: bool = False
    announces: bool = False
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """One question to the rules, with what several of them ask of it."""

    subscription: Subscription
    alert: Alert | None
    development: Development
    situation: Situation

    @property
    def stands(self) -> bool:
        """Whether the channel has a message of the story that can be edited and answered."""
        return self.alert is not None and self.alert.told_at is not None

    @property
    def knows_story(self) -> bool:
        """Whether the channel was told of the story, by a message or in a digest."""
        return self.alert is not None and (self.stands or bool(self.alert.article_ids))

    @property
    def waits(self) -> bool:
        """Whether something of the story waits to be told."""
        return self.alert is not None and bool(self.alert.held_ids)

    @property
    def knows_article(self) -> bool:
        """Whether the channel was told of this article."""
        return self.alert is not None and self.development.article.id in self.alert.article_ids

    @property
    def article_waits(self) -> bool:
        """Whether this article waits to be told, or to be said aloud."""
        return self.alert is not None and self.development.article.id in self.alert.held_ids

    @cached_property
    def correction(self) -> Correction | None:
        """What is taken back of what this channel was told: of this article, or by an article that is a correction."""
        edited = self.development.before is not None
        concerns = self.knows_article if edited else self.knows_story and not self.knows_article
        return self.development.correction if concerns else None

    @property
    def confirmed(self) -> bool:
        """Whether as many independent outlets report the story as the subscription asks for."""
        return self.development.independent >= self.subscription.min_outlets

    @property
    def confirms(self) -> bool:
        """Whether this article is the one that makes it so, where more than one was asked for."""
        if self.subscription.min_outlets <= 1:
            return False
        known = self.development.independent_before
        if known is None:
            adds = self.development.before is None and self.development.copy_of is None and not self.knows_article
            known = self.development.independent - adds
        return self.confirmed and known < self.subscription.min_outlets

    @property
    def calls(self) -> bool:
        """Whether a message of this article would mention whom the subscription names: once a story, when confirmed."""
        called = self.alert is not None and self.alert.mentioned
        return self.development.calls and self.confirmed and not called

    @cached_property
    def next_time(self) -> datetime | None:
        """When the subscription's next batch or digest is, None where it is told at once."""
        schedule = parse_schedule(self.subscription.when)
        if schedule.instant or self.development.urgent:
            return None
        alert, upcoming = self.alert, schedule.next_after(self.situation.now, self.subscription.time_zone)
        if alert is None or alert.hold is not Hold.SCHEDULE or alert.release_at is None:
            return upcoming
        return min(alert.release_at, upcoming)

    @cached_property
    def quiet_until(self) -> datetime | None:
        """When the channel's quiet hours end, None where it is not quiet, or the article is urgent."""
        if self.development.urgent:
            return None
        return parse_quiet(self.subscription.quiet).ends(self.situation.now, self.subscription.time_zone)

    @property
    def snoozed_until(self) -> datetime | None:
        """When the topic's snooze ends, None where it is not snoozed."""
        until = self.subscription.snoozed_until
        return until if until and until > self.situation.now else None

    def clock(self, at: datetime) -> str:
        """A moment in words, by the channel's clock."""
        return moment_text(at, self.subscription.time_zone)


def muted(case: Case) -> AlertDecision | None:
    """The rule that a muted story is not told on."""
    if case.alert is None or case.alert.muted_at is None:
        return None
    return nothing("the story is muted in this channel")


def nothing(*reasons: str) -> AlertDecision:
    """Leave the channel in peace."""
    return AlertDecision(kind=AlertKind.NOTHING, reasons=reasons)


def held(reason: Hold, release_at: datetime | None, *reasons: str) -> AlertDecision:
    """Keep an article for later."""
    return AlertDecision(kind=AlertKind.HOLD, hold=reason, release_at=release_at, reasons=reasons)
