"""``held show``: what waits in this channel, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import title_of, write_card
from bot.domain.card import Break, Button, Card, Link, Span, Text
from bot.domain.verbs import Verb
from handlers.context import Context
from handlers.held import NOTICE_OPTION, find_held, why_held
from handlers.listing import TITLE_LENGTH, counted

SHOWN = 20


async def held_show(context: Context, values: Mapping[str, Any]) -> Card:
    """List it for the asker alone; nothing is told to the channel."""
    async with context.storage.read() as tx:
        notice_id, waiting = await find_held(tx, context, values["notice"])
        shown = waiting[:SHOWN]
        articles = {a.id: a for a in await tx.articles.get([alert.held_ids[0] for alert in shown if alert.held_ids])}
    if not waiting:
        return write_card("Nothing waits here", body=(Text("What was held has been told, or was discarded."),))
    lines: list[Span] = []
    for alert in shown:
        article = articles.get(alert.held_ids[0]) if alert.held_ids else None
        title = title_of(article)[:TITLE_LENGTH] if article else "a story whose articles are gone"
        lines += [Break(), Link(title, article.url) if article and article.url else Text(title)]
        lines += [Text(f"  (s{alert.story_id}) "), *why_held(alert, context.asker.time_zone)]
    if len(waiting) > SHOWN:
        lines += [Break(), Text(f"and {len(waiting) - SHOWN:,} more")]
    which = f" n{notice_id}" if notice_id else ""
    return write_card(
        f"{counted(len(waiting), 'alert')} wait{'s' if len(waiting) == 1 else ''} here",
        body=lines[1:],
        buttons=(
            Button(label="Tell the channel now", command=f"held release{which}"),
            Button(label="Discard", command=f"held discard{which}"),
        ),
    )


VERB = Verb(
    path="held show",
    help="What waits in this channel, and why",
    run=held_show,
    options=(NOTICE_OPTION,),
    example="/held show n7",
)
