"""The metrics, as data: what the documentation, the registry and the tests are made from."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

PREFIX = "dateline_"
"""What every name begins with in the exposition; callers leave it out."""


class MetricKind(StrEnum):
    """Only ever grows; a distribution of measurements; a level."""

    COUNTER = "counter"
    HISTOGRAM = "histogram"
    GAUGE = "gauge"


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """One metric. ``buckets`` are a histogram's upper bounds, in the unit its name ends with."""

    name: str
    kind: MetricKind
    help: str
    labels: tuple[str, ...] = ()
    buckets: tuple[float, ...] = ()


_REQUEST_SECONDS = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_NEWS_SECONDS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600)

METRICS: tuple[Metric, ...] = (
    Metric(
        name="feed_polls_total",
        kind=MetricKind.COUNTER,
        help="Polls of feeds, by what came of them.",
        labels=("result",),
    ),
    Metric(
        name="feed_poll_seconds",
        kind=MetricKind.HISTOGRAM,
        help="Time a poll took, from request to the last article stored.",
        buckets=_REQUEST_SECONDS,
    ),
    Metric(
        name="articles_total",
        kind=MetricKind.COUNTER,
        help="Entries that feeds showed, by what was decided on them.",
        labels=("verdict",),
    ),
    Metric(
        name="alerts_total",
        kind=MetricKind.COUNTER,
        help="Decisions on alerts, by kind.",
        labels=("kind",),
    ),
    Metric(
        name="deliveries_total",
        kind=MetricKind.COUNTER,
        help="Attempts to deliver, by platform and outcome.",
        labels=("platform", "outcome"),
    ),
    Metric(
        name="delivery_seconds",
        kind=MetricKind.HISTOGRAM,
        help="Time a platform took to take a message or an edit.",
        labels=("platform",),
        buckets=_REQUEST_SECONDS,
    ),
    Metric(
        name="article_to_message_seconds",
        kind=MetricKind.HISTOGRAM,
        help="Time from first seeing an article to its message being on the platform.",
        labels=("platform",),
        buckets=_NEWS_SECONDS,
    ),
    Metric(name="outbox_owed", kind=MetricKind.GAUGE, help="Deliveries that are owed."),
    Metric(name="feeds_in_trouble", kind=MetricKind.GAUGE, help="Feeds whose last polls failed."),
    Metric(
        name="jobs_total",
        kind=MetricKind.COUNTER,
        help="Jobs that were run, by task and outcome.",
        labels=("task", "outcome"),
    ),
)
