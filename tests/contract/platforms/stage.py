"""A platform, with eyes: what a reader of one of its channels would see, could follow, and must never meet."""

from __future__ import annotations

import io
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass

from rich.console import Console
from selectolax.lexbor import LexborHTMLParser

from bot.adapters.clock import SystemClock
from bot.adapters.platforms.console import ConsolePlatform
from bot.adapters.platforms.web import WebPlatform
from bot.adapters.platforms.web.render import CardRenderer
from bot.adapters.storage import open_storage
from bot.domain.watch import LOCAL_WORKSPACE, Channel
from bot.pipeline.ports import Platform


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What a channel shows: its words, blanks run together; what can be followed; what should not be there.

    ``called`` are the names that are called, or stand out as such; ``answers`` the words of each message that is shown as
    an answer to another.
    """

    words: str
    links: tuple[str, ...]
    dangers: tuple[str, ...]
    called: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One platform and one of its channels. ``whom`` names somebody who can be called there, as its users write it;
    ``bounded`` tells that a message there has a largest size.
    """

    platform: Platform
    channel: Channel
    look: Callable[[], Awaitable[Seen]]
    whom: str = "@ana"
    bounded: bool = False


Opening = Callable[[], AbstractAsyncContextManager[Stage]]


@asynccontextmanager
async def console_stage() -> AsyncIterator[Stage]:
    output = io.StringIO()
    console = Console(file=output, force_terminal=True, color_system="truecolor", width=100, legacy_windows=False)
    platform = ConsolePlatform(console, SystemClock())
    await platform.start()

    async def look() -> Seen:
        return _seen_in_terminal(output.getvalue())

    yield Stage(platform=platform, channel=Channel(LOCAL_WORKSPACE, "console", "news"), look=look)
    await platform.stop()


@asynccontextmanager
async def web_stage() -> AsyncIterator[Stage]:
    storage = open_storage("sqlite:///:memory:")
    await storage.upgrade()
    platform = WebPlatform(storage.messages, SystemClock())
    await platform.start()
    channel = Channel(LOCAL_WORKSPACE, "web", "news")

    async def look() -> Seen:
        renderer = CardRenderer("UTC")
        messages = await storage.messages.page(channel, limit=100)
        return _seen_in_html("".join(renderer.message(message) for message in messages))

    yield Stage(platform=platform, channel=channel, look=look)
    await platform.stop()
    await storage.close()


_LINK = re.compile(r"\x1b\]8;[^;\x1b]*;([^\x1b\x07]*)\x1b\\")
_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
_CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_FRAME = re.compile(r"[│╭╮╰╯─]")
_CALLED = re.compile(r"\x1b\[1;35m([^\x1b]*)\x1b")
_PANEL = re.compile(r"( ↳ )?╭.*?╯", re.DOTALL)


def _seen_in_terminal(output: str) -> Seen:
    links = tuple(address for address in _LINK.findall(output) if address)
    text = _COLOUR.sub("", _LINK.sub("", output))
    return Seen(
        words=_unframed(text),
        links=links,
        dangers=tuple(_CONTROL.findall(text)),
        called=tuple(_CALLED.findall(output)),
        answers=tuple(_unframed(panel[0]) for panel in _PANEL.finditer(text) if panel[1]),
    )


def _unframed(text: str) -> str:
    return " ".join(_FRAME.sub(" ", text).split())


def _seen_in_html(html: str) -> Seen:
    tree = LexborHTMLParser(html)
    active = tree.css("script, iframe, object, embed, img, svg, style, link, base, meta, form, input")
    handlers = [name for node in tree.css("*") for name in node.attributes if name.startswith("on") or name == "style"]
    words = tree.body.text(separator=" ") if tree.body else ""
    return Seen(
        words=" ".join(words.split()),
        links=tuple(node.attributes.get("href") or "" for node in tree.css("[href]")),
        dangers=(*(node.tag or "" for node in active), *handlers, *_CONTROL.findall(words)),
        called=tuple(node.text() for node in tree.css(".mention")),
        answers=tuple(" ".join(node.text(separator=" ").split()) for node in tree.css(".answering[data-under]")),
    )
