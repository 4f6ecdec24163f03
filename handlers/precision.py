"""How well a topic's query does, by what readers think of its alerts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from bot.domain.watch import Opinion
from bot.pipeline.ports import Transaction


async def precisions(tx: Transaction, workspace: str, topic_ids: Sequence[int]) -> Mapping[int, str]:
    """Topic id -> its precision in words; those of which nobody has said anything are left out."""
    found = {topic_id: await tx.alerts.opinions(workspace, topic_id) for topic_id in topic_ids}
    return {topic_id: precision(opinions) for topic_id, opinions in found.items() if opinions}


def precision(opinions: Sequence[Opinion]) -> str:
    """Write the share of the judged that was liked: "8 of 10 ratings 👍 (80%)"."""
    liked = sum(opinion.liked for opinion in opinions)
    noun = "rating" if len(opinions) == 1 else "ratings"
    return f"{liked} of {len(opinions)} {noun} 👍 ({liked / len(opinions):.0%})"
