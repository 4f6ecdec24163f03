"""alert and acts -> deliveries: what a channel is owed once it was decided what it is told."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.alerts.retry import Occasion, worth_telling
from bot.domain.alert import Act, Alert, Delivery
from bot.domain.card import Card
from bot.domain.news import Article
from bot.domain.watch import Channel
from bot.pipeline.compose import Composer, Telling
from bot.pipeline.judge import Verdict
from bot.pipeline.ports import Transaction

NONCE_LENGTH = 24
"""Characters of a nonce; Discord takes at most 25 (its API's Create Message)."""

ANSWERS = frozenset((Act.THREAD, Act.REPLY))
"""Acts that say what is new, beside the message that says all."""


def owed(
    lane: str, channel: Channel, act: Act, card: Card, *, now: datetime, revision: datetime, occasion: Occasion
) -> Delivery:
    """A delivery that is due at once. ``revision`` is when what it tells of last changed; no two changes share a moment."""
    name = f"{lane}/{act}/{revision.isoformat()}"
    return Delivery(
        lane=lane,
        channel=channel,
        act=act,
        card=card,
        nonce=hashlib.sha256(name.encode()).hexdigest()[:NONCE_LENGTH],
        due_at=now,
        expires_at=now + worth_telling(act, occasion),
    )


class Teller:
    """Owes the messages of one transaction."""

    def __init__(self, tx: Transaction, composer: Composer, now: datetime) -> None:
        self._tx = tx
        self._composer = composer
        self._now = now

    async def tell(self, alert: Alert, acts: Sequence[Act], telling: Telling) -> None:
        """Owe these acts for an alert that is stored, in their order. Only the last of them calls anybody."""
        occasion = Occasion.CORRECTION if telling.correction else Occasion.NEWS
        for number, act in enumerate(acts, 1):
            said = telling if number == len(acts) else replace(telling, calls=())
            if act in ANSWERS:
                card = await self._composer.update(alert, said)
            else:
                updated = None if act is Act.POST else self._now
                card = await self._composer.card(alert, replace(said, updated_at=updated))
            await self._owe(alert.lane, alert.channel, act, card, alert.updated_at, occasion)

    async def tell_together(self, first: Alert, cards: Sequence[Card]) -> None:
        """Owe a digest, in whose stories ``first`` is: cards that stand one after another, each in a lane of its own."""
        for number, card in enumerate(cards, 1):
            lane = f"digest-{first.id}-{first.updated_at.timestamp():.6f}-{number}"
            await self._owe(lane, first.channel, Act.POST, card, first.updated_at, Occasion.DIGEST)

    async def _owe(
        self, lane: str, channel: Channel, act: Act, card: Card, revision: datetime, occasion: Occasion
    ) -> None:
        delivery = owed(lane, channel, act, card, now=self._now, revision=revision, occasion=occasion)
        await self._tx.outbox.owe(delivery)


def telling_of(verdict: Verdict, article: Article) -> Telling:
    """What the messages of a decision say beside the story."""
    subscription, development = verdict.subscription, verdict.development
    return Telling(
        article=article,
        time_zone=subscription.time_zone,
        calls=subscription.mention if verdict.decision.calls else (),
        moved=development.moved,
        correction=development.correction,
        confirms=verdict.confirms,
        needs=verdict.needs,
    )
