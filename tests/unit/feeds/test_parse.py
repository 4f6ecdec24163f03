"""Recorded feeds of our own beside what they say: adding a case is adding two files to tests/data/feeds."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.domain.errors import BadFeed
from bot.domain.news import Entry
from bot.feeds import parse
from bot.feeds.parse import MOST_ENTRIES
from bot.feeds.plaintext import LONGEST_TEXT

CASES = Path(__file__).parents[2] / "data" / "feeds"
SHARED = Path(__file__).parents[4] / "shared" / "feeds"
EXPECTED = ".expected.json"

RSS = '<rss version="2.0"><channel><title>T</title>{}</channel></rss>'


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _entry(stated: dict[str, Any]) -> Entry:
    times = {key: _moment(stated[key]) for key in ("published", "updated")}
    return Entry(**{**stated, **times, "authors": tuple(stated["authors"]), "tags": tuple(stated["tags"])})


@pytest.mark.parametrize("file", sorted(CASES.glob("*" + EXPECTED)), ids=lambda file: file.name.removesuffix(EXPECTED))
def test_recorded_feed(file: Path) -> None:
    expected = json.loads(file.read_text("utf-8"))
    body = file.with_name(file.name.removesuffix(EXPECTED)).read_bytes()
    if "error" in expected:
        with pytest.raises(BadFeed, match=expected["error"]):
            parse(body, url=expected["url"], content_type=expected.get("content_type"))
        return
    document = parse(body, url=expected["url"], content_type=expected.get("content_type"))
    assert document.entries == tuple(_entry(stated) for stated in expected["entries"])
    assert (document.title, document.link, document.language) == (
        expected["title"],
        expected.get("link"),
        expected.get("language"),
    )
    ttl = expected.get("ttl_minutes")
    assert document.ttl == (timedelta(minutes=ttl) if ttl else None)


def test_every_body_has_an_expectation() -> None:
    bodies = {file.name for file in CASES.iterdir() if not file.name.endswith(EXPECTED)}
    assert bodies == {file.name.removesuffix(EXPECTED) for file in CASES.glob("*" + EXPECTED)}


def test_foreign_feeds_raise_nothing_but_bad_feed() -> None:
    if not SHARED.is_dir():
        pytest.skip("the collection of foreign feeds is not beside this checkout")
    files = [file for file in SHARED.rglob("*") if file.is_file()]
    refused = 0
    for file in files:
        try:
            document = parse(file.read_bytes(), url="https://feeds.example/" + file.name)
        except BadFeed:
            refused += 1
            continue
        assert all(entry.title or entry.summary or entry.link for entry in document.entries)
    assert len(files) > 100
    assert refused < len(files) / 20


def test_keeps_at_most_a_thousand_entries_as_given() -> None:
    items = "".join(f"<item><title>n{number}</title></item>" for number in range(MOST_ENTRIES + 5))
    document = parse(RSS.format(items).encode(), url="https://s.example/")
    assert [document.entries[0].title, document.entries[-1].title] == ["n0", f"n{MOST_ENTRIES - 1}"]
    assert len(document.entries) == MOST_ENTRIES


def test_cuts_a_long_text_at_a_word() -> None:
    item = f"<item><title>t</title><description>{'words ' * 40_000}</description></item>"
    (entry,) = parse(RSS.format(item).encode(), url="https://s.example/").entries
    assert LONGEST_TEXT - 6 <= len(entry.summary) <= LONGEST_TEXT
    assert entry.summary.endswith("words")


def test_entity_bomb_is_harmless() -> None:
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = f'<!DOCTYPE rss [<!ENTITY e0 "boom">{declared}]>' + RSS.format("<item><title>&e11;</title></item>")
    (entry,) = parse(bomb.encode(), url="https://s.example/").entries
    assert entry.title == "&e11;"


def test_never_reads_a_file_or_address(tmp_path: Path) -> None:
    secret = tmp_path / "feed.xml"
    secret.write_text(RSS.format("<item><title>secret</title></item>"), "utf-8")
    for body in (str(secret).encode(), secret.as_uri().encode(), b"https://127.0.0.1:1/feed"):
        with pytest.raises(BadFeed):
            parse(body, url=secret.as_uri())
    outside = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + RSS.format("<item><title>&x;</title></item>")
    assert parse(outside.encode(), url="https://s.example/").entries[0].title == "&x;"


def test_deep_json_is_refused() -> None:
    with pytest.raises(BadFeed, match="broken or cut short"):
        parse(b'{"items":' + b"[" * 200_000, url="https://s.example/")


@pytest.mark.parametrize(
    ("ttl", "expected"),
    [("60", timedelta(hours=1)), ("0", None), ("soon", None), ("-5", None), ("999999", timedelta(days=7))],
)
def test_ttl(ttl: str, expected: timedelta | None) -> None:
    assert parse(RSS.format(f"<ttl>{ttl}</ttl>").encode(), url="https://s.example/").ttl == expected


def test_feedburner_original_link_wins() -> None:
    item = (
        '<item xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"><title>t</title>'
        "<link>https://proxy.example/~r/1</link><feedburner:origLink>https://s.example/1</feedburner:origLink></item>"
    )
    (entry,) = parse(RSS.format(item).encode(), url="https://s.example/").entries
    assert entry.link == "https://s.example/1"


def test_json_ids_of_odd_kinds() -> None:
    items = [
        {"id": True, "title": "a"},
        {"id": 1.5, "title": "b"},
        {"id": {"x": 1}, "title": "c"},
        {"id": " ", "title": "d"},
    ]
    document = parse(json.dumps({"items": items}).encode(), url="https://s.example/")
    assert [entry.id for entry in document.entries] == [None, "1.5", None, None]


@pytest.mark.parametrize(
    "date", ["Mon, 06 Jan 0000 10:00:00 GMT", "9999-12-31T23:59:59-14:00", "2025-13-45", "20250106T10"]
)
def test_a_strange_date_costs_no_entry(date: str) -> None:
    item = f"<item><title>t</title><pubDate>{date}</pubDate></item>"
    assert len(parse(RSS.format(item).encode(), url="https://s.example/").entries) == 1
    one = json.dumps({"items": [{"id": "1", "title": "t", "date_published": date}]})
    assert len(parse(one.encode(), url="https://s.example/").entries) == 1


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ("desk@s.media (City Desk)", ("City Desk",)),
        ("City Desk &lt;desk@s.media&gt;", ("City Desk",)),
        ("desk@s.media", ()),
        ("Ana Brook", ("Ana Brook",)),
        ("A &amp;amp; B", ("A & B",)),
    ],
)
def test_rss_authors(author: str, names: tuple[str, ...]) -> None:
    item = f"<item><title>t</title><author>{author}</author></item>"
    (entry,) = parse(RSS.format(item).encode(), url="https://s.example/").entries
    assert entry.authors == names
