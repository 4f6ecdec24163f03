"""Windows made from declarations: the input of each kind, what stands in it, and what is read from it again."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk.models.views import View

from bot.adapters.platforms.slack.asking.fields import input_of, value_of
from bot.adapters.platforms.slack.asking.kept import Kept
from bot.adapters.platforms.slack.asking.modals import (
    PLACE,
    answer_view,
    chosen_place,
    form_view,
    sent_values,
    waiting_view,
)
from bot.adapters.platforms.slack.cards import Rendered
from bot.domain.verbs import OptionKind, Verb
from bot.pipeline.asking import Given
from handlers import all_verbs
from tests.unit.pipeline.asking.verbs import option, verb

KEPT = Kept(form="d1.!form - x.signature", channel="C123456")


@pytest.mark.parametrize(
    ("kind", "more", "given", "expected"),
    [
        (OptionKind.TEXT, {}, "a & b", {"type": "plain_text_input", "multiline": False, "initial_value": "a & b"}),
        (OptionKind.QUERY, {}, "", {"type": "plain_text_input", "multiline": True}),
        (OptionKind.URL, {}, "bbc.com", {"type": "plain_text_input", "initial_value": "bbc.com"}),
        (OptionKind.TOPIC, {}, "", {"type": "external_select", "min_query_length": 0}),
        (OptionKind.TIME_ZONE, {}, "Asia/Baghdad", {"type": "external_select"}),
        (OptionKind.CHANNEL, {}, "<#C123456>", {"type": "conversations_select", "initial_conversation": "C123456"}),
        (OptionKind.CHANNEL, {}, "#wire", {"type": "conversations_select"}),
        (
            OptionKind.COUNT,
            {"minimum": 0, "maximum": 9},
            "7",
            {"min_value": "0", "max_value": "9", "initial_value": "7"},
        ),
        (OptionKind.COUNT, {"maximum": 9}, "10", {"type": "number_input", "initial_value": None}),
        (OptionKind.COUNT, {}, "9" * 5000, {"type": "number_input", "initial_value": None}),
        (OptionKind.COUNT, {}, "many", {"type": "number_input", "min_value": "1", "max_value": "1000"}),
        (OptionKind.CHOICE, {"choices": ("up", "down")}, "UP", {"type": "static_select"}),
        (OptionKind.CHOICE, {"choices": ("up", "down"), "required": True}, "", {"type": "radio_buttons"}),
    ],
)
def test_the_input_of_each_kind(kind: OptionKind, more: dict[str, Any], given: str, expected: dict[str, Any]) -> None:
    element = input_of(option("what", kind, **more), given)["element"]
    assert {name: element.get(name) for name in expected} == expected
    assert element["action_id"] == "option:what"


def test_an_input_says_what_it_is_for() -> None:
    block = input_of(option("min_outlets", OptionKind.COUNT, required=True), "")
    assert block["block_id"] == "min_outlets"
    assert block["label"]["text"] == "Min outlets"
    assert block["hint"]["text"] == "The min_outlets"
    assert block["optional"] is False


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        ({"value": " a "}, "a"),
        ({"value": None}, ""),
        ({"selected_option": {"value": "up"}}, "up"),
        ({"selected_option": None}, ""),
        ({"selected_conversation": "C1"}, "<#C1>"),
        ({}, ""),
    ],
)
def test_what_an_input_holds(state: dict[str, Any], expected: str) -> None:
    chosen = option("what")
    assert value_of(chosen, input_of(chosen, ""), state) == expected


@pytest.mark.parametrize(
    ("kind", "more", "before", "expected"),
    [
        (OptionKind.QUIET, {}, "22:00-07:00", "off"),
        (OptionKind.QUIET, {}, "", ""),
        (OptionKind.MENTION, {}, "@desk", "off"),
        (OptionKind.COUNT, {"minimum": 0}, "5", "off"),
        (OptionKind.COUNT, {"minimum": 1}, "5", ""),
        (OptionKind.QUERY, {}, "a AND b", "off"),
        (OptionKind.QUERY, {"greedy": True}, "a AND b", ""),
        (OptionKind.QUERY, {"required": True}, "a AND b", ""),
        (OptionKind.TEXT, {}, "words", ""),
    ],
)
def test_what_was_emptied_is_off(kind: OptionKind, more: dict[str, Any], before: str, expected: str) -> None:
    chosen = option("what", kind, **more)
    assert value_of(chosen, input_of(chosen, before), {"value": None}) == expected


@pytest.mark.parametrize("declared", all_verbs(), ids=lambda declared: declared.path)
def test_slack_takes_the_window_of_every_verb(declared: Verb) -> None:
    values = {one.name: "x" * 5000 for one in declared.options}
    for given in ({}, values):
        view = form_view(Given(verb=declared, values=given), KEPT)
        View(**view).validate_json()
        assert len(view["title"]["text"]) <= 24
        assert len({block.get("block_id", id(block)) for block in view["blocks"]}) == len(view["blocks"])


def test_a_form_that_was_asked_for_nowhere_asks_where() -> None:
    create = verb("watch create", option("name", required=True))
    tell = verb("tell", option("channel", OptionKind.CHANNEL))
    nowhere = Kept(form="x")
    assert PLACE in ids(form_view(Given(verb=create, values={}), nowhere))
    assert PLACE not in ids(form_view(Given(verb=create, values={}), KEPT))
    assert PLACE not in ids(form_view(Given(verb=tell, values={}), nowhere))


def test_what_was_filled_in() -> None:
    create = verb("watch create", option("name", required=True), option("query", OptionKind.QUERY))
    view = form_view(Given(verb=create, values={"query": "a"}), KEPT)
    view["state"] = {"values": {"name": {"option:name": {"value": "gulf"}}, "query": {"option:query": {"value": None}}}}
    assert sent_values(view, Given(verb=create, values={})) == {"name": "gulf", "query": "off"}


def test_the_place_that_was_chosen() -> None:
    state = {"state": {"values": {PLACE: {PLACE: {"selected_conversation": "C1"}}}}}
    url = {"channel_id": "C1", "response_url": "https://r"}
    assert chosen_place({"view": state, "response_urls": [url]}) == ("C1", "https://r")
    assert chosen_place({"view": state, "response_urls": []}) == ("C1", "")
    assert chosen_place({"view": {"state": {"values": {}}}}) == ("", "")


def test_windows_that_show_and_wait() -> None:
    block = {"type": "section", "text": {"type": "mrkdwn", "text": "x"}}
    shown = answer_view([Rendered("x", [block] * 80)] * 2, KEPT)
    assert len(shown["blocks"]) == 100
    View(**shown).validate_json()
    View(**waiting_view(KEPT)).validate_json()


def ids(view: dict[str, Any]) -> list[str]:
    return [block["block_id"] for block in view["blocks"] if block["type"] == "input"]
