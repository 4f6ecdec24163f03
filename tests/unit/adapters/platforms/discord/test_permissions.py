from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import discord

from bot.adapters.platforms.discord.permissions import INVITED, NAMES, invite_link, lack_sentence


def test_what_lacks_is_said_in_one_sentence() -> None:
    assert lack_sentence(["Embed Links"], "#wire") == "I need Embed Links in #wire"
    assert lack_sentence(["View Channel", "Send Messages", "Embed Links"], "#wire") == (
        "I need View Channel, Send Messages and Embed Links in #wire"
    )


def test_an_invitation_asks_for_no_more_than_is_used() -> None:
    query = parse_qs(urlsplit(invite_link(7)).query)
    assert query["client_id"] == ["7"]
    assert set(query["scope"][0].split()) == {"bot", "applications.commands"}
    asked = discord.Permissions(int(query["permissions"][0]))
    assert asked == INVITED
    assert {name for name, granted in asked if granted} <= {*NAMES, "read_messages"}
    assert not asked.administrator


def test_webhooks_are_asked_for_where_they_are_wanted() -> None:
    query = parse_qs(urlsplit(invite_link(7, webhooks=True)).query)
    assert discord.Permissions(int(query["permissions"][0])).manage_webhooks
    assert not INVITED.manage_webhooks
