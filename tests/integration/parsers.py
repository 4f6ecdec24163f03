"""Parsers that misbehave, importable by worker processes."""

from __future__ import annotations

import os
import sys
import threading

from bot.domain.news import FeedDocument
from bot.feeds import parse


def misbehaving(body: bytes, *, url: str, content_type: str | None = None) -> FeedDocument:
    """Do what the body says, or parse it."""
    if body == b"hang":
        threading.Event().wait()
    if body == b"spin":
        while True:
            pass
    if body == b"crash":
        os.kill(os.getpid(), 9)
    if body == b"exit":
        os._exit(3)
    if body == b"leave":
        sys.exit(2)
    if body == b"devour":
        bytearray(1 << 40)
    if body == b"bug":
        raise ZeroDivisionError("a bug")
    if body == b"pid":
        return FeedDocument(title=str(os.getpid()), link=None, language=None, entries=())
    return parse(body, url=url, content_type=content_type)
