"""All that is sent to one app, by socket or by signed requests, with Slack's way to try again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from tests.doubles.slack.asking.grants import Grants
from tests.doubles.slack.asking.manifest import Offer
from tests.doubles.slack.asking.triggers import Triggers
from tests.doubles.slack.asking.views import Views
from tests.doubles.slack.deliveries.delivery import Attempt, Delivery, DeliveryKind
from tests.doubles.slack.deliveries.envelopes import event_callback
from tests.doubles.slack.deliveries.requests import Requests
from tests.doubles.slack.errors import Json

if TYPE_CHECKING:
    from tests.doubles.slack.asking.asked import Asked
    from tests.doubles.slack.backend import Backend
    from tests.doubles.slack.store import Workspace

AGAIN_AFTER = (0.0, 60.0, 300.0)
"""Seconds after a failure until each new try (Slack's reference, "Error handling" of the Events API: three retries)."""
FAREWELLS = frozenset({"app_uninstalled", "tokens_revoked"})
ERRORS = {"timeout": "operation_timeout", "http_timeout": "operation_timeout"}
"""What a person reads when a command or a button was not taken; anything else is ``dispatch_failed``."""


class Way(Protocol):
    """How something gets to the app."""

    async def attempt(self, backend: Backend, delivery: Delivery, attempt: Attempt) -> str | None:
        """Send it once; None when it was acknowledged in time, else why not."""


class Deliveries:
    """One app's deliveries. ``sent`` is all there was, oldest first.

    ``offer``: what the app's manifest says; None for everything. ``asked``: what people did with the app;
    ``by_response_url``: the same by the path of its address.
    """

    def __init__(self) -> None:
        self.sent: list[Delivery] = []
        self.requests = Requests()
        self.offer: Offer | None = None
        self.triggers = Triggers()
        self.views = Views()
        self.grants = Grants()
        self.asked: list[Asked] = []
        self.by_response_url: dict[str, Asked] = {}
        self.changed = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, backend: Backend) -> None:
        """The double listens."""

    async def stop(self) -> None:
        """The double ends; nothing may be left running."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.requests.stop()

    def change(self) -> None:
        """Something was answered, posted or opened: wake whoever waits for an answer."""
        self.changed.set()
        self.changed = asyncio.Event()

    async def until(self, holds: Callable[[], bool], within: float) -> None:
        """Wait (real seconds) until ``holds``, asked anew whenever the app was answered or sent something."""
        async with asyncio.timeout(within):
            while not holds():
                await self.changed.wait()

    def event(self, backend: Backend, workspace: Workspace, event: Json) -> None:
        """An inner event, such as ``{"type": "message", ...}``; goes out in an envelope. An app that never listened is not
        told, and none is told of a workspace that it is not in.
        """
        self.change()
        listened = self.requests.url is not None or backend.sockets.opened
        if not listened or (not workspace.installed and event["type"] not in FAREWELLS):
            return
        if self.offer is None or wanted(self.offer, event):
            self.send(backend, "events_api", event_callback(backend, workspace, event))

    def send(self, backend: Backend, kind: DeliveryKind, payload: Json, *, accepts: bool = False) -> Delivery:
        """Send it, now and in the background."""
        delivery = Delivery(kind, payload, backend.clock.now(), accepts)
        self.sent.append(delivery)
        task = asyncio.get_running_loop().create_task(self._deliver(backend, delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return delivery

    async def _deliver(self, backend: Backend, delivery: Delivery) -> None:
        way: Way = self.requests if self.requests.url else backend.sockets
        reason = await self._attempt(backend, way, delivery, "")
        for delay in AGAIN_AFTER:
            if reason is None or not delivery.repeated:
                break
            await backend.clock.wait_until(backend.clock.now() + delay)
            reason = await self._attempt(backend, way, delivery, reason)
        if reason is not None:
            delivery.error = ERRORS.get(reason, "dispatch_failed")
        delivery.done = True
        delivery.change()
        self.change()

    async def _attempt(self, backend: Backend, way: Way, delivery: Delivery, reason: str) -> str | None:
        attempt = Attempt(len(delivery.attempts), reason, backend.clock.now())
        delivery.attempts.append(attempt)
        delivery.change()
        attempt.failed = await way.attempt(backend, delivery, attempt)
        delivery.change()
        return attempt.failed

    def of(self, name: str) -> list[Delivery]:
        """Those of an event's, an interaction's or a command's name, such as ``app_mention`` or ``/dateline``."""
        return [delivery for delivery in self.sent if name in delivery.names]

    @property
    def underway(self) -> list[Delivery]:
        """Those that are neither acknowledged nor given up."""
        return [delivery for delivery in self.sent if not delivery.done]


def wanted(offer: Offer, event: Json) -> bool:
    """Whether the app subscribed to an event, and for a link to its domain."""
    if event["type"] == "link_shared":
        event["links"] = [link for link in event["links"] if offer.unfurls(link["domain"])]
        return "link_shared" in offer.events and bool(event["links"])
    return name_of(event) in offer.events


def name_of(event: Json) -> str:
    """The name by which an app subscribes to an event: messages are told apart by where they are."""
    kinds = {"channel": "channels", "group": "groups"}
    if event["type"] == "message":
        where = str(event.get("channel_type", "channel"))
        return f"message.{kinds.get(where, where)}"
    return str(event["type"])
