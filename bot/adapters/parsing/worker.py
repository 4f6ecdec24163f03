"""What runs inside a worker process. It imports nothing that the parser itself does not need."""

from __future__ import annotations

import contextlib
import multiprocessing
import multiprocessing.connection
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass

from bot.domain.errors import BadFeed
from bot.domain.news import FeedDocument

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

Parse = Callable[..., FeedDocument]


@dataclass(frozen=True, slots=True)
class Refusal:
    """A parser's ``BadFeed`` as plain data, since an exception of a hostile worker need not survive pickling."""

    sentence: str


def prepare(memory_limit_bytes: int) -> None:
    """Ready a fresh worker: bound its memory, and let it end with its parent however that dies."""
    if resource is not None:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (memory_limit_bytes, memory_limit_bytes))
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent.sentinel,), daemon=True, name="parent-watch").start()


def _end_with(sentinel: int) -> None:
    multiprocessing.connection.wait([sentinel])
    os._exit(1)


def run(parser: Parse, body: bytes, url: str, content_type: str | None) -> FeedDocument | Refusal:
    """Parse one body. Never raises: what a parser does on hostile bytes is the feed's trouble, not the pool's."""
    try:
        return parser(body, url=url, content_type=content_type)
    except BadFeed as error:
        return Refusal(str(error))
    except MemoryError:
        return Refusal("The feed takes more memory to read than is allowed.")
    except (Exception, SystemExit) as error:  # noqa: BLE001 - told as this feed's trouble, with the bug's name
        return Refusal(f"The feed could not be read: its parser failed with {type(error).__name__}.")
