"""What people ask of Dateline on Slack: commands, buttons, windows, shortcuts, mentions, the Home tab, links.

Each becomes a command line, the line is run, and its card is the answer. Everything is acknowledged before any work is done
for it. It never posts an alert, and never holds a token: slack_bolt gives each request a client that may speak.
"""

from bot.adapters.platforms.slack.asking.asking import Asking

__all__ = ["Asking"]
