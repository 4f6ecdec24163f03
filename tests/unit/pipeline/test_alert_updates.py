"""How a channel learns that a story which it was told has moved on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.alert import Act, AlertKind
from bot.domain.card import Mention
from bot.domain.chat import Abilities
from bot.domain.watch import Early, Updates
from tests.unit.pipeline.newsroom import DESK, WIRE, Newsroom, kinds, open_newsroom, reasons, traces_of
from tests.unit.pipeline.quake import QUAKE, QUAKE_AGAIN, QUAKE_ELSEWHERE, worse

EVERYBODY = Mention("everyone", "", "everyone")
PLAIN = Abilities(edits=True, buttons=True, pictures=False, lookup=True)
RETRACTED = replace(QUAKE, title=f"RETRACTED: {QUAKE.title}", summary=f"This story has been retracted. {QUAKE.summary}")


async def acts(newsroom: Newsroom) -> list[Act]:
    """What the wire's one alert owed, in order."""
    (alert,) = await newsroom.alerts()
    return [delivery.act for delivery in await newsroom.deliveries(alert)]


@pytest.mark.parametrize(
    ("updates", "expected"),
    [
        (Updates.THREAD, [Act.POST, Act.EDIT, Act.THREAD]),
        (Updates.REPLY, [Act.POST, Act.EDIT, Act.REPLY]),
        (Updates.EDIT, [Act.POST, Act.EDIT]),
        (Updates.NONE, [Act.POST]),
    ],
)
async def test_a_toll_that_rises_is_told_as_the_channel_chose(
    newsroom: Newsroom, updates: Updates, expected: list[Act]
) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, updates=updates)
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, QUAKE)
    await newsroom.take_in(feed, worse(QUAKE, 31))
    assert await acts(newsroom) == expected


async def test_on_a_platform_without_threads_and_replies_the_edit_has_to_do() -> None:
    async with open_newsroom(abilities=PLAIN) as newsroom:
        await newsroom.topic("quakes", "earthquake", WIRE)
        feed = await newsroom.feed("Herald")
        await newsroom.take_in(feed, QUAKE)
        await newsroom.take_in(feed, worse(QUAKE, 31))
        assert await acts(newsroom) == [Act.POST, Act.EDIT]


async def test_another_outlet_with_the_same_figures_is_but_an_edit(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    await newsroom.take_in(herald, QUAKE)
    await newsroom.take_in(courier, QUAKE_ELSEWHERE)
    assert await acts(newsroom) == [Act.POST, Act.EDIT]


async def test_a_message_too_old_to_edit_is_renewed_when_something_happens_and_left_alone_otherwise() -> None:
    hour = Abilities(edits=True, buttons=True, pictures=False, lookup=True, replies=True, edit_for=timedelta(hours=1))
    async with open_newsroom(abilities=hour) as newsroom:
        await newsroom.topic("quakes", "earthquake", WIRE)
        herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
        await newsroom.take_in(herald, QUAKE)
        newsroom.clock.advance(hours=2)
        quiet = await newsroom.take_in(courier, QUAKE_ELSEWHERE)
        assert await acts(newsroom) == [Act.POST]
        assert "its message is too old to edit cheaply" in reasons(quiet)
        await newsroom.take_in(courier, worse(QUAKE_ELSEWHERE, 40))
        assert await acts(newsroom) == [Act.POST, Act.RENEW]
        assert await newsroom.titles() == [QUAKE.title, f"> {QUAKE.title}"]
        # The fresh message is the one that is edited from then on.
        await newsroom.take_in(courier, worse(QUAKE_ELSEWHERE, 55))
        assert (await acts(newsroom))[2:] == [Act.EDIT, Act.REPLY]


async def test_a_retraction_goes_to_exactly_those_who_were_told(newsroom: Newsroom) -> None:
    topic = await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, QUAKE)
    await newsroom.subscribe(topic, DESK)
    told = await newsroom.take_in(feed, RETRACTED)
    assert kinds(told) == [("web:#wire", "update")]
    assert [trace.kind for trace in traces_of(told, DESK)] == [AlertKind.NOTHING]
    assert await newsroom.titles() == [RETRACTED.title, f"> Retracted: {RETRACTED.title}"]
    assert await newsroom.titles(DESK) == []


async def test_a_retraction_reaches_a_channel_that_muted_the_story(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, QUAKE)
    (alert,) = await newsroom.alerts()
    async with newsroom.storage.write() as tx:
        await tx.alerts.save(replace(alert, muted_at=newsroom.clock.now()))
    assert kinds(await newsroom.take_in(feed, worse(QUAKE, 90))) == []
    assert kinds(await newsroom.take_in(feed, RETRACTED)) == [("web:#wire", "update")]


async def test_a_retraction_mends_the_message_of_a_channel_that_unsubscribed_since(newsroom: Newsroom) -> None:
    topic = await newsroom.topic("quakes", "earthquake", WIRE)
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, QUAKE)
    async with newsroom.storage.write() as tx:
        await tx.watch.unsubscribe(WIRE, topic.id)
    assert (await newsroom.take_in(feed, worse(QUAKE, 90))).traces == ()
    await newsroom.take_in(feed, RETRACTED)
    assert await acts(newsroom) == [Act.POST, Act.EDIT]
    assert await newsroom.titles() == [RETRACTED.title]


async def test_a_digest_channel_is_told_a_retraction_at_once(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, when="daily 08:00")
    feed = await newsroom.feed("Herald")
    await newsroom.take_in(feed, QUAKE)
    newsroom.clock.advance(hours=24)
    await newsroom.release()
    await newsroom.take_in(feed, RETRACTED)
    assert (await newsroom.titles())[-1] == f"> Retracted: {RETRACTED.title}"


async def test_nothing_is_told_before_enough_outlets_report_it_and_then_it_calls(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, min_outlets=2, mention=(EVERYBODY,))
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    assert kinds(await newsroom.take_in(herald, QUAKE)) == [("web:#wire", "hold")]
    copied = replace(QUAKE, id="c1", link="https://courier.example/agency")
    assert kinds(await newsroom.take_in(courier, copied)) == [("web:#wire", "hold")]
    assert kinds(await newsroom.take_in(courier, QUAKE_ELSEWHERE)) == [("web:#wire", "new")]
    await newsroom.deliver()
    (message,) = await newsroom.messages()
    assert EVERYBODY in message.card.body
    assert message.card.title == QUAKE.title


async def test_an_early_quiet_post_calls_nobody_until_it_is_confirmed(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, min_outlets=2, early=Early.QUIET, mention=(EVERYBODY,))
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    await newsroom.take_in(herald, QUAKE)
    await newsroom.deliver()
    (post,) = await newsroom.messages()
    assert EVERYBODY not in post.card.body
    assert "1 of 2 outlets so far" in post.card.fallback
    await newsroom.take_in(courier, QUAKE_ELSEWHERE)
    await newsroom.deliver()
    edited, answer = await newsroom.messages()
    assert "of 2 outlets so far" not in edited.card.fallback
    assert EVERYBODY not in edited.card.body
    assert (answer.under, answer.card.title) == (post.id, "2 independent outlets report it now")
    assert EVERYBODY in answer.card.body


async def test_both_outlets_in_one_poll_confirm_once(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, min_outlets=2, early=Early.QUIET)
    herald, courier = await newsroom.feed("Herald"), await newsroom.feed("Courier")
    await newsroom.take_in(herald, QUAKE)
    await newsroom.take_in(courier, QUAKE_ELSEWHERE, QUAKE_AGAIN)
    assert await acts(newsroom) == [Act.POST, Act.EDIT, Act.THREAD, Act.EDIT]


async def test_a_story_calls_at_most_once_and_only_when_its_query_matches(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, mention=(EVERYBODY,), mention_when="figure(killed) >= 30")
    feed = await newsroom.feed("Herald")
    for toll in (12, 31, 60):
        await newsroom.take_in(feed, worse(QUAKE, toll))
    await newsroom.deliver()
    called = [EVERYBODY in message.card.body for message in await newsroom.messages()]
    assert called == [False, True, False]


async def test_of_two_subscriptions_the_eager_one_decides(newsroom: Newsroom) -> None:
    await newsroom.topic("quakes", "earthquake", WIRE, when="daily 08:00")
    await newsroom.topic("islands", "lamerra", WIRE)
    feed = await newsroom.feed("Herald")
    assert kinds(await newsroom.take_in(feed, QUAKE)) == [("web:#wire", "new")]
    (alert,) = await newsroom.alerts()
    (delivery,) = await newsroom.deliveries(alert)
    assert "islands" in delivery.card.fallback
