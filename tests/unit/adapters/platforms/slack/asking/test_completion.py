"""What a select offers: what there is, and what is typed where it could be right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import pytest

from bot.adapters.platforms.slack.asking.completion import options_for
from bot.adapters.platforms.slack.asking.noticed import NoticedCommands
from bot.alerts import write_card
from bot.domain.card import Card
from bot.domain.chat import Asker, Suggestion
from bot.domain.verbs import OptionKind, Permission
from bot.domain.watch import Channel
from bot.pipeline.asking import Given
from bot.pipeline.ports import Commands
from tests.unit.pipeline.asking.verbs import option, verb

SUBSCRIBE = verb(
    "subscribe",
    option("topic", OptionKind.TOPIC, required=True),
    option("when", OptionKind.SCHEDULE),
    option("time_zone", OptionKind.TIME_ZONE),
    permission=Permission.MANAGE,
)
LATEST = verb("latest")
ASKER = Asker(channel=Channel("T1", "slack", "C1"), user="U1", manages=True, time_zone="UTC")


class Offering:
    """``Commands`` that offer what they are told to, and note the line. A line with "wrong" in it fails."""

    verbs = (SUBSCRIBE, LATEST)

    def __init__(self, *values: str) -> None:
        self._values = values
        self.lines: list[str] = []

    async def complete(self, line: str, _asker: Asker) -> Sequence[Suggestion]:
        self.lines.append(line)
        begun = line[: line.rindex(':"') + 1]
        return [Suggestion(f"{begun}{value}", "") for value in self._values]

    async def run(self, line: str, _asker: Asker) -> Card:
        return write_card(line, tone="error" if "wrong" in line else "answer")


async def offered(name: str, typed: str, *values: str) -> list[str]:
    commands = Offering(*values)
    given = Given(verb=SUBSCRIBE, values={name: typed}, focused=name)
    options = await options_for(cast("Commands", commands), given, ASKER)
    assert all(option["text"]["type"] == "plain_text" and len(option["text"]["text"]) <= 75 for option in options)
    return [option["value"] for option in options]


@pytest.mark.parametrize(
    ("name", "typed", "values", "expected"),
    [
        ("topic", "qu", ("quakes", '"quiet sea"'), ["quakes", "quiet sea"]),
        ("topic", "none such", (), []),
        ("when", "daily 07:15", ("daily 08:00",), ["daily 08:00", "daily 07:15"]),
        ("when", "now and then", (), []),
        ("when", "instant", ("instant",), ["instant"]),
        ("time_zone", "Asia/Baghdad", (), ["Asia/Baghdad"]),
        ("topic", "q", ("x" * 151, "y" * 150), ["y" * 150]),
        ("topic", "q", tuple(f"t{n}" for n in range(150)), [f"t{n}" for n in range(100)]),
    ],
)
async def test_what_is_offered(name: str, typed: str, values: tuple[str, ...], expected: list[str]) -> None:
    assert await offered(name, typed, *values) == expected


@pytest.mark.parametrize(
    ("line", "changed"), [("subscribe quakes", True), ("subscribe wrong", False), ("latest", False), ("nothing", False)]
)
async def test_a_change_is_noticed_once(line: str, changed: bool) -> None:
    commands = NoticedCommands(cast("Commands", Offering()))
    await commands.run(line, ASKER)
    assert commands.take("T2") is False
    assert commands.take("T1") is changed
    assert commands.take("T1") is False
