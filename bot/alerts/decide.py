"""Whether, when and how one channel is told of one article.

The rules stand in lists, in the order in which they are asked; the first that has an answer decides: ``posting`` for a
story that the channel has no message of, ``developing`` for one that it has. What a subscription's words mean (``when``,
``quiet``) is read in ``case``.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from bot.alerts.case import AlertDecision, Case, Development, Situation
from bot.alerts.developing import decide_update
from bot.alerts.posting import decide_post
from bot.domain.alert import Act, Alert, AlertKind
from bot.domain.watch import Subscription

_EAGERNESS: Final = (AlertKind.NEW, AlertKind.UPDATE, AlertKind.HOLD, AlertKind.NOTHING)
_NEVER: Final = datetime.max.replace(tzinfo=UTC)


def decide_alert(
    subscription: Subscription, told: Alert | None, development: Development, situation: Situation
) -> AlertDecision:
    """Decide for one channel and one of its subscriptions; ``told`` is its alert of the story, None if it has none.

    A story is posted once a channel. Whatever of that story comes later edits the post, matched or not: the channel
    asked for the story. What is material is also said aloud, as the subscription's ``updates`` choose. An article that
    waits is decided anew with the next one of its story.
    """
    case = Case(subscription, told, development, situation)
    return decide_update(case) if case.stands else decide_post(case)


def eagerest(decisions: Sequence[tuple[Subscription, AlertDecision]]) -> tuple[Subscription, AlertDecision]:
    """Of several subscriptions of one channel, the one whose decision counts, the first of equals.

    A post comes before an update (of which the one said aloud counts), an update before a hold (of which the one that ends
    first counts), a hold before nothing. ``decisions`` must not be empty.
    """
    return min(decisions, key=lambda each: _reluctance(each[1]))


def _reluctance(decision: AlertDecision) -> tuple[int, bool, bool, int, datetime]:
    aloud = any(act is not Act.EDIT for act in decision.acts)
    return (
        _EAGERNESS.index(decision.kind),
        not decision.calls,
        not aloud,
        -len(decision.acts),
        decision.release_at or _NEVER,
    )


__all__ = ["AlertDecision", "Development", "Situation", "decide_alert", "eagerest"]
