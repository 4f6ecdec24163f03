"""A day of a guild on Discord: the real process, the real client, and the people of Discord's double."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import pytest_asyncio

from bot.adapters.clock import SystemClock
from tests.acceptance.guild_day import Bureau, Day, open_day, plain
from tests.acceptance.press import KINDS, Disaster, disaster, worse
from tests.doubles.discord import Message
from tests.doubles.discord.scenes.gateway import DropKind
from tests.doubles.discord.store import Pings, parts_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

PICTURE = "https://herald.example/picture.png"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def day(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Day]:
    folder: Path = tmp_path_factory.mktemp("day")
    async with open_day(folder) as opened:
        yield opened


async def test_a_guild_makes_a_topic_in_a_form_with_a_preview(day: Day) -> None:
    before = disaster("cyclone", 1)
    day.press.publish(before.first)
    await day.known(1)
    bureau = await day.found("Newsroom")
    wire = bureau.channel("wire")
    assert "landslides" in await bureau.told(wire, "topics")
    assert "Herald" in await bureau.told(wire, "feeds list")
    offered = await day.discord.autocomplete(bureau.guild, wire, bureau.editor, "subscribe", "topic", "land")
    assert [choice["value"] for choice in offered] == ["landslides"]

    form = await bureau.ask(wire, "watch create")
    assert form.kind == "modal"
    preview = await day.discord.submit_modal(
        form, {"name": "storms", "query": "cyclone*", "description": "Great storms"}
    )
    shown = await preview.shown()
    assert preview.ephemeral
    assert "storms would have found 1 article" in plain(shown)
    assert before.first.title in plain(shown)
    await day.discord.click(shown, "Save", bureau.editor)
    (made,) = await day.until(lambda: day.discord.messages(wire), "the topic")
    assert "Topic storms is made" in plain(made)
    subscribed = await day.discord.click(made, "Subscribe here", bureau.editor)
    assert "#wire is subscribed to storms" in plain(await subscribed.shown())

    news = disaster("cyclone", 2)
    day.press.publish(news.first)
    await bureau.alert(wire, news.first.title)


async def test_a_story_is_told_edited_and_told_on_in_a_thread(day: Day) -> None:
    bureau = await day.found("Wire room")
    desk = day.discord.add_role(bureau.guild, "night desk", mentionable=True)
    wire = await bureau.subscribed(
        "landslides", "wire", mention=desk.mention, time_zone="Asia/Baghdad", cap=20, updates="thread"
    )
    said = await bureau.told(wire, "subscriptions")
    assert "calls night desk · 20 an hour at most · times in Asia/Baghdad" in said
    news = disaster("landslide", 3)
    hostile = f"@everyone @here <@&{desk.id}> <@{bureau.reader.id}> {news.first.text} [free](https://evil.example)"
    day.press.publish(replace(news.first, text=hostile, image=PICTURE))
    alert = await bureau.alert(wire, news.first.title)
    said = plain(alert)
    assert "Topic landslides" in said
    assert "Killed: at least 12 people" in said
    assert [button["label"] for button in alert.buttons] == ["Summary", "Figures", "Why", "Mute", "👍", "👎"]
    assert pictures(alert) == [PICTURE]
    assert alert.pings == Pings(roles=[desk.id])
    assert alert.allowed_mentions is not None
    assert (alert.allowed_mentions["parse"], alert.allowed_mentions["roles"]) == ([], [desk.id])

    day.press.publish(news.second, "Courier")
    await day.until(lambda: "2 outlets: Herald, Courier" in plain(alert), "the edit")
    assert len(alert.edits) == 1
    day.press.publish(worse(news.second, 31), "Courier")
    (thread,) = await day.until(lambda: day.discord.store.threads_in(wire), "the thread")
    (development,) = await day.until(lambda: bureau.messages(thread), "what is told in it")
    assert thread.id == alert.id
    assert "Now at least 31 people killed (was at least 12), Courier" in plain(development)
    assert development.pings == Pings()
    assert len(bureau.messages(wire)) == 1


async def test_buttons_of_old_messages_work_after_a_restart(day: Day) -> None:
    bureau = await day.found("Desk")
    wire = await bureau.subscribed("explosions", "wire")
    news = disaster("explosion", 4)
    day.press.publish(replace(news.first, image=PICTURE))
    alert = await bureau.alert(wire, news.first.title)
    proposal, exclusion = await _asked_by_button(bureau, alert, news)
    syncs = day.discord.store.command_syncs

    async with day.bot_down():
        pass
    await _asked_by_button(bureau, alert, news)
    assert day.discord.store.command_syncs == syncs, "the commands are as they were"
    assert "explosion" in plain(await bureau.menu(alert, "Why was I told this?", bureau.reader))
    summary = await bureau.ask(wire, "summary", user=bureau.reader, story="explosions")
    assert pictures(await summary.shown()) == [PICTURE]

    assert "is muted in #wire" in plain(await bureau.press(alert, "Mute"))
    day.press.publish(worse(news.first, 40))
    other = disaster("explosion", 5)
    day.press.publish(other.second)
    await bureau.alert(wire, other.second.title)
    assert alert.edits == [], "a muted story's message stays as it is"
    preview = await bureau.press(proposal, exclusion)
    await day.discord.click(preview, "Save", bureau.editor)
    await bureau.until_told(wire, "watch list", "explosions: `explosion AND NOT ")


async def _asked_by_button(bureau: Bureau, alert: Message, news: Disaster) -> tuple[Message, str]:
    """What a reader is told who presses the alert's buttons; the proposal after 👎, and its button."""
    assert "explosion" in plain(await bureau.press(alert, "Why", bureau.reader))
    summary = await bureau.press(alert, "Summary", bureau.reader)
    assert news.first.title in plain(summary)
    assert pictures(summary) == [PICTURE]
    assert "12 people" in plain(await bureau.press(alert, "Figures", bureau.reader))
    assert "is for those who manage this channel" in plain(await bureau.press(alert, "Mute", bureau.reader))
    rated = await bureau.press(alert, "👎", bureau.reader)
    assert "Noted 👎" in plain(rated)
    exclusion = next(str(button["label"]) for button in rated.buttons if button["label"].startswith("Exclude"))
    assert "is for those who manage this channel" in plain(await bureau.press(rated, exclusion, bureau.reader))
    return rated, exclusion


async def test_a_role_is_named_as_managing_and_cleared_again(day: Day) -> None:
    bureau = await day.found("House")
    wire = bureau.channel("wire")
    subs = day.discord.add_role(bureau.guild, "subs")
    bureau.guild.members[bureau.reader.id].roles.append(subs.id)
    assert "is for those who may Manage" in (await bureau.ask(wire, "watch create", user=bureau.reader)).text
    assert "Changed" in await bureau.told(wire, "settings", manager_role=subs.mention, notices=wire)
    assert (await bureau.ask(wire, "watch create", user=bureau.reader)).kind == "modal"
    settings = await (await bureau.ask(wire, "settings")).shown()
    assert "told in: #wire" in plain(settings)
    assert f"and the role {subs.mention}" in plain(settings)
    assert settings.pings == Pings()
    cleared = await bureau.press(settings, "Clear channel")
    assert "the channel that was subscribed first" in plain(cleared)
    assert "Clear channel" not in plain(cleared)
    assert "the role" not in plain(await bureau.press(cleared, "Clear role"))


async def test_quiet_hours_hold_until_they_end(day: Day) -> None:
    bureau = await day.found("Night desk")
    now = SystemClock().now()
    around = f"{now - timedelta(hours=2):%H:%M}-{now + timedelta(hours=2):%H:%M}"
    wire = await bureau.subscribed("avalanches", "wire", quiet=around, time_zone="Etc/UTC")
    news = disaster("avalanche", 6)
    day.press.publish(news.first)
    held = await bureau.until_told(wire, "held show", "1 alert waits here")
    assert "waits for the end of quiet hours, until" in held
    assert bureau.messages(wire) == []
    await bureau.told(wire, "subscribe", topic="avalanches", quiet="off")
    alert = await bureau.alert(wire, news.first.title)
    assert "Killed: at least 12 people" in plain(alert)
    assert "Nothing waits here" in await bureau.told(wire, "held show")


async def test_a_digest_tells_several_stories_at_once(day: Day) -> None:
    bureau = await day.found("Morning desk")
    then = SystemClock().now() - timedelta(hours=2)
    wire = await bureau.subscribed("derailments", "wire", when=f"daily {then:%H:%M}", time_zone="Etc/UTC")
    stories = disaster("derailment", 7), disaster("derailment", 8)
    for story in stories:
        day.press.publish(story.first)
    held = await bureau.until_told(wire, "held show", "2 alerts wait here")
    assert "waits for its schedule" in held
    assert bureau.messages(wire) == []
    await bureau.told(wire, "held release")
    digest = plain(await bureau.alert(wire, stories[0].first.title))
    assert stories[1].first.title in digest


async def test_a_channel_that_is_closed_waits_until_it_is_open_again(day: Day) -> None:
    bureau = await day.found("Closed room")
    wire = await bureau.subscribed("wildfires", "wire")
    other = bureau.channel("other")
    day.discord.take_permission(wire, "send_messages")
    said = await bureau.until_told(other, "subscriptions", "1 channel paused")
    assert "I need Send Messages in #wire. What comes meanwhile waits." in said
    stories = disaster("wildfire", 9), disaster("wildfire", 10)
    for story in stories:
        day.press.publish(story.first)
    await bureau.until_told(wire, "held show", "2 alerts wait here")
    day.discord.give_permission(wire, "send_messages")
    back = await bureau.alert(wire, "Dateline is back in this channel")
    assert "Paused since" in plain(back)
    assert "I need Send Messages in #wire. 2 alerts waited and follow." in plain(back)
    for story in stories:
        await bureau.alert(wire, story.first.title)
    assert bureau.messages(wire)[0] is back
    day.discord.delete_channel(wire)
    assert "#wire was deleted" in await bureau.until_told(other, "subscriptions", "1 channel paused")


async def test_what_happens_to_a_channel_while_the_bot_is_down_is_found_out(day: Day) -> None:
    bureau = await day.found("Night shift")
    closing = await bureau.subscribed("epidemics", "closing")
    going = await bureau.subscribed("epidemics", "going")
    desk = bureau.channel("desk")
    async with day.bot_down():
        day.discord.take_permission(closing, "send_messages")
        day.discord.delete_channel(going)
    news = disaster("epidemic", 12)
    day.press.publish(news.first)
    said = await bureau.until_told(desk, "subscriptions", "2 channels paused")
    assert "I need Send Messages in #closing" in said
    assert " is gone, or I was removed from it" in said
    async with day.bot_down():
        day.discord.give_permission(closing, "send_messages")
    await bureau.alert(closing, news.first.title)
    said = await bureau.told(desk, "subscriptions")
    assert "1 channel paused" in said, "what is deleted does not return"
    assert "I need" not in said


async def test_a_forum_has_a_post_a_story(day: Day) -> None:
    bureau = await day.found("Readers")
    desk, forum = bureau.channel("desk"), day.discord.add_channel(bureau.guild, "stories", "forum", tags=["eruptions"])
    assert "#stories is subscribed to eruptions" in await bureau.told(
        desk, "subscribe", topic="eruptions", channel=forum
    )
    stories = disaster("eruption", 13), disaster("eruption", 14)
    for story in stories:
        day.press.publish(story.first)
    await day.until(lambda: len(day.discord.store.threads_in(forum)) == 2, "two posts")
    posts = day.discord.store.threads_in(forum)
    assert sorted(post.name for post in posts) == sorted(story.first.title for story in stories)
    tags = [int(tag["id"]) for tag in forum.tags]
    assert [post.thread.applied_tags for post in posts if post.thread] == [tags, tags]
    day.press.publish(worse(stories[0].first, 29))
    post = next(post for post in posts if post.name == stories[0].first.title)
    await day.until(lambda: len(bureau.messages(post)) == 2, "what is new in its own post")
    assert "Now at least 29 people killed (was at least 12), Herald" in plain(bureau.messages(post)[1])
    alert = bureau.messages(post)[0]
    assert "29 people" in plain(await bureau.press(alert, "Figures", bureau.reader))


async def test_an_alert_leads_to_more_like_it(day: Day) -> None:
    bureau = await day.found("Curious")
    wire = await bureau.subscribed("stampedes", "wire")
    news = disaster("stampede", 15)
    day.press.publish(news.first)
    alert = await bureau.alert(wire, news.first.title)
    answer = await bureau.menu(alert, "More like this")
    assert f"More like: {news.first.title}" in plain(answer)
    preview = await bureau.press(answer, "Make the first a topic")
    assert "would have found 1 article" in plain(preview)
    await day.discord.click(preview, "Save", bureau.editor)
    await bureau.until_told(wire, "watch list", f"{len(KINDS) + 1} watch rules")


async def test_a_person_has_alerts_in_direct_messages(day: Day) -> None:
    person = day.discord.add_user("eve")
    answer = await day.discord.invoke_command(None, None, person, "subscribe", {"topic": "outages"})
    assert "#direct-messages is subscribed to outages" in plain(await answer.shown())
    news = disaster("outage", 16)
    day.press.publish(news.first)

    def alerts() -> list[Message]:
        told = [one for one in day.discord.messages(answer.channel) if one.interaction is None]
        return [one for one in told if news.first.title in plain(one)]

    (alert,) = await day.until(alerts, "the alert")
    why = await day.discord.click(alert, "Why", person)
    assert "outages" in plain(await why.shown())


async def test_a_guild_that_throws_the_bot_out_and_takes_it_back_finds_all_as_it_was(day: Day) -> None:
    bureau = await day.found("Undecided")
    wire = await bureau.subscribed("shipwrecks", "wire")
    elsewhere = await day.found("Decided")
    witness = await elsewhere.subscribed("shipwrecks", "wire")
    day.discord.remove_guild(bureau.guild)
    assert [pause.reason for pause in await bureau.paused()] == ["I was removed from this server."]
    news = disaster("shipwreck", 11)
    day.press.publish(news.first)
    await elsewhere.alert(witness, news.first.title)
    assert bureau.messages(wire) == []
    day.discord.return_guild(bureau.guild)
    back = await bureau.alert(wire, "Dateline is back in this channel")
    assert "I was removed from this server" in plain(back)
    await bureau.alert(wire, news.first.title)
    assert "shipwrecks: at once" in await bureau.told(wire, "subscriptions")


@pytest.mark.parametrize(
    ("kind", "seed"), [("reset", 21), ("close", 22), ("silent", 23), ("reconnect", 24), ("invalid", 25)]
)
async def test_whichever_way_the_gateway_is_lost_alerts_arrive_once_and_commands_are_heard_again(
    day: Day, kind: DropKind, seed: int
) -> None:
    bureau = await day.found(f"Cut by {kind}")
    wire = await bureau.subscribed("tornados", "wire")
    gateway = day.discord.gateway
    sessions = len(gateway.identified) + len(gateway.resumed)
    await day.discord.drop_connection(kind)
    news = disaster("tornado", seed)
    day.press.publish(news.first)
    alert = await bureau.alert(wire, news.first.title)
    if kind == "silent":
        # The client gives silence a minute; here the network ends it sooner.
        day.discord.speak()
        await day.discord.drop_connection("reset")
    await day.until(lambda: len(gateway.identified) + len(gateway.resumed) > sessions, "another session")
    await day.discord.until_connected()
    day.press.publish(news.second, "Courier")
    await day.until(lambda: "2 outlets: Herald, Courier" in plain(alert), "the edit")
    assert "tornados: at once" in await bureau.told(wire, "subscriptions")
    assert bureau.messages(wire) == [alert]


def pictures(message: Message) -> list[str]:
    """The addresses of what a message shows."""
    return [item["media"]["url"] for part in parts_of(message.components) for item in part.get("items", ())]
