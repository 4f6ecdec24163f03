from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from selectolax.lexbor import LexborHTMLParser

from bot.adapters.platforms.web.charts import KEPT, Charts
from bot.adapters.platforms.web.render import CardRenderer, is_long, span_text, web_link
from bot.domain.card import Break, Button, Card, Code, Field, Link, Matched, Mention, Quote, Span, Strong, Text, Time
from bot.domain.chart import Chart, Point, Series
from bot.domain.chat import Message
from bot.domain.watch import Channel

AT = datetime(2026, 11, 2, 14, 5, tzinfo=UTC)
RENDERER = CardRenderer("Asia/Baghdad")
CHART = Chart(
    title="Killed",
    unit="people",
    series=(Series(name="<AP>", points=(Point(at=AT, low=12, high=12),)),),
    alt="Killed over time. <AP>: 12.",
    until=AT,
)


async def draw(chart: Chart, *, dark: bool = False) -> bytes:
    return f"{chart.title} {dark}".encode()


def message(card: Card, edited_at: datetime | None = None, under: str | None = None) -> LexborHTMLParser:
    rendered = RENDERER.message(
        Message(
            id="7",
            channel=Channel("local", "web", "news"),
            author="Dateline",
            card=card,
            nonce="n",
            posted_at=AT,
            edited_at=edited_at,
            revision=9,
            under=under,
        )
    )
    return LexborHTMLParser(rendered)


def text_of(tree: LexborHTMLParser, selector: str) -> str:
    node = tree.css_first(selector)
    assert node is not None, selector
    return " ".join(node.text().split())


def body(*spans: Span) -> str:
    node = message(Card(title="t", body=spans, fallback="")).css_first(".body")
    assert node is not None
    return node.inner_html or ""


@pytest.mark.parametrize(
    ("span", "html"),
    [
        (Text("a < b & c"), "a &lt; b &amp; c"),
        (Strong("so"), "<strong>so</strong>"),
        (Matched("dam"), "<mark>dam</mark>"),
        (Quote("he said"), '<q dir="auto">he said</q>'),
        (Code("a AND b"), "<code>a AND b</code>"),
        (Break(), "<br>"),
        (Mention("role", "7", "@desk <b>"), '<span class="mention">@desk &lt;b&gt;</span>'),
        (Time(AT, "Europe/Paris"), '<time datetime="2026-11-02T14:05:00Z">2 Nov 2026, 15:05 CET</time>'),
        (
            Link("x", "https://example.org/?a=1&b=2"),
            '<a href="https://example.org/?a=1&amp;b=2" target="_blank" rel="noopener noreferrer nofollow" dir="auto">x</a>',
        ),
        (Link("here", "javascript:alert(1)"), '<span dir="auto">here</span>'),
    ],
)
def test_each_span_has_its_element(span: Span, html: str) -> None:
    assert body(Text("["), span, Text("]")) == f"[{html}]"


def test_a_command_can_be_put_into_the_line() -> None:
    tree = message(Card(title="t", body=(Code('/watch create x "y"'),), fallback=""))
    button = tree.css_first("button.code")
    assert button is not None
    assert button.attributes["data-fill"] == '/watch create x "y"'


def test_a_message_carries_what_the_page_needs() -> None:
    article = message(Card(title="Dam holds", fallback="", tone="alert")).css_first("article")
    assert article is not None
    assert article.attributes["id"] == "m-7"
    assert article.attributes["data-revision"] == "9"
    assert article.attributes["data-day"] == "Monday, 2 November 2026"
    assert article.attributes["aria-label"] == "Dam holds"
    assert float(article.attributes["data-posted"] or 0) == AT.timestamp()


def test_times_of_a_message_are_in_the_pages_zone() -> None:
    tree = message(Card(title="t", fallback=""), edited_at=AT.replace(hour=15))
    assert text_of(tree, ".byline > time") == "17:05"
    assert text_of(tree, ".edited") == "updated 18:05"
    first = tree.css_first(".byline > time")
    assert first is not None
    assert first.attributes["title"] == "2 Nov 2026, 17:05 UTC+3"


def test_an_alerts_source_stands_below_its_headline_and_its_reason_last() -> None:
    context = (Strong("Aru Post"), Break(), Text("Topic dams"))
    alert = message(Card(title="t", context=context, fallback="", tone="alert"))
    assert text_of(alert, ".headline + .source") == "Aru Post"
    assert text_of(alert, ".context") == "Topic dams"
    answer = message(Card(title="t", context=context, fallback=""))
    assert answer.css_first(".source") is None
    assert text_of(answer, ".context") == "Aru PostTopic dams"


def test_figures_are_set_large_by_their_length() -> None:
    fields = (
        Field(label="people", value=(Strong("about 3,500"),), note=(Text("mayor"),)),
        Field(label="Dates", value=(Text("December 8 · March 1 · April 2"),)),
        Field(label="words", value=(Text("x" * 80),)),
    )
    for tone in ("alert", "answer"):
        tree = message(Card(title="t", fields=fields, fallback="", tone=tone))
        assert text_of(tree, ".figures .figure-short dt") == "people"
        assert text_of(tree, ".figure-short .value") == "about 3,500"
        assert text_of(tree, ".figure-short .note") == "mayor"
        assert text_of(tree, ".figure-long dt") == "words"
        assert len(tree.css(".figure")) == 3


def test_things_with_explanations_are_a_list() -> None:
    fields = (Field(label="/help", value=(Text("All commands"),), note=(Code("/help [COMMAND]"),)),)
    tree = message(Card(title="t", fields=fields, fallback=""))
    assert text_of(tree, ".facts .fact dt") == "/help"
    assert text_of(tree, ".fact .value") == "All commands"
    assert text_of(tree, ".fact .note") == "/help [COMMAND]"


def test_pictures_are_links_and_never_loaded() -> None:
    tree = message(Card(title="t", image="https://example.org/p.jpg", fallback=""))
    assert tree.css_first("img") is None
    link = tree.css_first(".context a")
    assert link is not None
    assert link.attributes["href"] == "https://example.org/p.jpg"
    assert message(Card(title="t", image="data:image/png;base64,AA", fallback="")).css_first(".context") is None


def test_buttons_hold_their_command() -> None:
    tree = message(Card(title="t", buttons=(Button(label='W"hy', command='why "12'),), fallback=""))
    button = tree.css_first(".buttons button")
    assert button is not None
    assert button.attributes["data-command"] == '/why "12'
    assert button.text() == 'W"hy'


def test_an_answer_says_what_was_asked_and_who_sees_it() -> None:
    tree = LexborHTMLParser(RENDERER.answer(Card(title="Commands", fallback="", tone="error"), "/help <b>", AT))
    assert text_of(tree, ".asked") == "/help <b>"
    assert text_of(tree, ".only-you") == "Only you see this"
    assert tree.css_first("article.private.tone-error") is not None


@pytest.mark.parametrize(
    ("card", "long"),
    [
        (Card(title="t", body=(Text("x" * 700),), fallback="", tone="alert"), False),
        (Card(title="t", body=(Text("x" * 701),), fallback="", tone="alert"), True),
        (Card(title="t", body=(Break(),) * 11, fallback="", tone="alert"), True),
        (Card(title="t", body=(Text("a\n" * 11),), fallback="", tone="alert"), True),
        (Card(title="t", body=(Text("x" * 701),), fallback=""), False),
        (Card(title="t", body=(Text("x" * 6001),), fallback=""), True),
    ],
)
def test_long_bodies_are_clamped(card: Card, *, long: bool) -> None:
    assert is_long(card) is long
    tree = message(card)
    assert (tree.css_first(".body.clamped + button.more") is not None) is long


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org", "https://example.org"),
        (" HTTP://example.org/x ", "HTTP://example.org/x"),
        ("https:", None),
        ("//example.org", None),
        ("javascript://example.org/%0aalert(1)", None),
        ("http://[x", None),
        ("", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_links(url: str | None, link: str | None) -> None:
    assert web_link(url) == link


def test_what_html_may_not_hold_is_dropped() -> None:
    assert body(Text("a\x00\x1b\x0b\x9b\ufffeb\tc")) == "ab\tc"
    assert body(Text("half \ud83d of one")) == "half \ufffd of one"


def test_span_text_is_the_words() -> None:
    assert span_text((Text("a"), Break(), Link("b", "https://example.org"))) == "a\nb"


def test_an_answer_names_the_message_it_stands_under() -> None:
    answer = message(Card(title="t", fallback=""), under="5")
    node = answer.css_first("article.answering")
    assert node is not None
    assert node.attributes["data-under"] == "5"
    assert text_of(answer, 'a[href="#m-5"]') == "answers an earlier message"
    assert message(Card(title="t", fallback="")).css_first(".answering, [data-under]") is None


def test_a_called_name_counts_by_its_label() -> None:
    assert span_text((Text("a "), Mention("user", "123456789", "@ana"))) == "a @ana"


def test_a_chart_without_pictures_is_told_in_words() -> None:
    tree = message(Card(title="t", chart=CHART, fallback=""))
    assert text_of(tree, ".chart-words") == "Killed over time. <AP>: 12."
    assert tree.css_first("img") is None


def test_a_chart_is_a_picture_for_light_and_for_dark_pages_with_its_words() -> None:
    charts = Charts(draw)
    shown = LexborHTMLParser(
        CardRenderer("UTC", charts).answer(Card(title="t", chart=CHART, fallback=""), "/figures", AT)
    )
    picture, dark = shown.css_first("figure.chart img"), shown.css_first("figure.chart source")
    assert picture is not None
    assert dark is not None
    assert picture.attributes["alt"] == "Killed over time. <AP>: 12."
    assert dark.attributes["media"] == "(prefers-color-scheme: dark)"
    assert re.fullmatch(r"/charts/[0-9a-f]{24}\.png", picture.attributes["src"] or "")
    assert dark.attributes["srcset"] == (picture.attributes["src"] or "").replace(".png", "-dark.png")


async def test_only_what_a_page_shows_is_drawn_and_the_oldest_is_forgotten() -> None:
    charts = Charts(draw)
    assert await charts.picture("0" * 24) is None
    addresses = [charts.addresses(replace(CHART, title=str(number))) for number in range(KEPT + 1)]
    first, last = addresses[0], addresses[-1]
    assert first is not None
    assert last is not None
    assert await charts.picture(first.light[8:-4]) is None
    assert await charts.picture(last.light[8:-4]) == f"{KEPT} False".encode()
    assert await charts.picture(last.dark[8:-4]) == f"{KEPT} True".encode()
    assert charts.addresses(replace(CHART, title=str(KEPT))) == last
    assert Charts().addresses(CHART) is None
