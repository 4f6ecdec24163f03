"""The REST routes that a bot uses, by resource. A handler takes the backend and a call, and replies or raises ``Refusal``.

Order matters where one template is a case of another (``@original`` before ``{message_id}``).
"""

from __future__ import annotations

from tests.doubles.discord.routes import channels, commands, guilds, identity, interactions, messages, threads, webhooks
from tests.doubles.discord.routes.route import Route

__all__ = ["ROUTES", "Route"]

ROUTES: tuple[Route, ...] = (
    *identity.ROUTES,
    *guilds.ROUTES,
    *channels.ROUTES,
    *threads.ROUTES,
    *messages.ROUTES,
    *commands.ROUTES,
    *interactions.ROUTES,
    *webhooks.ROUTES,
)
