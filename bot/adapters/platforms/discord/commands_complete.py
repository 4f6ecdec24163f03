"""Completion of a command's option while it is typed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from discord.app_commands import Choice

from bot.domain.chat import Asker
from bot.domain.verbs import OptionKind
from bot.pipeline.asking.completion import suggested
from bot.pipeline.asking.request import Given
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
    values += await suggested(commands, given, asker)
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
