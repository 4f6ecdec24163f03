from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.domain.news import Entry
from bot.feeds import (
    ArticleDecision,
    Known,
    Verdict,
    ambiguous_keys,
    content_hash,
    decide_article,
    entry_keys,
)

NOW = datetime(2025, 3, 1, 12, tzinfo=UTC)
LONG = "The council voted eleven to four on Tuesday to keep the harbour ferry free of charge until the end of June."


def entry(**stated: Any) -> Entry:
    return Entry(**{"id": "g1", "link": "https://a.example/1", "title": "Ferry stays free", "summary": LONG, **stated})


def known(*versions: Entry, article_id: int = 7) -> Known:
    last = versions[-1]
    keys = tuple(dict.fromkeys(key for version in versions for key in entry_keys(version)))
    return Known(article_id=article_id, keys=keys, title=last.title, content_hash=content_hash(last))


def decide(new: Entry, *articles: Known, beside: tuple[Entry, ...] = ()) -> ArticleDecision:
    return decide_article(new, articles, ambiguous_keys((new, *beside)), NOW)


FIRST = entry()


@pytest.mark.parametrize(
    ("new", "verdict", "reason"),
    [
        (FIRST, Verdict.KNOWN, "same id"),
        (replace(FIRST, published=NOW, updated=NOW, tags=("x",)), Verdict.KNOWN, "nothing new in it"),
        (replace(FIRST, title="Ferry  stays free "), Verdict.KNOWN, "same id"),
        (replace(FIRST, title="Ferry stays free until June"), Verdict.CHANGED, "title changed"),
        (replace(FIRST, summary="Short."), Verdict.CHANGED, "summary changed"),
        (replace(FIRST, id="g2"), Verdict.KNOWN, "id changed"),
        (replace(FIRST, id=None), Verdict.KNOWN, "same link"),
        (replace(FIRST, id="g2", title="Ferry free"), Verdict.CHANGED, "same link"),
        (replace(FIRST, link="https://a.example/ferry-free"), Verdict.KNOWN, "link changed"),
        (replace(FIRST, link="https://a.example/ferry-free", title="Ferry"), Verdict.CHANGED, "link changed"),
        (replace(FIRST, link="http://www.a.example/1/?utm_source=rss"), Verdict.KNOWN, "same id"),
        (replace(FIRST, id="g2", link="https://a.example/2"), Verdict.KNOWN, "same text"),
        (replace(FIRST, id=None, link=None), Verdict.KNOWN, "same text"),
    ],
)
def test_the_same_article(new: Entry, verdict: Verdict, reason: str) -> None:
    decision = decide(new, known(FIRST))
    assert (decision.verdict, decision.article_id) == (verdict, 7)
    assert reason in decision.reasons


def test_never_seen() -> None:
    decision = decide(FIRST)
    assert (decision.verdict, decision.article_id, decision.reasons) == (Verdict.NEW, 0, ("never seen in this feed",))


def test_ids_that_are_not_unique_identify_nothing() -> None:
    other = entry(link="https://a.example/2", title="Tram fares rise", summary="Another thing entirely happened today.")
    decision = decide(other, known(FIRST), beside=(FIRST,))
    assert decision.verdict is Verdict.NEW
    assert decision.reasons[0] == "the feed repeats the id on other entries"
    assert decide(FIRST, known(FIRST), beside=(other,)).verdict is Verdict.KNOWN


def test_links_to_the_home_page_identify_nothing() -> None:
    first = entry(id=None, link="https://a.example/")
    other = entry(id=None, link="https://a.example", title="Tram fares rise", summary="Another thing entirely.")
    assert decide(other, known(first)).verdict is Verdict.NEW
    assert decide(first, known(first)).verdict is Verdict.KNOWN
    edited = replace(first, title="Ferry stays free until June")
    assert decide(edited, known(first)).verdict is Verdict.NEW


def test_an_id_that_is_the_home_page_identifies_nothing() -> None:
    first = entry(id="https://a.example/", link=None)
    other = replace(first, title="Tram fares rise", summary="Another thing entirely.")
    assert decide(other, known(first)).verdict is Verdict.NEW


def test_a_link_that_several_articles_have_identifies_only_with_the_id() -> None:
    live = "https://a.example/live"
    one, two = entry(id="1", link=live, title="One", summary=""), entry(id="2", link=live, title="Two", summary="")
    articles = (known(one, article_id=1), known(two, article_id=2))
    three = entry(id="3", link=live, title="Three", summary="")
    assert decide(three, *articles).verdict is Verdict.NEW
    assert decide(replace(two, title="Two again"), *articles).article_id == 2


def test_a_short_text_alone_is_a_coincidence() -> None:
    monday = entry(id="1", link="https://a.example/mon", title="Morning briefing", summary="")
    tuesday = entry(id="2", link="https://a.example/tue", title="Morning briefing", summary="")
    assert decide(tuesday, known(monday)).verdict is Verdict.NEW


def test_without_id_and_link_even_a_short_text_identifies() -> None:
    bare = entry(id=None, link=None, title="Fog on the A7", summary="")
    assert decide(bare, known(bare)).verdict is Verdict.KNOWN


def test_caches_that_disagree_do_not_make_an_article_flap() -> None:
    edited = replace(FIRST, title="Ferry stays free until June")
    stored = known(FIRST, edited)
    assert decide(FIRST, stored).verdict is Verdict.KNOWN
    assert decide(edited, stored).verdict is Verdict.KNOWN


def test_of_several_articles_the_one_that_shares_most() -> None:
    a = known(entry(id="g1", link="https://a.example/old", summary="x"), article_id=1)
    b = known(entry(id="g1", link="https://a.example/1", summary="y"), article_id=2)
    assert decide(FIRST, a, b).article_id == 2
    assert decide(FIRST, b, a).article_id == 2


def test_all_ids_changed_at_once() -> None:
    old = [entry(id=f"old-{n}", link=f"https://a.example/{n}", title=f"T{n}", summary="") for n in range(20)]
    new = [replace(one, id=f"new-{n}") for n, one in enumerate(old)]
    shared = ambiguous_keys(new)
    for n, one in enumerate(new):
        decision = decide_article(one, [known(old[n], article_id=n + 1)], shared, NOW)
        assert (decision.verdict, decision.article_id) == (Verdict.KNOWN, n + 1)
