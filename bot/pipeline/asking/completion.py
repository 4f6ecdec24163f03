"""What the option that the cursor is in could hold, for a platform that asks for it by itself."""

from __future__ import annotations

from bot.domain.chat import Asker
from bot.domain.verbs import OptionKind
from bot.pipeline.asking.request import Given, quoted, write_begun
from bot.pipeline.ports import Commands


async def suggested(commands: Commands, given: Given, asker: Asker) -> list[str]:
    """Values, best first, as they are without quotes."""
    typed = given.values.get(given.focused, "")
    kind = next((option.kind for option in given.verb.options if option.name == given.focused), None)
    # Time zones write places so.
    typed = typed.strip().replace(" ", "_") if kind is OptionKind.TIME_ZONE else typed
    begun = write_begun(given)
    suggestions = await commands.complete(begun + quoted(typed, closed=False), asker)
    lines = (suggestion.line for suggestion in suggestions)
    return [_bare(line.removeprefix(begun)) for line in lines if line.startswith(begun)]


def _bare(value: str) -> str:
    """A value without the quotes that it would need in a line."""
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value.removeprefix('"')
