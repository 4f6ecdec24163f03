from __future__ import annotations

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.adapters.telemetry import METRICS, Metric, MetricKind, PrometheusMetrics


def samples(metrics: PrometheusMetrics) -> dict[tuple[str, tuple[tuple[str, str], ...]], float]:
    body, content_type = metrics.exposition()
    assert content_type.startswith("text/plain")
    return {
        (sample.name, tuple(sorted(sample.labels.items()))): sample.value
        for family in text_string_to_metric_families(body.decode())
        for sample in family.samples
    }


def test_a_counter_adds_up_by_its_labels() -> None:
    metrics = PrometheusMetrics()
    metrics.count("deliveries_total", platform="web", outcome="sent")
    metrics.count("deliveries_total", 2, platform="web", outcome="sent")
    metrics.count("deliveries_total", platform="web", outcome="refused")
    found = samples(metrics)
    assert found["dateline_deliveries_total", (("outcome", "sent"), ("platform", "web"))] == 3
    assert found["dateline_deliveries_total", (("outcome", "refused"), ("platform", "web"))] == 1


def test_a_histogram_counts_and_sums() -> None:
    metrics = PrometheusMetrics()
    metrics.observe("feed_poll_seconds", 0.2)
    metrics.observe("feed_poll_seconds", 3)
    metrics.observe("delivery_seconds", 0.01, platform="console")
    found = samples(metrics)
    assert found["dateline_feed_poll_seconds_count", ()] == 2
    assert found["dateline_feed_poll_seconds_sum", ()] == pytest.approx(3.2)
    assert found["dateline_feed_poll_seconds_bucket", (("le", "0.25"),)] == 1
    assert found["dateline_delivery_seconds_count", (("platform", "console"),)] == 1


def test_a_gauge_holds_the_last_level() -> None:
    metrics = PrometheusMetrics()
    metrics.gauge("outbox_owed", 7)
    metrics.gauge("outbox_owed", 2)
    assert samples(metrics)["dateline_outbox_owed", ()] == 2


def test_what_is_not_declared_is_a_bug() -> None:
    metrics = PrometheusMetrics()
    with pytest.raises(KeyError):
        metrics.count("surprises_total")
    with pytest.raises(KeyError):
        metrics.observe("outbox_owed", 1)
    with pytest.raises(KeyError):
        metrics.gauge("jobs_total", 1, task="poll", outcome="done")
    with pytest.raises(ValueError, match="label"):
        metrics.count("jobs_total", task="poll")


def test_two_registries_do_not_meet() -> None:
    one, other = PrometheusMetrics(), PrometheusMetrics()
    one.gauge("feeds_in_trouble", 3)
    assert samples(other)["dateline_feeds_in_trouble", ()] == 0


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_declarations_follow_the_naming_of_prometheus(metric: Metric) -> None:
    assert metric.help.endswith(".")
    assert metric.name.endswith("_total") is (metric.kind is MetricKind.COUNTER)
    assert metric.name.endswith("_seconds") is (metric.kind is MetricKind.HISTOGRAM)
    assert bool(metric.buckets) is (metric.kind is MetricKind.HISTOGRAM)
    assert list(metric.buckets) == sorted(metric.buckets)
