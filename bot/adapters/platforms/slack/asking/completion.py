"""What an input of a window offers while it is typed."""

from __future__ import annotations

from bot.adapters.platforms.slack.asking.fields import LONGEST_VALUE, choice
from bot.adapters.platforms.slack.cards.limits import Block, weight
from bot.domain.chat import Asker
from bot.domain.errors import BadInput
from bot.domain.verbs import OptionKind
from bot.pipeline.asking.completion import suggested
from bot.pipeline.asking.request import Given
from bot.pipeline.option_values import check_value
from bot.pipeline.ports import Commands

MOST_OPTIONS = 100

_NAMED = frozenset((OptionKind.TOPIC, OptionKind.FEED))
"""Kinds of which there is no more than what we offer."""


async def options_for(commands: Commands, given: Given, asker: Asker) -> list[Block]:
    """The options of a select, best first; what is typed is one of them where it could be right."""
    typed = given.values.get(given.focused, "").strip()
    values = [*await suggested(commands, given, asker), *_as_typed(given, typed)]
    fitting = (value for value in dict.fromkeys(values) if value and weight(value) <= LONGEST_VALUE)
    return [choice(value) for value in fitting][:MOST_OPTIONS]


def _as_typed(given: Given, typed: str) -> list[str]:
    option = next((option for option in given.verb.options if option.name == given.focused), None)
    if option is None or not typed or option.kind in _NAMED:
        return []
    try:
        check_value(option, typed)
    except BadInput:
        return []
    return [typed]
