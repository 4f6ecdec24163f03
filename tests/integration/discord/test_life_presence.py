"""Leaving and coming back: what the gateway tells of where the bot may write."""

from __future__ import annotations

from tests.integration.discord.desk import Desk


async def test_a_guild_that_is_there_is_told_once(desk: Desk) -> None:
    assert desk.heard.told == [("back", None, "")]


async def test_a_removal_and_a_return(desk: Desk) -> None:
    desk.discord.remove_guild(desk.guild)
    assert await desk.heard.until("lost") == ("lost", None, "I was removed from this server.")
    desk.discord.return_guild(desk.guild)
    assert await desk.heard.until("back") == ("back", None, "")


async def test_an_outage_and_its_end(desk: Desk) -> None:
    desk.discord.break_guild(desk.guild)
    assert await desk.heard.until("lost") == ("lost", None, "Discord has trouble with this server.")
    desk.discord.mend_guild(desk.guild)
    assert await desk.heard.until("back") == ("back", None, "")


async def test_a_deleted_channel(desk: Desk) -> None:
    desk.discord.delete_channel(desk.wire)
    assert await desk.heard.until("lost") == ("lost", str(desk.wire.id), "#wire was deleted.")


async def test_a_channels_permission_taken_and_given(desk: Desk) -> None:
    desk.discord.take_permission(desk.wire, "send_messages")
    assert await desk.heard.until("lost") == ("lost", str(desk.wire.id), "I need Send Messages in #wire.")
    desk.discord.give_permission(desk.wire, "send_messages")
    assert await desk.heard.until("back") == ("back", str(desk.wire.id), "")


async def test_a_guilds_permission_taken_and_given(desk: Desk) -> None:
    desk.discord.take_guild_permission(desk.guild, "view_channel")
    assert await desk.heard.until("lost") == (
        "lost",
        str(desk.wire.id),
        "I need View Channel and Send Messages in #wire.",
    )
    desk.discord.give_guild_permission(desk.guild, "view_channel", "send_messages")
    assert await desk.heard.until("back") == ("back", str(desk.wire.id), "")


async def test_a_rename_tells_nothing_and_is_known(desk: Desk) -> None:
    desk.discord.rename_channel(desk.wire, "desk")
    desk.discord.take_permission(desk.wire, "send_messages")
    assert await desk.heard.until("lost") == ("lost", str(desk.wire.id), "I need Send Messages in #desk.")
    assert [what for what, _, _ in desk.heard.told] == ["back", "lost"]


async def test_a_deleted_thread(desk: Desk) -> None:
    thread = desk.discord.add_thread(desk.wire, "talk", desk.guild.owner)
    desk.discord.delete_channel(thread)
    assert await desk.heard.until("lost") == ("lost", str(thread.id), "The thread was deleted.")


async def test_what_could_not_be_stored_is_told_again(desk: Desk) -> None:
    desk.heard.busy = 1
    desk.discord.delete_channel(desk.wire)
    assert await desk.heard.until("lost") == ("lost", str(desk.wire.id), "#wire was deleted.")
    assert desk.heard.busy == 0


async def test_a_guild_with_a_closed_channel_tells_of_the_open_ones(desk: Desk) -> None:
    desk.discord.add_channel(desk.guild, "closed", permissions=())
    desk.discord.break_guild(desk.guild)
    await desk.heard.until("lost")
    desk.discord.mend_guild(desk.guild)
    assert await desk.heard.until("back") == ("back", str(desk.wire.id), "")
