"""Discord: alerts as messages, the user verbs as application commands, and a gateway connection that does not give up.

Only this room knows discord.py. It decides nothing about news: it draws cards, sends them with the library's own HTTP
client, says what Discord answered as an outcome, and tells the use cases where it may no longer write.
"""

from bot.adapters.platforms.discord.buttons import button_signer
from bot.adapters.platforms.discord.introduction import introduce
from bot.adapters.platforms.discord.permissions import invite_link
from bot.adapters.platforms.discord.platform import DiscordPlatform
from bot.adapters.platforms.discord.style import Style
from bot.adapters.platforms.discord.timing import Timing

__all__ = ["DiscordPlatform", "Style", "Timing", "button_signer", "introduce", "invite_link"]
