"""Slack: alerts as Block Kit messages, the user verbs as a command with modals, and connections that do not give up.

Only this room knows slack_bolt and slack_sdk. It decides nothing about news: it draws cards, sends them with Slack's own
client, says what Slack answered as an outcome, and tells the use cases where it may no longer write.
"""

from bot.adapters.platforms.slack.cards import Naming, button_signer
from bot.adapters.platforms.slack.install.client import SLACK_API
from bot.adapters.platforms.slack.platform import SlackPlatform
from bot.adapters.platforms.slack.timing import Timing

__all__ = ["SLACK_API", "Naming", "SlackPlatform", "Timing", "button_signer"]
