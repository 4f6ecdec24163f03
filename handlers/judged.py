"""What a topic has told, and what readers thought of it: the ground that exclusions are tried on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from bot.domain.watch import Topic
from bot.pipeline.ports import Transaction
from bot.rules import Exclusion, Told

LAST = 30
"""How many of a topic's alerts an exclusion is tried on."""


async def last_told(tx: Transaction, topic: Topic, *, with_story: int = 0) -> Sequence[Told]:
    """The first article of each story that the topic last told its workspace's channels of, newest first.

    The story ``with_story`` is among them however long ago it was.
    """
    alerts = await tx.alerts.latest(topic.workspace, topic_id=topic.id, channel=None, limit=2 * LAST)
    leads = {alert.story_id: alert.article_ids[0] for alert in reversed(alerts) if alert.article_ids}
    stories = list(reversed(leads))[:LAST]
    if with_story and with_story not in stories:
        older = await tx.alerts.of_stories([with_story])
        leads |= {
            alert.story_id: alert.article_ids[0]
            for alert in older
            if alert.channel.workspace == topic.workspace and alert.article_ids
        }
        stories += [with_story] if with_story in leads else []
    liking = await _liking(tx, topic)
    articles = {article.id: article for article in await tx.articles.get([leads[story] for story in stories])}
    return [Told(articles[leads[story]], liking.get(story)) for story in stories if leads[story] in articles]


async def _liking(tx: Transaction, topic: Topic) -> dict[int, bool]:
    """Story -> whether more readers liked its alert than did not; as many of both say nothing."""
    votes: Counter[int] = Counter()
    for opinion in await tx.alerts.opinions(topic.workspace, topic.id):
        votes[opinion.story_id] += 1 if opinion.liked else -1
    return {story: vote > 0 for story, vote in votes.items() if vote}


def effect(found: Exclusion) -> str:
    """What an exclusion would have done: "would have removed 6 of the last 30, 1 of them liked"."""
    if not found.removed:
        return f"would have removed none of the last {found.told}"
    liked = f"{found.liked} of them liked" if found.liked else "none of them liked"
    return f"would have removed {found.removed} of the last {found.told}, {liked}"
