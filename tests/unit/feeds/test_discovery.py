from __future__ import annotations

from bot.feeds import discover

URL = "https://paper.example/world/"


def test_declared_feeds_come_first_then_likely_links_then_comments() -> None:
    page = """<html><head><base href="/base/">
      <link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed">
      <link rel="alternate" type="application/rss+xml; charset=utf-8" title="News" href="news.xml">
      <link rel="ALTERNATE" type="application/feed+json" href="https://cdn.example/feed.json">
      <link rel="alternate" hreflang="fr" href="/fr">
      <link rel="stylesheet" type="text/css" href="/feed.css">
      <link rel="alternate" type="application/rss+xml" href="javascript:alert(1)">
    </head><body>
      <a href="/about">About</a> <a href="/sport/rss">Sport</a> <a href="/x">RSS</a>
      <a href="news.xml">the same again in RSS</a> <a href="/feedback">Feedback</a> <a href="/grass">grass</a>
    </body></html>"""
    assert discover(page.encode(), URL) == (
        "https://paper.example/base/news.xml",
        "https://cdn.example/feed.json",
        "https://paper.example/sport/rss",
        "https://paper.example/x",
        "https://paper.example/comments/feed",
    )


def test_a_page_without_feeds() -> None:
    assert discover(b"<p>nothing here</p>", URL) == ()
    assert discover(b"", URL) == ()
    assert discover(b"<div></b>" * 200_000 + b'<a href="/rss">x</a>', URL) == ()


def test_at_most_twenty_and_no_endless_addresses() -> None:
    anchors = "".join(f'<a href="/rss/{n}">x</a>' for n in range(50))
    assert len(discover(f'<a href="/{"x" * 5000}/rss">y</a>{anchors}'.encode(), URL)) == 20
