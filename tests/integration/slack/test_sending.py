"""Posting, editing and finding messages through the real slack_sdk client."""

from __future__ import annotations

import pytest

from bot.domain.alert import Refused, Sent
from bot.domain.card import Mention, Text
from bot.domain.watch import Channel
from tests.integration.sample_alert import alert_card
from tests.integration.slack.desk import Desk, block, elements, platform_of, texts


async def test_a_post_has_all_that_the_card_says_each_in_its_place(desk: Desk) -> None:
    message_id = await desk.posted()
    (message,) = desk.shown()
    assert message.ts == message_id
    assert message.text == "Dam holds"
    link, _, *body = elements(message)
    assert (link["type"], link["url"], link["text"]) == ("link", "https://herald.example/dam", "Dam holds")
    assert [(one["text"], one.get("style")) for one in body] == [
        ("The ", None),
        ("dam", {"bold": True}),
        (" at Aru held.", None),
    ]
    (field,) = block(message, "section")["fields"]
    assert field["text"] == "people moved\n*about 3,500*\nmayor · Aru Post"
    (context,) = block(message, "context")["elements"]
    assert context["text"] == (
        "*Aru Post* · <!date^1795356300^{date_short_pretty} {time}|22 Nov 2026, 14:05 UTC>\nTopic *river-floods*"
    )
    assert [one["text"]["text"] for one in block(message, "actions")["elements"]] == ["Why", "👍"]


async def test_nothing_is_unfurled_and_no_names_are_looked_for(desk: Desk) -> None:
    message_id = await desk.posted()
    await desk.platform.edit(desk.channel, message_id, alert_card("Levee breaks"), nonce="2")
    posted, edited = desk.slack.called("chat.postMessage")[0].args, desk.slack.called("chat.update")[0].args
    assert (posted["unfurl_links"], posted["unfurl_media"]) == (False, False)
    for sent in (posted, edited):
        assert (sent["parse"], sent["link_names"]) == ("none", False)


async def test_the_same_nonce_is_one_message(desk: Desk) -> None:
    assert await desk.posted() == await desk.posted()
    assert len(desk.shown()) == 1


async def test_a_nonce_counts_for_one_channel_alone(desk: Desk) -> None:
    other = desk.slack.add_channel(desk.newsroom, "other")
    await desk.posted()
    assert isinstance(await desk.platform.post(desk.named(other), alert_card(), nonce="1"), Sent)
    assert len(desk.slack.messages(other)) == 1


async def test_a_message_is_found_among_others_after_a_restart_and_an_edit(desk: Desk) -> None:
    ada = desk.slack.add_user(desk.newsroom)
    message_id = await desk.posted()
    await desk.platform.edit(desk.channel, message_id, alert_card("Levee breaks"), nonce="2")
    for _ in range(130):
        desk.slack.say(desk.wire, ada, "talk")
    other = platform_of(desk.slack, desk.newsroom)
    assert await other.find(desk.channel, "1") == message_id
    assert await other.find(desk.channel, "2") is None
    await other.stop()


async def test_an_edit_replaces_the_card(desk: Desk) -> None:
    message_id = await desk.posted()
    for _ in range(2):
        edited = await desk.platform.edit(desk.channel, message_id, alert_card("Levee breaks"), nonce="2")
        assert edited == Sent(message_id)
    (message,) = desk.shown()
    assert "Levee breaks" in texts(message)
    assert "Dam holds" not in texts(message)
    assert message.text == "Levee breaks"


@pytest.mark.parametrize("message_id", ["404", "1795356300.000001", "not an id", "1/2/3", ""])
async def test_an_edit_of_nothing_is_refused_and_the_channel_is_not_lost(desk: Desk, message_id: str) -> None:
    outcome = await desk.platform.edit(desk.channel, message_id, alert_card(), nonce="1")
    assert outcome == Refused(f"#wire has no message {message_id} any more.")


async def test_an_update_stands_in_the_thread_and_a_correction_in_the_channel_too(desk: Desk) -> None:
    first = await desk.posted()
    update = await desk.posted(nonce="2", under=first, threaded=True)
    correction = await desk.posted(nonce="3", under=first)
    answer = await desk.posted(nonce="4", under=correction, threaded=True)
    assert [f"{one.thread_ts}/{one.ts}" for one in desk.slack.messages(desk.wire, first)] == [
        update,
        correction,
        answer,
    ]
    assert [one.broadcast for one in desk.slack.messages(desk.wire, first)] == [False, True, False]
    assert await desk.platform.edit(desk.channel, correction, alert_card("Levee"), nonce="5") == Sent(correction)
    other = platform_of(desk.slack, desk.newsroom)
    for nonce, message_id in (("2", update), ("3", correction), ("4", answer)):
        assert await other.find(desk.channel, nonce, under=first, threaded=True) == message_id
    await other.stop()


async def test_an_answer_to_what_is_gone_is_a_message_of_its_own_and_is_found(desk: Desk) -> None:
    first = await desk.posted()
    desk.slack.delete_message(desk.shown()[0])
    second = await desk.posted(nonce="2", under=first, threaded=True)
    (message,) = desk.shown()
    assert (message.ts, message.thread_ts) == (second, None)
    other = platform_of(desk.slack, desk.newsroom)
    assert await other.find(desk.channel, "2", under=first, threaded=True) == second
    await other.stop()


async def test_only_who_is_mentioned_by_the_card_is_called(desk: Desk) -> None:
    ada = desk.slack.add_user(desk.newsroom, "ada")
    group = desk.slack.add_user_group(desk.newsroom, "desk", [ada])
    hostile = f"@channel <!channel> {group.mention} {ada.mention}"
    await desk.posted(alert_card(hostile, body=(Text(hostile),), context=(Text(hostile),)))
    loud = (Mention("role", group.id, "desk"), Mention("user", ada.id, "ada"), Mention("here", "", "here"))
    await desk.posted(alert_card(body=loud, context=()), nonce="2")
    silent, calling = desk.shown()
    assert desk.slack.mentions(silent) == set()
    assert desk.slack.mentions(calling) == {group.mention, ada.mention, "<!here>"}


async def test_a_channel_is_known_by_name_mention_and_id(desk: Desk) -> None:
    other = desk.slack.add_channel(desk.newsroom, "general", joined=False)
    desk.slack.add_channel(desk.newsroom, "old", archived=True)
    for name in ("wire", "#wire", " #WIRE ", f"<#{desk.wire.id}|wire>", f"<#{desk.wire.id}>", desk.wire.id):
        assert await desk.platform.resolve(desk.newsroom.id, name) == desk.channel
    assert await desk.platform.resolve(desk.newsroom.id, "general") == desk.named(other)
    for name in ("", "#", "nothing", "a b", "x" * 200, "old", "C0404", "<#C0404>"):
        assert await desk.platform.resolve(desk.newsroom.id, name) is None
    assert desk.platform.label(desk.channel) == "#wire"
    assert desk.platform.label(Channel(desk.newsroom.id, "slack", "C0404")) == "#C0404"
    assert desk.platform.label(Channel(desk.newsroom.id, "slack", "D7")) == "#direct-messages"


async def test_channels_are_known_from_the_start_and_by_their_new_names(desk: Desk) -> None:
    assert desk.platform.label(desk.channel) == "#wire"
    desk.slack.rename_channel(desk.wire, "news")
    desk.platform.directory.renamed(desk.newsroom.id, desk.wire.id)
    assert desk.platform.label(desk.channel) == "#wire", "until it is learnt"
    assert await desk.platform.resolve(desk.newsroom.id, "news") == desk.channel
    assert await desk.platform.resolve(desk.newsroom.id, "wire") is None
    assert desk.platform.label(desk.channel) == "#news"


@pytest.mark.parametrize("channel_id", ["wire", "", "C²", "C" * 40])
async def test_what_is_no_channel_of_slack_is_refused(desk: Desk, channel_id: str) -> None:
    nowhere = Channel(desk.newsroom.id, "slack", channel_id)
    for outcome in (
        await desk.platform.post(nowhere, alert_card(), nonce="1"),
        await desk.platform.edit(nowhere, "1795356300.000001", alert_card(), nonce="1"),
    ):
        assert isinstance(outcome, Refused)
        assert outcome.channel_lost
    assert await desk.platform.find(nowhere, "1") is None


async def test_each_workspace_is_written_to_with_its_own_token(desk: Desk) -> None:
    stranger = Channel("T0STRANGER", "slack", desk.wire.id)
    await desk.posted()
    outcome = await desk.platform.post(stranger, alert_card(), nonce="1")
    assert not isinstance(outcome, Sent)
    assert "not installed" in outcome.reason
    assert len(desk.shown()) == 1


async def test_a_channel_is_known_among_very_many(desk: Desk) -> None:
    last = [desk.slack.add_channel(desk.newsroom, f"room-{number}") for number in range(510)][-1]
    assert await desk.platform.resolve(desk.newsroom.id, "room-509") == desk.named(last)
    assert desk.slack.count("users.conversations") == 3, "one page at the start, two now"
