"""What Slack and the network say is an outcome, soon and never an exception."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from bot.domain.alert import Refused, RetryAfter, Sent, Unknown
from bot.domain.card import Text
from tests.doubles.slack import Rates, Rule, SlackDouble
from tests.doubles.slack.faults import FaultKind
from tests.integration.sample_alert import alert_card
from tests.integration.slack.desk import QUICK, Desk, open_desk, platform_of

POST, UPDATE, HISTORY = "chat.postMessage", "chat.update", "conversations.history"


async def attempt(desk: Desk, nonce: str = "1") -> object:
    return await desk.platform.post(desk.channel, alert_card(), nonce=nonce)


async def edit(desk: Desk, message_id: str) -> object:
    return await desk.platform.edit(desk.channel, message_id, alert_card("Levee breaks"), nonce="e")


async def test_a_429_is_heard_at_once_and_counts_for_the_channel(desk: Desk) -> None:
    desk.slack.faults.add("429", POST, retry_after=7)
    started = time.monotonic()
    assert await attempt(desk) == RetryAfter(7.0, "Slack asks to wait", "channel")
    assert time.monotonic() - started < 0.4
    assert desk.slack.count(POST) == 1, "nothing was repeated by the library"
    assert isinstance(await attempt(desk), Sent)


async def test_one_message_a_second_is_all_that_a_channel_takes() -> None:
    async with open_desk(double=SlackDouble(rates=Rates(posting=Rule(1, 1.0)))) as desk:
        other = desk.slack.add_channel(desk.newsroom, "other")
        assert isinstance(await attempt(desk), Sent)
        assert await attempt(desk, "2") == RetryAfter(1.0, "Slack asks to wait", "channel")
        assert isinstance(await desk.platform.post(desk.named(other), alert_card(), nonce="2"), Sent)
        assert desk.platform.abilities.rates.channel is not None
        assert desk.platform.abilities.rates.channel.count == 1


@pytest.mark.parametrize("kind", ["500", "502", "503", "fatal_error", "html"])
async def test_an_error_of_slacks_own_is_unknown_at_once(desk: Desk, kind: FaultKind) -> None:
    desk.slack.faults.add(kind, POST)
    said = {"html": "200"}.get(kind, kind)
    assert await attempt(desk) == Unknown(f"Slack answered {said}")
    assert desk.slack.count(POST) == 1


@pytest.mark.parametrize("kind", ["reset", "cut", "late"])
async def test_a_message_of_which_nobody_heard_is_looked_for_and_never_doubled(desk: Desk, kind: FaultKind) -> None:
    desk.slack.faults.add(kind, POST, seconds=2.0)
    assert isinstance(await attempt(desk), Unknown)
    made = [message.ts for message in desk.shown()]
    assert len(made) == (0 if kind == "reset" else 1)
    again = await attempt(desk)
    assert isinstance(again, Sent)
    assert [message.ts for message in desk.shown()] == [again.message_id]
    assert not made or made == [again.message_id]


async def test_a_second_attempt_waits_until_it_can_be_known_whether_there_was_a_first(desk: Desk) -> None:
    desk.slack.faults.add("cut", POST)
    desk.slack.faults.add("503", HISTORY, times=3)
    assert isinstance(await attempt(desk), Unknown)
    for _ in range(2):
        held = await attempt(desk)
        assert isinstance(held, RetryAfter)
        assert held.scope == "delivery"
    restarted = platform_of(desk.slack, desk.newsroom)
    assert await restarted.find(desk.channel, "1") is None, "Slack does not say"
    again = await restarted.post(desk.channel, alert_card(), nonce="1")
    assert [Sent(message.ts) for message in desk.shown()] == [again]
    await restarted.stop()


async def test_a_slack_that_cannot_be_reached_did_not_get_the_message(desk: Desk) -> None:
    platform = platform_of(desk.slack, desk.newsroom, api="http://127.0.0.1:9/api/")
    outcome = await platform.post(desk.channel, alert_card(), nonce="1")
    assert isinstance(outcome, RetryAfter)
    assert outcome.scope == "platform"
    assert "cannot be reached" in outcome.reason
    await platform.stop()
    closed = await platform.post(desk.channel, alert_card(), nonce="1")
    assert isinstance(closed, RetryAfter)


async def test_a_lost_channel_is_told_with_what_to_do(desk: Desk) -> None:
    message_id = await desk.posted()
    private = desk.slack.add_channel(desk.newsroom, "hidden", private=True, joined=False)
    desk.slack.remove_bot(desk.wire)
    invite = Refused("I am not in #wire: type /invite @dateline there.", channel_lost=True)
    assert await attempt(desk, "2") == invite
    assert await edit(desk, message_id) == invite
    desk.slack.invite_bot(desk.wire)
    desk.slack.archive_channel(desk.wire)
    archived = Refused("#wire is archived.", channel_lost=True)
    assert await attempt(desk, "2") == archived
    assert await edit(desk, message_id) == archived
    desk.slack.unarchive_channel(desk.wire)
    assert isinstance(await attempt(desk, "2"), Sent)
    outcome = await desk.platform.post(desk.named(private), alert_card(), nonce="1")
    assert isinstance(outcome, Refused)
    assert outcome.channel_lost
    assert "/invite @dateline" in outcome.reason
    desk.slack.restrict_channel(desk.wire)
    restricted = await attempt(desk, "3")
    assert isinstance(restricted, Refused)
    assert restricted.channel_lost


async def test_a_token_that_is_revoked_holds_the_workspace_up(desk: Desk) -> None:
    desk.slack.revoke_tokens(desk.newsroom)
    outcome = await attempt(desk)
    assert isinstance(outcome, RetryAfter)
    assert outcome.scope == "workspace"


async def test_a_permission_that_was_not_given_is_named() -> None:
    async with SlackDouble() as slack:
        newsroom = slack.add_workspace(scopes=["channels:read", "groups:read"])
        wire = slack.add_channel(newsroom, "wire")
        platform = platform_of(slack, newsroom)
        outcome = await platform.post(Desk(slack, newsroom, wire, platform).channel, alert_card(), nonce="1")
        assert isinstance(outcome, RetryAfter)
        assert outcome.scope == "workspace"
        assert "chat:write" in outcome.reason
        await platform.stop()


@pytest.mark.parametrize("error", ["restricted_action_thread_locked", "thread_not_found", "cannot_reply_to_message"])
async def test_what_may_not_be_answered_gets_a_message_beside_it(desk: Desk, error: str) -> None:
    first = await desk.posted()
    desk.slack.faults.add("error", POST, error=error)
    second = await desk.posted(nonce="2", under=first, threaded=True)
    assert [message.ts for message in desk.slack.timeline(desk.wire)] == [first, second]


@pytest.mark.parametrize("error", ["invalid_blocks", "msg_blocks_too_long"])
async def test_blocks_that_are_not_taken_become_words(desk: Desk, error: str) -> None:
    desk.slack.faults.add("error", POST, error=error)
    assert isinstance(await attempt(desk), Sent)
    (message,) = desk.shown()
    assert (message.text, message.blocks) == ("Dam holds", [])
    desk.slack.faults.add("error", POST, error=error, times=2)
    refused = await attempt(desk, "2")
    assert isinstance(refused, Refused)
    assert error in refused.reason
    assert not refused.channel_lost


async def test_an_edit_that_is_not_taken_becomes_words_too(desk: Desk) -> None:
    message_id = await desk.posted()
    desk.slack.faults.add("error", UPDATE, error="invalid_blocks")
    assert await edit(desk, message_id) == Sent(message_id)
    (message,) = desk.shown()
    assert (message.text, message.blocks) == ("Levee breaks", [])


@pytest.mark.parametrize("after", [None, 0.0])
async def test_a_workspace_may_forbid_edits(desk: Desk, after: float | None) -> None:
    message_id = await desk.posted()
    desk.slack.forbid_edits(desk.newsroom, after=after)
    outcome = await edit(desk, message_id)
    assert isinstance(outcome, Refused)
    assert not outcome.channel_lost
    assert "edit my message in #wire no more" in outcome.reason


async def test_edits_keep_a_pace_of_their_own_and_meet_no_refusal() -> None:
    async with open_desk(double=SlackDouble(rates=Rates.of_slack())) as desk:
        message_id = await desk.posted()
        outcomes = [await edit(desk, message_id) for _ in range(60)]
        assert outcomes.count(Sent(message_id)) == 45
        waits = [outcome for outcome in outcomes if isinstance(outcome, RetryAfter)]
        assert {outcome.scope for outcome in waits} == {"delivery"}
        assert all(50 < outcome.seconds <= 60 for outcome in waits)
        assert not [call for call in desk.slack.called(UPDATE) if call.status == 429]
        assert isinstance(await attempt(desk, "2"), Sent), "posts go on"


async def test_a_429_for_an_edit_holds_edits_up_and_nothing_else(desk: Desk) -> None:
    message_id = await desk.posted()
    desk.slack.faults.add("429", UPDATE, retry_after=9)
    first = await edit(desk, message_id)
    assert first == RetryAfter(9.0, "Slack asks to wait", "delivery")
    second = await edit(desk, message_id)
    assert isinstance(second, RetryAfter)
    assert 8 < second.seconds <= 9
    assert desk.slack.count(UPDATE) == 1
    assert isinstance(await attempt(desk, "2"), Sent)


async def test_whatever_a_feed_says_slack_takes_it(desk: Desk) -> None:
    hostile = "&lt; <!channel> *x* `y` > | :bomb: " * 300
    await desk.posted(alert_card(hostile, body=(Text(hostile),), context=(Text(hostile),), fallback=hostile))
    assert desk.slack.violations == []


async def test_a_start_without_slack_is_none_the_less_one(desk: Desk) -> None:
    desk.slack.faults.add("503", "*", times=None)
    platform = platform_of(desk.slack, desk.newsroom)
    await platform.start()
    assert platform.label(desk.channel) == f"#{desk.wire.id}"
    desk.slack.faults.clear()
    assert isinstance(await platform.post(desk.channel, alert_card(), nonce="1"), Sent)
    await platform.stop()


async def test_a_question_is_asked_once_more_after_a_moment_that_slack_asks_for() -> None:
    async with open_desk(timing=replace(QUICK, answer=2.0, patience=1.0)) as desk:
        message_id = await desk.posted()
        other = platform_of(desk.slack, desk.newsroom, timing=replace(QUICK, answer=2.0, patience=1.0))
        desk.slack.faults.add("429", HISTORY, retry_after=0)
        assert await other.find(desk.channel, "1") == message_id
        assert desk.slack.count(HISTORY) == 2
        await other.stop()
