"""What Discord says was given to a command, as one would have typed it."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.platforms.discord.commands_read import read_command
from bot.domain.errors import NotFound
from bot.domain.verbs import OptionKind
from tests.unit.pipeline.asking.verbs import option, verb

CREATE = verb(
    "watch create", option("name", required=True), option("query", OptionKind.QUERY, required=True, greedy=True)
)
LATEST = verb("latest", option("topic", OptionKind.TOPIC), option("count", OptionKind.COUNT))
SUBSCRIBE = verb("subscribe", option("channel", OptionKind.CHANNEL), option("mention", OptionKind.MENTION))
VERBS = (CREATE, LATEST, SUBSCRIBE)


def data(name: str, *options: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"id": "1", "type": 1, "name": name, "options": list(options), **more}


def test_reading_a_command_of_a_group() -> None:
    inner = {"type": 1, "name": "create", "options": [{"type": 3, "name": "name", "value": "gulf"}]}
    read = read_command(data("watch", inner), VERBS, guild_id=7)
    assert (read.verb, dict(read.values), read.focused) == (CREATE, {"name": "gulf"}, "")


def test_reading_typed_options() -> None:
    read = read_command(
        data(
            "latest",
            {"type": 4, "name": "count", "value": 5},
            {"type": 3, "name": "topic", "value": "qu", "focused": True},
        ),
        VERBS,
        guild_id=7,
    )
    assert (dict(read.values), read.focused) == ({"count": "5", "topic": "qu"}, "topic")


@pytest.mark.parametrize(
    ("given_", "text"),
    [
        ({"type": 7, "name": "channel", "value": "55"}, "<#55>"),
        ({"type": 9, "name": "mention", "value": "8"}, "<@&8>"),
        ({"type": 9, "name": "mention", "value": "9"}, "<@9>"),
        ({"type": 9, "name": "mention", "value": "7"}, "@everyone"),
        ({"type": 3, "name": "mention", "value": "@here"}, "@here"),
    ],
)
def test_places_and_people_are_written_as_one_types_them(given_: dict[str, Any], text: str) -> None:
    resolved: dict[str, Any] = {"roles": {"8": {}}, "users": {"9": {}}}
    read = read_command(data("subscribe", given_, resolved=resolved), VERBS, guild_id=7)
    assert list(read.values.values()) == [text]


def test_a_command_that_is_no_more() -> None:
    with pytest.raises(NotFound, match="no command /old any more"):
        read_command(data("old"), VERBS, guild_id=None)
