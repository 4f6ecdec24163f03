"""Messages are kept, threaded, edited and deleted as Slack does it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.doubles.slack import Channel, SlackDouble, User, Workspace
from tests.unit.doubles.slack.conftest import Refused, button, section


async def test_a_message_is_kept_with_its_metadata(client: AsyncWebClient, double: SlackDouble, wire: Channel) -> None:
    metadata = {"event_type": "dateline_message", "event_payload": {"nonce": "n1"}}
    answer = await client.chat_postMessage(channel=wire.id, text="36 killed", metadata=metadata)
    (message,) = double.messages(wire)
    assert (answer["channel"], answer["ts"], message.text) == (wire.id, message.ts, "36 killed")
    plain = await client.conversations_history(channel=wire.id)
    whole = await client.conversations_history(channel=wire.id, include_all_metadata=True)
    assert "metadata" not in plain["messages"][0]
    assert whole["messages"][0]["metadata"] == metadata


async def test_answers_are_in_their_thread_and_in_the_channel_only_if_broadcast(
    client: AsyncWebClient, double: SlackDouble, wire: Channel
) -> None:
    root = await client.chat_postMessage(channel=wire.id, text="36 killed")
    await client.chat_postMessage(channel=wire.id, text="now 37", thread_ts=root["ts"])
    await client.chat_postMessage(channel=wire.id, text="correction", thread_ts=root["ts"], reply_broadcast=True)
    assert double.reads(wire) == ["36 killed", "correction"]
    assert double.reads(wire, root["ts"]) == ["now 37", "correction"]
    thread = await client.conversations_replies(channel=wire.id, ts=root["ts"])
    assert [one["text"] for one in thread["messages"]] == ["36 killed", "now 37", "correction"]
    assert thread["messages"][0]["reply_count"] == 2
    shown = await client.conversations_history(channel=wire.id)
    assert [one.get("subtype") for one in shown["messages"]] == ["thread_broadcast", None]


async def test_an_answer_to_an_answer_is_one_to_its_root(
    client: AsyncWebClient, double: SlackDouble, wire: Channel
) -> None:
    root = await client.chat_postMessage(channel=wire.id, text="36 killed")
    answer = await client.chat_postMessage(channel=wire.id, text="now 37", thread_ts=root["ts"])
    again = await client.chat_postMessage(channel=wire.id, text="now 38", thread_ts=answer["ts"])
    assert again["message"]["thread_ts"] == root["ts"]


async def test_an_answer_to_what_is_gone_is_posted_to_the_channel_and_nothing_is_said(
    client: AsyncWebClient, double: SlackDouble, wire: Channel
) -> None:
    root = await client.chat_postMessage(channel=wire.id, text="36 killed")
    await client.chat_delete(channel=wire.id, ts=root["ts"])
    answer = await client.chat_postMessage(channel=wire.id, text="now 37", thread_ts=root["ts"])
    assert "thread_ts" not in answer["message"]
    assert double.reads(wire) == ["now 37"]


async def test_a_deleted_root_with_answers_leaves_a_stone(
    client: AsyncWebClient, double: SlackDouble, wire: Channel
) -> None:
    root = await client.chat_postMessage(channel=wire.id, text="36 killed")
    await client.chat_postMessage(channel=wire.id, text="now 37", thread_ts=root["ts"])
    await client.chat_delete(channel=wire.id, ts=root["ts"])
    assert double.reads(wire) == ["This message was deleted."]
    assert double.reads(wire, root["ts"]) == ["now 37"]
    with Refused("cant_update_message"):
        await client.chat_update(channel=wire.id, ts=root["ts"], text="again")


async def test_an_edit_keeps_what_it_does_not_name(client: AsyncWebClient, double: SlackDouble, wire: Channel) -> None:
    metadata = {"event_type": "dateline_message", "event_payload": {"nonce": "n1"}}
    blocks = [section("*36 killed*")]
    posted = await client.chat_postMessage(channel=wire.id, text="36 killed", blocks=blocks, metadata=metadata)
    await client.chat_update(channel=wire.id, ts=posted["ts"], text="37 killed")
    (message,) = double.messages(wire)
    assert (message.text, double.read(message)) == ("37 killed", "36 killed")
    assert message.metadata == metadata
    await client.chat_update(channel=wire.id, ts=posted["ts"], text="38 killed", blocks=[])
    assert double.read(message) == "38 killed"
    assert [edit.text for edit in message.edits] == ["36 killed", "37 killed"]


async def test_who_may_edit_and_when(
    client: AsyncWebClient, double: SlackDouble, newsroom: Workspace, wire: Channel, ada: User
) -> None:
    hers = double.say(wire, ada, "hello")
    with Refused("cant_update_message"):
        await client.chat_update(channel=wire.id, ts=hers.ts, text="mine")
    with Refused("message_not_found"):
        await client.chat_update(channel=wire.id, ts="1.000001", text="none")
    old = double.add_old_message(wire, age=timedelta(hours=2), text="36 killed")
    double.forbid_edits(newsroom, after=3600.0)
    with Refused("edit_window_closed"):
        await client.chat_update(channel=wire.id, ts=old.ts, text="37 killed")
    double.forbid_edits(newsroom)
    with Refused("cant_update_message"):
        await client.chat_update(channel=wire.id, ts=old.ts, text="37 killed")
    double.allow_edits(newsroom)
    await client.chat_update(channel=wire.id, ts=old.ts, text="37 killed")


async def test_channels_that_cannot_be_written_in(
    client: AsyncWebClient, double: SlackDouble, newsroom: Workspace, wire: Channel
) -> None:
    posted = await client.chat_postMessage(channel=wire.id, text="36 killed")
    double.archive_channel(wire)
    with Refused("is_archived"):
        await client.chat_postMessage(channel=wire.id, text="37 killed")
    with Refused("is_inactive"):
        await client.chat_update(channel=wire.id, ts=posted["ts"], text="37 killed")
    double.unarchive_channel(wire)
    double.remove_bot(wire)
    with Refused("not_in_channel"):
        await client.chat_postMessage(channel=wire.id, text="37 killed")
    double.invite_bot(wire)
    await client.chat_postMessage(channel=wire.id, text="37 killed")
    double.delete_channel(wire)
    with Refused("channel_not_found"):
        await client.chat_postMessage(channel=wire.id, text="37 killed")
    secret = double.add_channel(newsroom, "secret", private=True, joined=False)
    with Refused("channel_not_found"):
        await client.chat_postMessage(channel=secret.id, text="37 killed")


async def test_a_message_for_one_person(
    client: AsyncWebClient, double: SlackDouble, newsroom: Workspace, wire: Channel, ada: User
) -> None:
    bob = double.add_user(newsroom, "bob")
    await client.chat_postEphemeral(channel=wire.id, user=ada.id, text="only you")
    assert [one.text for one in double.ephemerals(wire, ada)] == ["only you"]
    assert (double.ephemerals(wire, bob), double.messages(wire)) == ([], [])
    double.remove_user(wire, bob)
    with Refused("user_not_in_channel"):
        await client.chat_postEphemeral(channel=wire.id, user=bob.id, text="only you")


async def test_direct_messages_are_opened_or_simply_written(
    client: AsyncWebClient, double: SlackDouble, newsroom: Workspace, ada: User
) -> None:
    opened = await client.conversations_open(users=ada.id)
    posted = await client.chat_postMessage(channel=ada.id, text="hello")
    assert opened["channel"]["id"] == posted["channel"] == double.direct(newsroom, ada).id


async def test_pages_lead_to_the_end(client: AsyncWebClient, wire: Channel) -> None:
    for number in range(5):
        await client.chat_postMessage(channel=wire.id, text=str(number))
    seen = [
        one["text"]
        async for page in await client.conversations_history(channel=wire.id, limit=2)
        for one in page["messages"]
    ]
    assert seen == ["4", "3", "2", "1", "0"]


@pytest.mark.parametrize(("inclusive", "texts"), [(False, ["1"]), (True, ["2", "1", "0"])])
async def test_history_between_two_moments(
    client: AsyncWebClient, wire: Channel, inclusive: bool, texts: list[str]
) -> None:
    stamps = [(await client.chat_postMessage(channel=wire.id, text=str(number)))["ts"] for number in range(3)]
    found = await client.conversations_history(channel=wire.id, oldest=stamps[0], latest=stamps[2], inclusive=inclusive)
    assert [one["text"] for one in found["messages"]] == texts


async def test_an_unfurl_shows_under_the_message_with_the_link(
    client: AsyncWebClient, double: SlackDouble, wire: Channel, ada: User
) -> None:
    url = "https://example.org/a?b=1&c=2"
    message = double.share_link(wire, ada, url)
    await client.chat_unfurl(channel=wire.id, ts=message.ts, unfurls={url: {"blocks": [section("36 killed")]}})
    assert message.unfurls == {url: {"blocks": [section("36 killed")]}}
    with Refused("cannot_unfurl_url"):
        await client.chat_unfurl(channel=wire.id, ts=message.ts, unfurls={"https://other.org": {"blocks": []}})


async def test_a_link_that_is_still_being_written_is_unfurled_by_its_id(
    client: AsyncWebClient, double: SlackDouble, wire: Channel, ada: User
) -> None:
    url = "https://example.org/a"
    link = double.type_link(wire, ada, url)
    with Refused("cannot_find_channel"):
        await client.chat_unfurl(channel="COMPOSER", ts=link.unfurl_id, unfurls={url: {"blocks": []}})
    await client.chat_unfurl(unfurl_id=link.unfurl_id, source="composer", unfurls={url: {"blocks": [section("36")]}})
    assert link.unfurls == {url: {"blocks": [section("36")]}}
    assert double.messages(wire) == []


async def test_pictures_that_slack_cannot_fetch(client: AsyncWebClient, double: SlackDouble, wire: Channel) -> None:
    blocks = [{"type": "image", "alt_text": "a map", "image_url": f"{double.address}/map.png"}]
    with Refused("invalid_blocks") as why:
        await client.chat_postMessage(channel=wire.id, text="36 killed", blocks=blocks)
    assert why.messages == ["[ERROR] downloading image failed [json-pointer:/blocks/0/image_url]"]


async def test_reactions(client: AsyncWebClient, double: SlackDouble, wire: Channel) -> None:
    posted = await client.chat_postMessage(channel=wire.id, text="36 killed")
    await client.reactions_add(channel=wire.id, timestamp=posted["ts"], name="eyes")
    with Refused("already_reacted"):
        await client.reactions_add(channel=wire.id, timestamp=posted["ts"], name="eyes")
    await client.reactions_remove(channel=wire.id, timestamp=posted["ts"], name="eyes")
    assert double.messages(wire)[0].reactions == {}
    with Refused("no_reaction"):
        await client.reactions_remove(channel=wire.id, timestamp=posted["ts"], name="eyes")


async def test_what_a_reader_sees(
    client: AsyncWebClient, double: SlackDouble, newsroom: Workspace, wire: Channel, ada: User
) -> None:
    desk = double.add_user_group(newsroom, "desk", [ada])
    words = f"{ada.mention} {desk.mention} <!here> in {wire.mention}: <https://example.org/a?b&amp;c|Fire &amp; rescue>"
    when = "<!date^1732282500^{date_num} {time}|then>"
    blocks = [
        {"type": "header", "text": {"type": "plain_text", "text": "36 <killed>"}},
        section(f"{words} {when}"),
        {"type": "actions", "elements": [button("Open", url="https://example.org/b"), button("Mute", value="v")]},
    ]
    await client.chat_postMessage(channel=wire.id, text="36 killed", blocks=blocks)
    (message,) = double.messages(wire)
    assert double.read(message).splitlines() == [
        "36 <killed>",
        "@ada @desk @here in #wire: Fire & rescue 2024-11-22 13:35",
        "Open",
        "Mute",
    ]
    assert double.mentions(message) == {ada.mention, desk.mention, "<!here>"}
    assert [(link.url, link.label) for link in double.links(message)] == [
        ("https://example.org/a?b&c", "Fire & rescue"),
        ("https://example.org/b", "Open"),
    ]
    assert double.violations == []


async def test_rich_text_is_read_and_calls(
    client: AsyncWebClient, double: SlackDouble, wire: Channel, ada: User
) -> None:
    elements = [
        {"type": "text", "text": "*36* <!here> & ", "style": {"bold": True}},
        {"type": "link", "url": "https://example.org/a", "text": "Aru"},
        {"type": "text", "text": " "},
        {"type": "user", "user_id": ada.id},
        {"type": "broadcast", "range": "channel"},
        {"type": "date", "timestamp": 1_732_282_500, "format": "{time}", "fallback": "then"},
    ]
    blocks = [{"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": elements}]}]
    await client.chat_postMessage(channel=wire.id, text="36 killed", blocks=blocks)
    (message,) = double.messages(wire)
    assert double.read(message, zone="Asia/Baghdad") == "*36* <!here> & Aru @ada@channel16:35"
    assert double.read(message, zone=None).endswith("@channelthen")
    assert double.mentions(message) == {ada.mention, "<!channel>"}
    assert [link.url for link in double.links(message)] == ["https://example.org/a"]
    assert double.notification(message) == "36 killed"
    assert double.violations == []


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("*bold* _it_ ~old~ `a*b*c`", "bold it old a*b*c"),
        ("2*3*4 snake_case_name a * b * c", "2*3*4 snake_case_name a * b * c"),
        ("_*both*_", "both"),
        ("&gt; said\n&gt;&gt;&gt; more", "said\nmore"),
        ("```x &lt; y```", "x < y"),
        ("&lt;!channel&gt;", "<!channel>"),
    ],
)
async def test_marks_are_not_read(
    client: AsyncWebClient, double: SlackDouble, wire: Channel, text: str, read: str
) -> None:
    await client.chat_postMessage(channel=wire.id, text=text)
    assert double.reads(wire) == [read]


async def test_what_slack_finds_by_itself_unless_told_not_to(
    client: AsyncWebClient, double: SlackDouble, wire: Channel
) -> None:
    loose = section("@channel see https://example.org/a :fire:")
    exact = {"type": "section", "text": loose["text"] | {"verbatim": True}}
    for block in (loose, exact):
        await client.chat_postMessage(channel=wire.id, text="36 killed", blocks=[block])
    first, second = double.messages(wire)
    assert (double.mentions(first), [link.url for link in double.links(first)]) == (
        {"<!channel>"},
        ["https://example.org/a"],
    )
    assert (double.mentions(second), double.links(second)) == (set(), [])
    assert double.emojis(first) == ["fire"]


@pytest.mark.parametrize("text", ["a & b", "1 < 2", "1 > 2", "<script>", "<!everyone", "<@ada>"])
async def test_what_is_not_escaped_is_a_violation(
    client: AsyncWebClient, double: SlackDouble, wire: Channel, text: str
) -> None:
    await client.chat_postMessage(channel=wire.id, text=text)
    assert double.violations
