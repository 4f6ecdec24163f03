"""The chat page: a platform of its own for desks without another, and the same cards and commands as everywhere.

Messages live in the message log; the page is made on the server by one set of templates, which is all that ever turns a
card into HTML, and kept live by server-sent events. It never loads anything from another site, and never runs a script
that is not a file of this folder.
"""

from bot.adapters.platforms.web.platform import WebPlatform
from bot.adapters.platforms.web.routes import chat_router

__all__ = ["WebPlatform", "chat_router"]
