"""Numbers for operators: the declared metrics, kept by prometheus-client in a registry of their own.

Every metric is declared once, in ``declarations``; using a name or a label that is not declared is a bug and raises.
It never serves anything: ``/metrics`` is the web room's.
"""

from bot.adapters.telemetry.declarations import METRICS, Metric, MetricKind
from bot.adapters.telemetry.prometheus import PrometheusMetrics

__all__ = ["METRICS", "Metric", "MetricKind", "PrometheusMetrics"]
