"""What a route is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.doubles.discord.backend import Backend
from tests.doubles.discord.calls import Call, Reply

Handler = Callable[[Backend, Call], Reply]


@dataclass(frozen=True, slots=True)
class Route:
    """``template`` follows ``/api/v10``. ``open`` routes need no bot token; their path has one of their own."""

    method: str
    template: str
    handler: Handler
    open: bool = False
