"""Everything that one double is made of, in one place that its routes and scenes are given."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field

from tests.doubles.clock import Clock
from tests.doubles.slack.calls import Call
from tests.doubles.slack.clock import Ids, Stamps
from tests.doubles.slack.deliveries.deliveries import Deliveries
from tests.doubles.slack.errors import Json
from tests.doubles.slack.faults import Faults
from tests.doubles.slack.rates import Meters, Rates
from tests.doubles.slack.sockets.sockets import Sockets
from tests.doubles.slack.store import Channel, File, Store, Token, TokenKind, Workspace

BOT_SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:join",
        "channels:read",
        "chat:write",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "links:read",
        "links:write",
        "metadata.message:read",
        "reactions:read",
        "reactions:write",
        "team:read",
        "usergroups:read",
        "users:read",
    }
)
"""What a workspace gives the app unless a test says otherwise."""


@dataclass(slots=True)
class Backend:
    """``address`` is ``http://host:port`` once the double listens."""

    clock: Clock
    meters: Meters
    stamps: Stamps
    ids: Ids
    app_id: str
    app_token: str
    client_id: str
    client_secret: str
    signing_secret: str
    verification_token: str
    store: Store = field(default_factory=Store)
    faults: Faults = field(default_factory=Faults)
    sockets: Sockets = field(default_factory=Sockets)
    deliveries: Deliveries = field(default_factory=Deliveries)
    calls: list[Call] = field(default_factory=list)
    """Every request in order, with its answer's status; 0 for one that was never answered."""
    violations: list[str] = field(default_factory=list)
    """Payloads that no client should send, whether refused or shown badly."""
    unknown: list[str] = field(default_factory=list)
    """Requests that the double has no route for."""
    mistakes: list[Exception] = field(default_factory=list)
    """Errors of the double's own."""
    address: str = ""
    unreachable: set[str] = field(default_factory=lambda: {"127.0.0.1", "localhost", "::1"})
    """Hosts whose pictures Slack cannot fetch; it does so when a message is posted."""
    files_ready_after: float = 0.0
    """Seconds that Slack works on a file after its upload is complete; until then no block may show it."""

    def file_ready(self, file: File) -> bool:
        """Whether a block may show it."""
        return file.complete and self.clock.now() >= file.completed + self.files_ready_after

    def private_url(self, file: File) -> str:
        return f"{self.address}/files-pri/{file.id}/{file.name}"

    def permalink(self, file: File) -> str:
        return f"{self.address}/files/{file.id}/{file.name}"

    def emit(self, workspace: Workspace, event: Json, *, channel: Channel | None = None) -> None:
        """Something happened: the app is told of it, unless it is not there to be told. ``event``: Slack's inner event.

        ``channel``: where; the app hears only of channels that its bot is in.
        """
        heard = channel is None or workspace.bot_user.id in channel.members
        if heard:
            self.deliveries.event(self, workspace, {"event_ts": self.stamps.next()} | event)

    def issue(
        self,
        workspace: Workspace | None,
        kind: TokenKind = "bot",
        *,
        expires_in: float | None = None,
        user: str | None = None,
    ) -> Token:
        """A new token of a workspace, with the workspace's scopes; with ``expires_in`` seconds it can be rotated."""
        prefix = {"bot": "xoxb", "user": "xoxp", "app": "xapp"}[kind]
        text = f"{prefix}-{secrets.token_hex(20)}"
        scopes = frozenset({"connections:write"}) if workspace is None else workspace.scopes
        token = Token(text, kind, workspace.id if workspace else None, scopes, user=user)
        if expires_in is not None:
            token.text = f"xoxe.{text}"
            token.expires, token.refresh = self.clock.now() + expires_in, f"xoxe-1-{secrets.token_hex(20)}"
        self.store.tokens[token.text] = token
        if workspace is not None and kind == "bot":
            workspace.bot_token = token.text
        return token


def make_backend(*, clock: Clock, rates: Rates, signing_secret: str) -> Backend:
    ids = Ids()
    backend = Backend(
        clock=clock,
        meters=Meters(rates, clock),
        stamps=Stamps(clock),
        ids=ids,
        app_id=ids.next("A"),
        app_token="",
        client_id=f"{secrets.randbelow(10**12):012d}.{secrets.randbelow(10**13):013d}",
        client_secret=secrets.token_hex(16),
        signing_secret=signing_secret,
        verification_token=secrets.token_hex(12),
    )
    backend.app_token = backend.issue(None, "app").text
    return backend
