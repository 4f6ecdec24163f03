"""Nothing is lost and nothing is there twice, though the process is killed again and again and Discord misbehaves.

Discord's double keeps what it was sent while the product dies: what its readers see at the end is what counts.
"""

from __future__ import annotations

import asyncio
import os
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.http.newswire import Newswire, Script
from bot.adapters.storage import open_storage
from bot.domain.alert import Alert
from bot.domain.news import Article
from tests.acceptance.many_stories import OCCASIONS, OUTLETS, wire_of
from tests.acceptance.product import Product, until
from tests.doubles.discord.buckets import Rates
from tests.doubles.discord.double import DiscordDouble
from tests.doubles.discord.store import Channel, Guild

TOPICS = "\n".join(f'[[topics]]\nname = "{word}"\nquery = "{word}"\n' for word in OCCASIONS)
NO_FLOOD = {f"DATELINE_FLOOD_{what}": "1000000" for what in ("FEED", "TOPIC", "CHANNEL")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordeal:
    """How much is published within how many seconds, and how often the process is killed meanwhile.

    Each channel has one topic: to one channel Discord lets little more than a message a second be written.
    """

    articles: int
    seconds: float
    kills: int
    channels: int
    seed: int


SHORT = Ordeal(articles=80, seconds=12, kills=3, channels=8, seed=11)
LONG = Ordeal(articles=2000, seconds=280, kills=50, channels=20, seed=int(os.environ.get("DATELINE_TEST_SEED", "7")))


async def test_nothing_is_lost_or_doubled(tmp_path: Path) -> None:
    await _endure(SHORT, tmp_path)


@pytest.mark.soak
async def test_nothing_is_lost_or_doubled_in_fifty_kills(tmp_path: Path) -> None:
    await _endure(LONG, tmp_path)


async def _endure(ordeal: Ordeal, folder: Path) -> None:
    script = wire_of(ordeal.articles, ordeal.seconds, occasions=ordeal.channels, echoes=0.1, seed=ordeal.seed)
    wire = Newswire(script, clock=lambda: datetime.now(UTC), waiting=True)  # noqa: TID251  a wire runs on real time
    await wire.start()
    async with DiscordDouble(rates=Rates.real()) as discord:
        guild = discord.add_guild("Newsroom")
        channels = [discord.add_channel(guild, name=word) for word in OCCASIONS[: ordeal.channels]]
        product = Product(folder, wire, topics=TOPICS, wishes="", environment=_environment(discord))
        await product.start()
        try:
            await until(lambda: _articles(product) == len(OUTLETS), f"the wire to be known; {product.log()[-2000:]}")
            await _subscribe(discord, guild, channels)
            wire.begin()
            discord.faults.chaos(seed=ordeal.seed, probability=0.2, route="* /channels/**")
            await _kill_again_and_again(product, ordeal)
            discord.faults.clear()
            await until(
                lambda: _settled(product, script), f"everything to be told; {product.log()[-2000:]}", patience_s=180
            )
        finally:
            await product.stop()
            await wire.stop()
        await _compare(script, product, {str(channel.id): _shown(discord, channel) for channel in channels})


def _environment(discord: DiscordDouble) -> Mapping[str, str]:
    return {
        "DATELINE_PLATFORMS": "web",
        "DATELINE_DISCORD_TOKEN": discord.token,
        "DATELINE_DISCORD_API_BASE": discord.api_base,
        "DATELINE_DISCORD_GATEWAY_URL": discord.gateway_url,
        **NO_FLOOD,
    }


async def _subscribe(discord: DiscordDouble, guild: Guild, channels: Sequence[Channel]) -> None:
    editor = discord.add_user("editor")
    discord.add_member(guild, editor, roles=[discord.add_role(guild, "editors", permissions=["manage_channels"])])
    for channel in channels:
        wish = {"topic": channel.name, "updates": "edit"}
        answer = await discord.invoke_command(guild, channel, editor, "subscribe", wish)
        assert f"subscribed to {channel.name}" in answer.text


async def _kill_again_and_again(product: Product, ordeal: Ordeal) -> None:
    """Kills at moments that no state of the product decides, spread over the time of the wire."""
    dice = random.Random(ordeal.seed)
    pause = ordeal.seconds / ordeal.kills
    for _ in range(ordeal.kills):
        await asyncio.sleep(dice.uniform(0.1, pause))
        await product.kill()
        await product.start()


def _articles(product: Product) -> int:
    return int((product.healthy() or {"articles": -1})["articles"])


def _settled(product: Product, script: Script) -> bool:
    health = product.healthy()
    return health is not None and health["articles"] == len(script.items) and health["owed"] == 0


def _shown(discord: DiscordDouble, channel: Channel) -> Sequence[str]:
    """What a reader of the channel sees, but for the answers to commands."""
    return [message.text for message in discord.messages(channel) if message.interaction is None]


async def _compare(script: Script, product: Product, shown: Mapping[str, Sequence[str]]) -> None:
    """Each article is in one alert of its channel, and each alert is one message with its last card."""
    alerts = {channel: await _alerts(product, channel) for channel in shown}
    told = [article for found in alerts.values() for _, articles in found for article in articles]
    assert Counter(article.url and article.url.rpartition("/")[2] for article in told) == Counter(
        item.key for item in script.items if item.at > 0
    )
    for channel, texts in shown.items():
        assert len(texts) == len(alerts[channel])
        for alert, articles in alerts[channel]:
            mine = [text for text in texts if articles[0].title in text]
            assert len(mine) == 1, f"{len(mine)} messages of {articles[0].title}"
            if len({article.outlet for article in articles}) > 1:
                assert f"{len(articles)} outlets" in mine[0], f"alert {alert.id} lacks its edit: {mine[0]}"


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
