"""Markup to text, bytes to text, languages and addresses."""

from __future__ import annotations

import time

import pytest

from bot.feeds.encoding import to_text
from bot.feeds.language import primary_tag
from bot.feeds.links import web_address
from bot.feeds.plaintext import LONGEST_TEXT, cut, from_html, lines, one_line


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("", ""),
        ("plain  words\nand more", "plain words\nand more"),
        ("AT&amp;T &amp;lt;b&amp;gt;", "AT&T &lt;b&gt;"),
        ("<p>one</p><p>two\nlines</p>three", "one\ntwo lines\nthree"),
        ("a<br>b<br/>c<hr>d", "a\nb\nc\nd"),
        ("<ul><li>one<li>two</ul>", "one\ntwo"),
        ("<table><tr><td>Oil</td><td>$71</td></tr><tr><td>Gas</td></tr></table>", "Oil $71\nGas"),
        ("in<b>side</b> and <i>out</i>", "inside and out"),
        ("<script>x</script><style>y</style><!-- z --><iframe>w</iframe>seen<template>t</template>", "seen"),
        ("<p>&nbsp;</p><p> </p>x", "x"),
        ("5 < 6 & 7 > 2", "5 < 6 & 7 > 2"),
        ("<p>unclosed <b>bold<p>next", "unclosed bold\nnext"),
        ("zero\u200bwidth so\u00adft \u202eright\u202c \x07bell", "zerowidth soft right bell"),
        ("<div></div>", ""),
        ("<!-- only -->", ""),
    ],
)
def test_from_html(markup: str, text: str) -> None:
    assert from_html(markup) == text


@pytest.mark.parametrize("markup", ["<div>" * 150_000 + "deep", "<b>" * 5_000 + "deep" + "</b>" * 5_000])
def test_nesting_without_end_is_cheap(markup: str) -> None:
    began = time.process_time()
    assert from_html(markup) == "deep"
    assert time.process_time() - began < 5


def test_many_paragraphs_are_not_deep() -> None:
    assert from_html("<p>a</p>" * 3_000 + "<p>b" * 3_000 + "<div>c</div>" * 2_000).count("\n") == 7_999


def test_cut() -> None:
    assert cut("x" * (LONGEST_TEXT + 5)) == "x" * LONGEST_TEXT
    assert cut("word " * LONGEST_TEXT).endswith("word")
    assert lines("a\r\nb\rc\x85d") == "a\nb\nc\nd"
    assert one_line(" a \n\n b ") == "a b"


@pytest.mark.parametrize(
    ("body", "content_type", "text"),
    [
        (b"", None, ""),
        ("é".encode(), "text/xml; charset=nonsense", "é"),
        ("é€".encode("cp1252"), None, "é€"),
        ("é€".encode("cp1252"), "text/xml; charset=UTF-8", "é€"),
        ("żółw".encode("iso8859-2"), 'text/xml; charset="ISO-8859-2"', "żółw"),
        ("żółw".encode("iso8859-2"), "text/xml; charset=punycode", "¿ó³w"),
        ("日本".encode("gb18030"), "text/xml; charset=gb2312", "日本"),
        ("<a>日本".encode("utf-32"), None, "<a>日本"),
        ("<a>日本".encode("utf-32-be"), None, "<a>日本"),
        ('{"a":"é"}'.encode("utf-16-le"), None, '{"a":"é"}'),
        (b"caf\xc3\xa9 caf\xc3\xa9 \xff", "x; charset=utf-8", "café café \ufffd"),
        (b"\x81\xff\xe9", "x; charset=utf-16", "\ufffdÿé"),
        (b"caf\xe9 \x98", "x; charset=windows-1251", "cafй \ufffd"),
    ],
)
def test_to_text(body: bytes, content_type: str | None, text: str) -> None:
    assert to_text(body, content_type) == text


def test_the_document_knows_its_encoding_better_than_the_server() -> None:
    body = '<?xml version="1.0" encoding="windows-1251"?>Киев'.encode("cp1251")
    assert to_text(body, "text/xml; charset=iso-8859-1").endswith("Киев")


@pytest.mark.parametrize(
    ("language", "tag"),
    [
        ("en-US", "en"), ("EN_gb", "en"), (" fr ", "fr"), ("zh-Hant-TW", "zh"), ("English", "en"), ("ast", "ast"),
        ("", None), (None, None), ("und", None), ("x", None), ("12", None), ("en us!", None),
    ],
)  # fmt: skip
def test_primary_tag(language: str | None, tag: str | None) -> None:
    assert primary_tag(language) == tag


@pytest.mark.parametrize(
    ("address", "bases", "whole"),
    [
        ("https://a.example/x", (), "https://a.example/x"),
        ("/x", ("https://a.example/y/z",), "https://a.example/x"),
        ("x", (None, "https://a.example/y/"), "https://a.example/y/x"),
        ("x", ("/relative", "https://a.example/"), "https://a.example/x"),
        ("//b.example/x", ("https://a.example/",), "https://b.example/x"),
        (" https://a.example/a\n b ", (), "https://a.example/ab"),
        ("https://a.example/a b", (), "https://a.example/a%20b"),
        ("javascript:alert(1)", ("https://a.example/",), None),
        ("data:text/html,x", ("https://a.example/",), None),
        ("/x", (), None),
        ("http://[", ("https://a.example/",), None),
        ("https://", (), None),
        ("", ("https://a.example/",), None),
        (None, ("https://a.example/",), None),
        ("https://a.example/" + "x" * 4_000, (), None),
    ],
)
def test_web_address(address: str | None, bases: tuple[str | None, ...], whole: str | None) -> None:
    assert web_address(address, *bases) == whole
