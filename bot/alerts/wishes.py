"""A subscription's options in words."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from bot.domain.card import Code, Span, Text, Time
from bot.domain.watch import Early, Subscription, Updates

_UPDATES = {
    Updates.THREAD: "developments in a thread",
    Updates.REPLY: "developments as replies",
    Updates.EDIT: "developments by editing alone",
    Updates.NONE: "no developments",
}


def told_wishes(subscription: Subscription, now: datetime) -> tuple[Span, ...]:
    """All that was chosen, in one line; what is as it is by default is left out, but for when and the time zone."""
    spans: list[Span] = []
    for part in _parts(subscription, now):
        spans += [Text(" · "), *part] if spans else part
    return tuple(spans)


def _parts(wanted: Subscription, now: datetime) -> Iterable[list[Span]]:
    yield [Text("at once" if wanted.when == "instant" else wanted.when)]
    if wanted.snoozed_until and wanted.snoozed_until > now:
        yield [Text("snoozed until "), Time(wanted.snoozed_until, wanted.time_zone)]
    if wanted.quiet:
        yield [Text(f"quiet {wanted.quiet}")]
    if wanted.urgent:
        yield [Text("urgent "), Code(wanted.urgent)]
    if wanted.min_outlets > 1:
        early = ", a quiet post before" if wanted.early is Early.QUIET else ""
        yield [Text(f"from {wanted.min_outlets} outlets{early}")]
    if wanted.mention:
        yield [Text(f"calls {', '.join(mention.label for mention in wanted.mention)}")]
    if wanted.mention and wanted.mention_when:
        yield [Text("when "), Code(wanted.mention_when)]
    if wanted.cap:
        yield [Text(f"{wanted.cap} an hour at most")]
    if wanted.updates is not Updates.THREAD:
        yield [Text(_UPDATES[wanted.updates])]
    yield [Text(f"times in {wanted.time_zone}")]
