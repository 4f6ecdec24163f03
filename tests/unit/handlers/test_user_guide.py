"""The user guide's commands can be typed, and what its sessions show is what is answered."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.domain.watch import Subscription
from bot.pipeline.command_line import parse_line, usage
from handlers import all_verbs
from tests.unit.handlers.desk import Desk

GUIDE = (Path(__file__).parents[3] / "docs" / "user-guide.md").read_text("utf-8")
VERBS = all_verbs()
USAGES = {usage(verb) for verb in VERBS} | {f"/{verb.path}" for verb in VERBS}
PROSE = re.sub(r"^```.*?^```", "", GUIDE, flags=re.MULTILINE | re.DOTALL)
LINES = sorted({line for code in re.findall(r"`(/[^`]+)`", PROSE) if (line := " ".join(code.split())) not in USAGES})
SESSIONS = re.findall(r"^```text\n(.*?)^```", GUIDE, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("line", LINES)
def test_every_example_can_be_typed(line: str) -> None:
    assert line == "/" or parse_line(line, VERBS).verb in VERBS


def test_the_options_of_a_subscription_are_told_with_examples_that_are_right() -> None:
    wishes = set(Subscription.__dataclass_fields__) - {
        "id",
        "topic_id",
        "channel",
        "snoozed_until",
        "created_at",
        "created_by",
    }
    rows = dict(re.findall(r"^\| `(\w+)` \|[^|]*\| (`.*`) \|$", GUIDE, re.MULTILINE))
    assert rows.keys() == wishes
    for option, examples in rows.items():
        for example in re.findall(r"`([^`]+)`", examples):
            assert parse_line(f"/subscribe earthquakes {option}:{example}", VERBS).values[option] is not None


@pytest.mark.parametrize("session", SESSIONS)
async def test_a_session_goes_as_shown(desk: Desk, session: str) -> None:
    await desk.newsroom.topic("ferries", "ferry OR ferries")
    exchanges = re.findall(r"^> (.+)\n((?:(?!> ).*\n)*)", session, re.MULTILINE)
    assert len(exchanges) == session.count("> /") > 2
    for line, shown in exchanges:
        answer = await desk.runner.run(line, desk.asker)
        for said, expected in zip(answer.fallback.splitlines(), shown.splitlines(), strict=True):
            assert said.startswith(expected[:-1]) if expected.endswith("…") else said == expected
