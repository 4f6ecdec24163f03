"""What decisions are asked with: a ferry that sinks, a channel, and what is known of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.alerts import AlertDecision, Correction, Development, Moved, Situation, decide_alert
from bot.domain.alert import Act, Alert, AlertKind, Hold
from bot.domain.card import Mention
from bot.domain.chat import Abilities
from bot.domain.watch import Subscription
from bot.figures import extract
from tests.unit.alerts.samples import NOW, article, subscription

FERRY = article("Ferry sinks off Lamerra", "At least 12 people died, the coast guard said.")
OTHER = replace(FERRY, id=2, outlet="Courier")
RETITLED = replace(FERRY, title="Ferry toll rises")
WORSE = article("Ferry sinks off Lamerra", "At least 31 people died, the coast guard said.")
REWORDED = article("Ferry sinks off Lamerra", "At least 12 people died, said the coast guard.")
NO_FIGURE = article("Ferry sinks off Lamerra", "Many died, the coast guard said.")

ROSE = (Moved("Killed", extract("12 people died.")[0], extract("31 people died.")[0]),)
FIXED = Correction("corrected", "Corrects toll", "Courier")
GONE = Correction("retracted", "", "Courier")

DISCORD = Abilities(
    edits=True,
    buttons=True,
    pictures=True,
    lookup=True,
    replies=True,
    threads=True,
    mentions=True,
    edit_for=timedelta(hours=1),
)
BARE = Abilities(edits=True, buttons=False, pictures=False, lookup=False)

NIGHT = subscription(quiet="11:00-13:30")
DIGEST = subscription(when="daily 18:00")
CALLED = (Mention("role", "9", "desk"),)

LATER = NOW + timedelta(minutes=90)
EVENING = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)


def news(**changes: Any) -> Development:
    """A first article that matches, but for these facts."""
    return replace(Development(article=FERRY, before=None, matched=True), **changes)


def more(**changes: Any) -> Development:
    """Another outlet's article of a story that is known, but for these facts."""
    return news(article=OTHER, **changes)


def here(**changes: Any) -> Situation:
    return replace(Situation(now=NOW, abilities=DISCORD), **changes)


def decide(
    development: Development,
    told: Alert | None = None,
    wish: Subscription | None = None,
    situation: Situation | None = None,
) -> AlertDecision:
    return decide_alert(wish or subscription(), told, development, situation or here())


def holds(decision: AlertDecision) -> tuple[AlertKind, Hold | None, datetime | None]:
    return decision.kind, decision.hold, decision.release_at


def shown(decision: AlertDecision) -> tuple[AlertKind, tuple[Act, ...], Hold | None]:
    return decision.kind, decision.acts, decision.hold
