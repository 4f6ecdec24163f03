"""What the outbox does with one message, as far as a platform sees it."""

from __future__ import annotations

import asyncio

import pytest

from bot.domain.alert import Refused, RetryAfter, Sent, Unknown
from bot.domain.card import Card
from bot.domain.watch import Channel
from bot.pipeline.ports import Platform


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
