"""Declarations as application commands: what Discord would take, and no more than that."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import discord
import pytest

from bot.adapters.platforms.discord.commands import (
    MESSAGE_COMMANDS,
    Payload,
    asks_in_a_form,
    declare_commands,
    short,
)
from bot.adapters.platforms.discord.permissions import INVITED, NAMES
from bot.domain.verbs import Option, OptionKind, Permission, Verb
from handlers import all_verbs
from tests.unit.pipeline.asking.verbs import do, option, verb

STRING, INTEGER, CHANNEL = 3, 4, 7
SUB_COMMAND, SUB_COMMAND_GROUP = 1, 2
MANAGE_CHANNELS = 1 << 4


def one(*verbs: Verb) -> Payload:
    (command,) = declare_commands(verbs)
    return command


def test_a_verb_of_one_word_is_a_command() -> None:
    assert one(verb("latest")) == {
        "type": 1,
        "name": "latest",
        "description": "Do latest",
        "options": [],
        "integration_types": [0, 1],
        "contexts": [0, 1, 2],
    }


def test_verbs_that_share_their_first_word_are_a_group() -> None:
    command = one(verb("watch create"), verb("watch list"))
    assert command["name"] == "watch"
    assert command["description"] == "Watch: create, list"
    assert [(branch["type"], branch["name"]) for branch in command["options"]] == [
        (SUB_COMMAND, "create"),
        (SUB_COMMAND, "list"),
    ]


def test_a_verb_of_three_words_stands_in_a_group_of_a_group() -> None:
    command = one(verb("watch list mine"), verb("watch list all"), verb("watch create"))
    group, create = command["options"]
    assert (group["type"], group["name"]) == (SUB_COMMAND_GROUP, "list")
    assert [(branch["type"], branch["name"]) for branch in group["options"]] == [
        (SUB_COMMAND, "mine"),
        (SUB_COMMAND, "all"),
    ]
    assert create["type"] == SUB_COMMAND


@pytest.mark.parametrize(
    ("declared", "expected"),
    [
        (option("words"), {"type": STRING}),
        (option("page", OptionKind.URL), {"type": STRING}),
        (option("mention", OptionKind.MENTION), {"type": STRING}),
        (option("topic", OptionKind.TOPIC), {"type": STRING, "autocomplete": True}),
        (option("zone", OptionKind.TIME_ZONE), {"type": STRING, "autocomplete": True}),
        (option("query", OptionKind.QUERY), {"type": STRING, "autocomplete": True}),
        (option("count", OptionKind.COUNT), {"type": INTEGER, "min_value": 1, "max_value": 1000}),
        (option("cap", OptionKind.COUNT, minimum=0, maximum=9), {"type": INTEGER, "min_value": 0, "max_value": 9}),
        (option("where", OptionKind.CHANNEL), {"type": CHANNEL, "channel_types": [0, 5, 10, 11, 12, 15]}),
        (
            option("how", OptionKind.CHOICE, choices=("up", "down")),
            {"type": STRING, "choices": [{"name": "up", "value": "up"}, {"name": "down", "value": "down"}]},
        ),
        (
            option("how", OptionKind.CHOICE, choices=tuple(f"c{n}" for n in range(26))),
            {"type": STRING, "autocomplete": True},
        ),
    ],
)
def test_kinds_of_options(declared: Option, expected: Payload) -> None:
    (made,) = one(verb("do", declared))["options"]
    assert made == {"name": declared.name, "description": f"the {declared.name}", "required": False, **expected}


def test_required_options_come_first_and_otherwise_the_order_stays() -> None:
    command = one(verb("do", option("a"), option("b", required=True), option("c"), option("d", required=True)))
    assert [(made["name"], made["required"]) for made in command["options"]] == [
        ("b", True),
        ("d", True),
        ("a", False),
        ("c", False),
    ]


def test_a_verb_that_previews_may_be_given_bare() -> None:
    command = one(verb("do", option("a", required=True), preview=do))
    assert [made["required"] for made in command["options"]] == [False]


def test_only_managers_are_shown_what_is_for_managers_alone() -> None:
    manage = Permission.MANAGE
    assert one(verb("subscribe", permission=manage))["default_member_permissions"] == MANAGE_CHANNELS
    assert one(verb("subscribe", permission=manage))["contexts"] == [0, 1]
    assert "default_member_permissions" not in one(verb("watch create", permission=manage), verb("watch list"))


def test_message_commands_are_there_when_their_verbs_are() -> None:
    names = [command["name"] for command in declare_commands([verb("why"), verb("watch like")])]
    assert names == ["why", "watch", "Why was I told this?", "More like this"]
    menu = declare_commands([verb("why")])[1]
    assert menu == {"type": 3, "name": "Why was I told this?", "integration_types": [0, 1], "contexts": [0, 1]}


def test_localised_names() -> None:
    localised = {"fr": {"watch": "veille", "watch create": "créer", "watch create name": "nom"}}
    (command,) = declare_commands([verb("watch create", option("name"), option("query"))], localised)
    assert command["name_localizations"] == {"fr": "veille"}
    (create,) = command["options"]
    assert create["name_localizations"] == {"fr": "créer"}
    assert [made.get("name_localizations") for made in create["options"]] == [{"fr": "nom"}, None]


@pytest.mark.parametrize(
    ("verbs", "sentence"),
    [
        ([verb("held"), verb("held show")], "/held is a command and a group"),
        ([verb("a b c d"), verb("a b c e")], "more words than the three"),
        ([verb("Watch")], "no name for a command"),
        ([verb("do", option("two words"[:3] + "!"))], "no name for a command"),
        ([verb("a" * 33)], "no name for a command"),
        ([verb("do", *(option(f"o{n}") for n in range(26)))], "takes 25 options"),
        ([verb(f"v{n}") for n in range(101)], "takes 100 commands"),
    ],
)
def test_what_discord_would_not_take_is_a_mistake_in_the_program(verbs: list[Verb], sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        declare_commands(verbs)


def test_long_help_is_cut_after_a_word() -> None:
    long = replace(verb("do"), help="Tell " + "very " * 30 + "much")
    description = one(long)["description"]
    assert len(description) <= 100
    assert description.endswith("very…")
    assert short("a  b\n c") == "a b c"


def walk(options: list[Payload]) -> Iterator[Payload]:
    for each in options:
        yield each
        yield from walk(each.get("options", []))


def texts(value: Any) -> int:
    """Characters of names, descriptions and values, which Discord limits to 8000 a command."""
    if isinstance(value, list):
        return sum(texts(item) for item in value)
    if isinstance(value, dict):
        kept = sum(len(str(value[key])) for key in ("name", "description", "value") if key in value)
        return kept + sum(texts(item) for item in value.values() if isinstance(item, list))
    return 0


def test_the_real_verbs_are_commands_that_discord_takes() -> None:
    commands = declare_commands(all_verbs())
    json.dumps(commands)
    assert len({(command["type"], command["name"]) for command in commands}) == len(commands) <= 100
    for command in commands:
        assert texts(command) <= 8000
        for each in walk(command.get("options", [])):
            assert 1 <= len(each["description"]) <= 100
            assert len(each.get("options", [])) <= 25
    assert {"Why was I told this?", "More like this"} <= {command["name"] for command in commands}


def test_the_set_up_that_is_told_is_the_one_that_is_asked_for() -> None:
    guide = (Path(__file__).parents[5] / "docs" / "discord.md").read_text("utf-8")
    assert f"`{INVITED.value}`" in guide
    values = {name: discord.Permissions(**{name: True}).value for name in NAMES}
    granted = {name: value for name, value in values.items() if value & INVITED.value}
    assert sum(granted.values()) == INVITED.value
    for name, value in granted.items():
        assert f"| {NAMES[name]} | {value} |" in guide
    for command in MESSAGE_COMMANDS:
        assert f"**{command}**" in guide
    for verb_ in all_verbs():
        if asks_in_a_form(verb_):
            assert f"`/{verb_.path}`" in guide
