"""Forms: which options of a verb are asked for, and what a form says of itself."""

from __future__ import annotations

from dataclasses import dataclass

from bot.domain.verbs import Option, OptionKind
from bot.pipeline.asking.request import Given

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


def fields_of(given: Given, most: int) -> list[Option]:
    """The options that a form of ``most`` fields asks for: what is missing, and what may be added while there is room."""
    missing = given.missing()
    free = [o for o in given.verb.options if o not in missing and (o.required or o.kind in _FREE)]
    chosen = [*missing, *sorted(free, key=lambda option: not option.required)][:most]
    return [option for option in given.verb.options if option in chosen]


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
