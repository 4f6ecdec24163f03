"""``mute``: hear no more of a story in this channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Button, Card, Text
from bot.domain.verbs import Audience, Permission, Verb
from handlers.context import Context
from handlers.told import TOLD_OPTION, find_told


async def mute(context: Context, values: Mapping[str, Any]) -> Card:
    """Leave the channel's message as it is, and drop what waits to be added to it."""
    async with context.storage.write() as tx:
        alert = await find_told(tx, context, values["story"])
        if alert.muted_at is None:
            muted = replace(alert, muted_at=context.now, held_ids=(), hold=None, release_at=None, notice_id=None)
            await tx.alerts.save(muted)
    story = f"s{alert.story_id}"
    if alert.muted_at:
        return write_card(f"{story} is muted here already", body=(Text(f"/unmute {story} ends it."),))
    return write_card(
        f"{story} is muted in {context.label(alert.channel)}",
        body=(Text("Its message stays as it is; only a correction or retraction of what it says will still come."),),
        buttons=(Button(label="Unmute", command=f"unmute {story}"),),
    )


VERB = Verb(
    path="mute",
    help="Hear no more of a story in this channel",
    run=mute,
    permission=Permission.MANAGE,
    audience=Audience.CHANNEL,
    options=(TOLD_OPTION,),
    example="/mute s12",
)
