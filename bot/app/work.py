"""The use cases over their adapters."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from bot.adapters.http.client import HttpFetcher
from bot.adapters.parsing import ParserPool
from bot.adapters.storage import SqlStorage
from bot.adapters.telemetry import PrometheusMetrics
from bot.alerts import FloodLimits
from bot.app.surroundings import Surroundings
from bot.domain.chat import Abilities, Asker
from bot.feeds import PollLimits
from bot.pipeline.alert import Alerter
from bot.pipeline.commands import CommandRunner
from bot.pipeline.group import Grouper
from bot.pipeline.ingest import Ingest
from bot.pipeline.match import Matcher
from bot.pipeline.ports import Platform
from bot.pipeline.release import Releaser
from bot.rules import Rates
from config.settings import Settings
from handlers import all_verbs
from handlers.choices import choices
from handlers.context import Context


def ingest_with(
    storage: SqlStorage,
    matcher: Matcher,
    metrics: PrometheusMetrics,
    *,
    abilities: Mapping[str, Abilities],
    limits: FloodLimits,
) -> Ingest:
    """The stages from entries to owed alerts, over this matcher."""
    alerter = Alerter(matcher, metrics, abilities=abilities, limits=limits)
    return Ingest(storage, matcher, Grouper(), alerter, metrics)


def build_fetcher(settings: Settings) -> HttpFetcher:
    """The fetcher that these settings ask for."""
    return HttpFetcher(
        total_timeout_s=settings.fetch_timeout_s,
        largest_body=settings.fetch_limit_bytes,
        allow_private_networks=settings.allow_private_networks,
    )


def build_commands(
    around: Surroundings, platforms: Mapping[str, Platform], parser: ParserPool, releaser: Releaser, rates: Rates
) -> CommandRunner:
    """The user verbs over these ports."""
    verbs, storage = all_verbs(), around.storage

    def context_of(asker: Asker) -> Context:
        return Context(
            asker=asker,
            now=around.clock.now(),
            storage=storage,
            platforms=platforms,
            fetcher=around.fetcher,
            parser=parser,
            verbs=verbs,
            waiting=releaser,
            rates=rates,
        )

    return CommandRunner(
        verbs,
        context_of=context_of,
        choices=lambda option, asker: choices(storage, option, asker),
        storage=storage,
    )


def flood_limits(settings: Settings) -> FloodLimits:
    """When a burst of alerts is held."""
    return FloodLimits(feed=settings.flood_feed, topic=settings.flood_topic, channel=settings.flood_channel)


def poll_limits(settings: Settings) -> PollLimits:
    """How often feeds are asked."""
    return PollLimits(
        fastest=timedelta(seconds=settings.poll_fastest_s), slowest=timedelta(seconds=settings.poll_slowest_s)
    )
