"""Application commands: names, counts and sizes (Discord's reference, "Application Command Structure")."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from tests.doubles.discord.errors import Complaints, Json

Path = tuple[str | int, ...]

COUNTS = {1: 100, 2: 15, 3: 15}  # slash, user and message commands of a scope
SIZE = 8000  # characters of names, descriptions and choice values of a command together
NAME = re.compile(r"[-_'\w]{1,32}")
SUB_COMMAND, GROUP, STRING, INTEGER, NUMBER = 1, 2, 3, 4, 10
LOCALES = frozenset({
    "bg", "cs", "da", "de", "el", "en-GB", "en-US", "es-419", "es-ES", "fi", "fr", "hi", "hr", "hu", "id", "it", "ja", "ko",
    "lt", "nl", "no", "pl", "pt-BR", "ro", "ru", "sv-SE", "th", "tr", "uk", "vi", "zh-CN", "zh-TW",
})  # fmt: skip


def check_commands(commands: list[Json]) -> None:
    """A whole set, as it replaces another."""
    complaints = Complaints()
    kinds = Counter(one.get("type", 1) for one in commands)
    for kind, most in COUNTS.items():
        if kinds[kind] > most:
            complaints.add((), "APPLICATION_COMMANDS_MAX", f"Maximum number of application commands reached ({most}).")
    twice = Counter((one.get("name"), one.get("type", 1)) for one in commands)
    for index, one in enumerate(commands):
        check_one(complaints, (index,), one)
        if twice[one.get("name"), one.get("type", 1)] > 1:
            complaints.add((index,), "APPLICATION_COMMANDS_DUPLICATE_NAME", "Application command names must be unique")
    complaints.raise_any()


def check_command(command: Json) -> None:
    complaints = Complaints()
    check_one(complaints, (), command)
    complaints.raise_any()


def check_one(complaints: Complaints, at: Path, command: Json) -> None:
    if command.get("type", 1) != 1:
        complaints.too_long((*at, "name"), command.get("name") or "", 32, least=1)
        if command.get("description") or command.get("options"):
            complaints.add((*at, "description"), "APPLICATION_COMMAND_CONTEXT_MENU_DESCRIPTION_CANNOT_BE_SET",
                           "Context menu commands have neither description nor options")  # fmt: skip
        return
    check_words(complaints, at, command)
    check_options(complaints, (*at, "options"), command.get("options") or [], {SUB_COMMAND, GROUP})
    if size(command) > SIZE:
        complaints.add(at, "APPLICATION_COMMAND_TOO_LARGE", f"Command exceeds maximum size ({SIZE})")


def check_words(complaints: Complaints, at: Path, thing: Json) -> None:
    """Names and descriptions, in every language they come in."""
    names = {"name": thing.get("name")} | {
        f"name_localizations.{k}": v for k, v in (thing.get("name_localizations") or {}).items()
    }
    for place, name in names.items():
        if not isinstance(name, str) or not NAME.fullmatch(name) or name != name.lower():
            complaints.add((*at, *place.split(".")), "APPLICATION_COMMAND_INVALID_NAME", "Command name is invalid")
    complaints.too_long((*at, "description"), thing.get("description") or "", 100, least=1)
    for locale, text in (thing.get("description_localizations") or {}).items():
        complaints.too_long((*at, "description_localizations", locale), text, 100, least=1)
    for word in ("name_localizations", "description_localizations"):
        for locale in set(thing.get(word) or {}) - LOCALES:
            complaints.choice((*at, word, locale), "the locales that Discord knows")


def check_options(complaints: Complaints, at: Path, options: list[Json], groups: set[int]) -> None:
    """``groups`` are the option types that may still hold options here."""
    if len(options) > 25:
        complaints.bad_length(at, 25)
    names = Counter(option.get("name") for option in options)
    nested = [option.get("type") in {SUB_COMMAND, GROUP} for option in options]
    if any(nested) and not all(nested):
        complaints.add(
            at,
            "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID",
            "Sub-command and sub-command group option types are exclusive",
        )
    optional = False
    for index, option in enumerate(options):
        place = (*at, index)
        check_words(complaints, place, option)
        if names[option.get("name")] > 1:
            complaints.add(place, "APPLICATION_COMMAND_OPTIONS_NAME_ALREADY_EXISTS", "Option names must be unique")
        if option.get("required") and optional:
            complaints.add(
                place,
                "APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID",
                "Required options must be placed before non-required options",
            )
        optional = optional or not option.get("required")
        check_option(complaints, place, option, groups)


def check_option(complaints: Complaints, at: Path, option: Json, groups: set[int]) -> None:
    kind = option.get("type")
    if kind in {SUB_COMMAND, GROUP}:
        if kind not in groups:
            complaints.add((*at, "type"), "APPLICATION_COMMAND_OPTIONS_TYPE_INVALID", "It cannot be nested any deeper")
            return
        check_options(
            complaints, (*at, "options"), option.get("options") or [], {SUB_COMMAND} if kind == GROUP else set()
        )
        return
    choices = option.get("choices") or []
    if choices and option.get("autocomplete"):
        complaints.add((*at, "autocomplete"), "APPLICATION_COMMAND_AUTOCOMPLETE_WITH_CHOICES", "It has choices already")
    if len(choices) > 25:
        complaints.bad_length((*at, "choices"), 25)
    for index, choice in enumerate(choices):
        check_choice(complaints, (*at, "choices", index), choice, kind)


def check_choice(complaints: Complaints, at: Path, choice: Json, kind: Any) -> None:
    complaints.too_long((*at, "name"), choice.get("name") or "", 100, least=1)
    value = choice.get("value")
    if kind == STRING:
        complaints.too_long((*at, "value"), value if isinstance(value, str) else "", 100, least=1)
    elif not isinstance(value, int | float):
        complaints.add((*at, "value"), "NUMBER_TYPE_COERCE", f'Value "{value}" is not a number.')


def size(thing: Json) -> int:
    """Of every text with translations the longest counts."""
    total = longest(thing, "name") + longest(thing, "description")
    for choice in thing.get("choices") or ():
        total += longest(choice, "name") + len(str(choice.get("value", "")))
    return total + sum(size(option) for option in thing.get("options") or ())


def longest(thing: Json, word: str) -> int:
    texts = [thing.get(word) or "", *(thing.get(f"{word}_localizations") or {}).values()]
    return max(len(str(text)) for text in texts)


def check_choices(choices: list[Json]) -> None:
    """What an autocomplete answers."""
    complaints = Complaints()
    if len(choices) > 25:
        complaints.bad_length(("data", "choices"), 25)
    for index, choice in enumerate(choices):
        place = ("data", "choices", index)
        kind = STRING if isinstance(choice.get("value"), str) else INTEGER
        check_choice(complaints, place, choice, kind)
    complaints.raise_any()
