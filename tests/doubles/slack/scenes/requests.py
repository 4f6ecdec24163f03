"""The app is reached by signed requests to its own address, some of them not Slack's at all."""

from __future__ import annotations

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.deliveries.delivery import Delivery
from tests.doubles.slack.deliveries.requests import Answered


class RequestScenes:
    """``deliver_to`` once; everything that happens from then on goes there."""

    backend: Backend

    async def deliver_to(self, url: str, *, verify: bool = True) -> None:
        """Enter the app's request address; ``verify``: Slack asks it first whether it is the app's."""
        if verify:
            await self.backend.deliveries.requests.verify(self.backend, url)
        self.backend.deliveries.requests.url = url

    def deliver_by_sockets(self) -> None:
        """Back to Socket Mode."""
        self.backend.deliveries.requests.url = None

    async def replay(self, delivery: Delivery, *, age: float = 0.0, number: int = 0, reason: str = "") -> Answered:
        """The same request again, signed ``age`` seconds ago, outside of Slack's own tries: the app's answer.

        ``number``, ``reason``: Slack's retry headers, where the request shall have them.
        """
        headers = {"X-Slack-Retry-Num": str(number), "X-Slack-Retry-Reason": reason} if number else {}
        requests = self.backend.deliveries.requests
        return await requests.post(self.backend, delivery.kind, delivery.payload, headers=headers, age=age)

    async def forge(self, delivery: Delivery, *, secret: str = "somebody else's secret") -> Answered:
        """The same request, signed by somebody else: the app's answer."""
        return await self.backend.deliveries.requests.post(self.backend, delivery.kind, delivery.payload, secret=secret)
