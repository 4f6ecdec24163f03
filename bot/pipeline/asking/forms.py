"""Forms: which options of a verb are asked for, and what a form says of itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from bot.domain.errors import BadInput, BadQuery
from bot.domain.verbs import Option, OptionKind
from bot.pipeline.asking.request import Given
from bot.pipeline.option_values import NONE, check_value
from bot.rules import parse

FREE = frozenset((OptionKind.TEXT, OptionKind.QUERY, OptionKind.URL))
"""Kinds worth asking for though they may be left out, where a form has nothing but fields of text."""
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


def fields_of(given: Given, most: int, kinds: Collection[OptionKind] = FREE) -> list[Option]:
    """The options that a form of ``most`` fields asks for: what is missing, and what may be added while there is room.

    ``kinds`` are those that are worth a field though they may be left out.
    """
    missing = given.missing()
    free = [o for o in given.verb.options if o not in missing and (o.required or o.kind in kinds)]
    chosen = [*missing, *sorted(free, key=lambda option: not option.required)][:most]
    return [option for option in given.verb.options if option in chosen]


def label_of(option: Option) -> str:
    """What an option's field is called."""
    words = option.name.replace("_", " ")
    return words.upper() if option.kind is OptionKind.URL else words.capitalize()


def hint_of(option: Option) -> str:
    """What is said of a field; "" where the option's help tells only how it is typed in a line."""
    return "" if option.help.startswith(f"{option.name}:") else option.help


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


def faults_of(given: Given) -> dict[str, str]:
    """What can be told of each option at once, without looking anything up: name -> a sentence on what would be right."""
    found = {option.name: _fault(option, given.values.get(option.name, "").strip()) for option in given.verb.options}
    return {name: sentence for name, sentence in found.items() if sentence}


def _fault(option: Option, value: str) -> str | None:
    if not value:
        return "This is needed." if option.required else None
    try:
        check_value(option, value)
        if option.kind is OptionKind.QUERY and (option.required or value.lower() not in NONE):
            parse(value)
    except BadQuery as error:
        sentences = (str(error), error.hint) if error.hint else (str(error),)
        return ". ".join(f"{sentence[:1].upper()}{sentence[1:]}" for sentence in sentences)
    except BadInput as error:
        return str(error)
    return None
