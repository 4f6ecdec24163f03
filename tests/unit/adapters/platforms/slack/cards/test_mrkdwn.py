from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.platforms.slack.cards.mrkdwn import bold, escape, mrkdwn
from bot.domain.card import Break, Code, Link, Matched, Mention, Quote, Span, Strong, Text, Time
from tests.doubles.slack.limits.mrkdwn import faults_of, links_in, mentions_in

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words, 3,500 of them", "plain words, 3,500 of them"),
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ("<!channel> <@U1> <http://a.example|b>", "&lt;!channel&gt; &lt;@U1&gt; &lt;http://a.example|b&gt;"),
        ("&lt;", "&amp;lt;"),
        ("*bold* _slanted_ ~gone~", "∗bold∗ ˍslantedˍ ∼gone∼"),
        ("(*bold*)", "(∗bold∗)"),
        ("7 * 7, snake_case, 3~4", "7 * 7, snake_case, 3~4"),
        ("`code` and ```more```", "ˋcodeˋ and ˋˋˋmoreˋˋˋ"),
        ("> quoted\nx > y\n > again", "\u200b&gt; quoted\nx &gt; y\n\u200b &gt; again"),
        ("a :bomb: b", "a :\u200bbomb: b"),
        ("note: this, at 14:05", "note: this, at 14:05"),
        ("red\x1b[31m\u202etxet\r\nnew\ttab", "red[31mtxet\nnew tab"),
    ],
)
def test_text_is_shown_as_it_is(text: str, written: str) -> None:
    assert escape(text) == written


@pytest.mark.parametrize(
    ("spans", "written"),
    [
        ((Text("The "), Matched("dam"), Text(" held.")), "The *dam* held."),
        ((Strong("two"), Strong("three")), "*two*\u200b*three*"),
        ((Text("re"), Strong("open"), Text("ed")), "re\u200b*open*\u200bed"),
        ((Strong(" a b "),), " *a b* "),
        ((Strong("  "), Strong("")), "  "),
        ((Quote("so *many*"),), "_so ∗many∗_"),
        ((Code("/watch `a` <b>"),), "`/watch ˋaˋ &lt;b&gt;`"),
        ((Link("here | there", "https://a.example/?a=1&b=|>"),), "<https://a.example/?a=1&amp;b=%7C%3E|here | there>"),
        ((Link("words", "javascript:alert(1)"),), "words"),
        ((Link("", "https://a.example/"),), ""),
        ((Time(AT, "Asia/Baghdad"),), "<!date^1795356300^{date_short_pretty} {time}|22 Nov 2026, 17:05 UTC+3>"),
        ((Time(datetime(1, 1, 1, tzinfo=UTC)),), "1 Jan 1, 00:00 UTC"),
        ((Mention("user", "U1A", "ana"), Text(" "), Mention("role", "S1A", "desk")), "<@U1A> <!subteam^S1A>"),
        ((Mention("here", "", "here"), Mention("everyone", "", "channel")), "<!here><!channel>"),
        ((Mention("everyone", "", "everyone"),), "<!everyone>"),
        ((Mention("user", "U1> <!here", "*ana*"),), "∗ana∗"),
        ((Text("a"), Break(), Text("> b")), "a\n\u200b&gt; b"),
    ],
)
def test_spans_are_written_so(spans: tuple[Span, ...], written: str) -> None:
    assert mrkdwn(spans) == written


def test_a_label_stands_out_in_one_line() -> None:
    assert bold(" people\nmoved ") == " *people moved* "


@given(st.lists(st.one_of(*(st.text(max_size=40).map(kind) for kind in (Text, Strong, Quote, Code))), max_size=5))
def test_no_text_becomes_markup(spans: list[Span]) -> None:
    written = mrkdwn(spans)
    assert faults_of(written) == []
    assert not mentions_in(written)
    assert not links_in(written)


@given(st.text(alphabet="*_~`: \na<>&|!@#", max_size=200))
def test_text_made_of_markup_becomes_none(text: str) -> None:
    written = escape(text)
    assert faults_of(written) == []
    assert "`" not in written
    for mark in "*_~":
        for place, character in enumerate(written):
            before, after = written[:place][-1:], written[place + 1 :][:1]
            within = before.isalnum() and after.isalnum()
            assert character != mark or within or (before or " ").isspace() or (after or " ").isspace()
