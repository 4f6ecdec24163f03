"""What channels are told as articles come in: the use cases ingest, group, match and alert over a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.domain.alert import Act, AlertKind
from bot.domain.watch import LOCAL_WORKSPACE, Channel
from tests.unit.pipeline.brittle import Brittle
from tests.unit.pipeline.newsroom import DESK, ELSEWHERE, START, WIRE, Newsroom, entry, kinds, reasons, traces_of
from tests.unit.pipeline.quake import QUAKE, QUAKE_ELSEWHERE, tremor, worse


async def test_a_first_poll_remembers_everything_and_alerts_nobody(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald", seeded=False)
    first = await newsroom.take_in(feed, QUAKE, entry("Earthquake drill held"))
    assert (first.new, first.traces) == (2, ())
    assert len(await newsroom.articles()) == 2
    again = await newsroom.take_in(feed, QUAKE, entry("Earthquake drill held"), entry("Earthquake fund opened"))
    assert (again.new, again.known) == (1, 2)
    assert kinds(again) == [("web:#wire", "new")]


async def test_one_story_is_one_alert_a_channel_whatever_outlets_tell_it(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, DESK)
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    assert kinds(await newsroom.take_in(herald, QUAKE)) == [("web:#desk", "new"), ("web:#wire", "new")]
    second = await newsroom.take_in(courier, QUAKE_ELSEWHERE)
    assert kinds(second) == [("web:#desk", "update"), ("web:#wire", "update")]
    assert "another article, by Courier, its own text" in reasons(second)
    await newsroom.deliver()
    (message,) = await newsroom.messages()
    assert message.card.title == QUAKE.title
    assert "2 outlets: Herald, Courier" in message.card.fallback
    (alert,) = await newsroom.alerts()
    assert [delivery.act for delivery in await newsroom.deliveries(alert)] == [Act.POST, Act.EDIT]


async def test_a_syndicated_copy_is_counted_as_no_independent_report(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    await newsroom.take_in(herald, QUAKE)
    copied = await newsroom.take_in(courier, replace(QUAKE, id="c1", link="https://courier.example/agency"))
    assert kinds(copied) == [("web:#wire", "update")]
    assert "another article, by Courier, repeats the text of Herald" in reasons(copied)
    await newsroom.deliver()
    (message,) = await newsroom.messages()
    assert "2 outlets, 1 independent: Herald, Courier" in message.card.fallback


async def test_an_edit_is_told_only_where_headline_or_figures_changed(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, QUAKE)
    reworded = replace(QUAKE, summary=QUAKE.summary.replace("island of Lamerra", "isle of Lamerra"))
    quiet = await newsroom.take_in(feed, reworded)
    assert (quiet.changed, kinds(quiet)) == (1, [])
    assert "neither its headline nor its figures changed" in reasons(quiet)
    worse = replace(reworded, summary=reworded.summary.replace("12 people", "31 people"))
    told = await newsroom.take_in(feed, worse)
    assert kinds(told) == [("web:#wire", "update")]
    assert "its figures changed" in reasons(told)
    retitled = replace(worse, title="Earthquake toll rises in Lamerra")
    assert "its headline changed" in reasons(await newsroom.take_in(feed, retitled))
    await newsroom.deliver()
    message, update = await newsroom.messages()
    assert message.card.title == "Earthquake toll rises in Lamerra"
    assert "31" in message.card.fallback
    assert (update.under, update.card.title) == (message.id, "Now at least 31 people killed (was at least 12), Herald")
    assert len(await newsroom.articles()) == 1


async def test_a_re_dated_entry_is_nothing(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, replace(QUAKE, published=START))
    later = await newsroom.take_in(feed, replace(QUAKE, published=START + timedelta(hours=5)))
    assert (later.new, later.changed, later.known, later.traces) == (0, 0, 1, ())


async def test_an_edit_that_makes_an_old_article_match_is_news(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald", seeded=False)
    calm = entry("All quiet in Lamerra", "Nothing of note was reported from the island.", id="h1")
    await newsroom.take_in(feed, calm)
    edited = await newsroom.take_in(feed, replace(QUAKE, id="h1", link=None))
    assert kinds(edited) == [("web:#wire", "new")]
    assert "the topic's query matches, since an edit" in reasons(edited)


async def test_an_archived_article_that_matched_all_along_stays_silent_when_edited(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald", seeded=False)
    await newsroom.take_in(feed, QUAKE)
    edited = await newsroom.take_in(feed, replace(QUAKE, title="Earthquake toll rises in Lamerra"))
    assert (edited.changed, kinds(edited)) == (1, [])
    assert "it matched before this edit, and was not told then" in reasons(edited)


async def test_two_topics_of_one_channel_are_one_alert_and_it_names_the_first(newsroom: Newsroom) -> None:
    first = await newsroom.topic("quakes", "earthquake", WIRE)
    await newsroom.topic("islands", "lamerra", WIRE, DESK)
    feed = await newsroom.feed("Herald")
    told = await newsroom.take_in(feed, QUAKE)
    assert kinds(told) == [("web:#desk", "new"), ("web:#wire", "new")]
    (alert,) = await newsroom.alerts()
    assert alert.topic_id == first.id


async def test_a_channel_that_unsubscribed_is_told_no_more(newsroom: Newsroom) -> None:
    topic = await newsroom.topic("quakes", "earthquake", WIRE, DESK)
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    await newsroom.take_in(herald, QUAKE)
    async with newsroom.storage.write() as tx:
        assert await tx.watch.unsubscribe(WIRE, topic.id)
    assert kinds(await newsroom.take_in(courier, QUAKE_ELSEWHERE)) == [("web:#desk", "update")]


async def test_a_deleted_topic_is_matched_no_more_and_a_new_one_at_once(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald")
    assert kinds(await newsroom.take_in(feed, entry("Earthquake one"))) == [("web:#wire", "new")]
    async with newsroom.storage.write() as tx:
        assert await tx.watch.remove_topic(LOCAL_WORKSPACE, "quakes")
    assert kinds(await newsroom.take_in(feed, entry("Earthquake insurers meet in Oslo"))) == []
    await newsroom.topic("insurers", "insurers", DESK)
    assert kinds(await newsroom.take_in(feed, entry("Insurers raise premiums in Peru"))) == [("web:#desk", "new")]


async def test_a_changed_query_is_in_force_at_the_next_article(newsroom: Newsroom) -> None:
    topic = await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald")
    async with newsroom.storage.write() as tx:
        await tx.watch.save_topic(replace(topic, query="volcano"))
    assert kinds(await newsroom.take_in(feed, QUAKE)) == []
    assert kinds(await newsroom.take_in(feed, entry("Volcano erupts"))) == [("web:#wire", "new")]


async def test_workspaces_are_told_of_their_own_feeds_only(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    await newsroom.topic("quakes", "earthquake", ELSEWHERE, workspace="elsewhere")
    ours = await newsroom.feed("Herald")
    theirs = await newsroom.feed("Courier", workspaces=["elsewhere"])
    assert kinds(await newsroom.take_in(ours, QUAKE)) == [("web:#wire", "new")]
    # The story is the same for all; the article is of a feed that our workspace does not follow and must not show.
    told = await newsroom.take_in(theirs, QUAKE_ELSEWHERE)
    assert [(trace.channel, trace.kind) for trace in told.traces] == [(ELSEWHERE, AlertKind.NEW)]
    await newsroom.deliver()
    (message,) = await newsroom.messages(WIRE)
    assert "Courier" not in message.card.fallback
    (message,) = await newsroom.messages(ELSEWHERE)
    assert "Herald" not in message.card.fallback


async def test_a_page_that_another_feed_shows_too_is_one_article_and_no_second_alert(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    world = await newsroom.feed("Herald", url="https://herald.example/world")
    top = await newsroom.feed("Herald", url="https://herald.example/top")
    assert kinds(await newsroom.take_in(world, QUAKE)) == [("web:#wire", "new")]
    assert kinds(await newsroom.take_in(top, replace(QUAKE, id="top-1"))) == []
    assert len(await newsroom.articles()) == 1
    (alert,) = await newsroom.alerts()
    assert len(await newsroom.deliveries(alert)) == 1


async def test_a_page_known_from_another_feed_is_told_to_those_who_could_not_know(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    await newsroom.topic("quakes", "earthquake", ELSEWHERE, workspace="elsewhere")
    world = await newsroom.feed("Herald", url="https://herald.example/world")
    top = await newsroom.feed("Herald", url="https://herald.example/top", workspaces=["local", "elsewhere"])
    await newsroom.take_in(world, QUAKE)
    shown = await newsroom.take_in(top, replace(QUAKE, id="top-1"))
    assert [trace.kind for trace in traces_of(shown, ELSEWHERE)] == [AlertKind.NEW]
    assert [trace.kind for trace in traces_of(shown, WIRE) if trace.kind is not AlertKind.NOTHING] == []


async def test_an_archived_page_that_moves_to_another_feed_is_no_news(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    world = await newsroom.feed("Herald", url="https://herald.example/world", seeded=False)
    top = await newsroom.feed("Herald", url="https://herald.example/top")
    assert (await newsroom.take_in(world, QUAKE)).traces == ()
    assert kinds(await newsroom.take_in(top, replace(QUAKE, id="top-1"))) == []


async def test_a_feed_that_is_unfollowed_during_its_poll_alerts_nobody(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald")
    async with newsroom.storage.write() as tx:
        await tx.feeds.unfollow(LOCAL_WORKSPACE, feed)
    assert (await newsroom.take_in(feed, QUAKE)).traces == ()


async def test_an_entry_twice_in_one_document_is_one_article(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald")
    told = await newsroom.take_in(feed, QUAKE, QUAKE)
    assert (told.new, told.known) == (1, 1)
    assert kinds(told) == [("web:#wire", "new")]


async def test_entries_are_taken_in_oldest_first(newsroom: Newsroom) -> None:
    feed = await newsroom.feed("Herald")
    old = entry("Harvest begins in Norland", published=START - timedelta(hours=3))
    new = entry("Ferry timetable changes", published=START - timedelta(hours=1))
    undated = entry("Opera house reopens")
    await newsroom.take_in(feed, undated, new, old)
    newest_first = sorted(await newsroom.articles(), key=lambda article: article.id, reverse=True)
    assert [article.title for article in newest_first] == [undated.title, new.title, old.title]


async def test_a_topic_saved_by_a_larger_language_matches_nothing_and_stops_nothing(newsroom: Newsroom) -> None:
    await newsroom.topic("broken", "((earthquake", WIRE)
    await newsroom.topic("quakes", "earthquake", DESK)
    feed = await newsroom.feed("Herald")
    assert kinds(await newsroom.take_in(feed, QUAKE)) == [("web:#desk", "new")]


async def test_what_must_be_known_is_read_once_a_poll_however_much_it_brings(newsroom: Newsroom) -> None:
    watched = Brittle(newsroom.storage)
    reading = Newsroom(newsroom.storage, seen_by_pipeline=watched)
    await newsroom.topic("quakes", "earthquake", WIRE, DESK, cap=50)
    await newsroom.topic("islands", "lamerra", WIRE)
    feed = await newsroom.feed("Herald")
    await reading.take_in(feed, QUAKE, *(tremor(number) for number in range(5)))
    reads = ("of_stories", "subscribers", "paused", "told_since", "open_notices", "add_traces")
    assert {name: watched.names[name] for name in reads} == dict.fromkeys(reads, 1)
    assert (watched.names["get"], watched.names["owe"]) == (1, 12)


async def test_a_poll_that_concerns_nobody_reads_next_to_nothing(newsroom: Newsroom) -> None:
    watched = Brittle(newsroom.storage)
    reading = Newsroom(newsroom.storage, seen_by_pipeline=watched)
    await newsroom.topic("volcanoes", "volcano", WIRE)
    await reading.take_in(await newsroom.feed("Herald"), QUAKE)
    assert watched.names["of_stories"] == 1
    assert not watched.names.keys() & {"subscribers", "paused", "told_since", "open_notices", "add_traces"}


async def test_on_a_platform_that_is_not_switched_on_here_nothing_fancy_is_owed(newsroom: Newsroom) -> None:
    away = Channel(LOCAL_WORKSPACE, "pager", "desk")
    await newsroom.topic("quakes", "earthquake", away)
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, QUAKE)
    await newsroom.take_in(feed, worse(QUAKE, 40))
    (alert,) = await newsroom.alerts(away)
    assert [delivery.act for delivery in await newsroom.deliveries(alert)] == [Act.POST, Act.EDIT]
