"""What waits in a channel, when its subscription's options change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.alerts.quiet import parse_quiet
from bot.alerts.schedule import parse_schedule
from bot.domain.alert import Hold
from bot.domain.watch import Subscription
from bot.pipeline.ports import Transaction


async def move_held(tx: Transaction, subscription: Subscription, hold: Hold, release_at: datetime) -> int:
    """Give what waits for this reason in this topic another end; how many alerts that are."""
    waiting = [
        alert
        for alert in await tx.alerts.held(subscription.channel)
        if alert.topic_id == subscription.topic_id and alert.hold is hold
    ]
    for alert in waiting:
        await tx.alerts.save(replace(alert, release_at=release_at))
    return len(waiting)


async def follow_options(tx: Transaction, changed: Subscription, given: Mapping[str, Any], now: datetime) -> None:
    """Let what waits end as the options that were given now say."""
    zone = changed.time_zone
    if "when" in given:
        await move_held(tx, changed, Hold.SCHEDULE, parse_schedule(changed.when).next_after(now, zone))
    if "quiet" in given:
        await move_held(tx, changed, Hold.QUIET, parse_quiet(changed.quiet).ends(now, zone) or now)
    if "min_outlets" in given and changed.min_outlets == 1:
        await move_held(tx, changed, Hold.OUTLETS, now)
