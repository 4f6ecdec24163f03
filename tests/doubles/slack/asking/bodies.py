"""A view's body as Slack takes it: within its limits, its pictures Slack's own, its texts written well."""

from __future__ import annotations

from typing import Any

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.errors import Json
from tests.doubles.slack.limits.messages import Draft
from tests.doubles.slack.limits.views import check_view
from tests.doubles.slack.pictures import check_pictures
from tests.doubles.slack.posting import note_bad_writing
from tests.doubles.slack.store import Workspace


def checked_body(backend: Backend, workspace: Workspace, body: Any, kind: str) -> Json:
    """``kind``: ``modal`` or ``home``."""
    taken = check_view(body, kind=kind)
    check_pictures(backend, workspace, taken["blocks"])
    note_bad_writing(backend, Draft(text="a view has none", blocks=taken["blocks"]))
    return taken
