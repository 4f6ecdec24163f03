"""Parsing untrusted bytes away from this process: worker processes with a limit of time and of memory.

It decides nothing about feeds and knows no parser but the function it was given; whatever a worker does, the caller gets a
document or ``BadFeed``.
"""

from bot.adapters.parsing.pool import InProcessParser, ParserPool

__all__ = ["InProcessParser", "ParserPool"]
