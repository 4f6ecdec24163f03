"""What is told of stories: the latest, a summary, the figures, and why."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.card import Link, Strong
from tests.unit.handlers.desk import FERRY, FERRY_ELSEWHERE, HARVEST, Desk
from tests.unit.pipeline.newsroom import DESK, WIRE, entry


async def test_the_latest_of_a_topic_or_of_this_channel_newest_first(desk: Desk) -> None:
    assert (await desk.told("/latest")).startswith("This channel has no topic yet")
    await desk.with_news()
    story = await desk.story_of(FERRY.title)
    latest = await desk.ask("/latest")
    lines = latest.fallback.splitlines()
    assert lines[0] == "Latest on this channel's topics"
    assert f"Courier: {FERRY_ELSEWHERE.title}" in lines[1]
    assert f"Herald: {FERRY.title}" in lines[2]
    assert all(f"({story})" in line for line in lines[1:])
    assert [button.command for button in latest.buttons] == [f"summary {story}"]
    assert (await desk.ask("/latest ferries")).title == "Latest on ferries"
    assert len((await desk.told("/latest 1")).splitlines()) == 2
    assert [span.url for span in latest.body if isinstance(span, Link)] == [FERRY_ELSEWHERE.link, FERRY.link]
    assert (await desk.told("/latest", channel=DESK)).startswith("This channel has no topic yet")
    assert "Did you mean ferries?" in await desk.refused("/latest feries")
    desk.newsroom.clock.advance(hours=24 * 4)
    assert await desk.told("/latest") == "Nothing on this channel's topics in the last three days"


async def test_a_summary_is_made_of_the_outlets_own_sentences(desk: Desk) -> None:
    await desk.with_news()
    story = await desk.story_of(FERRY.title)
    named = await desk.ask(f"/summary {story}")
    assert named.title == FERRY.title
    assert named.url == FERRY.link
    assert f"{story} · 2 articles: Herald <{FERRY.link}>, Courier <{FERRY_ELSEWHERE.link}>" in named.fallback
    assert "Killed: at least 12 people" in named.fallback
    quoted = [span.text for span in named.body if span.kind == "quote"]
    assert quoted
    assert all(quote in FERRY.summary or quote in FERRY_ELSEWHERE.summary for quote in quoted)
    assert (await desk.told("/summary ferries")) == named.fallback
    assert (await desk.told(f"/summary {story.upper()} words:20")).startswith(FERRY.title)


async def test_a_topics_other_stories_are_named_beside_its_newest(desk: Desk) -> None:
    await desk.with_news()
    other = entry(
        "Ferries resume after the storm", "Boats between the outer isles sail again.", link="https://h.example/n"
    )
    await desk.newsroom.take_in(1, other)
    summary = await desk.told("/summary ferries")
    assert summary.startswith("Ferries resume after the storm")
    assert f"Also: {FERRY.title} ({await desk.story_of(FERRY.title)})" in summary


async def test_a_story_of_headlines_alone_has_no_more_to_tell(desk: Desk) -> None:
    feed = await desk.newsroom.feed("Herald")
    await desk.newsroom.take_in(feed, entry("Opera house reopens"), entry("", "", id="blank"))
    summary = await desk.told(f"/summary {await desk.story_of('Opera house reopens')}")
    assert "The feeds give no more than the headline." in summary
    assert "No figure is stated" in await desk.told(f"/figures {await desk.story_of('Opera house reopens')}")
    assert (await desk.told(f"/summary {await desk.story_of('')}")).startswith("(no headline)")


async def test_figures_come_with_their_sentences_and_sources(desk: Desk) -> None:
    await desk.with_news()
    figures = await desk.ask("/figures ferries")
    killed = next(field for field in figures.fields if field.label == "Killed")
    assert killed.value in [(Strong("12 dead"),), (Strong("at least 12 people"),)]
    assert "coast guard · Herald" in figures.fallback
    quotes = [span.text for field in figures.fields for span in field.note if span.kind == "quote"]
    assert quotes
    sources = f"{FERRY.title}\n{FERRY.summary}\n{FERRY_ELSEWHERE.title}\n{FERRY_ELSEWHERE.summary}"
    assert all(quote in sources for quote in quotes)
    assert len((await desk.ask("/figures ferries 1")).fields) == 1


async def test_stories_that_are_not_there_are_said_to_be_missing(desk: Desk) -> None:
    await desk.with_news()
    for verb in ("summary", "figures", "why"):
        assert "There is no story s999" in await desk.refused(f"/{verb} s999")
        assert "There is no story s999999999999999" in await desk.refused(f"/{verb} s999999999999999")
        assert "Did you mean ferries?" in await desk.refused(f"/{verb} ferrie")
    await desk.newsroom.topic("volcanoes", "volcano")
    assert "Nothing on volcanoes in the last seven days." in await desk.refused("/summary volcanoes")


async def test_a_story_shows_no_article_of_a_feed_that_is_not_followed_here(desk: Desk) -> None:
    await desk.with_news()
    private = await desk.newsroom.feed("Private", workspaces=["elsewhere"])
    copy = replace(FERRY, id="private", link="https://private.example/ferry")
    await desk.newsroom.take_in(private, copy)
    for verb in ("summary", "figures", "why"):
        assert "Private" not in await desk.told(f"/{verb} ferries")


async def test_a_story_is_found_though_another_workspaces_feed_showed_its_page_first(desk: Desk) -> None:
    await desk.newsroom.topic("ferries", "ferry", WIRE)
    first = await desk.newsroom.feed("Herald", url="https://herald.example/world", workspaces=["elsewhere"])
    ours = await desk.newsroom.feed("Herald", url="https://herald.example/top")
    await desk.newsroom.take_in(first, FERRY)
    await desk.newsroom.take_in(ours, replace(FERRY, id="top-1"))
    (alert,) = await desk.newsroom.alerts()
    assert (await desk.told(f"/summary s{alert.story_id}")).startswith(FERRY.title)
    assert (await desk.told(f"/why {FERRY.link}")).startswith(f"Why: {FERRY.title}")


async def test_why_reads_back_what_was_seen_matched_decided_and_delivered(desk: Desk) -> None:
    await desk.with_news()
    why = await desk.told(f"/why {await desk.story_of(FERRY.title)}")
    assert why.startswith(f"Why: {FERRY.title}")
    assert "in https://herald.example/rss; story s" in why
    assert "Matches ferries by Ferry" in why
    assert "Does not match" not in why
    assert "for ferries: new; the topic's query matches" in why
    assert "for ferries: update; the channel has this story already; another article, by Courier, its own text" in why
    assert "which it began." in why
    assert f"grouped with Herald (“{FERRY.title}”)." in why
    assert "Delivery 1, post: sent 1 Mar 2026, 15:02 UTC+3, attempt 1." in why
    assert "Delivery 2, edit: sent 1 Mar 2026, 15:02 UTC+3, attempt 1." in why


async def test_why_tells_of_a_page_that_was_not_told(desk: Desk) -> None:
    await desk.with_news()
    why = await desk.told(f"/why {HARVEST.link}?utm_source=feed")
    assert why.startswith(f"Why: {HARVEST.title}")
    assert "Does not match ferries (" in why
    assert "Nothing was decided on it for this channel" in why
    assert "No feed that is followed here has shown" in await desk.refused("/why https://herald.example/unseen")


async def test_why_in_a_channel_without_topics_says_so(desk: Desk) -> None:
    await desk.with_news()
    assert "This channel has no topic." in await desk.told(f"/why {HARVEST.link}", channel=DESK)


async def test_why_remembers_what_was_decided_for_a_topic_that_was_left(desk: Desk) -> None:
    await desk.with_news()
    await desk.ask("/unsubscribe ferries")
    assert "for a topic that is not subscribed here now: new;" in await desk.told(f"/why {FERRY.link}")


async def test_why_tells_a_copy_and_a_delivery_that_failed(desk: Desk) -> None:
    await desk.with_news()
    await desk.newsroom.take_in(2, replace(FERRY, id="copy", link="https://courier.example/copy"))
    why = await desk.told("/why https://courier.example/copy")
    assert "repeats the text of Herald" in why
    assert "by Courier, repeats the text of Herald" in why


async def test_why_of_a_topic_saved_by_a_larger_language_is_an_answer_all_the_same(desk: Desk) -> None:
    await desk.with_news()
    await desk.newsroom.topic("broken", "((ferry", WIRE)
    assert "The query of broken cannot be read: " in await desk.told(f"/why {FERRY.link}")
