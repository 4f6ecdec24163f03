"""Cards to what rich can print."""

from __future__ import annotations

from rich.box import ROUNDED
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from bot.adapters.platforms.console.sparkline import sparkline
from bot.adapters.platforms.console.text import lines_of, linked, printable, rich_spans, web_address
from bot.domain.card import Card, Field

_BORDERS = {"alert": "red", "answer": "blue", "notice": "yellow", "error": "yellow"}

NARROW = 60
"""Columns below which a figure's note stands under it instead of beside it."""


def render_card(card: Card, width: int | None = None, *, heading: str = "") -> RenderableType:
    """A card as a panel, ``width`` columns wide (None: as wide as the console).

    ``heading`` stands in its border, such as the channel and the time.
    """
    border = _BORDERS[card.tone]
    return Panel(
        Group(*_parts(card)),
        title=Text(printable(heading), style="bold") if heading else None,
        title_align="left",
        border_style=border,
        box=ROUNDED,
        padding=(0, 1),
        width=width,
    )


def render_answer(card: Card, width: int | None = None, *, heading: str = "") -> RenderableType:
    """A card that answers an earlier one: drawn in, behind an arrow."""
    inner = None if width is None else max(width - 4, 20)
    grid = Table.grid(padding=(0, 1, 0, 0))
    grid.add_row(Text(" ↳", style="dim"), render_card(card, inner, heading=heading))
    return grid


def render_update(card: Card, heading: str) -> RenderableType:
    """An edit, compactly: that it is one, its headline, and where it was said."""
    lines = [
        Text.assemble(
            ("↻ updated ", "bold green"),
            (printable(heading), "dim"),
            " ",
            _bold(linked(card.title, card.url)),
        )
    ]
    if card.context:
        lines.append(_dim(rich_spans(lines_of(card.context)[0])))
    return Padding(Group(*lines), (0, 2))


def _parts(card: Card) -> list[RenderableType]:
    source, rest = _context(card)
    parts: list[RenderableType] = [_bold(linked(card.title, card.url))]
    if source:
        parts.append(_dim(source))
    if card.body:
        body = rich_spans(card.body)
        body.rstrip()
        parts += [Text(), body] if source else [body]
    if card.fields:
        parts += [Text(), _Figures(card.fields)]
    if card.chart:
        parts += [Text(), Text(sparkline(card.chart), style="cyan"), _dim(Text(printable(card.chart.alt)))]
    if rest or card.buttons or card.url:
        parts.append(Text())
    if rest:
        parts.append(_dim(rest))
    if card.buttons:
        commands = " · ".join(f"/{printable(button.command)}" for button in card.buttons)
        parts.append(Text(commands, style="cyan"))
    if address := web_address(card.url):
        parts.append(Text(address, style="dim", overflow="fold", no_wrap=False))
    return parts


def _context(card: Card) -> tuple[Text, Text]:
    """An alert's source line, and the rest of its context."""
    if card.tone != "alert" or not card.context:
        return Text(), rich_spans(card.context)
    source, *rest = (rich_spans(line) for line in lines_of(card.context))
    return source, Text("\n").join(rest)


def _bold(text: Text) -> Text:
    text.stylize("bold")
    return text


def _dim(text: Text) -> Text:
    return Text.assemble(text, style="dim")


class _Figures:
    """The fields as a table, or as a list where the console is narrow."""

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self._fields = fields

    def __rich_console__(self, _console: Console, options: ConsoleOptions) -> RenderResult:
        yield self._list() if options.max_width < NARROW else self._table(options.max_width)

    def _table(self, width: int) -> Table:
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(max_width=width // 3)
        table.add_column(ratio=3)
        table.add_column(ratio=2)
        for field in self._fields:
            table.add_row(_label(field), rich_spans(field.value), _dim(rich_spans(field.note)))
        return table

    def _list(self) -> Text:
        lines = []
        for field in self._fields:
            line = Text.assemble(_label(field), ": ", rich_spans(field.value))
            if field.note:
                line.append_text(_dim(Text.assemble("\n  ", rich_spans(field.note))))
            lines.append(line)
        return Text("\n").join(lines)


def _label(field: Field) -> Text:
    return Text(printable(field.label), style="cyan")
