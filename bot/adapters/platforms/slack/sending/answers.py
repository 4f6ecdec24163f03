"""What Slack answered, as an outcome that the outbox understands.

Errors: each method's page in Slack's reference; limits: https://docs.slack.dev/apis/web-api/rate-limits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.adapters.platforms.slack.sending.calling import Answer, Scope, Silence, wait_of
from bot.domain.alert import Refused, RetryAfter, Unknown

MESSAGE_GONE = frozenset(("message_not_found",))

UNREADABLE = frozenset(
    (
        "invalid_blocks",
        "invalid_blocks_format",
        "msg_blocks_too_long",
        "msg_too_long",
        "invalid_arguments",
    )
)
"""A plainer form of the same may be taken."""

NO_THREAD = frozenset(
    (
        "thread_not_found",
        "message_not_found",
        "cannot_reply_to_message",
        "invalid_thread_ts",
        "restricted_action_thread_locked",
        "restricted_action_non_threadable_channel",
    )
)
"""There is no answering the message that was to be answered."""

_TOKEN = frozenset(
    ["token_revoked", "account_inactive", "invalid_auth", "not_authed", "token_expired", "org_login_required"]
)
_TEMPORARY = frozenset(
    ["ratelimited", "rate_limited", "message_limit_exceeded", "team_added_to_org", "request_timeout"]
)
_PERHAPS_DONE = frozenset(["fatal_error", "internal_error", "service_unavailable"])
_UNEDITABLE = frozenset(["edit_window_closed", "cant_update_message"])

_BUSY_WAIT = 30.0
_TOKEN_WAIT = 300.0

_LOST: Mapping[str, str] = {
    "not_in_channel": "I am not in {label}: type /invite @{bot} there.",
    "channel_not_found": "{label} is gone, or private and I am not in it: type /invite @{bot} there.",
    "is_archived": "{label} is archived.",
    "is_inactive": "{label} is archived.",
    "restricted_action": "This workspace does not let me post in {label}: ask one of its admins to.",
    "restricted_action_read_only_channel": "{label} can only be read: ask who manages it to let me post there.",
    "restricted_action_thread_only_channel": "{label} takes nothing but answers in threads.",
    "user_is_restricted": "This workspace does not let me post in {label}: ask one of its admins to.",
    "messages_tab_disabled": "Direct messages to me are switched off in this workspace.",
    "cannot_dm_bot": "A bot takes no direct messages.",
}


def outcome_of(
    answer: Answer | Silence, *, label: str, bot: str = "dateline", limited: Scope = "workspace"
) -> RetryAfter | Refused | Unknown:
    """The outcome of a request that was not done.

    ``label`` is the channel's name, ``bot`` ours there; ``limited`` says for what a limit of that method counts.
    """
    if isinstance(answer, Silence):
        return _of_silence(answer)
    error = answer.error
    if answer.status == 429 or error in _TEMPORARY:
        return RetryAfter(wait_of(answer, _BUSY_WAIT), "Slack asks to wait", limited)
    if answer.status >= 500 or answer.ok or not error or error in _PERHAPS_DONE:
        return Unknown(f"Slack answered {error or answer.status}")
    if error in _TOKEN:
        return RetryAfter(_TOKEN_WAIT, f"Slack does not accept Dateline's token here ({error})", "workspace")
    if error == "missing_scope":
        return RetryAfter(_TOKEN_WAIT, _missing(answer), "workspace")
    return _refused(answer, label, bot)


def is_refusal(answer: Answer | Silence, errors: frozenset[str]) -> bool:
    """Whether Slack did not do it for one of these reasons."""
    return isinstance(answer, Answer) and answer.error in errors


def message_in(answer: Answer | Silence) -> Mapping[str, Any] | None:
    """The message that was made or edited; None if none was."""
    if isinstance(answer, Silence) or not answer.ok or not answer.body.get("ts"):
        return None
    message = answer.body.get("message")
    return {"ts": answer.body["ts"]} | (message if isinstance(message, dict) else {})


def _of_silence(silence: Silence) -> RetryAfter | Unknown:
    if silence.sent:
        return Unknown(silence.reason)
    return RetryAfter(silence.wait, silence.reason, silence.scope)


def _missing(answer: Answer) -> str:
    needed = str(answer.body.get("needed") or "a permission")
    return f"Slack has not allowed Dateline {needed}: install it in this workspace once more"


def _refused(answer: Answer, label: str, bot: str) -> Refused:
    error = answer.error
    if error in _LOST:
        return Refused(_LOST[error].format(label=label, bot=bot), channel_lost=True)
    if error in _UNEDITABLE:
        return Refused(f"Slack lets me edit my message in {label} no more ({error}).")
    return Refused(f"Slack refused the message for {label}: {error}{_where(answer.body)}.")


def _where(body: Mapping[str, Any]) -> str:
    """What was wrong first, in Slack's words."""
    told = body.get("response_metadata")
    messages = told.get("messages") if isinstance(told, dict) else None
    if not isinstance(messages, list) or not messages:
        return ""
    return f" ({str(messages[0]).removeprefix('[ERROR] ')[:200]})"
