"""``rate``: say whether a story's alert was any good; one that was not is answered with what would have stopped it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Button, Card, Code, Field, Text
from bot.domain.verbs import Option, OptionKind, Verb
from bot.domain.watch import Opinion, Topic
from bot.pipeline.ports import Transaction
from bot.rules import Exclusion, propose_exclusions
from bot.stories import stop_words
from handlers.context import Context
from handlers.judged import effect, last_told
from handlers.precision import precisions
from handlers.told import TOLD_OPTION, find_told

UP, DOWN = "up", "down"


async def rate(context: Context, values: Mapping[str, Any]) -> Card:
    """Store the opinion; the asker's last word on a story counts."""
    liked = values["thumb"] == UP
    async with context.storage.write() as tx:
        alert = await find_told(tx, context, values["story"])
        opinion = Opinion(
            channel=alert.channel,
            story_id=alert.story_id,
            topic_id=alert.topic_id,
            user=context.asker.user,
            liked=liked,
            at=context.now,
        )
        await tx.alerts.rate(opinion)
        topics = await tx.watch.topics(context.workspace)
        topic = next((each for each in topics if each.id == alert.topic_id), None)
        standing = (await precisions(tx, context.workspace, [alert.topic_id])).get(alert.topic_id, "")
        found = await _exclusions(tx, topic, alert.story_id) if topic and not liked else ()
    if topic is None:
        return write_card("Noted", body=(Text("The topic that told it is gone."),))
    if liked:
        return write_card("Noted 👍", body=(Text(f"{topic.name}: {standing}."),))
    return _unwanted(topic, standing, found)


async def _exclusions(tx: Transaction, topic: Topic, story_id: int) -> tuple[Exclusion, ...]:
    told = await last_told(tx, topic, with_story=story_id)
    unwanted = next((each.article for each in told if each.article.story_id == story_id), None)
    if unwanted is None:
        return ()
    return propose_exclusions(topic.query, unwanted, told, common=stop_words(unwanted.language))


def _unwanted(topic: Topic, standing: str, found: tuple[Exclusion, ...]) -> Card:
    if not found:
        return write_card(
            "Noted 👎",
            body=(
                Text(
                    f"{topic.name}: {standing}. No word of it would have stopped it alone; /watch edit changes the query."
                ),
            ),
        )
    fields = [
        Field(label=f"Without {each.words}", value=(Text(effect(each)),), note=(Code(each.query),)) for each in found
    ]
    return write_card(
        "Noted 👎",
        body=(Text(f"{topic.name}: {standing}. What would have stopped it:"),),
        fields=fields,
        buttons=[
            Button(label=f"Exclude {each.words}", command=f"watch exclude {topic.name} {each.words}") for each in found
        ],
    )


VERB = Verb(
    path="rate",
    help="Say whether an alert was any good",
    run=rate,
    options=(
        TOLD_OPTION,
        Option(
            name="thumb", kind=OptionKind.CHOICE, help="up for a good one, down for another", required=True,
            choices=(UP, DOWN),
        ),
    ),
    example="/rate s12 down",
)  # fmt: skip
