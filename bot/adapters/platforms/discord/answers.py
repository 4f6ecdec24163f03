"""What Discord answered, as an outcome that the outbox understands.

Codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json; limits:
https://docs.discord.com/developers/topics/rate-limits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from bot.adapters.platforms.discord.rest import Answer, Silence, wait_of
from bot.domain.alert import Refused, RetryAfter, Unknown

UNKNOWN_CHANNEL = 10003
UNKNOWN_GUILD = 10004
UNKNOWN_MESSAGE = 10008
UNKNOWN_WEBHOOK = 10015
MISSING_ACCESS = 50001
NOT_OURS = 50005
MISSING_PERMISSIONS = 50013
INVALID_FORM = 50035
NO_REPLY_WITHOUT_HISTORY = 160002
THREAD_EXISTS = 160004

_BANNED_WAIT = 60.0
_REVOKED_WAIT = 300.0


def outcome_of(answer: Answer | Silence, *, label: str, lack: str | None = None) -> RetryAfter | Refused | Unknown:
    """The outcome of a request that was not done.

    ``label`` is the channel's name; ``lack`` the sentence of what the bot is known to lack there.
    """
    if isinstance(answer, Silence):
        return _of_silence(answer)
    status = answer.status
    if status == 429:
        return RetryAfter(wait_of(answer, _BANNED_WAIT), "Discord asks to wait", _scope(answer))
    if status == 401:
        return RetryAfter(_REVOKED_WAIT, "Discord does not accept the bot's token", "platform")
    if status >= 500 or answer.ok:
        return Unknown(f"Discord answered {status}")
    if not isinstance(answer.body, dict):
        # Not Discord but what stands before it: a block of this address, or a fault of its own.
        return RetryAfter(wait_of(answer, _BANNED_WAIT), f"Discord's gatekeeper answered {status}", "platform")
    return _refused(answer, label, lack)


def is_refusal(answer: Answer | Silence) -> bool:
    """Whether Discord will not do it, however often it is asked; what was asked may be done in another way."""
    return isinstance(answer, Answer) and 400 <= answer.status < 500 and answer.status not in {401, 429}


def message_in(answer: Answer | Silence) -> Mapping[str, Any] | None:
    """The message, or a forum's post, that an answer tells of; None if it was not made."""
    if isinstance(answer, Silence) or not answer.ok:
        return None
    return answer.body if isinstance(answer.body, dict) and "id" in answer.body else None


def _of_silence(silence: Silence) -> RetryAfter | Unknown:
    if silence.sent:
        return Unknown(silence.reason)
    return RetryAfter(silence.wait, silence.reason, silence.scope)


def _scope(answer: Answer) -> Literal["channel", "platform"]:
    """A bucket is one channel's, and so is a shared limit; all else counts for everything."""
    body = answer.body if isinstance(answer.body, dict) else {}
    said = answer.headers.get("X-RateLimit-Scope", "")
    if body.get("global") or said == "global" or "X-RateLimit-Global" in answer.headers:
        return "platform"
    by_discord = said in {"user", "shared"} or "X-RateLimit-Bucket" in answer.headers or "Via" in answer.headers
    return "channel" if by_discord and body else "platform"


def _refused(answer: Answer, label: str, lack: str | None) -> Refused:
    code = answer.code
    if code in {MISSING_PERMISSIONS, MISSING_ACCESS}:
        otherwise = f"I may not write in {label}: I need View Channel, Send Messages and Embed Links there"
        return Refused(f"{lack or otherwise}.", channel_lost=True)
    if code in {UNKNOWN_CHANNEL, UNKNOWN_GUILD}:
        gone = "The server" if code == UNKNOWN_GUILD else label
        return Refused(f"{gone} is gone, or I was removed from it.", channel_lost=True)
    said = str(answer.body.get("message", "")) or str(answer.status)
    return Refused(f"Discord refused the message: {said.rstrip('.')}{_where(answer.body.get('errors'))}.")


def _where(errors: Any) -> str:
    """The first field that was wrong, and why: `` (components.0.content: Must be 4000 or fewer in length.)``."""
    path: list[str] = []
    while isinstance(errors, dict) and errors and len(path) < 12:
        found = errors.get("_errors")
        if isinstance(found, list) and found and isinstance(found[0], dict):
            return f" ({'.'.join(path)}: {found[0].get('message', found[0].get('code', '?'))})"
        key = next(iter(errors))
        path.append(str(key))
        errors = errors[key]
    return ""
