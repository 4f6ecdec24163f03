"""Everything that Slack counts in a message or a view, at its limit and one beyond."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from slack_sdk.models.blocks import Block

from tests.doubles.slack.errors import Refusal
from tests.doubles.slack.limits.messages import Draft, check_draft
from tests.doubles.slack.limits.views import check_view
from tests.unit.doubles.slack.conftest import Json, button, section


def plain(text: str) -> Json:
    return {"type": "plain_text", "text": text}


def actions(*elements: Json) -> Json:
    return {"type": "actions", "elements": list(elements)}


def picture(**more: Any) -> Json:
    return {"type": "image", "alt_text": "a map", "image_url": "https://example.org/a.png", **more}


def asked(**more: Any) -> Json:
    element = {"type": "plain_text_input", "action_id": "a", **more}
    return {"type": "input", "label": plain("Query"), "element": element}


def rich(leaf: Json) -> list[Json]:
    return [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [leaf]}]}]


def said_of(check: Callable[[], object]) -> tuple[str, list[str]]:
    with pytest.raises(Refusal) as refusal:
        check()
    return refusal.value.error, list(refusal.value.messages)


IN_MESSAGES: list[tuple[list[Json], list[Json]]] = [
    ([section("x")] * 50, [section("x")] * 51),
    ([section("x" * 3000)], [section("x" * 3001)]),
    ([section("x")], [section("")]),
    (
        [{"type": "section", "fields": [plain("x" * 2000)] * 2 + [plain("x")] * 8}],
        [{"type": "section", "fields": [plain("x")] * 11}],
    ),
    ([{"type": "section", "fields": [plain("x" * 2000)]}], [{"type": "section", "fields": [plain("x" * 2001)]}]),
    ([{"type": "header", "text": plain("x" * 150)}], [{"type": "header", "text": plain("x" * 151)}]),
    ([{"type": "header", "text": plain("x")}], [{"type": "header", "text": section("x")["text"]}]),
    (
        [{"type": "context", "elements": [plain("x")] * 10}],
        [{"type": "context", "elements": [plain("x")] * 11}],
    ),
    (
        [actions(*(button("x", action_id=str(n)) for n in range(25)))],
        [actions(*(button("x", action_id=str(n)) for n in range(26)))],
    ),
    ([actions(button("x" * 75))], [actions(button("x" * 76))]),
    ([actions(button("x", value="v" * 2000))], [actions(button("x", value="v" * 2001))]),
    ([actions(button("x", action_id="a" * 255))], [actions(button("x", action_id="a" * 256))]),
    ([actions(button("x", style="danger"))], [actions(button("x", style="red"))]),
    ([actions(button("x", url="https://a.org"))], [actions(button("x", url="javascript:alert(1)"))]),
    ([actions(button("x"))], [actions(button("x", disabled=True))]),
    ([section("x", block_id="b" * 255)], [section("x", block_id="b" * 256)]),
    ([section("x", block_id="a"), section("x", block_id="b")], [section("x", block_id="a")] * 2),
    (
        [actions(button("x", action_id="a")), actions(button("y", action_id="b"))],
        [actions(button("x", action_id="a")), actions(button("y", action_id="a"))],
    ),
    ([picture(alt_text="x" * 2000)], [picture(alt_text="x" * 2001)]),
    ([picture()], [{"type": "image", "image_url": "https://example.org/a.png"}]),
    ([picture(image_url="https://a.org/" + "x" * 2986)], [picture(image_url="https://a.org/" + "x" * 2987)]),
    ([picture()], [picture(slack_file={"id": "F1"})]),
    ([section("x", accessory=button("x"))], [section("x", accessory={"type": "divider"})]),
    ([{"type": "divider"}], [{"type": "banner"}]),
    ([asked()], [{"type": "input", "label": plain("Query")}]),
    (rich({"type": "text", "text": "x"}), rich({"type": "text", "text": "x", "bold": True})),
    (rich({"type": "broadcast", "range": "here"}), rich({"type": "broadcast", "range": "all"})),
    (rich({"type": "link", "url": "https://a.org"}), rich({"type": "link", "url": "javascript:alert(1)"})),
]


@pytest.mark.parametrize(("taken", "refused"), IN_MESSAGES)
def test_what_blocks_may_hold(taken: list[Json], refused: list[Json]) -> None:
    check_draft(Draft(text="36 killed", blocks=taken))
    error, messages = said_of(lambda: check_draft(Draft(text="36 killed", blocks=refused)))
    assert error == "invalid_blocks"
    assert all("[json-pointer:/blocks" in message for message in messages)


@pytest.mark.parametrize("taken", [one for one, _ in IN_MESSAGES])
def test_the_library_takes_what_the_double_takes(taken: list[Json]) -> None:
    for block in Block.parse_all(taken):
        block.validate_json()


def test_the_sentences_are_those_that_clients_have_seen() -> None:
    _, messages = said_of(lambda: check_draft(Draft(blocks=[section("x" * 3001)])))
    assert messages == [
        "failed to match all allowed schemas [json-pointer:/blocks/0/text]",
        "must be less than 3001 characters [json-pointer:/blocks/0/text/text]",
    ]
    _, messages = said_of(lambda: check_draft(Draft(blocks=[section("x")] * 51)))
    assert messages == ["no more than 50 items allowed [json-pointer:/blocks]"]


@pytest.mark.parametrize(
    ("draft", "error"),
    [
        (Draft(), "no_text"),
        (Draft(text="x" * 40_001), "msg_too_long"),
        (Draft(text="x", attachments=[{}] * 101), "too_many_attachments"),
        (Draft(text="x", blocks=[section("x" * 2700)] * 5), "msg_blocks_too_long"),
        (Draft(text="x", metadata={"event_type": "a b", "event_payload": {}}), "invalid_metadata_format"),
        (Draft(text="x", metadata={"event_type": "a"}), "invalid_metadata_format"),
        (Draft(text="x", metadata={"event_type": "a", "event_payload": {"a": "x" * 17_000}}), "metadata_too_large"),
    ],
)
def test_what_a_message_may_hold(draft: Draft, error: str) -> None:
    assert said_of(lambda: check_draft(draft))[0] == error


def test_an_edit_may_say_less_than_a_message() -> None:
    check_draft(Draft(text="x" * 40_000))
    assert said_of(lambda: check_draft(Draft(text="x" * 4_001), text_limit=4_000))[0] == "msg_too_long"


def modal(**more: Any) -> Json:
    return {"type": "modal", "title": plain("New topic"), "blocks": [section("x")], **more}


def chosen(count: int, **more: Any) -> Json:
    options = [{"text": plain(str(n)), "value": str(n)} for n in range(count)]
    return {"type": "section", "text": plain("x"), "accessory": {"type": "static_select", "options": options, **more}}


IN_VIEWS: list[tuple[Json, Json]] = [
    (modal(title=plain("x" * 24)), modal(title=plain("x" * 25))),
    (modal(submit=plain("x" * 24)), modal(submit=plain("x" * 25))),
    (modal(private_metadata="x" * 3000), modal(private_metadata="x" * 3001)),
    (modal(callback_id="x" * 255), modal(callback_id="x" * 256)),
    (modal(blocks=[section("x")] * 100), modal(blocks=[section("x")] * 101)),
    (modal(submit=plain("Add"), blocks=[asked()]), modal(blocks=[asked()])),
    (
        modal(submit=plain("Add"), blocks=[asked(placeholder=plain("x" * 150))]),
        modal(submit=plain("Add"), blocks=[asked(placeholder=plain("x" * 151))]),
    ),
    (
        modal(submit=plain("Add"), blocks=[asked(max_length=3000)]),
        modal(submit=plain("Add"), blocks=[asked(max_length=3001)]),
    ),
    (modal(blocks=[chosen(100)]), modal(blocks=[chosen(101)])),
    (
        modal(blocks=[chosen(2, initial_option={"text": plain("1"), "value": "1"})]),
        modal(blocks=[chosen(2, initial_option={"text": plain("one"), "value": "1"})]),
    ),
    ({"type": "home", "blocks": [section("x")] * 100}, {"type": "home", "blocks": [section("x")] * 101}),
    ({"type": "home", "blocks": []}, {"type": "home", "blocks": [], "title": plain("Dateline")}),
]


@pytest.mark.parametrize(("taken", "refused"), IN_VIEWS)
def test_what_views_may_hold(taken: Json, refused: Json) -> None:
    assert check_view(taken) == taken
    assert said_of(lambda: check_view(refused))[0] == "invalid_arguments"


def test_a_method_takes_its_own_kind_of_view() -> None:
    error, messages = said_of(lambda: check_view({"type": "home", "blocks": []}, kind="modal"))
    assert (error, messages) == ("invalid_arguments", ["unsupported type: home [json-pointer:/view/type]"])
