"""How a channel likes its messages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from bot.adapters.platforms.discord.render import Form
from bot.domain.watch import Channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """``publish`` passes what an announcement channel is told on to the servers that follow it. ``webhook`` posts alerts
    under the name of the outlet that brought them.
    """

    form: Form = "components"
    publish: bool = False
    webhook: bool = False


StyleOf = Callable[[Channel], Style]
