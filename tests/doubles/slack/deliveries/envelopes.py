"""An event as it is sent: Slack's outer envelope around it."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING

from tests.doubles.slack.errors import Json

if TYPE_CHECKING:
    from tests.doubles.slack.backend import Backend
    from tests.doubles.slack.store import Workspace


def event_callback(backend: Backend, workspace: Workspace, event: Json) -> Json:
    """Slack's reference, "Events API": the callback field overview."""
    authorization = {
        "enterprise_id": None,
        "team_id": workspace.id,
        "user_id": workspace.bot_user.id,
        "is_bot": True,
        "is_enterprise_install": False,
    }
    return {
        "token": backend.verification_token,
        "team_id": workspace.id,
        "context_team_id": workspace.id,
        "context_enterprise_id": None,
        "api_app_id": backend.app_id,
        "event": event,
        "type": "event_callback",
        "event_id": f"Ev08{secrets.token_hex(5).upper()}",
        "event_time": int(backend.clock.now()),
        "authorizations": [authorization],
        "is_ext_shared_channel": False,
        "event_context": f"4-{secrets.token_hex(12)}",
    }
