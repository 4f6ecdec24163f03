"""The terminal: alerts drawn as they arrive, for the demo, for trying things out, and for whoever lives in a shell.

It writes only, remembers nothing, and never lets a feed's text become markup or a terminal's command.
"""

from bot.adapters.platforms.console.platform import ConsolePlatform
from bot.adapters.platforms.console.render import render_answer, render_card, render_update

__all__ = ["ConsolePlatform", "render_answer", "render_card", "render_update"]
