from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.platforms.discord.markdown import bold, escape, linked, markdown, subtext, web_address
from bot.alerts.readable import one_line
from bot.domain.card import Break, Code, Link, Matched, Mention, Quote, Span, Strong, Text, Time

AT = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)


def shown(written: str) -> str:
    """What Discord shows of escaped text: a backslash goes, and the punctuation behind it stays."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", written)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain words, 3.5% - and (more)!", "plain words, 3.5% - and (more)!"),
        ("*loud* _so_ ~~gone~~ ||hid|| `code`", r"\*loud\* \_so\_ \~\~gone\~\~ \|\|hid\|\| \`code\`"),
        ("back\\slash", r"back\\slash"),
        ("[x](https://evil.example)", r"\[x\](https\://evil.example)"),
        ("@everyone @here", r"\@everyone \@here"),
        ("<@1> <@&2> <#3> </go:4> <:e:5> <t:6:R>", r"\<\@1> \<\@&2> \<#3> \</go:4> \<\:e:5> \<t\:6:R>"),
        ("discord.gg/abc and discord.com/invite/abc", r"discord\.gg/abc and discord\.com/invite/abc"),
        (":bomb: at 12:30", r"\:bomb: at 12:30"),
        ("# head\n> quote\n- item\n+ item\n-# small", "\\# head\n\\> quote\n\\- item\n\\+ item\n\\-# small"),
        ("1. one\n12) two\n3 three", "1\\. one\n12\\) two\n3 three"),
        ("  # head", r"  \# head"),
        ("a\r\nb\tc", "a\nb c"),
    ],
)
def test_text_is_written_so_that_it_means_nothing(text: str, written: str) -> None:
    assert escape(text) == written


def test_within_a_line_its_marks_mean_nothing_anyway() -> None:
    assert escape("- 5", line_start=False) == "- 5"
    assert escape("- 5\n- 6", line_start=False) == "- 5\n\\- 6"


@pytest.mark.parametrize(
    "text", ["red\x1b[31m", "a\x9b31mb", "a\x07\x08b", "\u202eabc", "a\u2028b", "\ud800x", "\ufeffa"]
)
def test_what_cannot_be_seen_is_left_out(text: str) -> None:
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff\ufeff]", escape(text))


@given(st.text(max_size=200))
def test_all_that_can_be_seen_is_shown_as_it_is(text: str) -> None:
    visible = re.sub(
        r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff]",
        "",
        text.replace("\r\n", "\n").replace("\t", " "),
    )
    assert shown(escape(text)) == visible


@given(st.text(alphabet="@<>#:.*_~|`[]()\\ \nabe12discord/gts-+&!", max_size=80))
def test_no_markup_is_left_in_escaped_text(text: str) -> None:
    written = escape(text)
    bare = re.sub(r"\\.", "", written)
    assert not re.search(r"[*_~|`<\[\]@]|://", bare)
    assert not re.search(r"(?m)^[ ]*(?:[>#+-]|\d{1,9}[.)])", bare) or not re.search(
        r"(?m)^[ ]*(?:[>#+-]|\d{1,9}[.)])", written
    )


@pytest.mark.parametrize(
    ("spans", "written"),
    [
        ((Text("The "), Matched("dam"), Text(" held.")), "The **dam** held."),
        ((Strong("a"), Matched("b")), "**a**\u200b**b**"),
        ((Strong("a"), Text(" "), Quote("b")), "**a** *b*"),
        ((Strong(" padded "), Text("x")), " **padded** x"),
        ((Strong("  "),), "  "),
        ((Strong("two\nlines"),), "**two lines**"),
        ((Quote("5 * 5"),), r"*5 \* 5*"),
        ((Code("/watch *"),), "`/watch *`"),
        ((Code("a `b` c"),), "`` a `b` c ``"),
        ((Code("``a``"),), "`\u02cb\u02cba\u02cb\u02cb`"),
        ((Code(""),), ""),
        ((Text("a"), Break(), Text("- b")), "a\n\\- b"),
        ((Time(AT),), "<t:1795356300:R>"),
        ((Mention("role", "7", "desk"), Text(" "), Mention("user", "8", "Ann")), "<@&7> <@8>"),
        ((Mention("everyone", "", "everyone"), Mention("here", "", "here")), "@everyone@here"),
        ((Mention("role", "7> @everyone", "x*"),), r"x\*"),
        ((Link("words", "https://a.example/b"),), "[words](<https://a.example/b>)"),
        ((Link("https://a.example/b", "https://a.example/b"),), r"[https\://a.example/b](<https://a.example/b>)"),
        ((Link("words", "javascript:alert(1)"),), "words"),
    ],
)
def test_each_span_has_its_markup(spans: tuple[Span, ...], written: str) -> None:
    assert markdown(spans) == written


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://a.example/b?c=1&d=%20#e", "https://a.example/b?c=1&d=%20#e"),
        ("https://a.example/(b)", "https://a.example/%28b%29"),
        ("https://a.example/<b>", "https://a.example/%3Cb%3E"),
        ("https://a.example/ünd", "https://a.example/%C3%BCnd"),
        ("HTTPS://A.example", "HTTPS://A.example"),
        ("https://a.example/\nb", None),
        ("https://a.example/a b", None),
        ("http://[broken", None),
        ("//a.example", None),
        ("https:", None),
        ("data:text/html,x", None),
        ("", None),
        (None, None),
        ("https://a.example/" + "b" * 2000, None),
    ],
)
def test_only_web_addresses_lead_anywhere(url: str | None, address: str | None) -> None:
    assert web_address(url) == address


def test_a_link_without_words_is_nothing() -> None:
    assert linked("\x1b", "https://a.example") == ""


def test_lines() -> None:
    assert one_line(" a\n b\tc ") == "a b c"
    assert bold("a*") == r"**a\***"
    assert subtext("a\n\nb") == "-# a\n-# b"
    assert subtext("") == ""
