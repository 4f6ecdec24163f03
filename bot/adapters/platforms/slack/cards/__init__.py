"""Cards as Slack's Block Kit: the only place where words meet Slack's markup and its limits.

It sends nothing, and asks nobody: a card goes in, and blocks that Slack takes come out.
"""

from bot.adapters.platforms.slack.cards.buttons import ACTION, button_signer
from bot.adapters.platforms.slack.cards.limits import CARD_LIMITS
from bot.adapters.platforms.slack.cards.mrkdwn import room_for
from bot.adapters.platforms.slack.cards.naming import Naming
from bot.adapters.platforms.slack.cards.pictures import Shown
from bot.adapters.platforms.slack.cards.render import Rendered, Renderer

__all__ = ["ACTION", "CARD_LIMITS", "Naming", "Rendered", "Renderer", "Shown", "button_signer", "room_for"]
