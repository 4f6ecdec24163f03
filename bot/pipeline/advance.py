"""An alert as it stands after a decision."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from bot.alerts import AlertDecision
from bot.domain.alert import MAKES_MESSAGE, Alert, AlertKind
from bot.domain.figure import Figure

TICK = timedelta(microseconds=1)


def later(now: datetime, before: datetime) -> datetime:
    """The moment of a change: now, but always after the change ``before`` it, whatever the clocks of two processes say.

    Deliveries are named after it, so that no two changes of one thing may share it.
    """
    return max(now, before + TICK)


def advance(
    alert: Alert, decision: AlertDecision, article_id: int, standing: tuple[Figure, ...], now: datetime
) -> Alert:
    """The alert with what was decided on one article, as it is to be stored; the decision is not NOTHING.

    ``standing`` are the key figures of all that is told then. ``notice_id`` is left to whoever keeps the notices.
    """
    from_now = replace(
        alert,
        hold=decision.hold,
        release_at=decision.release_at,
        announced=standing if decision.announces else alert.announced,
        mentioned=alert.mentioned or decision.calls,
        told_at=now if MAKES_MESSAGE.intersection(decision.acts) else alert.told_at,
        updated_at=later(now, alert.updated_at),
    )
    if decision.kind is AlertKind.HOLD:
        return replace(from_now, held_ids=_join(alert.held_ids, article_id))
    if decision.hold is None:
        return replace(from_now, article_ids=_join(alert.article_ids, *alert.held_ids, article_id), held_ids=())
    told, held = _join(alert.article_ids, article_id), _join(alert.held_ids, article_id)
    return replace(from_now, article_ids=told, held_ids=held)


def _join(article_ids: tuple[int, ...], *more: int) -> tuple[int, ...]:
    return tuple(dict.fromkeys((*article_ids, *more)))
