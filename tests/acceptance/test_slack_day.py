"""A day of workspaces on Slack, reached by sockets and by HTTP: the real process, and the people of Slack's double."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Literal

import pytest
import pytest_asyncio

from bot.adapters.clock import SystemClock
from tests.acceptance.press import KINDS, Disaster, disaster, worse
from tests.acceptance.workspace_day import Bureau, Day, Mode, open_day
from tests.doubles.slack import Message
from tests.doubles.slack.sockets.line import Reason
from tests.integration.slack.answering import texts

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=["socket", "http"])
async def day(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Day]:
    mode: Mode = request.param
    async with open_day(tmp_path_factory.mktemp(mode), mode) as opened:
        yield opened


async def test_a_workspace_installs_it_and_makes_a_topic_in_a_form_with_a_preview(day: Day) -> None:
    before = disaster("cyclone", 1)
    day.press.publish(before.first)
    await day.known(1)
    bureau = await day.installed("Newsroom")
    wire = bureau.channel("wire")
    assert "landslides" in await bureau.told(wire, "topics")
    assert "Herald" in await bureau.told(wire, "feeds list")

    form = await bureau.form(wire, "watch create")
    sent = await day.slack.submit_view(form, {"Name": "storms", "Query": "cyclone*", "Description": "Great storms"})
    await sent.until(lambda: "storms would have found 1 article" in texts(form), within=30)
    assert before.first.title in " ".join(texts(form).split())
    await day.slack.press(form, "Save")
    made = await bureau.alert(wire, "Topic storms is made", answers=True)
    assert "#wire is subscribed to storms" in await bureau.pressed(made, "Subscribe here")

    news = disaster("cyclone", 2)
    day.press.publish(news.first)
    await bureau.alert(wire, news.first.title)


async def test_the_home_tab_shows_what_is_watched_and_keeps_up(day: Day) -> None:
    bureau = await day.installed("Home desk")
    home = await bureau.home()
    assert "landslides" in texts(home)
    wire = bureau.channel("wire")
    before = home.hash
    assert "is subscribed" in await bureau.told(wire, "subscribe landslides")
    changed = await day.slack.until_published(bureau.workspace, bureau.editor, since=before, within=30)
    assert f"<#{wire.id}>" in texts(changed)
    assert "landslides" in texts(await bureau.home(bureau.reader))


async def test_a_story_is_told_edited_and_told_on_in_its_thread(day: Day) -> None:
    bureau = await day.installed("Wire room")
    desk = day.slack.add_user_group(bureau.workspace, "night-desk", [bureau.reader])
    wire = await bureau.subscribed(
        "landslides", "wire", f"mention:{desk.mention} time_zone:Asia/Baghdad cap:20 updates:thread"
    )
    said = await bureau.told(wire, "subscriptions")
    assert "20 an hour at most · times in Asia/Baghdad" in said
    news = disaster("landslide", 3)
    hostile = f"<!channel> <!here> {desk.mention} <@{bureau.reader.id}> @everyone {news.first.text} <https://evil.example|free>"
    day.press.publish(replace(news.first, text=hostile))
    alert = await bureau.alert(wire, news.first.title)
    said = day.slack.read(alert)
    assert "Topic landslides" in said
    assert "at least 12 people" in said
    labels = [button["text"]["text"] for button in day.slack.buttons(alert)]
    assert labels == ["Summary", "Figures", "Why", "Mute", "👍", "👎"]
    assert day.slack.mentions(alert) == {desk.mention}
    assert not [link for link in day.slack.links(alert) if "evil" in link.url]
    assert news.first.title in day.slack.notification(alert)

    day.press.publish(news.second, "Courier")
    await day.until(lambda: "2 outlets: Herald, Courier" in day.slack.read(alert), "the edit")
    assert alert.edited
    day.press.publish(worse(news.second, 31), "Courier")
    (development,) = await day.until(lambda: day.slack.messages(wire, alert), "what is told in the thread")
    assert "Now at least 31 people killed (was at least 12), Courier" in day.slack.read(development)
    assert not development.broadcast
    assert day.slack.mentions(development) == set()


async def test_a_correction_is_told_in_the_thread_and_shown_in_the_channel(day: Day) -> None:
    bureau = await day.installed("Correctors")
    wire = await bureau.subscribed("explosions", "wire")
    news = disaster("explosion", 31)
    day.press.publish(news.first)
    alert = await bureau.alert(wire, news.first.title)
    corrected = replace(news.first, title=f"CORRECTED-{news.first.title}", text=f"Corrects the toll. {news.first.text}")
    day.press.publish(corrected)
    (told,) = await day.until(lambda: day.slack.messages(wire, alert), "the correction")
    assert told.broadcast
    assert "orrect" in day.slack.read(told)


async def test_buttons_of_old_messages_work_after_a_restart(day: Day) -> None:
    bureau = await day.installed("Desk")
    wire = await bureau.subscribed("explosions", "wire")
    news = disaster("explosion", 4)
    day.press.publish(news.first)
    alert = await bureau.alert(wire, news.first.title)
    proposal, exclusion = await _asked_by_button(bureau, alert, news)
    async with day.bot_down():
        pass
    await _asked_by_button(bureau, alert, news)
    why = await day.slack.shortcut("dateline_why", bureau.reader, alert)
    assert "explosion" in day.slack.read(await why.answered(within=30))
    like = await day.slack.shortcut("dateline_like", bureau.editor, alert)
    assert f"More like: {news.first.title}" in day.slack.read(await like.answered(within=30))
    assert news.first.title in await bureau.told(wire, "summary explosions", bureau.reader)

    assert "is muted in #wire" in await bureau.pressed(alert, "Mute")
    day.press.publish(worse(news.first, 40))
    other = disaster("explosion", 5)
    day.press.publish(other.second)
    await bureau.alert(wire, other.second.title)
    assert alert.edited is None, "a muted story's message stays as it is"
    preview = await bureau.press(proposal, exclusion)
    await day.slack.press(preview, "Save", bureau.editor)
    await bureau.until_told(wire, "watch list", "explosion AND NOT ")


async def _asked_by_button(bureau: Bureau, alert: Message, news: Disaster) -> tuple[Message, str]:
    """What a reader is told who presses the alert's buttons; the proposal after 👎, and its button."""
    assert "explosion" in await bureau.pressed(alert, "Why", bureau.reader)
    assert news.first.title in await bureau.pressed(alert, "Summary", bureau.reader)
    assert "12 people" in await bureau.pressed(alert, "Figures", bureau.reader)
    assert "is for those who manage" in await bureau.pressed(alert, "Mute", bureau.reader)
    rated = await bureau.press(alert, "👎", bureau.reader)
    assert "Noted 👎" in bureau.slack.read(rated)
    labels = [str(button["text"]["text"]) for button in bureau.slack.buttons(rated)]
    exclusion = next(label for label in labels if label.startswith("Exclude"))
    assert "is for those who manage" in await bureau.pressed(rated, exclusion, bureau.reader)
    return rated, exclusion


async def test_it_is_asked_in_a_channel_and_in_a_conversation(day: Day) -> None:
    bureau = await day.installed("Talkers")
    wire = bureau.channel("wire")
    me = bureau.workspace.bot_user.id
    said = day.slack.say(wire, bureau.reader, f"<@{me}> topics")
    (answer,) = await day.until(lambda: day.slack.messages(wire, said), "the answer in the thread")
    assert "landslides" in day.slack.read(answer)
    private = day.slack.direct(bureau.workspace, bureau.reader)
    asked = await day.slack.heard(day.slack.say(private, bureau.reader, "subscribe outages"))
    assert "is subscribed to outages" in day.slack.read(await asked.answered(within=30))
    news = disaster("outage", 16)
    day.press.publish(news.first)
    await bureau.alert(private, news.first.title)


async def test_a_digest_tells_several_stories_at_once(day: Day) -> None:
    bureau = await day.installed("Morning desk")
    then = SystemClock().now() - timedelta(hours=2)
    wire = await bureau.subscribed("derailments", "wire", f"daily {then:%H:%M} time_zone:Etc/UTC")
    stories = disaster("derailment", 7), disaster("derailment", 8)
    for story in stories:
        day.press.publish(story.first)
    held = await bureau.until_told(wire, "held show", "2 alerts wait here")
    assert "waits for its schedule" in held
    assert bureau.alerts(wire, "") == []
    await bureau.told(wire, "held release")
    digest = day.slack.read(await bureau.alert(wire, stories[0].first.title))
    assert stories[1].first.title in digest


async def test_an_archived_channel_waits_until_it_is_restored(day: Day) -> None:
    bureau = await day.installed("Archive")
    wire = await bureau.subscribed("wildfires", "wire")
    other = bureau.channel("other")
    day.slack.archive_channel(wire, bureau.editor)
    said = await bureau.until_told(other, "subscriptions", "1 channel paused")
    assert "#wire was archived" in said
    stories = disaster("wildfire", 9), disaster("wildfire", 10)
    for story in stories:
        day.press.publish(story.first)
        await bureau.until_told(other, "latest wildfires", story.first.title)
    day.slack.unarchive_channel(wire, bureau.editor)
    back = await bureau.alert(wire, "Dateline is back in this channel")
    assert "#wire was archived. 2 alerts waited and follow." in day.slack.read(back)
    for story in stories:
        await bureau.alert(wire, story.first.title)


async def test_a_channel_without_the_bot_says_how_to_invite_it(day: Day) -> None:
    bureau = await day.installed("Closed room")
    wire = bureau.channel("wire", joined=False)
    await bureau.told(wire, "subscribe avalanches")
    news = disaster("avalanche", 12)
    day.press.publish(news.first)
    desk = bureau.channel("desk")
    said = await bureau.until_told(desk, "subscriptions", "1 channel paused")
    assert "/invite @dateline" in said
    day.slack.invite_bot(wire, bureau.editor)
    await bureau.alert(wire, news.first.title)


async def test_a_workspace_that_removes_it_and_installs_it_again_finds_all_as_it_was(day: Day) -> None:
    bureau = await day.installed("Undecided")
    wire = await bureau.subscribed("shipwrecks", "wire")
    elsewhere = await day.installed("Decided")
    witness = await elsewhere.subscribed("shipwrecks", "wire")
    day.slack.uninstall(bureau.workspace)
    await day.slack.until_delivered()
    news = disaster("shipwreck", 11)
    day.press.publish(news.first)
    await elsewhere.alert(witness, news.first.title)
    assert bureau.alerts(wire, news.first.title) == []
    page = await day.slack.install(bureau.workspace, bureau.editor, day.product.url)
    assert "Dateline is in Undecided" in page.text
    day.slack.invite_bot(wire, bureau.editor)
    await bureau.alert(wire, news.first.title)
    assert "shipwrecks: at once" in await bureau.told(wire, "subscriptions")


async def test_a_token_that_ends_is_renewed_without_a_word(day: Day) -> None:
    bureau = await day.installed("Rotators")
    wire = await bureau.subscribed("epidemics", "wire")
    renewed = day.slack.count("oauth.v2.access")
    # In an hour it ends; a product that has just started looks it up anew.
    day.slack.rotate_tokens(lifetime=3600)
    async with day.bot_down():
        day.slack.expire_tokens(bureau.workspace)
    news = disaster("epidemic", 13)
    day.press.publish(news.first)
    await bureau.alert(wire, news.first.title)
    assert day.slack.count("oauth.v2.access") > renewed


@pytest.mark.parametrize(
    ("reason", "seed"), [("warning", 21), ("refresh_requested", 22), ("too_many_websockets", 23), ("cut", 24)]
)
async def test_however_a_socket_ends_alerts_arrive_once_and_commands_are_heard(
    day: Day, reason: Reason | Literal["cut"], seed: int
) -> None:
    if day.mode == "http":
        pytest.skip("there are no sockets by HTTP")
    bureau = await day.installed(f"Cut by {reason}")
    wire = await bureau.subscribed("tornados", "wire")
    former = list(day.slack.sockets.lines)
    if reason == "cut":
        day.slack.cut_sockets()
    else:
        day.slack.drop(reason)
    news = disaster("tornado", seed)
    day.press.publish(news.first)
    alert = await bureau.alert(wire, news.first.title)
    await day.until(lambda: len([one for one in day.slack.sockets.alive if one not in former]) == 2, "new sockets")
    assert "tornados: at once" in await bureau.told(wire, "subscriptions")
    assert bureau.alerts(wire, news.first.title) == [alert]


async def test_the_catalogue_is_each_workspaces_own(day: Day) -> None:
    bureau = await day.installed("Curious")
    wire = bureau.channel("wire")
    assert f"{len(KINDS)} watch rules" in await bureau.told(wire, "watch list")
