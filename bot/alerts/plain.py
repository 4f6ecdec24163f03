"""Writing a card with its plain-text form, which is complete: for notifications, screen readers and simple terminals."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from bot.domain.card import Break, Button, Card, Field, Link, Mention, Span, Time
from bot.domain.chart import Chart
from bot.domain.moments import moment_text


def write_card(
    title: str,
    *,
    url: str | None = None,
    body: Sequence[Span] = (),
    fields: Sequence[Field] = (),
    context: Sequence[Span] = (),
    image: str | None = None,
    chart: Chart | None = None,
    buttons: Sequence[Button] = (),
    tone: Literal["alert", "answer", "notice", "error"] = "answer",
) -> Card:
    """Make a card whose fallback is the whole of it in plain text."""
    card = Card(
        title=title,
        url=url,
        body=tuple(body),
        fields=tuple(fields),
        context=tuple(context),
        image=image,
        chart=chart,
        buttons=tuple(buttons),
        fallback="",
        tone=tone,
    )
    return replace(card, fallback=plain_text(card))


def plain_text(card: Card) -> str:
    """Write the whole of a card, its own ``fallback`` apart, one thing a line."""
    lines = [card.title]
    if card.url:
        lines.append(card.url)
    if card.body:
        lines.append(plain_spans(card.body))
    for field in card.fields:
        note = f" ({plain_spans(field.note)})" if field.note else ""
        lines.append(f"{field.label}: {plain_spans(field.value)}{note}")
    if card.chart:
        lines.append(card.chart.alt)
    if card.context:
        lines.append(plain_spans(card.context))
    return "\n".join(lines)


def plain_spans(spans: Sequence[Span]) -> str:
    """Write spans as running text."""
    return "".join(_plain(span) for span in spans)


def _plain(span: Span) -> str:
    if isinstance(span, Break):
        return "\n"
    if isinstance(span, Time):
        return moment_text(span.at, span.zone)
    if isinstance(span, Link):
        return f"{span.text} <{span.url}>"
    if isinstance(span, Mention):
        return f"@{span.label.removeprefix('@')}"
    return span.text
