"""The proof that nothing is lost and nothing is there twice, on whatever platform: publish, kill, misbehave, and count.

The platform's double keeps what it was sent while the product dies: what its readers see at the end is what counts.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

from sqlalchemy import update

from bot.adapters.http.newswire import Newswire, Script
from bot.adapters.storage import open_storage
from bot.adapters.storage.schema import deliveries
from bot.domain.alert import Alert
from bot.domain.news import Article
from tests.acceptance.many_stories import OCCASIONS, OUTLETS, wire_of
from tests.acceptance.product import Product, until

TOPICS = "\n".join(f'[[topics]]\nname = "{word}"\nquery = "{word}"\n' for word in OCCASIONS)
NO_FLOOD = {f"DATELINE_FLOOD_{what}": "1000000" for what in ("FEED", "TOPIC", "CHANNEL")}

DRAINED_S = 600.0
"""For what is still owed after the last kill: a workspace of Slack takes four messages a second at most."""

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

MISBEHAVIOUR = 0.2
"""The share of requests that the platform answers wrongly, late or not at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordeal:
    """How much is published within how many seconds, and how often the process is killed meanwhile.

    Each channel has one topic: to one channel a platform lets little more than a message a second be written. ``brief``:
    whatever a killed process had in hand is free for the next one at once, as though that had started 20 s later.
    """

    articles: int
    seconds: float
    kills: int
    channels: int
    seed: int
    brief: bool = False


class Readers(Protocol):
    """A platform's double and the channels of it that are read, by the topic that each is to have."""

    @property
    def environment(self) -> Mapping[str, str]:
        """The settings by which the product finds the double."""

    async def subscribe(self) -> None:
        """Let each channel have its topic, with updates by edits alone."""

    def misbehave(self, seed: int, share: float) -> None:
        """Go wrong from now on in every way that the platform knows."""

    @property
    def failures(self) -> int:
        """How many requests went wrong."""

    def shown(self) -> Mapping[str, Sequence[str]]:
        """By channel's id what each of its messages shows, but for the answers to commands."""


async def endure(ordeal: Ordeal, readers: Readers, folder: Path) -> None:
    """Let the product tell the readers all that is published, whatever happens, and judge what they see."""
    script = wire_of(ordeal.articles, ordeal.seconds, occasions=ordeal.channels, echoes=0.1, seed=ordeal.seed)
    wire = Newswire(script, clock=lambda: datetime.now(UTC), waiting=True)  # noqa: TID251  a wire runs on real time
    await wire.start()
    environment = {"DATELINE_PLATFORMS": "web", **readers.environment, **NO_FLOOD}
    product = Product(folder, wire, topics=TOPICS, wishes="", environment=environment)
    try:
        await product.start()
        await until(lambda: _articles(product) == len(OUTLETS), f"the wire to be known; {product.log()[-2000:]}")
        await readers.subscribe()
        wire.begin()
        readers.misbehave(ordeal.seed, MISBEHAVIOUR)
        await _kill_again_and_again(product, ordeal)
        await until(lambda: _settled(product, script), "everything to be told", patience_s=DRAINED_S)
    finally:
        await product.stop()
        await wire.stop()
    assert readers.failures > 0
    await _compare(script, product, readers.shown())


async def _kill_again_and_again(product: Product, ordeal: Ordeal) -> None:
    """Kills at moments that no state of the product decides, spread over the time of the wire."""
    dice = random.Random(ordeal.seed)
    pause = ordeal.seconds / ordeal.kills
    for _ in range(ordeal.kills):
        await asyncio.sleep(dice.uniform(0.1, pause))
        await product.kill()
        if ordeal.brief:
            await _let_leases_end(product)
        await product.start()


async def _let_leases_end(product: Product) -> None:
    """All leases are those of the process that is gone."""
    storage = open_storage(product.database)
    leased = deliveries.c.leased_until
    try:
        async with storage.engine.begin() as connection:
            await connection.execute(update(deliveries).where(leased.is_not(None)).values(leased_until=EPOCH))
    finally:
        await storage.close()


def _articles(product: Product) -> int:
    return int((product.healthy() or {"articles": -1})["articles"])


def _settled(product: Product, script: Script) -> bool:
    health = product.healthy()
    return health is not None and health["articles"] == len(script.items) and health["owed"] == 0


async def _compare(script: Script, product: Product, shown: Mapping[str, Sequence[str]]) -> None:
    """Each article is in one alert of its channel, and each alert is one message with its last card."""
    alerts = {channel: await _alerts(product, channel) for channel in shown}
    told = [article for found in alerts.values() for _, articles in found for article in articles]
    assert Counter(article.url and article.url.rpartition("/")[2] for article in told) == Counter(
        item.key for item in script.items if item.at > 0
    )
    wrong = [fault for channel, texts in shown.items() for fault in _faults(texts, alerts[channel])]
    assert wrong == [], f"{len(wrong)} faults, such as: {'; '.join(wrong[:5])}"


def _faults(texts: Sequence[str], alerts: Sequence[tuple[Alert, Sequence[Article]]]) -> list[str]:
    """What is wrong with a channel's messages, a sentence each."""
    found = []
    if len(texts) != len(alerts):
        found.append(f"{len(texts)} messages of {len(alerts)} alerts")
    for alert, articles in alerts:
        mine = [text for text in texts if articles[0].title in text]
        if len(mine) != 1:
            found.append(f"{len(mine)} messages of {articles[0].title}")
        elif len({article.outlet for article in articles}) > 1 and f"{len(articles)} outlets" not in mine[0]:
            found.append(f"alert {alert.id} lacks its edit: {mine[0]}")
    return found


async def _alerts(product: Product, channel: str) -> Sequence[tuple[Alert, Sequence[Article]]]:
    storage = open_storage(product.database)
    try:
        async with storage.read() as tx:
            (workspace,) = {
                subscription.channel.workspace
                for topic in await tx.watch.all_topics()
                for subscription in await tx.watch.subscriptions(topic.workspace)
            }
            found = await tx.alerts.latest(workspace, topic_id=None, channel=None, limit=100_000)
            mine = [alert for alert in found if alert.channel.id == channel]
            return [(alert, await tx.articles.get(alert.article_ids)) for alert in mine]
    finally:
        await storage.close()
