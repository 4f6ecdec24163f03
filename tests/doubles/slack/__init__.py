"""A double of Slack on this machine: its Web API, its sockets and signed deliveries, as far as an app uses them, for
the real slack_sdk and slack_bolt.

It keeps what Slack would keep, refuses what Slack would refuse, and plays the people of a workspace. It never pretends:
what it does not know it answers with ``unknown_method`` or 404 and lists in ``unknown``. It takes no part in an app's
decisions, and nothing under ``bot`` knows it.

Behaviour follows Slack's reference; where that is silent, what clients have met is said beside the line.
"""

from tests.doubles.clock import Clock
from tests.doubles.slack.calls import Call
from tests.doubles.slack.double import SlackDouble
from tests.doubles.slack.limits.mrkdwn import Link
from tests.doubles.slack.rates import Rates, Rule
from tests.doubles.slack.store import Channel, File, Message, SharedLink, Token, User, UserGroup, Workspace

__all__ = [
    "Call",
    "Channel",
    "Clock",
    "File",
    "Link",
    "Message",
    "Rates",
    "Rule",
    "SharedLink",
    "SlackDouble",
    "Token",
    "User",
    "UserGroup",
    "Workspace",
]
