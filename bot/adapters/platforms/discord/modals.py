"""Forms: what a verb lacks, asked in a window that is made from its declaration.

Discord's limits (its reference, "Modal" and "Label"): 5 fields, 45 characters a title or label, 100 a description or
placeholder, 4000 a value.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import discord
from discord import ui

from bot.adapters.platforms.discord.commands import short
from bot.domain.verbs import Option, OptionKind
from bot.pipeline.asking.forms import fields_of, hint_of, label_of
from bot.pipeline.asking.request import Given

MOST_FIELDS = 5
LONGEST_LABEL = 45
LONGEST_VALUE = 4000


class Form(ui.Modal):
    """A window with a field an option. What is sent comes as an interaction of its own, whether or not we still run."""

    def __init__(self, *, title: str, custom_id: str, fields: Sequence[ui.Label[Any]]) -> None:
        super().__init__(title=title, custom_id=custom_id, timeout=None)
        for field in fields:
            self.add_item(field)
        # discord.py keeps open windows in memory until they are sent; one that is stopped it does not keep.
        self.stop()


def make_form(given: Given, custom_id: str) -> Form:
    """The window that asks for a verb's options, with what was given already in it."""
    fields = [_field(option, given.values.get(option.name, "")) for option in fields_of(given, MOST_FIELDS)]
    title = f"/{given.verb.path}: {given.verb.help}"
    fitting = title if len(title) <= LONGEST_LABEL else short(f"/{given.verb.path}", LONGEST_LABEL)
    return Form(title=fitting, custom_id=custom_id, fields=fields)


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
    hint = hint_of(option)
    return ui.Label(
        text=short(label_of(option), LONGEST_LABEL), description=short(hint) if hint else None, component=field
    )
