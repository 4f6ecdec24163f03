"""The events of tests/data/stories, and their grouping as a stream."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from bot.stories import Fingerprint, StoryWindow, decide_story, fingerprint

EVENTS = Path(__file__).resolve().parents[2] / "data" / "stories" / "events.jsonl"
NOW = datetime(2024, 12, 19, 12, tzinfo=UTC)
Row = Mapping[str, str]


def rows() -> list[Row]:
    """Articles with "id", "event", "outlet", "title", "text" and "lang", in order of arrival."""
    return [json.loads(line) for line in EVENTS.read_text("utf-8").splitlines()]


def of_event(event: str) -> list[Row]:
    return [row for row in rows() if row["event"] == event]


def printed(row: Row) -> Fingerprint:
    return fingerprint(row["title"], row["text"], row["lang"])


def grouped(ordered: Sequence[Row]) -> dict[str, set[str]]:
    """Story -> ids, where a story is named by its first article's event and place in the order."""
    window = StoryWindow()
    stories: dict[int, set[str]] = {}
    for number, row in enumerate(ordered, 1):
        found = printed(row)
        story = decide_story(window, found, NOW).story_id or number
        window.add(number, story, row["outlet"], found, NOW)
        stories.setdefault(story, set()).add(row["id"])
    return {f"{ordered[story - 1]['event']}/{story}": ids for story, ids in stories.items()}
