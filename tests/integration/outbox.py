"""What the outbox does, as far as a platform sees it: with one message, and with many that are owed at once."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import pytest

from bot.adapters.clock import SystemClock
from bot.domain.alert import Act, Delivery, Refused, RetryAfter, Sent, Unknown
from bot.domain.card import Card
from bot.domain.watch import Channel
from bot.pipeline.ports import Platform, Storage


async def deliver(
    platform: Platform, channel: Channel, card: Card, *, under: str | None = None, patience: float = 0.1
) -> str:
    """Send a card, in a thread where it is ``under`` another, until the platform has it; its title is its nonce.

    It waits as asked, but no longer than ``patience`` seconds, and looks before a second attempt after an unknown end.
    """
    unsure, nonce, threaded = False, card.title, under is not None
    while True:
        found = await platform.find(channel, nonce, under=under, threaded=threaded) if unsure else None
        if found is not None:
            return found
        outcome = await platform.post(channel, card, nonce=nonce, under=under, threaded=threaded)
        match outcome:
            case Sent():
                return outcome.message_id
            case RetryAfter():
                await asyncio.sleep(min(outcome.seconds, patience))
            case Unknown():
                unsure = True
            case Refused():
                pytest.fail(outcome.reason)


async def owe(storage: Storage, channels: Sequence[Channel], each: int) -> None:
    """So many messages to each of the channels, due now: ``alert 0``, ``alert 1`` and so on."""
    now = SystemClock().now()
    async with storage.write() as tx:
        for number in range(each * len(channels)):
            channel, title = channels[number % len(channels)], f"alert {number // len(channels)}"
            await tx.outbox.owe(
                Delivery(
                    lane=f"alert-{number}",
                    channel=channel,
                    act=Act.POST,
                    card=Card(title=title, fallback=title),
                    nonce=f"n{number}",
                    due_at=now,
                    expires_at=now + timedelta(hours=1),
                )
            )
