"""What this channel was told of a story."""

from __future__ import annotations

from bot.domain.alert import Alert
from bot.domain.errors import BadInput, NotFound
from bot.domain.verbs import Option, OptionKind
from bot.pipeline.ports import Transaction
from handlers.context import Context, story_number

TOLD_OPTION = Option(
    name="story", kind=OptionKind.STORY, help="a story such as s12, as its alert's buttons show it", required=True
)


async def find_told(tx: Transaction, context: Context, name: str) -> Alert:
    """The channel's alert of a story; ``NotFound`` if it was told nothing of it and nothing waits."""
    number = story_number(name)
    if number is None:
        raise BadInput(f"“{name}” is no story; write one such as s12, as /latest shows them.")
    found = await tx.alerts.of_stories([number])
    alert = next((each for each in found if each.channel == context.asker.channel), None)
    if alert is None:
        raise NotFound(f"{context.label(context.asker.channel)} was told nothing of s{number}; /latest shows stories.")
    return alert
