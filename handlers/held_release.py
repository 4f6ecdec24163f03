"""``held release``: tell what waits in this channel now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Card, Text
from bot.domain.verbs import Audience, Permission, Verb
from handlers.context import Context
from handlers.held import NOTICE_OPTION, find_held
from handlers.listing import counted


async def held_release(context: Context, values: Mapping[str, Any]) -> Card:
    """Have it told, whatever it waits for."""
    async with context.storage.read() as tx:
        notice_id, waiting = await find_held(tx, context, values["notice"])
    if not waiting:
        return write_card("Nothing waits here", body=(Text("What was held has been told, or was discarded."),))
    await context.waiting.show(context.asker.channel, notice_id)
    return write_card(f"{counted(len(waiting), 'alert')} that waited come{'s' if len(waiting) == 1 else ''} now")


VERB = Verb(
    path="held release",
    help="Tell this channel now what waits",
    run=held_release,
    permission=Permission.MANAGE,
    audience=Audience.CHANNEL,
    options=(NOTICE_OPTION,),
    example="/held release n7",
)
