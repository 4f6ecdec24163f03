from __future__ import annotations

from typing import Any

import pytest

from bot.adapters.platforms.discord.addresses import Address
from bot.adapters.platforms.discord.drafts import Draft, outlet_of, tags_of, thread_name
from bot.adapters.platforms.discord.rest import Answer, Silence
from bot.domain.card import Card, Strong, Text


def card(title: str = "Dam holds", **changes: Any) -> Card:
    return Card(**({"title": title, "fallback": title, "tone": "alert"} | changes))


def refusal(*path: str, code: int = 50035, status: int = 400) -> Answer:
    errors: Any = {"_errors": [{"code": "X", "message": "wrong"}]}
    for step in reversed(path):
        errors = {step: errors}
    return Answer(status, {}, {"code": code, "message": "Invalid Form Body", "errors": errors})


PICTURED = card(image="https://a.example/p.jpg")
REPLY = Draft(card=PICTURED, form="components", answers=Address(1, 2))


@pytest.mark.parametrize(
    "answer",
    [refusal("message_reference"), refusal("message_reference", "message_id"), refusal(code=160002)],
)
def test_a_reply_that_is_refused_is_tried_without_its_message(answer: Answer) -> None:
    weaker = REPLY.weaker(answer)
    assert weaker is not None
    assert weaker.answers is None
    assert weaker.card is PICTURED


@pytest.mark.parametrize(
    "path", [("components", "0", "components", "2", "items", "0", "media", "url"), ("embeds", "0", "image", "url")]
)
def test_a_picture_that_is_refused_is_left_out(path: tuple[str, ...]) -> None:
    weaker = REPLY.weaker(refusal(*path))
    assert weaker is not None
    assert weaker.card.image is None
    assert weaker.answers == REPLY.answers
    assert weaker.weaker(refusal(*path)) is None, "once"


@pytest.mark.parametrize(
    "answer",
    [refusal("content"), refusal("message_reference", status=403), Answer(400, {}, "text"), Silence("cut", sent=True)],
)
def test_what_has_another_cause_is_not_tried_again(answer: Answer | Silence) -> None:
    assert REPLY.weaker(answer) is None


@pytest.mark.parametrize(
    ("title", "name"),
    [("Dam\nholds", "Dam holds"), ("", "Story"), ("\x1b", "Story"), ("x" * 300, "x" * 100)],
)
def test_a_thread_is_named_by_its_card(title: str, name: str) -> None:
    assert thread_name(card(title)) == name


@pytest.mark.parametrize(
    ("context", "tone", "outlet"),
    [
        ((Strong("Aru Post"), Text(" · "), Strong("dams")), "alert", "Aru Post"),
        ((Text("Topic "),), "alert", None),
        ((Strong("Aru Post"),), "notice", None),
        ((Strong("Discord Daily"),), "alert", None),
        ((Strong("Clyde's News"),), "alert", None),
        ((Strong("x" * 100),), "alert", "x" * 80),
    ],
)
def test_a_webhook_takes_the_name_of_an_alerts_outlet(context: tuple[Any, ...], tone: Any, outlet: str | None) -> None:
    assert outlet_of(card(context=context, tone=tone)) == outlet


def test_tags_are_those_named_like_the_topic() -> None:
    one = card(context=(Strong("Aru Post"), Text("Topic "), Strong("river-floods")))
    tags = {"Quakes": 1, "River Floods": 2, "river-floods": 3}
    assert tags_of(one, tags, required=False) == (2, 3)
    assert tags_of(card(), tags, required=False) == ()
    assert tags_of(card(), tags, required=True) == (1,)
    assert tags_of(card(), {}, required=True) == ()
    many = {
        name: number
        for number, name in enumerate(["aru post", "ARU POST", "Aru-Post", "Aru post", "aru Post", "aRu post"])
    }
    assert len(tags_of(one, many, required=False)) == 5
