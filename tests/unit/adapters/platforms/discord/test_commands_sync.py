"""Whether commands are the same, as Discord gives them back."""

from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.platforms.discord.commands import declare_commands
from bot.adapters.platforms.discord.commands_sync import _listed, digest
from bot.domain.verbs import OptionKind, Permission
from tests.unit.pipeline.asking.verbs import option, verb

VERBS = (
    verb("latest", option("topic", OptionKind.TOPIC), option("count", OptionKind.COUNT, minimum=0)),
    verb("watch create", option("name", required=True), permission=Permission.MANAGE),
    verb("why"),
)
WANTED = declare_commands(VERBS, {"fr": {"latest": "dernières"}})


def as_discord_says(command: dict[str, Any]) -> dict[str, Any]:
    """What a GET gives for what was PUT: ids, versions, nulls for what is absent, no defaults in options."""
    answer = {
        "id": "1",
        "application_id": "2",
        "version": "3",
        "default_member_permissions": None,
        "name_localizations": None,
        "description_localizations": None,
        "description": "",
        "dm_permission": True,
        "nsfw": False,
        **command,
        "contexts": list(reversed(command["contexts"])),
    }
    if "default_member_permissions" in command:
        answer["default_member_permissions"] = str(command["default_member_permissions"])
    if command["type"] == 1:
        answer["options"] = [option_as_discord_says(each) for each in command["options"]]
    return answer


def option_as_discord_says(each: dict[str, Any]) -> dict[str, Any]:
    answer = {key: value for key, value in each.items() if value is not False and value != []}
    if "options" in answer:
        answer["options"] = [option_as_discord_says(inner) for inner in answer["options"]]
    if "min_value" in answer:
        answer["min_value"] = float(answer["min_value"])
    return {**answer, "name_localizations": each.get("name_localizations"), "description_localizations": None}


def test_what_discord_gives_back_is_what_was_declared() -> None:
    assert digest([as_discord_says(command) for command in reversed(WANTED)]) == digest(WANTED)


@pytest.mark.parametrize(
    "changed",
    [
        declare_commands(VERBS),
        declare_commands(VERBS[:2], {"fr": {"latest": "dernières"}}),
        declare_commands((VERBS[0], verb("watch create", option("name", required=True)), VERBS[2])),
        declare_commands((verb("latest", option("topic")), *VERBS[1:])),
        [],
    ],
)
def test_any_change_of_a_declaration_is_seen(changed: list[dict[str, Any]]) -> None:
    assert digest(changed) != digest(WANTED)


def test_a_least_value_of_nought_is_not_none() -> None:
    def commands(minimum: int | None) -> list[dict[str, Any]]:
        return declare_commands([verb("do", option("count", OptionKind.COUNT, minimum=minimum))])

    assert digest(commands(0)) != digest(commands(1))


def test_an_answer_that_was_left_as_text_is_read() -> None:
    assert _listed('[{"type": 1, "name": "why"}]') == [{"type": 1, "name": "why"}]


@pytest.mark.parametrize("answer", ['{"message": "no"}', "<html>", {"message": "no"}, None])
def test_an_answer_that_is_no_list_is_refused(answer: Any) -> None:
    with pytest.raises(ValueError, match=r"list of commands|Expecting value"):
        _listed(answer)
