from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, get_args

import discord
import pytest
from discord import ui
from discord.http import handle_message_parameters
from hypothesis import HealthCheck, given, settings

from bot.adapters.platforms.discord import button_signer
from bot.adapters.platforms.discord.layout import LAYOUT_LIMITS, MOST_IN_LAYOUT
from bot.adapters.platforms.discord.render import Form, Rendered, Renderer, fitted, mentions_of, weight
from bot.domain.card import Break, Button, Card, Field, Link, Mention, Quote, Strong, Text
from tests.doubles.discord.limits.messages import Draft, check_draft
from tests.unit.adapters.platforms.hostile_cards import cards

RENDERER = Renderer(button_signer("a secret"))
FORMS: tuple[Form, ...] = get_args(Form)


def card(title: str = "Dam holds", **changes: Any) -> Card:
    return replace(Card(title=title, fallback=title, tone="alert"), **changes)


def payload(one: Card, form: Form = "components", mark: int | None = 12345) -> dict[str, Any]:
    """What would be sent."""
    rendered = RENDERER.render(one, form=form, mark=mark)
    options: dict[str, Any] = {"allowed_mentions": rendered.allowed_mentions}
    if rendered.view is not None:
        options["view"] = rendered.view
    if rendered.embeds:
        options |= {"embeds": rendered.embeds, "content": rendered.content or discord.utils.MISSING}
    return dict(handle_message_parameters(**options).payload or {})


def check(body: dict[str, Any]) -> None:
    """Raise for whatever Discord would refuse."""
    check_draft(Draft.of(body, (), flags=body.get("flags", 0)), upload_limit=10_000_000)


@pytest.mark.parametrize("form", FORMS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(one=cards)
def test_whatever_a_card_holds_discord_takes_it(form: Form, one: Card) -> None:
    check(payload(one, form))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(one=cards)
def test_nobody_is_called_whom_the_card_does_not_name(one: Card) -> None:
    allowed = payload(one)["allowed_mentions"]
    named = mentions_of(one)
    assert set(allowed["roles"]) <= {int(call.id) for call in named if call.whom == "role" and call.id.isdigit()}
    assert set(allowed["users"]) <= {int(call.id) for call in named if call.whom == "user" and call.id.isdigit()}
    assert "everyone" not in allowed["parse"] or any(call.whom in {"everyone", "here"} for call in named)
    assert not {"roles", "users"} & set(allowed["parse"])


def texts(body: dict[str, Any]) -> list[str]:
    return [part["content"] for part in body["components"][0]["components"] if part["type"] == 10]


def test_figures_stand_out_by_their_value_and_facts_by_their_label() -> None:
    figure = Field(label="people killed", value=(Strong("about 41"),), note=(Text("mayor"), Break(), Quote("so many")))
    fact = Field(label="/why", value=(Text("why you were told"),))
    (_, fields) = texts(payload(card(fields=(figure, fact))))
    assert fields == "people killed: **about 41**\n-# mayor\n-# *so many*\n**/why**: why you were told"


def test_a_picture_stands_under_the_text_where_it_is_one() -> None:
    parts = payload(card(image="https://a.example/p.jpg"))["components"][0]["components"]
    assert parts[1]["items"][0]["media"]["url"] == "https://a.example/p.jpg"
    assert len(payload(card(image="javascript:alert(1)"))["components"][0]["components"]) == 1
    assert (
        payload(card(image="https://a.example/p.jpg"), "embed")["embeds"][0]["image"]["url"]
        == "https://a.example/p.jpg"
    )


def test_buttons_stand_five_a_row_each_once_and_none_that_no_id_can_hold() -> None:
    commands = [f"why s{number}" for number in range(7)]
    buttons = tuple(Button(label="Why", command=command) for command in (*commands, "why s0", "x" * 90, ""))
    rows = [part for part in payload(card(buttons=buttons))["components"][0]["components"] if part["type"] == 1]
    assert [len(row["components"]) for row in rows] == [5, 2]
    signer = button_signer("a secret")
    assert [signer.command(one["custom_id"]) for row in rows for one in row["components"]] == commands


@pytest.mark.parametrize("form", FORMS)
def test_a_mark_is_the_id_of_a_component(form: Form) -> None:
    body = payload(card(buttons=(Button(label="Why", command="why s1"),)), form, mark=4711)
    assert 4711 in [part.get("id") for row in body["components"] for part in (row, *row["components"])]


def test_the_tone_is_the_colour() -> None:
    colours = {
        payload(card(tone=tone))["components"][0]["accent_color"] for tone in ("alert", "answer", "notice", "error")
    }
    assert len(colours) == 4


def test_a_long_text_is_shortened_and_the_figures_stay() -> None:
    figures = tuple(Field(label="people killed", value=(Strong(f"about {number}"),)) for number in range(5))
    written = "\n".join(texts(payload(card("Dam holds", body=(Text("word " * 3000),), fields=figures))))
    assert 2000 < len(written) <= 4000
    assert all(f"about {number}" in written for number in range(5))


def test_addresses_alone_that_are_too_much_leave_the_title() -> None:
    links = tuple(Link(f"w{number}", "https://a.example/" + "b" * 1400) for number in range(6))
    fields = tuple(Field(label="f", value=(link, link)) for link in links)
    body = payload(card(fields=fields, context=links))
    check(body)
    assert "Dam holds" in texts(body)[0]


def test_what_still_is_too_long_once_drawn_is_shortened_further_and_loses_all_but_its_title_at_last() -> None:
    long = card(body=(Text("word " * 3000),), context=(Mention("role", "7", "desk"),))
    drawn: list[Card] = []

    def draw(growth: int) -> Callable[[Card], tuple[Rendered, int]]:
        def measured(one: Card) -> tuple[Rendered, int]:
            drawn.append(one)
            rendered = RENDERER.render(one)
            return rendered, growth + sum(weight(text) for text in texts(payload(one)))

        return measured

    fitted(long, LAYOUT_LIMITS, MOST_IN_LAYOUT, draw(1500))
    assert 1 < len(drawn) < 6
    assert drawn[-1].body, "shorter is enough"
    fitted(long, LAYOUT_LIMITS, MOST_IN_LAYOUT, draw(9000))
    assert drawn[-1].title == "Dam holds"
    assert drawn[-1].body == (Mention("role", "7", "desk"),)


def test_an_embed_without_buttons_has_no_components() -> None:
    assert "components" not in payload(card(), "embed")


def test_length_is_counted_in_utf_16() -> None:
    assert [weight("a"), weight("ü"), weight("\U0001f600"), weight("\ud800")] == [1, 1, 2, 1]


async def test_a_drawn_layout_is_discord_pys_own() -> None:
    rendered = RENDERER.render(card())
    assert isinstance(rendered.view, ui.LayoutView)
    assert rendered.view.timeout is None
