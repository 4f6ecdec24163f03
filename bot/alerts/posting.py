"""The rules for a story that the channel has no message of: whether it is posted, and when."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from bot.alerts.case import AlertDecision, Case, held, muted, nothing
from bot.domain.alert import Act, AlertKind, Hold
from bot.domain.watch import Early


def decide_post(case: Case) -> AlertDecision:
    """Decide on a story that was never told here, or only in a digest."""
    return next(decision for rule in _RULES if (decision := rule(case)) is not None)


def _no_match(case: Case) -> AlertDecision | None:
    if case.development.matched or case.waits or case.knows_story:
        return None
    return nothing("the topic's query does not match")


def _old_news(case: Case) -> AlertDecision | None:
    """It was there, matching, when the feed was first read or the topic was made: old news, touched up."""
    if not case.development.matched_before or case.waits or case.knows_story:
        return None
    return nothing("it matched before this edit, and was not told then")


def _corrected_digest(case: Case) -> AlertDecision | None:
    """A digest cannot be edited; a correction of what it told is a message of its own, whenever it comes."""
    if not case.knows_story or case.correction is None or case.situation.breaker is not None:
        return None
    return _post("a correction of what this channel was told in a digest")


def _known_from_digest(case: Case) -> AlertDecision | None:
    """What its digest told is news again where it moved, or when the next digest tells the story on."""
    if not case.knows_story or case.waits or case.development.moved:
        return None
    if case.knows_article:
        return nothing("a digest told this channel of it")
    if case.next_time is not None:
        return None
    return AlertDecision(
        kind=AlertKind.UPDATE, reasons=("a digest told this channel of the story", "nothing in it moved since")
    )


def _paused(case: Case) -> AlertDecision | None:
    if not case.situation.paused:
        return None
    return held(Hold.PAUSE, None, _why(case), "the channel cannot be written to at present")


def _snoozed(case: Case) -> AlertDecision | None:
    until = case.snoozed_until
    return held(Hold.SNOOZE, until, _why(case), f"the topic is snoozed until {case.clock(until)}") if until else None


def _unconfirmed(case: Case) -> AlertDecision | None:
    if case.confirmed or case.subscription.early is not Early.NOTHING:
        return None
    return held(Hold.OUTLETS, None, _why(case), f"it waits for more outlets: {_outlets(case)}")


def _flooded(case: Case) -> AlertDecision | None:
    breaker = case.situation.breaker
    return held(Hold.FLOOD, None, _why(case), f"held as a flood: {breaker}") if breaker is not None else None


def _scheduled(case: Case) -> AlertDecision | None:
    at = case.next_time
    if at is None:
        return None
    what = f"the topic is told here {case.subscription.when}"
    return held(Hold.SCHEDULE, at, _why(case), f"{what}, next at {case.clock(at)}")


def _quiet(case: Case) -> AlertDecision | None:
    end = case.quiet_until
    return held(Hold.QUIET, end, _why(case), f"quiet hours until {case.clock(end)}") if end else None


def _capped(case: Case) -> AlertDecision | None:
    cap, told = case.subscription.cap, case.situation.told_this_hour
    if not cap or told < cap or case.development.urgent:
        return None
    return held(Hold.CAP, None, _why(case), f"the channel had {told} alerts this hour, of at most {cap}")


def _new(case: Case) -> AlertDecision:
    reasons = [_why(case)]
    if case.waits:
        reasons.append("what it waited for has come")
    if case.development.urgent:
        reasons.append("it is urgent")
    if not case.confirmed:
        reasons.append(f"it calls nobody yet: {_outlets(case)}")
    return _post(*reasons, calls=case.calls)


def _post(*reasons: str, calls: bool = False) -> AlertDecision:
    return AlertDecision(kind=AlertKind.NEW, acts=(Act.POST,), calls=calls, announces=True, reasons=reasons)


def _why(case: Case) -> str:
    """What makes this channel want the article."""
    if case.knows_story:
        return "the channel knows this story from a digest"
    if not case.development.matched:
        return "another article of a story that waits to be told here"
    if case.waits:
        return "the topic's query matches, and the story waits to be told here"
    edited = ", since an edit" if case.development.before else ""
    return f"the topic's query matches{edited}"


def _outlets(case: Case) -> str:
    return f"{case.development.independent} of {case.subscription.min_outlets} independent outlets so far"


_RULES: Final[tuple[Callable[[Case], AlertDecision | None], ...]] = (
    muted,
    _no_match,
    _old_news,
    _corrected_digest,
    _known_from_digest,
    _paused,
    _snoozed,
    _unconfirmed,
    _flooded,
    _scheduled,
    _quiet,
    _capped,
    _new,
)
"""In the order in which they are asked; a hold that only somebody or another article can end comes before those of time."""
