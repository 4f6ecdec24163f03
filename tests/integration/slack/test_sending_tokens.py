"""Tokens that end while messages are sent."""

from __future__ import annotations

from collections.abc import Sequence

from bot.adapters.platforms.slack import SlackPlatform, button_signer
from bot.domain.alert import RetryAfter, Sent
from bot.domain.errors import BadInput, StorageBusy
from tests.integration.sample_alert import alert_card
from tests.integration.slack.desk import QUICK, Desk


class Rotating:
    """``Tokens`` that gives the next of its tokens once the present one is doubted; errors are raised."""

    def __init__(self, *tokens: str | Exception | None) -> None:
        self.left = list(tokens)
        self.doubted: list[str] = []

    async def token_of(self, workspace: str) -> str | None:  # noqa: ARG002
        token = self.left[0]
        if isinstance(token, Exception):
            raise token
        return token

    async def workspaces(self) -> Sequence[str]:
        return ()

    async def forget(self, workspace: str) -> None:  # noqa: ARG002
        self.left = [None]

    def doubt(self, workspace: str, token: str) -> None:  # noqa: ARG002
        self.doubted.append(token)
        if len(self.left) > 1:
            del self.left[0]


async def attempt(desk: Desk, tokens: Rotating) -> object:
    platform = SlackPlatform(tokens, button_signer("s"), api=desk.slack.api_base, timing=QUICK)
    outcome = await platform.post(desk.channel, alert_card(), nonce="1")
    await platform.stop()
    return outcome


async def test_a_token_that_has_just_expired_is_no_reason_to_wait(desk: Desk) -> None:
    old = desk.slack.backend.issue(desk.newsroom, expires_in=3600.0).text
    desk.slack.expire_tokens(desk.newsroom)
    fresh = desk.slack.backend.issue(desk.newsroom, expires_in=3600.0).text
    tokens = Rotating(old, fresh)
    assert isinstance(await attempt(desk, tokens), Sent)
    assert tokens.doubted == [old]
    assert len(desk.shown()) == 1


async def test_without_another_the_workspace_waits(desk: Desk) -> None:
    outcome = await attempt(desk, Rotating("xoxb-nobody"))
    assert isinstance(outcome, RetryAfter)
    assert outcome.scope == "workspace"
    assert desk.slack.count("chat.postMessage") == 1


async def test_tokens_that_cannot_be_had_are_waited_for(desk: Desk) -> None:
    busy = await attempt(desk, Rotating(StorageBusy("The database is busy.")))
    assert busy == RetryAfter(5.0, "The database is busy.", "workspace")
    wrong = await attempt(desk, Rotating(BadInput("The key is another.")))
    assert wrong == RetryAfter(300.0, "The key is another.", "workspace")
    gone = await attempt(desk, Rotating(None))
    assert gone == RetryAfter(300.0, "Dateline is not installed in this Slack workspace", "workspace")
    assert desk.shown() == []
