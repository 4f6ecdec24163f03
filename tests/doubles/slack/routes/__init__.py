"""The Web API methods that the app uses, and the other addresses, by what they are about.

A method's handler takes the backend and a call, and answers or raises ``Refusal``.
"""

from __future__ import annotations

from tests.doubles.slack.routes import auth, chat, conversations, files, oauth, people, reactions, response_urls, views
from tests.doubles.slack.routes.route import Method, Page
from tests.doubles.slack.sockets import routes as sockets

__all__ = ["METHODS", "PAGES", "Method", "Page"]

METHODS: tuple[Method, ...] = (
    *auth.METHODS,
    *chat.METHODS,
    *conversations.METHODS,
    *files.METHODS,
    *people.METHODS,
    *reactions.METHODS,
    *oauth.METHODS,
    *views.METHODS,
    *sockets.METHODS,
)
PAGES: tuple[Page, ...] = (*files.PAGES, *oauth.PAGES, *response_urls.PAGES, *sockets.PAGES)
