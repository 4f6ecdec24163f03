from __future__ import annotations

import pytest

from bot.adapters.platforms.slack.cards import Naming, Renderer, button_signer
from bot.alerts import write_card
from bot.domain.card import Code, Field, Link, Matched, Quote, Strong, Text
from tests.unit.pipeline.asking.verbs import option, verb

VERBS = (verb("watch create", option("name")), verb("topics"), verb("why"))


def naming(*aliases: str) -> Naming:
    return Naming(VERBS, aliases)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("/topics lists them", "/dateline topics lists them"),
        ("Begin with /watch create NAME", "Begin with /dateline watch create NAME"),
        ("say (/why s12).", "say (/dateline why s12)."),
        ("“/why”", "“/dateline why”"),
        ("/dateline topics", "/dateline topics"),
        ("and/why not", "and/why not"),
        ("https://herald.example/why", "https://herald.example/why"),
        ("/whyever", "/whyever"),
        ("/whatever", "/whatever"),
    ],
)
def test_a_command_in_words(text: str, expected: str) -> None:
    assert naming().named(write_card(text)).title == expected


def test_everywhere_but_in_what_an_article_says() -> None:
    card = write_card(
        "/why",
        body=(
            Text("/why "),
            Code("/why s1"),
            Strong("/why"),
            Quote("/why"),
            Matched("/why"),
            Link("/why", "https://a.example"),
        ),
        fields=(Field(label="/topics", value=(Text("x"),), note=(Code("/topics"),)),),
        context=(Text("/topics"),),
    )
    named = naming().named(card)
    assert [getattr(span, "text", "") for span in named.body] == [
        "/dateline why ",
        "/dateline why s1",
        "/dateline why",
        "/why",
        "/why",
        "/why",
    ]
    assert named.fields[0].label == "/dateline topics"
    assert named.fields[0].note == (Code("/dateline topics"),)
    assert named.context == (Text("/dateline topics"),)
    assert "/dateline topics" in named.fallback


def test_an_alias_is_typed_by_itself() -> None:
    assert naming("/why").named(write_card("/why or /topics")).title == "/why or /dateline topics"


def test_a_headline_of_an_outlet_stays_as_it_is() -> None:
    card = write_card("Ask /why", url="https://a.example")
    assert naming().named(card).title == "Ask /why"


def test_named_twice_is_named_once() -> None:
    card = write_card("/topics", body=(Text("see /why s1"),), context=(Code("/watch create"),))
    once = naming().named(card)
    assert naming().named(once) == once


def test_all_that_is_drawn_is_named() -> None:
    renderer = Renderer(button_signer("a secret"), naming())
    card = write_card("2 alerts wait", body=(Text("/why shows them"),))
    assert "/dateline why shows them" in str(renderer.render(card).blocks)
    assert "/dateline why shows them" in renderer.render(card).text
    assert "/dateline why shows them" in renderer.plain(card).text
    (page,) = renderer.pages(card)
    assert page.body == (Text("/dateline why shows them"),)
