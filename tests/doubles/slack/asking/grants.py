"""What people granted by OAuth: codes that are good once and for ten minutes, and refresh tokens that are good once."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tests.doubles.slack.errors import Refusal
from tests.doubles.slack.store import Token, User, Workspace

if TYPE_CHECKING:
    from tests.doubles.slack.backend import Backend

CODE_LASTS = 600.0  # seconds; Slack's reference, "Installing with OAuth"
TOKEN_LASTS = 43_200  # seconds; Slack's reference, "Using token rotation"
ACTIVE = 2  # tokens of a bot that hold at a time; the same page


@dataclass(slots=True, eq=False)
class Code:
    """``redirect_uri`` as the app named it, "" if it named none."""

    text: str
    workspace: Workspace
    user: User
    scopes: frozenset[str]
    redirect_uri: str
    at: float
    used: bool = False


class Grants:
    """``rotating``: whether tokens expire, after ``lifetime`` seconds; ``redirect_urls``: those that the app entered at
    Slack, None for any; without one in its request the first of them is used.
    """

    def __init__(self) -> None:
        self.rotating = False
        self.lifetime = TOKEN_LASTS
        self.redirect_urls: list[str] | None = None
        self.codes: dict[str, Code] = {}
        self.refreshed: list[Token] = []

    def give(self, workspace: Workspace, user: User, scopes: frozenset[str], redirect_uri: str, now: float) -> Code:
        code = Code(secrets.token_hex(24), workspace, user, scopes, redirect_uri, now)
        self.codes[code.text] = code
        return code

    def redeem(self, text: str, redirect_uri: str, now: float) -> Code:
        """Slack's reference, "oauth.v2.access": errors."""
        code = self.codes.get(text)
        if code is None or now - code.at > CODE_LASTS:
            raise Refusal("invalid_code")
        if code.used:
            raise Refusal("code_already_used")
        if code.redirect_uri != redirect_uri:
            raise Refusal("bad_redirect_uri")
        code.used = True
        return code

    def install(self, backend: Backend, code: Code) -> Token:
        """The app is in the workspace now; what it is given is added to what it had. Without rotation a token that still
        holds is given again.
        """
        workspace = code.workspace
        workspace.scopes = workspace.scopes | code.scopes if workspace.installed else code.scopes
        workspace.installed = True
        if not self.rotating:
            for token in self._holding(backend, workspace):
                if token.expires is None:
                    token.scopes = workspace.scopes
                    workspace.bot_token = token.text
                    return token
        return self._issue(backend, workspace)

    def refresh(self, backend: Backend, text: str) -> tuple[Workspace, Token]:
        """A new pair for a refresh token, which is good no more. The token before it holds until its time is over."""
        now = backend.clock.now()
        held = next((token for token in backend.store.tokens.values() if text and token.refresh == text), None)
        if held is None or held.revoked or held.workspace is None:
            raise Refusal("invalid_refresh_token")
        workspace = backend.store.workspaces[held.workspace]
        if not workspace.installed:
            raise Refusal("invalid_refresh_token")
        held.refresh = None
        self.refreshed.append(held)
        token = self._issue(backend, workspace)
        holding = [one for one in self._holding(backend, workspace) if one.expires is None or one.expires > now]
        for old in holding[:-ACTIVE]:
            old.revoked = True
        return workspace, token

    def _issue(self, backend: Backend, workspace: Workspace) -> Token:
        return backend.issue(workspace, expires_in=self.lifetime if self.rotating else None)

    def _holding(self, backend: Backend, workspace: Workspace) -> list[Token]:
        return [one for one in backend.store.tokens_of(workspace) if one.kind == "bot" and not one.revoked]
