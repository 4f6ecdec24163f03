"""The declared metrics in a prometheus-client registry."""

from __future__ import annotations

from collections.abc import Sequence

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from bot.adapters.telemetry.declarations import METRICS, PREFIX, Metric, MetricKind


class PrometheusMetrics:
    """Implements ``ports.Metrics``. Names are given without their prefix.

    A name that is not declared, or is of another kind, raises ``KeyError``; labels other than the declared, ``ValueError``.
    """

    def __init__(self, declared: Sequence[Metric] = METRICS) -> None:
        self._registry = CollectorRegistry()
        self._counters = {m.name: self._counter(m) for m in declared if m.kind is MetricKind.COUNTER}
        self._histograms = {m.name: self._histogram(m) for m in declared if m.kind is MetricKind.HISTOGRAM}
        self._gauges = {m.name: self._gauge(m) for m in declared if m.kind is MetricKind.GAUGE}

    def count(self, name: str, by: float = 1, **labels: str) -> None:
        """Add to a counter."""
        metric = self._counters[name]
        (metric.labels(**labels) if labels else metric).inc(by)

    def observe(self, name: str, value: float, **labels: str) -> None:
        """Note one measurement in a histogram."""
        metric = self._histograms[name]
        (metric.labels(**labels) if labels else metric).observe(value)

    def gauge(self, name: str, value: float, **labels: str) -> None:
        """Set a level."""
        metric = self._gauges[name]
        (metric.labels(**labels) if labels else metric).set(value)

    def exposition(self) -> tuple[bytes, str]:
        """All metrics as text, and its content type."""
        return generate_latest(self._registry), CONTENT_TYPE_LATEST

    def _counter(self, metric: Metric) -> Counter:
        return Counter(PREFIX + metric.name, metric.help, metric.labels, registry=self._registry)

    def _histogram(self, metric: Metric) -> Histogram:
        return Histogram(
            PREFIX + metric.name, metric.help, metric.labels, registry=self._registry, buckets=metric.buckets
        )

    def _gauge(self, metric: Metric) -> Gauge:
        return Gauge(PREFIX + metric.name, metric.help, metric.labels, registry=self._registry)
