"""Forms: what a verb lacks, asked in a window that is made from its declaration.

Discord's limits (its reference, "Modal" and "Label"): 5 fields, 45 characters a title or label, 100 a description or
placeholder, 4000 a value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import discord
from discord import ui

from bot.adapters.platforms.discord.commands import short
from bot.adapters.platforms.discord.commands_line import Given
from bot.domain.verbs import Option, OptionKind

MOST_FIELDS = 5
LONGEST_LABEL = 45
LONGEST_VALUE = 4000

_FREE = frozenset((OptionKind.TEXT, OptionKind.QUERY, OptionKind.URL))
"""Kinds worth asking for though they may be left out."""
_FORM, _AGAIN = "!form", "!edit-form"
"""What a form's command begins with; no verb does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormCommand:
    """What a form is for: its verb's path, the draft that keeps what it does not ask ("" for none), and whether what is
    sent with it takes the place of the preview that it was opened from.
    """

    path: str
    draft: str = ""
    again: bool = False


class Form(ui.Modal):
    """A window with a field an option. What is sent comes as an interaction of its own, whether or not we still run."""

    def __init__(self, *, title: str, custom_id: str, fields: Sequence[ui.Label[Any]]) -> None:
        super().__init__(title=title, custom_id=custom_id, timeout=None)
        for field in fields:
            self.add_item(field)
        # discord.py keeps open windows in memory until they are sent; one that is stopped it does not keep.
        self.stop()


def fields_of(given: Given) -> list[Option]:
    """The options that a form asks for: what is missing, then what is given or may be added while there is room."""
    missing = given.missing()
    free = [o for o in given.verb.options if o not in missing and (o.required or o.kind in _FREE)]
    chosen = [*missing, *sorted(free, key=lambda option: not option.required)][:MOST_FIELDS]
    return [option for option in given.verb.options if option in chosen]


def make_form(given: Given, custom_id: str) -> Form:
    """The window that asks for a verb's options, with what was given already in it."""
    fields = [_field(option, given.values.get(option.name, "")) for option in fields_of(given)]
    title = f"/{given.verb.path}: {given.verb.help}"
    fitting = title if len(title) <= LONGEST_LABEL else short(f"/{given.verb.path}", LONGEST_LABEL)
    return Form(title=fitting, custom_id=custom_id, fields=fields)


def form_command(form: FormCommand) -> str:
    """What a form's custom id holds."""
    return f"{_AGAIN if form.again else _FORM} {form.draft or '-'} {form.path}"


def read_form_command(command: str) -> FormCommand | None:
    """The same read back; None for what is no form's."""
    kind, _, rest = command.partition(" ")
    if kind not in {_FORM, _AGAIN}:
        return None
    draft, _, path = rest.partition(" ")
    return FormCommand(path=path, draft="" if draft == "-" else draft, again=kind == _AGAIN)


def sent_values(components: Sequence[Mapping[str, Any]]) -> dict[str, str]:
    """What was filled in, by option; a field that was left empty is "" (Discord's "Modal Submit Data Structure")."""
    values: dict[str, str] = {}
    for component in components:
        inner = component.get("components") or [component.get("component", component)]
        for field in inner:
            if "custom_id" in field:
                values[field["custom_id"]] = str(field.get("value") or "").strip()
    return values


def _field(option: Option, value: str) -> ui.Label[Any]:
    field: ui.TextInput[Any] = ui.TextInput(
        custom_id=option.name,
        style=discord.TextStyle.paragraph if option.kind is OptionKind.QUERY else discord.TextStyle.short,
        required=option.required,
        default=value[:LONGEST_VALUE] or None,
        max_length=LONGEST_VALUE,
    )
    label = option.name.replace("_", " ").capitalize()
    return ui.Label(text=short(label, LONGEST_LABEL), description=short(option.help), component=field)
