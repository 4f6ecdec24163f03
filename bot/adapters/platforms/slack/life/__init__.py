"""Staying connected with Slack: Socket Mode or signed HTTP, each event handled once, and where the bot may still write.

It understands no command and writes no message.
"""

from bot.adapters.platforms.slack.life.app import Listener, build_app
from bot.adapters.platforms.slack.life.life import Life
from bot.adapters.platforms.slack.life.timing import LifeTiming

__all__ = ["Life", "LifeTiming", "Listener", "build_app"]
