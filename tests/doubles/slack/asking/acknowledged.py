"""What an acknowledgement carries: a message after a command, what becomes of a view after its submission."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from tests.doubles.slack.asking.bodies import checked_body
from tests.doubles.slack.asking.responses import respond
from tests.doubles.slack.asking.views import View
from tests.doubles.slack.errors import Json, Refusal

if TYPE_CHECKING:
    from tests.doubles.slack.asking.asked import Asked

ACTIONS = ("errors", "update", "push", "clear")


def after_command(asked: Asked) -> None:
    """A command's acknowledgement may be its answer, and may show the channel what was typed (Slack's reference, "Slash
    commands": ``in_channel``).
    """
    said = asked.ack
    if not isinstance(said, dict):
        return
    asked.echoed = said.get("response_type") == "in_channel"
    if any(said.get(key) for key in ("text", "blocks", "attachments")):
        noting(asked, lambda: respond(asked, said))


def after_submission(asked: Asked, view: View) -> None:
    """Slack's reference, "Modals": an empty acknowledgement closes the view; ``response_action`` says otherwise."""
    said = asked.ack or {}
    action = said.get("response_action") if isinstance(said, dict) else None
    if said and action not in ACTIONS:
        asked.backend.violations.append(f"a submission was acknowledged with {said}")
    elif action == "errors":
        noting(asked, lambda: show_errors(asked, view, said.get("errors")))
    elif action in {"update", "push"}:
        noting(asked, lambda: show_view(asked, view, action, said.get("view")))
    elif action == "clear":
        asked.backend.deliveries.views.close_all(view.workspace, view.user)
    else:
        asked.backend.deliveries.views.close(view)


def show_errors(asked: Asked, view: View, errors: Any) -> None:
    """Sentences beside inputs; Slack shows none beside a block that takes no input."""
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors or set(errors) - inputs:
        asked.backend.violations.append(f"errors beside what is no input of the view: {errors}")
        asked.refuse("invalid_arguments")
    view.errors = {str(key): str(text) for key, text in errors.items()}


def show_view(asked: Asked, view: View, action: str, body: Json | None) -> None:
    views = asked.backend.deliveries.views
    checked = checked_body(asked.backend, view.workspace, body, "modal")
    if action == "push":
        asked.opened_views.append(views.push(asked.backend, view.workspace, view.user, checked))
    else:
        asked.opened_views.append(views.update(view, checked, None))


def noting(asked: Asked, do: Callable[[], None]) -> None:
    """Slack tells an app of no refusal here: the person sees that something went wrong."""
    try:
        do()
    except Refusal as refusal:
        said = "; ".join(refusal.messages)
        asked.backend.violations.append(f"acknowledgement: {refusal.error}" + (f": {said}" if said else ""))
        if refusal.error not in asked.refusals:
            asked.refusals.append(refusal.error)
