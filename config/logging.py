"""Logs: structlog, one event name in snake_case plus keys, on standard error; never a token."""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Mapping, MutableMapping
from typing import Any, Literal

import structlog

_CREDENTIALS = re.compile(r"(?<=://)[^/\s]+@")
_TOKEN = re.compile(r"\b(?:xox[abepr]-|xapp-)[\w-]+|\b[\w-]{23,28}\.[\w-]{6}\.[\w-]{27,}")
"""Slack's tokens by their prefix, and Discord's bot tokens by their three parts."""


def configure_logging(level: str, style: Literal["console", "json"]) -> None:
    """Set up structlog, and bring the libraries' own warnings into the same stream."""
    renderer: Any = (
        structlog.processors.JSONRenderer()
        if style == "json"
        else structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), pad_event_to=22)
    )
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            redact,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(getattr(logging, level.upper())),
        logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
        cache_logger_on_first_use=True,
    )
    libraries = logging.StreamHandler(sys.stderr)
    libraries.setFormatter(_Redacting("%(levelname)s %(name)s %(message)s"))
    logging.basicConfig(level=logging.WARNING, handlers=[libraries], force=True)


class _Redacting(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return redacted(super().format(record))


def redact(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    """Blot out credentials in addresses and anything shaped like a platform's token."""
    for key, value in event.items():
        event[key] = _redacted_value(value)
    return event


def redacted(text: str) -> str:
    """The text without them."""
    return _TOKEN.sub("[token]", _CREDENTIALS.sub("[credentials]@", text))


def _redacted_value(value: object) -> object:
    if isinstance(value, str):
        return redacted(value)
    if isinstance(value, Mapping):
        return {key: _redacted_value(one) for key, one in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_redacted_value(one) for one in value]
    return value if isinstance(value, int | float | None) else redacted(str(value))
