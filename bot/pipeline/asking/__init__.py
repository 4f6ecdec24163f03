"""Asking in chat: a command given in part, a form for the rest, a preview with its Save and Edit, signed buttons.

The same on every platform that has commands, buttons and forms of its own; it never knows which one it is.
"""

from bot.pipeline.asking.conversation import Conversation, Houses, Reply, Standing
from bot.pipeline.asking.drafts import Drafts
from bot.pipeline.asking.request import Given, Request
from bot.pipeline.asking.signer import Signer

__all__ = ["Conversation", "Drafts", "Given", "Houses", "Reply", "Request", "Signer", "Standing"]
