"""``figures``: what each outlet said of a story's figures, what moved, where outlets disagree, and the chart of it."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from bot.alerts import Moved, moved, standing_figures
from bot.domain.card import Card
from bot.domain.errors import NotFound
from bot.domain.verbs import Option, OptionKind, Verb
from bot.figures import key_figures
from bot.figures.ledger import History
from bot.pipeline.compose import KEY_FIGURES, shown
from bot.pipeline.ledger_of import ledger_of
from handlers.context import Context
from handlers.ledger_brief import brief_card
from handlers.ledger_card import LedgerView, figure_named, history_card, ledger_card
from handlers.telling import STORY_OPTION, Telling, find_tellings

MOST_STORIES = 5
"""Stories of a topic whose figures are told in brief: as many as there is a button for."""


async def figures(context: Context, values: Mapping[str, Any]) -> Card:
    """Tell one story's ledger, one figure of it, or in brief those of a topic's newest stories."""
    tellings = await find_tellings(context, values["story"])
    if len(tellings) == 1 or values["figure"]:
        return await _of_story(context, tellings[0], values)
    ledgers = [(telling, await _ledger(context, telling)) for telling in tellings[:MOST_STORIES]]
    return brief_card(values["story"].lower(), ledgers, more=len(tellings) - len(ledgers))


async def _ledger(context: Context, telling: Telling) -> Sequence[History]:
    """The story's ledger, made off the event loop: of hundreds of articles it takes a tenth of a second."""
    return await asyncio.to_thread(ledger_of, telling.articles, context.now)


async def _of_story(context: Context, telling: Telling, values: Mapping[str, Any]) -> Card:
    histories = await _ledger(context, telling)
    view = LedgerView(
        telling=telling,
        histories=histories,
        moved=await _moved(context, telling),
        count=values["count"],
        now=context.now,
        zone=context.asker.time_zone,
    )
    if not values["figure"]:
        return ledger_card(view)
    return history_card(view, _named(histories, values["figure"], telling))


def _named(histories: Sequence[History], name: str, telling: Telling) -> History:
    found = figure_named(histories, name)
    if found is None:
        labels = ", ".join(dict.fromkeys(history.label.lower() for history in histories[:KEY_FIGURES])) or "none at all"
        raise NotFound(f"s{telling.story_id} has no figure “{name}”; it has {labels}.")
    return found


async def _moved(context: Context, telling: Telling) -> Sequence[Moved]:
    """What differs from what this channel was last told of the story; nothing where it was told nothing."""
    async with context.storage.read() as tx:
        alerts = await tx.alerts.of_stories([telling.story_id])
    announced = next((alert.announced for alert in alerts if alert.channel == context.asker.channel), ())
    if not announced:
        return ()
    kept = set(shown([article.id for article in telling.articles]))
    articles = [article for article in telling.articles if article.id in kept]
    return moved(announced, key_figures(standing_figures(articles), KEY_FIGURES))


VERB = Verb(
    path="figures",
    help="A story's figures: who said what when, what moved, who disagrees",
    run=figures,
    options=(
        STORY_OPTION,
        Option(name="count", kind=OptionKind.COUNT, help="how many, 10 by default", default=10, minimum=1, maximum=25),
        Option(name="figure", kind=OptionKind.TEXT, help="one of them with every sentence, such as killed", default=""),
    ),
    example="/figures syria-iraq-repatriation",
)
