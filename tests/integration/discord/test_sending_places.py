"""Threads, forums, announcement channels and webhooks."""

from __future__ import annotations

from bot.adapters.platforms.discord import Style
from bot.domain.alert import Sent
from tests.integration.discord.desk import Desk, open_desk, platform_of, texts
from tests.integration.sample_alert import alert_card

THREADS = "POST /channels/{channel_id}/messages/{message_id}/threads"


async def test_updates_share_the_thread_under_their_message(desk: Desk) -> None:
    first = await desk.posted()
    second = await desk.posted(nonce="2", under=first, threaded=True)
    third = await desk.posted(nonce="3", under=first, threaded=True)
    assert second.startswith(f"{first}/")
    thread = desk.discord.store.channels[int(first)]
    assert thread.parent_id == desk.wire.id
    assert [f"{first}/{message.id}" for message in desk.discord.messages(thread) if message.components] == [
        second,
        third,
    ]
    assert desk.discord.count(THREADS) == 1


async def test_a_thread_is_used_again_after_a_restart(desk: Desk) -> None:
    first = await desk.posted()
    await desk.posted(nonce="2", under=first, threaded=True)
    other = platform_of(desk.discord)
    outcome = await other.post(desk.channel, alert_card(), nonce="3", under=first, threaded=True)
    assert isinstance(outcome, Sent)
    assert outcome.message_id.startswith(f"{first}/")
    assert await other.find(desk.channel, "3", under=first, threaded=True) == outcome.message_id
    assert await other.edit(desk.channel, outcome.message_id, alert_card("Levee breaks"), nonce="4") == outcome
    await other.stop()


async def test_a_message_that_is_gone_has_no_thread_and_the_update_stands_alone(desk: Desk) -> None:
    first = await desk.posted()
    desk.discord.delete_message(desk.discord.messages(desk.wire)[0])
    second = await desk.posted(nonce="2", under=first, threaded=True)
    assert [str(message.id) for message in desk.discord.messages(desk.wire)] == [second]
    assert await desk.platform.find(desk.channel, "2", under=first, threaded=True) == second


async def test_without_leave_for_threads_an_update_is_a_reply(desk: Desk) -> None:
    first = await desk.posted()
    desk.discord.take_permission(desk.wire, "create_public_threads")
    second = await desk.posted(nonce="2", under=first, threaded=True)
    reply = desk.discord.messages(desk.wire)[-1]
    assert str(reply.id) == second
    assert reply.reference is not None


async def test_a_locked_thread_turns_updates_into_replies(desk: Desk) -> None:
    first = await desk.posted()
    await desk.posted(nonce="2", under=first, threaded=True)
    desk.discord.archive(desk.discord.store.channels[int(first)], locked=True)
    third = await desk.posted(nonce="3", under=first, threaded=True)
    assert "/" not in third


async def test_a_forum_gets_a_post_a_story_with_the_tag_of_its_topic(desk: Desk) -> None:
    forum = desk.discord.add_channel(desk.guild, "stories", "forum", tags=["Quakes", "River floods"])
    channel = desk.named(forum)
    posted = await desk.platform.post(channel, alert_card(), nonce="1")
    assert isinstance(posted, Sent)
    post = desk.discord.store.channels[int(posted.message_id)]
    assert post.parent_id == forum.id
    assert post.name == "Dam holds"
    assert post.thread is not None
    assert [str(tag) for tag in post.thread.applied_tags] == [str(forum.tags[1]["id"])]
    assert await desk.platform.post(channel, alert_card(), nonce="1") == posted
    again = await desk.platform.post(channel, alert_card(), nonce="2", under=posted.message_id)
    assert isinstance(again, Sent)
    assert again.message_id.startswith(f"{posted.message_id}/")
    for message_id in (posted.message_id, again.message_id):
        edited = await desk.platform.edit(channel, message_id, alert_card("Levee breaks"), nonce="3")
        assert edited == Sent(message_id)
    assert all("Levee breaks" in texts(message) for message in desk.discord.messages(post))


async def test_a_forums_post_is_found_after_a_restart(desk: Desk) -> None:
    forum = desk.discord.add_channel(desk.guild, "stories", "forum")
    channel = desk.named(forum)
    await desk.platform.post(channel, alert_card("Other"), nonce="0")
    posted = await desk.platform.post(channel, alert_card(), nonce="1")
    assert isinstance(posted, Sent)
    other = platform_of(desk.discord)
    assert await other.find(channel, "1") == posted.message_id
    assert await other.find(channel, "2") is None
    await other.stop()


async def test_a_forum_that_requires_a_tag_gets_its_first_where_none_fits(desk: Desk) -> None:
    forum = desk.discord.add_channel(desk.guild, "stories", "forum", tags=["News", "Other"], requires_tag=True)
    posted = await desk.platform.post(desk.named(forum), alert_card(), nonce="1")
    assert isinstance(posted, Sent)
    post = desk.discord.store.channels[int(posted.message_id)]
    assert post.thread is not None
    assert [str(tag) for tag in post.thread.applied_tags] == [str(forum.tags[0]["id"])]


async def test_an_announcement_channel_publishes_if_asked() -> None:
    for style, published in ((Style(), 0), (Style(publish=True), 1)):
        async with open_desk(style=style) as desk:
            news = desk.discord.add_channel(desk.guild, "news", "announcement")
            assert isinstance(await desk.platform.post(desk.named(news), alert_card(), nonce="1"), Sent)
            assert await desk.posted()
            await desk.platform.stop()
            assert desk.discord.count("POST /channels/{channel_id}/messages/{message_id}/crosspost") == published


async def test_a_webhook_posts_under_the_outlets_name_and_is_found_again_after_a_restart() -> None:
    async with open_desk(style=Style(webhook=True)) as desk:
        desk.discord.give_permission(desk.wire, "manage_webhooks")
        first = await desk.posted()
        assert await desk.posted() == first
        other = platform_of(desk.discord, style=Style(webhook=True))
        assert await other.edit(desk.channel, first, alert_card("Levee breaks"), nonce="2") == Sent(first)
        assert await other.find(desk.channel, "1") is None, "an edit takes the mark away"
        assert isinstance(await other.post(desk.channel, alert_card(), nonce="3"), Sent)
        await other.stop()
        (edited, _) = desk.discord.messages(desk.wire)
        assert edited.author_name == "Aru Post"
        assert "Levee breaks" in texts(edited)
        assert desk.discord.count("POST /channels/{channel_id}/webhooks") == 1


async def test_a_webhook_that_somebody_deleted_is_made_again() -> None:
    async with open_desk(style=Style(webhook=True)) as desk:
        desk.discord.give_permission(desk.wire, "manage_webhooks")
        await desk.posted()
        desk.discord.store.webhooks.clear()
        await desk.posted(nonce="2")
        assert [message.author_name for message in desk.discord.messages(desk.wire)] == ["Aru Post", "Aru Post"]


async def test_a_notice_comes_from_the_bot_itself() -> None:
    async with open_desk(style=Style(webhook=True)) as desk:
        desk.discord.give_permission(desk.wire, "manage_webhooks")
        await desk.posted(alert_card(tone="notice"))
        assert desk.discord.messages(desk.wire)[0].webhook_id is None


async def test_without_leave_for_webhooks_the_bot_posts_itself() -> None:
    async with open_desk(style=Style(webhook=True)) as desk:
        desk.discord.take_permission(desk.wire, "manage_webhooks")
        await desk.posted()
        (message,) = desk.discord.messages(desk.wire)
        assert message.webhook_id is None
