"""Clients of slack_sdk, made in one way, and what their errors say."""

from __future__ import annotations

import logging

import slack_sdk.socket_mode.aiohttp
from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

SLACK_API = "https://slack.com/api/"

_LIBRARY = slack_sdk.socket_mode.aiohttp.aiohttp  # type: ignore[attr-defined]

CONNECTION_ERRORS = (_LIBRARY.ClientError, OSError)
"""What a broken or refused connection raises in slack_sdk, which passes its HTTP library's errors on as they are."""

QUIET = logging.getLogger("dateline.slack")
"""What slack_sdk and slack_bolt say for themselves. They log tracebacks, and at their finest level tokens; what matters is
logged by those who call them.
"""
QUIET.setLevel(logging.CRITICAL)


def web_client(api: str, token: str | None = None, *, timeout: float = 15.0) -> AsyncWebClient:
    """A Web API client that repeats nothing by itself: whether a request may be made twice, only its caller knows.

    ``timeout`` is in seconds, for one request.
    """
    return AsyncWebClient(
        token=token,
        base_url=api if api.endswith("/") else f"{api}/",
        timeout=int(timeout),
        retry_handlers=[],
        logger=QUIET,
    )


def error_of(failure: BaseException) -> str | None:
    """Slack's word for what was wrong (``invalid_auth``); None where it is no answer of Slack's."""
    if not isinstance(failure, SlackApiError):
        return None
    response = failure.response
    said = response.get("error") if hasattr(response, "get") else None
    return str(said) if said else None
