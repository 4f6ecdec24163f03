"""What waits in this channel: which of it a notice's name (``n7``) means, and why each waits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.domain.alert import Alert, Hold
from bot.domain.card import Span, Text, Time
from bot.domain.errors import BadInput, NotFound
from bot.domain.verbs import Option, OptionKind
from bot.pipeline.ports import Transaction
from handlers.context import Context

NOTICE_OPTION = Option(
    name="notice", kind=OptionKind.TEXT, help="what one notice tells of, such as n7; all that waits by default"
)

_NOTICE = re.compile(r"n(\d{1,15})")

_WHY = {
    Hold.SCHEDULE: "for its schedule",
    Hold.QUIET: "for the end of quiet hours",
    Hold.SNOOZE: "for the end of the snooze",
    Hold.OUTLETS: "for more outlets",
    Hold.CAP: "because this hour's alerts were reached",
    Hold.FLOOD: "because too many came at once",
    Hold.PAUSE: "until the channel can be written to",
}


async def find_held(tx: Transaction, context: Context, name: str | None) -> tuple[int | None, Sequence[Alert]]:
    """The notice's id, None for all, and what of it waits in the asker's channel.

    Raises ``NotFound`` for a notice that this channel does not have.
    """
    if name is None:
        return None, await tx.alerts.held(context.asker.channel)
    number = _NOTICE.fullmatch(name.lower())
    if number is None:
        raise BadInput(f"“{name}” is no notice; one is written n7. Without it, all that waits here is meant.")
    notice = await tx.alerts.notice(context.workspace, int(number[1]))
    if notice is None or notice.channel != context.asker.channel:
        raise NotFound(f"There is no notice {name} in {context.label(context.asker.channel)}.")
    return notice.id, await tx.alerts.held(notice.channel, notice.id)


def why_held(alert: Alert, zone: str) -> Iterable[Span]:
    """Why and until when something waits."""
    yield Text(f"waits {_WHY[alert.hold]}" if alert.hold else "waits")
    if alert.release_at:
        yield Text(", until ")
        yield Time(alert.release_at, zone)
