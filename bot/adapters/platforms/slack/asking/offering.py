"""What the selects of a window offer while somebody types into them."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import structlog
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.context.async_context import AsyncBoltContext
from slack_sdk.web.async_client import AsyncWebClient

from bot.adapters.platforms.slack.asking.answering import Answering
from bot.adapters.platforms.slack.asking.completion import options_for
from bot.adapters.platforms.slack.asking.desk import Ack
from bot.adapters.platforms.slack.asking.fields import ACTION, CHOSEN
from bot.adapters.platforms.slack.asking.kept import read_kept
from bot.adapters.platforms.slack.asking.origin import of_interaction
from bot.domain.errors import DatelineError
from bot.pipeline.asking import Given
from bot.pipeline.asking.forms import read_form_command

log = structlog.get_logger(__name__)

OFFER_WITHIN = 2.0
"""Seconds for what is offered, which is the acknowledgement itself."""


class Offering:
    """Listens to what is typed into selects."""

    def __init__(self, answering: Answering) -> None:
        self._answering = answering

    def register(self, app: AsyncApp) -> None:
        """Say to slack_bolt what is listened to."""
        app.options(CHOSEN)(self._offer)

    async def _offer(
        self, ack: Ack, body: Mapping[str, Any], client: AsyncWebClient, context: AsyncBoltContext
    ) -> None:
        options: list[dict[str, Any]] = []
        try:
            with self._answering.at_work.one():
                async with asyncio.timeout(OFFER_WITHIN):
                    options = await self._options(body, client, str(context.team_id))
        except (DatelineError, TimeoutError) as error:
            log.info("completion_without", reason=str(error))
        except Exception:
            log.exception("interaction_bug", workspace=context.team_id)
        await ack(options=options)

    async def _options(self, body: Mapping[str, Any], client: AsyncWebClient, workspace: str) -> list[dict[str, Any]]:
        kept = read_kept(str((body.get("view") or {}).get("private_metadata") or ""))
        form = read_form_command(self._answering.desk.signer.command(kept.form) or "")
        commands = self._answering.commands
        verb = next((verb for verb in commands.verbs if form and verb.path == form.path), None)
        if verb is None:
            return []
        name = str(body["action_id"]).removeprefix(ACTION)
        given = Given(verb=verb, values={name: str(body.get("value") or "")}, focused=name)
        asker = await self._answering.desk.askers.asker(client, kept.origin(of_interaction(body, workspace)))
        return await options_for(commands, given, asker)
