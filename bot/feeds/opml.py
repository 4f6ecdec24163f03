"""OPML 2.0 subscription lists (http://opml.org/spec2.opml), read and written."""

from __future__ import annotations

import xml.parsers.expat
from collections.abc import Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from bot.domain.errors import BadInput
from bot.feeds.links import web_address
from bot.feeds.plaintext import one_line

LARGEST_OPML = 10_000_000
"""Bytes of the largest list that is read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpmlFeed:
    """One feed of a list: its address, the name it stands under, its site, and the folders it lies in, outermost first."""

    url: str
    title: str | None = None
    site: str | None = None
    folders: tuple[str, ...] = ()


def read_opml(data: bytes) -> tuple[OpmlFeed, ...]:
    """The feeds of a list in its order, each address once. ``BadInput`` says what is wrong and on which line."""
    if len(data) > LARGEST_OPML:
        raise BadInput(f"The OPML file is larger than {LARGEST_OPML // 1_000_000} MB: split it.")
    reader = _Reader()
    parser = xml.parsers.expat.ParserCreate()
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.EntityDeclHandler = _refuse_entities
    try:
        parser.Parse(data, True)  # noqa: FBT003 - expat takes it by position only
    except xml.parsers.expat.ExpatError as error:
        sentence = xml.parsers.expat.errors.messages.get(error.code, str(error))
        raise BadInput(f"The OPML file is broken at line {error.lineno}: {sentence}.") from error
    except (ValueError, LookupError) as error:
        raise BadInput("The OPML file declares an encoding that cannot be read: save it as UTF-8.") from error
    if not reader.is_opml:
        raise BadInput("The file is no OPML: its outermost element is not <opml>.")
    return tuple(reader.feeds.values())


def write_opml(feeds: Iterable[OpmlFeed], *, title: str = "Dateline feeds") -> bytes:
    """A list that ``read_opml`` and other readers take: feeds grouped by folder where neighbours share one."""
    body: list[str] = []
    open_folders: tuple[str, ...] = ()
    for feed in feeds:
        _move(body, open_folders, feed.folders)
        open_folders = feed.folders
        name = quoteattr(feed.title or feed.url)
        site = f" htmlUrl={quoteattr(feed.site)}" if feed.site else ""
        body.append(f'<outline type="rss" text={name} title={name} xmlUrl={quoteattr(feed.url)}{site}/>')
    _move(body, open_folders, ())
    opening = '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n'
    head = f"{opening}<head><title>{escape(title)}</title></head>\n<body>\n"
    return (head + "\n".join(body) + "\n</body>\n</opml>\n").encode("utf-8", "replace")


def _move(body: list[str], here: tuple[str, ...], there: tuple[str, ...]) -> None:
    """Close and open folders on the way from one feed's place to the next's."""
    shared = 0
    while shared < min(len(here), len(there)) and here[shared] == there[shared]:
        shared += 1
    body.extend("</outline>" for _ in here[shared:])
    body.extend(f"<outline text={quoteattr(folder)}>" for folder in there[shared:])


def _refuse_entities(*_declaration: object) -> None:
    raise BadInput("The OPML file declares XML entities, which a list of feeds has no use for: remove its DOCTYPE.")


class _Reader:
    """Collects feeds while expat walks through the file."""

    def __init__(self) -> None:
        self.is_opml = False
        self.feeds: dict[str, OpmlFeed] = {}
        self._open: list[str | None] = []
        self._seen_root = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self._seen_root:
            self._seen_root = True
            self.is_opml = tag.lower() == "opml"
        if tag.lower() != "outline":
            return
        given = {name.lower(): value for name, value in attributes.items()}
        name = one_line(given.get("title") or given.get("text") or "") or None
        url = web_address(given.get("xmlurl"))
        self._open.append(None if url else name)
        if url and url not in self.feeds:
            folders = tuple(folder for folder in self._open if folder)
            self.feeds[url] = OpmlFeed(url=url, title=name, site=web_address(given.get("htmlurl")), folders=folders)

    def end(self, tag: str) -> None:
        if tag.lower() == "outline":
            self._open.pop()
