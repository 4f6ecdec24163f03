from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from slack_sdk.models.blocks import Block

from bot.adapters.platforms.slack.cards import ACTION, CARD_LIMITS, Rendered, Renderer, Shown, button_signer, room_for
from bot.adapters.platforms.slack.cards.limits import MOST_IN_MESSAGE, size_of
from bot.domain.card import Break, Button, Card, Field, Mention, Quote, Strong, Text
from bot.domain.chart import Chart
from bot.pipeline.asking.pages import split_card
from tests.doubles.slack.limits.messages import Draft, check_draft
from tests.doubles.slack.limits.mrkdwn import faults_of
from tests.doubles.slack.posting import marked_texts
from tests.unit.adapters.platforms.hostile_cards import AT, cards

SIGNER = button_signer("a secret")
RENDERER = Renderer(SIGNER)
PICTURES = (Shown("F1", "A dam"), Shown("F2", "Moved: 20, then 36 people " * 200))


def card(title: str = "Dam holds", **changes: Any) -> Card:
    return replace(Card(title=title, fallback=title, tone="alert"), **changes)


def check(rendered: Rendered) -> None:
    """Raise for whatever Slack would refuse, and what slack_sdk's own models say is too large."""
    check_draft(Draft(text=rendered.text, blocks=rendered.blocks), text_limit=4000)
    for block in Block.parse_all(rendered.blocks):
        block.validate_json()
    assert rendered.text.strip()
    assert size_of(rendered.blocks) <= MOST_IN_MESSAGE
    for text in (rendered.text, *marked_texts(rendered.blocks)):
        assert faults_of(text) == []


def of_kind(kind: str, one: Card, pictures: tuple[Shown, ...] = ()) -> list[dict[str, Any]]:
    return [block for block in RENDERER.render(one, pictures).blocks if block["type"] == kind]


def rich(one: Card) -> str:
    """The words of the rich text."""
    sections = [section for block in of_kind("rich_text", one) for section in block["elements"]]
    return "".join(element.get("text", "") for section in sections for element in section["elements"])


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(one=cards, pictures=st.sampled_from([(), PICTURES]))
def test_whatever_a_card_holds_slack_takes_it(one: Card, pictures: tuple[Shown, ...]) -> None:
    check(RENDERER.render(one, pictures))
    check(RENDERER.plain(one))


def test_blocks_stand_in_the_order_in_which_they_are_read() -> None:
    whole = card(
        url="https://a.example/b",
        body=(Text("It held."),),
        fields=(Field(label="people", value=(Strong("20"),)),),
        context=(Strong("Aru Post"),),
        buttons=(Button(label="Why", command="why s1"),),
    )
    blocks = RENDERER.render(whole, PICTURES).blocks
    kinds = ["rich_text", "section", "image", "image", "context", "actions"]
    assert [block["type"] for block in blocks] == kinds


def test_a_headline_that_leads_to_an_article_is_a_bold_link_said_once() -> None:
    long = "The dam at Aru held " * 12
    (block,) = RENDERER.render(card(long, url="https://a.example/b")).blocks
    (link,) = block["elements"][0]["elements"]
    assert link == {"type": "link", "url": "https://a.example/b", "text": long.strip(), "style": {"bold": True}}
    (headline, body) = of_kind("rich_text", card(url="https://a.example/b", body=(Text("It held."),)))[0]["elements"]
    assert [element["text"] for element in headline["elements"]] == ["Dam holds", "\n"]
    assert [element["text"] for element in body["elements"]] == ["It held."]


def test_another_title_is_a_header_or_where_it_is_too_long_for_one_stands_out_whole() -> None:
    (header,) = RENDERER.render(card("Dam holds")).blocks
    assert header == {"type": "header", "text": {"type": "plain_text", "text": "Dam holds", "emoji": False}}
    assert len(of_kind("header", card("x" * 150))) == 1
    (block,) = RENDERER.render(card("x" * 151)).blocks
    assert block["elements"][0]["elements"] == [{"type": "text", "text": "x" * 151, "style": {"bold": True}}]
    (block,) = RENDERER.render(card("Dam holds", url="ftp://a.example")).blocks
    assert block["type"] == "header"


def test_figures_stand_out_by_their_value_and_facts_by_their_label_ten_a_section() -> None:
    figure = Field(label="people killed", value=(Strong("about 41"),), note=(Text("mayor"), Break(), Quote("many")))
    fact = Field(label="/why", value=(Text("why you were told"),))
    sections = of_kind("section", card(fields=(figure, fact, *(fact for _ in range(10)))))
    assert [len(section["fields"]) for section in sections] == [10, 2]
    assert [field["text"] for field in sections[0]["fields"][:2]] == [
        "people killed\n*about 41*\nmayor\n_many_",
        "*/why*\nwhy you were told",
    ]
    assert all(field["verbatim"] for section in sections for field in section["fields"])


def test_pictures_are_the_workspaces_own_files_with_their_words() -> None:
    first, second = of_kind("image", card(), PICTURES)
    assert first == {"type": "image", "slack_file": {"id": "F1"}, "alt_text": "A dam"}
    assert second["alt_text"].startswith("Moved: 20, then 36 people")
    assert len(second["alt_text"]) <= 2000
    assert of_kind("image", card(image="https://a.example/p.png")) == [], "nothing is fetched by readers"


def test_a_chart_that_is_not_drawn_is_told_in_words() -> None:
    chart = Chart(title="Moved", unit="people", series=(), alt="Moved: 20 <then> 36\nat *most*", until=AT)
    told = {"type": "mrkdwn", "text": "Moved: 20 &lt;then&gt; 36 at ∗most∗", "verbatim": True}
    assert of_kind("context", card(chart=chart)) == [{"type": "context", "elements": [told]}]
    assert of_kind("context", card(chart=chart), (Shown("F1", "A dam"),)) != []
    assert of_kind("context", card(chart=chart), (Shown("F1", chart.alt, chart=True),)) == []
    (long,) = of_kind("context", card(chart=replace(chart, alt="20 & then more, " * 900)))
    assert len(long["elements"][0]["text"]) <= 900


def test_buttons_are_distinct_and_carry_their_signed_command() -> None:
    commands = [f"why s{number}" for number in range(30)]
    buttons = tuple(Button(label="Why", command=command) for command in ("why s0", *commands, "x" * 2000, ""))
    (row,) = of_kind("actions", card(buttons=buttons))
    assert [SIGNER.command(one["value"]) for one in row["elements"]] == commands[:25]
    ids = [one["action_id"] for one in row["elements"]]
    assert len(set(ids)) == 25
    assert all(ACTION.fullmatch(one) for one in ids)


def test_a_long_label_is_cut_and_its_button_kept() -> None:
    (row,) = of_kind("actions", card(buttons=(Button(label="word " * 40, command="why s1"),)))
    assert len(row["elements"][0]["text"]["text"]) <= 75


@pytest.mark.parametrize(("fallback", "text"), [("a <b>\nc", "a &lt;b&gt;\nc"), (" ", "Dam holds"), ("*x*", "∗x∗")])
def test_the_text_for_screen_readers_is_the_whole_card_in_words(fallback: str, text: str) -> None:
    rendered = RENDERER.render(card(fallback=fallback))
    assert rendered.text == text
    assert RENDERER.plain(card(fallback=fallback)) == Rendered(text, [])


def test_a_card_without_any_words_still_says_who_speaks() -> None:
    assert RENDERER.render(card("")) == Rendered("Dateline", [])


def test_the_first_figure_and_who_is_called_go_last() -> None:
    fields = tuple(Field(label=f"label {number}", value=(Strong(f"value {number}"),)) for number in range(40))
    body = (Mention("role", "S1", "desk"), Break(), Text("word " * 4000))
    one = card("Headline " * 60, body=body, fields=fields, context=(Text("x" * 5000),))
    rendered = RENDERER.render(one)
    check(rendered)
    assert "value 0" in str(rendered.blocks)
    assert {"type": "usergroup", "usergroup_id": "S1"} in rendered.blocks[0]["elements"][1]["elements"]


def test_what_buttons_and_pictures_take_is_taken_from_the_words() -> None:
    buttons = tuple(Button(label="Why were you told this " * 3, command=f"why s{n} {'x' * 90}") for n in range(25))
    fields = tuple(
        Field(label="people", value=(Strong(f"{number}00 moved, and then more of them"),)) for number in range(30)
    )
    one = card(body=(Text("word " * 900),), fields=fields, context=(Text("x" * 900),), buttons=buttons)
    rendered = RENDERER.render(one, PICTURES[1:])
    check(rendered)
    kinds = [block["type"] for block in rendered.blocks]
    assert kinds == ["header", "rich_text", "section", "section", "section", "image", "context", "actions"]


def test_where_they_take_it_all_the_pictures_go_and_whom_it_calls_stays() -> None:
    buttons = tuple(Button(label=f"{n} " * 30, command=f"why s{n} {'x' * 140}") for n in range(25))
    body = (Mention("here", "", "here"), Break(), Text("word " * 900))
    fields = (Field(label="people", value=(Strong("x" * 400), Mention("user", "U1", "ana"))),)
    one = card("Headline " * 50, body=body, fields=fields * 30, buttons=buttons)
    rendered = RENDERER.render(one, (PICTURES[1], Shown("F3", "x" * 2000)))
    check(rendered)
    assert [block["type"] for block in rendered.blocks] == ["header", "rich_text", "actions"]
    called = [part["type"] for part in rendered.blocks[1]["elements"][0]["elements"]]
    assert called == ["broadcast", "user"]


def test_each_page_of_a_long_answer_is_shown_whole() -> None:
    body = tuple(span for number in range(200) for span in (Text(f"<line> {number:03} of *many*"), Break()))
    pages = split_card(card(body=body, tone="answer"), CARD_LIMITS, room_for)
    told = "".join(rich(page) for page in pages)
    assert all(f"<line> {number:03} of *many*" in told for number in range(200))
    for page in pages:
        check(RENDERER.render(page))
