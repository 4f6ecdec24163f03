"""Feeds: bytes to entries, what makes an entry the same article as before, and when to ask a feed again.

Everything here is a pure function of its arguments. It never fetches, never opens a file, never reads the clock; what a feed
says is hostile until it has become a ``FeedDocument`` of plain text.
"""

from bot.feeds.article import ArticleDecision, Known, Verdict, decide_article
from bot.feeds.discovery import discover
from bot.feeds.identity import ambiguous_keys, content_hash, entry_keys, link_key
from bot.feeds.opml import OpmlFeed, read_opml, write_opml
from bot.feeds.parse import parse
from bot.feeds.poll import FetchAnswer, PollDecision, PollLimits, decide_poll

__all__ = [
    "ArticleDecision",
    "FetchAnswer",
    "Known",
    "OpmlFeed",
    "PollDecision",
    "PollLimits",
    "Verdict",
    "ambiguous_keys",
    "content_hash",
    "decide_article",
    "decide_poll",
    "discover",
    "entry_keys",
    "link_key",
    "parse",
    "read_opml",
    "write_opml",
]
