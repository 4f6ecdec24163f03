"""One engine contract, over every engine: a new one is a new entry of ``ENGINES``."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from datetime import timedelta

import pytest
import structlog

from bot.adapters.engine import InProcessEngine
from bot.adapters.telemetry import PrometheusMetrics
from bot.pipeline.ports import Engine, Metrics

ENGINES: dict[str, Callable[[Metrics], Engine]] = {"in process": InProcessEngine}


@pytest.fixture
def metrics() -> PrometheusMetrics:
    return PrometheusMetrics()


@pytest.fixture(params=sorted(ENGINES))
async def engine(request: pytest.FixtureRequest, metrics: PrometheusMetrics) -> AsyncIterator[Engine]:
    """An engine that is not started yet; it is stopped afterwards."""
    built = ENGINES[request.param](metrics)
    with structlog.testing.capture_logs():
        yield built
        await built.stop(timedelta(0))
