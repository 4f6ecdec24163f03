"""A subscription's options in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.alerts import plain_spans, told_wishes
from bot.domain.card import Mention
from bot.domain.watch import Channel, Early, Subscription, Updates

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
PLAIN = Subscription(topic_id=1, channel=Channel("local", "web", "wire"), created_at=NOW)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, "at once · times in UTC"),
        ({"when": "daily 08:00", "time_zone": "Asia/Baghdad"}, "daily 08:00 · times in Asia/Baghdad"),
        ({"quiet": "weekends", "urgent": "a"}, "at once · quiet weekends · urgent a · times in UTC"),
        ({"updates": Updates.REPLY, "cap": 3}, "at once · 3 an hour at most · developments as replies · times in UTC"),
        ({"min_outlets": 2}, "at once · from 2 outlets · times in UTC"),
        ({"min_outlets": 2, "early": Early.QUIET}, "at once · from 2 outlets, a quiet post before · times in UTC"),
        ({"mention_when": "b"}, "at once · times in UTC"),
        (
            {"mention": (Mention("user", "U1", "@ana"), Mention("here", "", "here")), "mention_when": "b"},
            "at once · calls @ana, here · when b · times in UTC",
        ),
        ({"snoozed_until": NOW}, "at once · times in UTC"),
    ],
)
def test_what_was_chosen(changes: dict[str, Any], expected: str) -> None:
    assert plain_spans(told_wishes(replace(PLAIN, **changes), NOW)) == expected
