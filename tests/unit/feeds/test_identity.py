from __future__ import annotations

import hashlib
from typing import Any

import pytest

from bot.domain.news import Entry
from bot.feeds import ambiguous_keys, content_hash, entry_keys, link_key


def entry(**stated: Any) -> Entry:
    return Entry(**{"id": None, "link": None, "title": "", "summary": "", **stated})


@pytest.mark.parametrize(
    ("url", "key"),
    [
        ("https://www.Example.org/News/", "example.org/News"),
        ("http://example.org:80/News", "example.org/News"),
        ("https://example.org:443/", "example.org"),
        ("https://example.org:8443/a", "example.org:8443/a"),
        ("https://user:secret@example.org/a", "example.org/a"),
        ("https://example.org/a?utm_source=rss&id=7&utm_medium=feed&page=2", "example.org/a?id=7&page=2"),
        ("https://example.org/?p=12", "example.org?p=12"),
        ("https://example.org?p=12", "example.org?p=12"),
        ("https://example.org/a?b=2&a=1", "example.org/a?b=2&a=1"),
        ("https://example.org/a?fbclid=x&gclid=y&xtor=RSS-1&at_medium=RSS&at_campaign=c", "example.org/a"),
        ("https://example.org/a?ref=rss", "example.org/a"),
        ("https://example.org/a?ref=chapter-3", "example.org/a?ref=chapter-3"),
        ("https://example.org/a?source=feed&mod=rss_world", "example.org/a"),
        ("https://example.org/a?feed=12", "example.org/a?feed=12"),
        ("https://example.org/a#xtor=RSS-3", "example.org/a"),
        ("https://example.org/a#utm_source=rss&utm_medium=x", "example.org/a"),
        ("https://example.org/live#post-5", "example.org/live#post-5"),
        ("https://example.org/a#", "example.org/a"),
        ("https://example.org./a", "example.org/a"),
        ("//example.org/a", "example.org/a"),
        ("https://example.org/a b", "example.org/ab"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("ftp://example.org/a/", "ftp://example.org/a/"),
        ("http://[::1", "http://[::1"),
        ("", ""),
    ],
)
def test_link_key(url: str, key: str) -> None:
    assert link_key(url) == key
    assert link_key(key) == key


def test_entry_keys_strongest_first() -> None:
    text = hashlib.sha256(b"Title\nSum mary").hexdigest()
    full = entry(id=" g1 ", link="https://www.a.example/1?utm_source=x", title="Title", summary="Sum\n mary")
    assert entry_keys(full) == ("id:g1", "link:a.example/1", "text:" + text)
    assert entry_keys(entry(id=" ", title="Title", summary="Sum mary")) == ("text:" + text,)


def test_content_hash_ignores_what_is_no_content() -> None:
    plain = entry(title="A title", summary="See https://a.example/x for more")
    same = entry(
        id="other",
        link="https://b.example",
        title="A  title ",
        summary="See  https://www.a.example/x?utm_source=rss for more",
    )
    assert content_hash(plain) == content_hash(same)
    assert content_hash(plain) != content_hash(entry(title="A title", summary="See https://a.example/y for more"))
    assert content_hash(entry(title="a b")) != content_hash(entry(title="a", summary="b"))


def keys_of(kind: str, keys: frozenset[str]) -> set[str]:
    return {key for key in keys if key.startswith(kind)}


def test_one_id_on_different_links_is_ambiguous() -> None:
    found = ambiguous_keys([entry(id="x", link=f"https://a.example/{n}", title=str(n)) for n in range(3)])
    assert found == {"id:x"}


def test_one_link_under_different_ids_is_ambiguous() -> None:
    found = ambiguous_keys([entry(id=str(n), link="https://a.example/live", title=str(n)) for n in range(2)])
    assert found == {"link:a.example/live"}


def test_one_text_under_different_ids_is_ambiguous() -> None:
    found = ambiguous_keys([entry(id=str(n), link=f"https://a.example/{n}", title="Briefing") for n in range(2)])
    assert keys_of("text:", found) == found
    assert len(found) == 1


def test_an_entry_listed_twice_makes_nothing_ambiguous() -> None:
    twice = entry(id="1", link="https://a.example/1", title="T", summary="S")
    assert ambiguous_keys([twice, twice]) == frozenset()


def test_two_versions_of_one_entry_are_not_ambiguous_but_three_texts_are() -> None:
    versions = [entry(id="1", link="https://a.example/news.html", title=f"T{n}") for n in range(3)]
    assert ambiguous_keys(versions[:2]) == frozenset()
    assert ambiguous_keys(versions) == {"id:1", "link:a.example/news.html"}


def test_same_id_and_home_link_with_different_texts_is_ambiguous() -> None:
    entries = [entry(id="1", link="https://a.example/", title=f"T{n}") for n in range(2)]
    assert "id:1" in ambiguous_keys(entries)
