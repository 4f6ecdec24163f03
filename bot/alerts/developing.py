"""The rules for a story that the channel has a message of: how what is new in it is shown."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Final

from bot.alerts.case import AlertDecision, Case, muted, nothing
from bot.domain.alert import Act, AlertKind, Hold
from bot.domain.news import Article
from bot.domain.watch import Updates
from bot.figures import wording


def decide_update(case: Case) -> AlertDecision:
    """Decide on an article, new or edited, of a story that the channel has a message of."""
    return next(decision for rule in _RULES if (decision := rule(case)) is not None)


def _corrected(case: Case) -> AlertDecision | None:
    """A correction of what was told goes out at once, also to a channel that muted, snoozed or batches the story."""
    if case.correction is None:
        return None
    word = "retracted" if case.correction.kind == "retracted" else "corrected"
    aloud = None if case.situation.breaker is not None else _aloud(case)
    return _update(case, aloud, f"{case.development.article.outlet} {word} what this channel was told")


def _unchanged(case: Case) -> AlertDecision | None:
    news = (case.development.before is not None and case.calls) or (case.article_waits and _material(case))
    if not case.knows_article or _changed(case) or news:
        return None
    return nothing("the channel was told this article", "neither its headline nor its figures changed")


def _unwanted(case: Case) -> AlertDecision | None:
    if case.subscription.updates is not Updates.NONE:
        return None
    return _remember(case, "the channel wants no updates of what it was told")


def _scheduled(case: Case) -> AlertDecision | None:
    """Whatever comes later comes with the next digest; what an outlet touches up is put right where it stands."""
    at = case.next_time
    if at is None or (case.knows_article and not _material(case)):
        return None
    wait = f"the topic is told here {case.subscription.when}, next at {case.clock(at)}"
    return AlertDecision(kind=AlertKind.HOLD, hold=Hold.SCHEDULE, release_at=at, reasons=(*_what_is_new(case), wait))


def _immaterial(case: Case) -> AlertDecision | None:
    if _material(case):
        return None
    if _too_old(case):
        return _remember(case, *_what_is_new(case), "its message is too old to edit cheaply")
    return _edit(case, *_what_is_new(case))


def _flooded(case: Case) -> AlertDecision | None:
    breaker = case.situation.breaker
    if breaker is None:
        return None
    reasons = (*_what_is_new(case), f"not said aloud: {breaker}")
    return _remember(case, *reasons) if _too_old(case) else _edit(case, *reasons)


def _noise_waits(case: Case) -> AlertDecision | None:
    """The edit is silent and goes at once; what is said aloud waits like a post would."""
    wait = _wait(case)
    if wait is None:
        return None
    hold, release_at, reason = wait
    return AlertDecision(
        kind=AlertKind.UPDATE,
        acts=() if _too_old(case) else (Act.EDIT,),
        hold=hold,
        release_at=release_at,
        reasons=(*_what_is_new(case), f"said aloud later: {reason}"),
    )


def _told(case: Case) -> AlertDecision:
    return _update(case, _aloud(case), *_what_is_new(case))


_RULES: Final[tuple[Callable[[Case], AlertDecision | None], ...]] = (
    _corrected,
    muted,
    _unchanged,
    _unwanted,
    _scheduled,
    _immaterial,
    _flooded,
    _noise_waits,
    _told,
)
"""In the order in which they are asked."""


def _update(case: Case, aloud: Act | None, *reasons: str) -> AlertDecision:
    """Edit the message and say it aloud; where the message is too old to edit, a fresh one does both."""
    if _too_old(case):
        acts: tuple[Act, ...] = (Act.RENEW,)
        reasons = (*reasons, "its message is too old to edit cheaply")
    else:
        acts = (Act.EDIT,) if aloud is None else (Act.EDIT, aloud)
    said = acts != (Act.EDIT,)
    if not said:
        return _edit(case, *reasons)
    return AlertDecision(kind=AlertKind.UPDATE, acts=acts, calls=case.calls, announces=True, reasons=reasons)


def _edit(case: Case, *reasons: str) -> AlertDecision:
    return _silent(case, (Act.EDIT,), reasons)


def _remember(case: Case, *reasons: str) -> AlertDecision:
    return _silent(case, (), reasons)


def _silent(case: Case, acts: tuple[Act, ...], reasons: tuple[str, ...]) -> AlertDecision:
    """What waits to be said aloud goes on waiting."""
    hold, release_at = (case.alert.hold, case.alert.release_at) if case.alert and case.waits else (None, None)
    return AlertDecision(kind=AlertKind.UPDATE, acts=acts, hold=hold, release_at=release_at, reasons=reasons)


def _material(case: Case) -> bool:
    return bool(case.development.moved or case.correction or case.confirms or case.calls)


def _too_old(case: Case) -> bool:
    told_at, edit_for = case.alert.told_at if case.alert else None, case.situation.abilities.edit_for
    return told_at is not None and edit_for is not None and case.situation.now - told_at > edit_for


def _aloud(case: Case) -> Act | None:
    """How the channel hears of it: as it chose, or the next way down that its platform has; None by the edit alone.

    To call somebody takes a message, whatever was chosen: nobody is called by an edit. A correction is not hidden in a
    thread: who saw the alert is to see it.
    """
    abilities, chosen = case.situation.abilities, case.subscription.updates
    shown = case.correction is not None and abilities.replies
    if chosen is Updates.THREAD and abilities.threads and not shown:
        return Act.THREAD
    if abilities.replies and (chosen in {Updates.THREAD, Updates.REPLY} or case.calls):
        return Act.REPLY
    return Act.THREAD if abilities.threads and case.calls else None


def _wait(case: Case) -> tuple[Hold, datetime | None, str] | None:
    if _aloud(case) is None and not _too_old(case):
        return None
    if case.situation.paused:
        return Hold.PAUSE, None, "the channel cannot be written to at present"
    if until := case.snoozed_until:
        return Hold.SNOOZE, until, f"the topic is snoozed until {case.clock(until)}"
    if end := case.quiet_until:
        return Hold.QUIET, end, f"quiet hours until {case.clock(end)}"
    return None


def _what_is_new(case: Case) -> tuple[str, ...]:
    development = case.development
    reasons = ["the channel was told this article" if case.knows_article else "the channel has this story already"]
    if not case.knows_article:
        whose = f"repeats the text of {development.copy_of}" if development.copy_of else "its own text"
        reasons.append(f"another article, by {development.article.outlet}, {whose}")
    elif development.before:
        reasons += what_changed(development.before, development.article)
    for moved in development.moved:
        before = f" (was {wording(moved.before).value})" if moved.before else ""
        reasons.append(f"{moved.label}: now {wording(moved.after).value}{before}")
    if case.confirms:
        reasons.append(f"{development.independent} independent outlets report it now")
    if case.calls:
        reasons.append("it calls whom the subscription names")
    return tuple(reasons)


def _changed(case: Case) -> bool:
    before = case.development.before
    return before is not None and bool(what_changed(before, case.development.article))


def what_changed(before: Article, after: Article) -> tuple[str, ...]:
    """What of a card's substance an edit changed, in words; empty for mere rewording."""
    changed = []
    if before.title != after.title:
        changed.append("its headline changed")
    if _quantities(before) != _quantities(after):
        changed.append("its figures changed")
    return tuple(changed)


def _quantities(article: Article) -> set[tuple[object, ...]]:
    return {(f.value, f.low, f.high, f.unit, f.head, f.bound) for f in article.figures}
