"""``unmute``: hear of a story in this channel again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Card, Text
from bot.domain.verbs import Audience, Permission, Verb
from handlers.context import Context
from handlers.told import TOLD_OPTION, find_told


async def unmute(context: Context, values: Mapping[str, Any]) -> Card:
    """Let later articles of the story be told again."""
    async with context.storage.write() as tx:
        alert = await find_told(tx, context, values["story"])
        if alert.muted_at:
            await tx.alerts.save(replace(alert, muted_at=None))
    if alert.muted_at is None:
        return write_card(f"s{alert.story_id} is not muted here")
    return write_card(
        f"s{alert.story_id} is heard again in {context.label(alert.channel)}",
        body=(Text("The next article on it is told; what came while it was muted is in /summary."),),
    )


VERB = Verb(
    path="unmute",
    help="Hear of a muted story in this channel again",
    run=unmute,
    permission=Permission.MANAGE,
    audience=Audience.CHANNEL,
    options=(TOLD_OPTION,),
    example="/unmute s12",
)
