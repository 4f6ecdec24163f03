"""A person does something with the app: the handle, its trigger and its response address; then it is sent."""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Literal

from tests.doubles.slack.asking.asked import Asked
from tests.doubles.slack.asking.views import View
from tests.doubles.slack.deliveries.delivery import DeliveryKind
from tests.doubles.slack.errors import Json
from tests.doubles.slack.store import Channel, Message, User

if TYPE_CHECKING:
    from tests.doubles.slack.backend import Backend

Address = Literal["commands", "actions", "app"]


def begin(
    backend: Backend,
    user: User,
    channel: Channel | None = None,
    *,
    message: Message | None = None,
    within: View | None = None,
    address: Address | None = None,
    trigger: bool = True,
) -> Asked:
    """``address``: the kind of response_url that goes with it; None for none."""
    workspace = backend.store.workspaces[user.workspace]
    asked = Asked(backend, workspace, user, channel, backend.clock.now(), backend.stamps.next(), message, within)
    if trigger:
        asked.trigger_id = backend.deliveries.triggers.issue(asked)
    if address is not None:
        number = secrets.randbelow(10**13)
        path = f"/{address}/{workspace.id}/{number}/{secrets.token_urlsafe(18)}"
        asked.response_url = backend.address + path
        backend.deliveries.by_response_url[path] = asked
    backend.deliveries.asked.append(asked)
    return asked


async def send(asked: Asked, kind: DeliveryKind, payload: Json, *, accepts: bool = False) -> Asked:
    """Send it to the app and wait until it was taken, or was not within three seconds by the double's clock."""
    asked.delivery = asked.backend.deliveries.send(asked.backend, kind, payload, accepts=accepts)
    while not asked.delivery.done:
        await asked.delivery.changed.wait()
    return asked
