"""Looking back: queries over stored articles, and the stories of a topic."""

from __future__ import annotations

from datetime import timedelta

import pytest

from bot.adapters.parsing import InProcessParser
from bot.domain.errors import BadFeed, DatelineError, FeedUnreachable
from bot.domain.watch import LOCAL_WORKSPACE
from bot.pipeline.backtest import HIGHLIGHTED, READ, backtest
from bot.pipeline.discover import MOST_CANDIDATES, find_feed_at
from bot.pipeline.stories_of import stories_of
from bot.rules import parse
from tests.unit.pipeline.newsroom import START, Newsroom, WrittenNetwork, entry
from tests.unit.pipeline.test_poll import rss

LONG_AGO = START - timedelta(days=30)

FIRST_FLOOD = entry(
    "Flood in Aldor drives 2,000 from their homes",
    "The river Ald burst its banks near Aldor on Monday night and 2,000 people were displaced, the mayor said.",
)
SECOND_FLOOD = entry(
    "Aldor flood drives 3,000 from their homes",
    "After the river Ald burst its banks near Aldor, 3,000 people were displaced by Tuesday morning, police said.",
    id="second",
)


async def test_a_backtest_searches_this_workspaces_articles_newest_first(newsroom: Newsroom) -> None:
    feed = await newsroom.feed("Herald")
    await newsroom.feed("Courier", workspaces=["elsewhere"])
    for title in ("Great flood in Aldor", "Harvest in Norland", "Second Flood hits Brisko"):
        await newsroom.take_in(feed, entry(title))
    found = await backtest(newsroom.storage, LOCAL_WORKSPACE, parse("flood"), since=LONG_AGO)
    assert found.searched == 3
    assert [hit.article.title for hit in found.newest] == ["Second Flood hits Brisko", "Great flood in Aldor"]
    assert [hit.title_spans for hit in found.newest] == [((7, 12),), ((6, 11),)]
    elsewhere = await backtest(newsroom.storage, "elsewhere", parse("flood"), since=LONG_AGO)
    assert (elsewhere.searched, elsewhere.newest) == (0, ())


async def test_a_backtest_reads_on_past_a_page_and_keeps_to_its_limit_and_time(newsroom: Newsroom) -> None:
    feed = await newsroom.feed("Herald")
    many = READ + 3
    await newsroom.take_in(feed, *(entry(f"Flood {n}", link=f"https://herald.example/{n}") for n in range(many)))
    whole = await backtest(newsroom.storage, LOCAL_WORKSPACE, parse("flood"), since=LONG_AGO, page=READ + 1)
    assert (whole.searched, whole.matched, len(whole.newest)) == (many, many, many)
    assert len({hit.article.id for hit in whole.newest}) == many
    assert [bool(hit.title_spans) for hit in whole.newest].count(True) == HIGHLIGHTED
    small = await backtest(newsroom.storage, LOCAL_WORKSPACE, parse("flood 7"), since=LONG_AGO, page=50)
    assert (small.searched, [hit.article.title for hit in small.newest]) == (many, ["Flood 7"])
    some = await backtest(newsroom.storage, LOCAL_WORKSPACE, parse("flood"), since=LONG_AGO, limit=120, page=50)
    assert some.searched == 120
    none = await backtest(newsroom.storage, LOCAL_WORKSPACE, parse("flood"), since=START + timedelta(days=1))
    assert none.searched == 0


async def test_a_backtest_counts_what_it_does_not_keep(newsroom: Newsroom) -> None:
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, *(entry(f"Flood {n}", link=f"https://herald.example/{n}") for n in range(5)))
    found = await backtest(newsroom.storage, LOCAL_WORKSPACE, parse("flood"), since=LONG_AGO, kept=2)
    assert (found.matched, [hit.article.title for hit in found.newest]) == (5, ["Flood 0", "Flood 1"])


async def test_a_backtest_says_which_required_part_no_article_has(newsroom: Newsroom) -> None:
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, entry("Great flood in Aldor"))
    found = await backtest(newsroom.storage, LOCAL_WORKSPACE, parse("flood AND aldro* AND aldor"), since=LONG_AGO)
    assert (found.matched, found.absent) == (0, ("aldro*",))


async def test_a_backtest_asks_how_the_story_stood_when_each_article_came(newsroom: Newsroom) -> None:
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    await newsroom.take_in(herald, FIRST_FLOOD)
    await newsroom.take_in(courier, SECOND_FLOOD)
    both = await backtest(newsroom.storage, LOCAL_WORKSPACE, parse("flood"), since=LONG_AGO)
    assert (both.matched, both.stories) == (2, 1)
    second = await backtest(newsroom.storage, LOCAL_WORKSPACE, parse("flood sources >= 2"), since=LONG_AGO)
    assert [hit.article.outlet for hit in second.newest] == ["Courier"]
    risen = await backtest(newsroom.storage, LOCAL_WORKSPACE, parse("figure(displaced) rises 20%"), since=LONG_AGO)
    assert [hit.article.outlet for hit in risen.newest] == ["Courier"]
    more = await backtest(newsroom.storage, LOCAL_WORKSPACE, parse("figure(displaced) rises 80%"), since=LONG_AGO)
    assert more.matched == 0


async def test_a_topics_stories_come_with_all_their_articles(newsroom: Newsroom) -> None:
    topic = await newsroom.topic("floods", "aldor")
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    text = "The river Ald burst its banks near Aldor on Monday night, and the mayor asked 2,000 people to leave their homes."
    await newsroom.take_in(herald, entry("Flood in Aldor", text))
    await newsroom.take_in(herald, entry("Aldor opera opens", "Verdi's Otello was sung to a full house."))
    await newsroom.take_in(courier, entry("River floods", text, id="c"))
    newest, oldest = await stories_of(newsroom.storage, topic, since=LONG_AGO)
    assert [article.outlet for article in newest.articles] == ["Herald", "Courier"]
    assert [article.outlet for article in newest.matching] == ["Courier", "Herald"]
    assert [article.title for article in oldest.articles] == ["Aldor opera opens"]
    assert len(await stories_of(newsroom.storage, topic, since=LONG_AGO, limit=1)) == 1


PAGE_OF_SITE = '<html><head><link rel="alternate" type="application/rss+xml" href="/rss"></head><body>Hi</body></html>'


async def test_an_address_of_a_feed_is_taken_as_it_is_and_where_it_moved() -> None:
    network = WrittenNetwork()
    network.write("https://a.example/rss", rss("One"))
    found = await find_feed_at("https://a.example/rss", network, InProcessParser())
    assert (found.url, len(found.document.entries)) == ("https://a.example/rss", 1)
    network.write("https://b.example/", rss("One"), url="https://b.example/rss", moved_to="https://b.example/rss")
    assert (await find_feed_at("https://b.example/", network, InProcessParser())).url == "https://b.example/rss"


async def test_a_page_leads_to_the_feed_that_it_names() -> None:
    network = WrittenNetwork()
    network.write("https://a.example/", PAGE_OF_SITE)
    network.write("https://a.example/rss", rss("One"))
    assert (await find_feed_at("https://a.example/", network, InProcessParser())).url == "https://a.example/rss"


async def test_a_page_whose_feeds_do_not_answer_says_what_was_tried() -> None:
    network = WrittenNetwork()
    network.write("https://a.example/", PAGE_OF_SITE)
    with pytest.raises(BadFeed, match="nor does the one that it names work"):
        await find_feed_at("https://a.example/", network, InProcessParser())
    network.write("https://b.example/", "<html><body>Nothing</body></html>")
    with pytest.raises(BadFeed, match="names none"):
        await find_feed_at("https://b.example/", network, InProcessParser())


async def test_an_address_that_does_not_answer_says_so() -> None:
    with pytest.raises(FeedUnreachable):
        await find_feed_at("https://a.example/", WrittenNetwork(), InProcessParser())


async def test_a_hostile_page_sends_dateline_to_few_addresses() -> None:
    network = WrittenNetwork()
    links = "".join(f'<link rel="alternate" type="application/rss+xml" href="/{n}">' for n in range(100))
    network.write("https://a.example/", f"<html><head>{links}</head></html>")
    with pytest.raises(DatelineError):
        await find_feed_at("https://a.example/", network, InProcessParser())
    assert len(network.asked) <= 1 + MOST_CANDIDATES
