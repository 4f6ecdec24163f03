"""``held discard``: never tell what waits in this channel."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Card, Text
from bot.domain.verbs import Audience, Permission, Verb
from handlers.context import Context
from handlers.held import NOTICE_OPTION, find_held
from handlers.listing import counted


async def held_discard(context: Context, values: Mapping[str, Any]) -> Card:
    """Drop it; the articles stay, and can be asked for."""
    async with context.storage.read() as tx:
        notice_id, _ = await find_held(tx, context, values["notice"])
    dropped = await context.waiting.discard(context.asker.channel, notice_id)
    if not dropped:
        return write_card("Nothing waits here", body=(Text("What was held has been told, or was discarded."),))
    return write_card(
        f"{counted(dropped, 'alert')} that waited will not be told",
        body=(Text("The articles stay: /latest lists them, and /why says what became of each."),),
    )


VERB = Verb(
    path="held discard",
    help="Never tell this channel what waits",
    run=held_discard,
    permission=Permission.MANAGE,
    audience=Audience.CHANNEL,
    options=(NOTICE_OPTION,),
    example="/held discard n7",
)
