"""Completion of a command's option while it is typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from discord.app_commands import Choice

from bot.domain.chat import Asker
from bot.domain.verbs import OptionKind
from bot.pipeline.asking.request import Given, quoted, write_begun
from bot.pipeline.ports import Commands
from bot.rules.lexer import FIELDS

MOST_CHOICES = 25
LONGEST_CHOICE = 100
"""Discord's limits; a longer value could be shown, but not chosen."""

_BEGINNINGS = (*(f"{name}:" for name in FIELDS), "figure(")
_BETWEEN = ("AND", "OR", "NOT", "NEAR/5")
_LAST_WORD = re.compile(r"[^\s()-]{0,60}\Z")


async def complete(commands: Commands, given: Given, asker: Asker) -> list[Choice[str]]:
    """What the option that the cursor is in could hold, best first. Other values may be typed all the same."""
    kind = next((o.kind for o in given.verb.options if o.name == given.focused), None)
    typed = given.values.get(given.focused, "")
    values = list(complete_query(typed)) if kind is OptionKind.QUERY else []
    values += await _suggested(commands, given, _as_named(typed) if kind is OptionKind.TIME_ZONE else typed, asker)
    fitting = (value for value in dict.fromkeys(values) if value and len(value) <= LONGEST_CHOICE)
    return [Choice(name=value, value=value) for value in fitting][:MOST_CHOICES]


def complete_query(typed: str) -> Sequence[str]:
    """A query with its last word completed to a field or an operator of the query language; none within a phrase."""
    if typed.count('"') % 2:
        return ()
    last = _LAST_WORD.search(typed)
    word = last.group() if last else ""
    head = typed.removesuffix(word)
    words = (*_BETWEEN, *_BEGINNINGS) if head.strip(" (-") else _BEGINNINGS
    return [f"{head}{each}" for each in words if each.lower().startswith(word.lower()) and each != word]


async def _suggested(commands: Commands, given: Given, typed: str, asker: Asker) -> list[str]:
    begun = write_begun(given)
    suggestions = await commands.complete(begun + quoted(typed, closed=False), asker)
    lines = (suggestion.line for suggestion in suggestions)
    return [_bare(line.removeprefix(begun)) for line in lines if line.startswith(begun)]


def _as_named(typed: str) -> str:
    """A place as time zones write it."""
    return typed.strip().replace(" ", "_")


def _bare(value: str) -> str:
    """A value without the quotes that it would need in a line."""
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value.removeprefix('"')
