"""A double of Discord on this machine: its REST API and its gateway, as far as a bot uses them, for the real discord.py.

It keeps what Discord would keep, refuses what Discord would refuse, and plays the people of a guild. It never pretends:
what it does not know it answers with 404 and lists in ``unknown``. It takes no part in a bot's decisions, and nothing
under ``bot`` knows it.

Behaviour follows Discord's developer reference; where that is silent, what clients have met is said beside the line.
"""

from tests.doubles.clock import Clock
from tests.doubles.discord.answers import Answer, NotOffered
from tests.doubles.discord.buckets import Rates, Rule
from tests.doubles.discord.calls import Upload
from tests.doubles.discord.double import DiscordDouble
from tests.doubles.discord.permissions import Permission
from tests.doubles.discord.store import Channel, Guild, Kind, Message, Role, User

__all__ = [
    "Answer",
    "Channel",
    "Clock",
    "DiscordDouble",
    "Guild",
    "Kind",
    "Message",
    "NotOffered",
    "Permission",
    "Rates",
    "Role",
    "Rule",
    "Upload",
    "User",
]
