"""What an outlet shows -> the bytes of its feed, in RSS 2.0, Atom, RSS 1.0 (RDF) or JSON Feed.

XML is built as a tree and written by the standard library's serialiser, so that nothing an item says can break out.
The same input always gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from html import escape
from xml.etree import ElementTree as ET

from bot.adapters.http.newswire_script import Format, Item, Outlet, VisibleItem, last_change

CONTENT_TYPES: Mapping[Format, str] = {
    Format.RSS: "application/rss+xml",
    Format.ATOM: "application/atom+xml",
    Format.RDF: "application/rdf+xml",
    Format.JSON: "application/feed+json",
}

FILES: Mapping[Format, str] = {
    Format.RSS: "rss.xml",
    Format.ATOM: "atom.xml",
    Format.RDF: "index.rdf",
    Format.JSON: "feed.json",
}
"""The last part of a feed's address."""

_ATOM = "http://www.w3.org/2005/Atom"
_CONTENT = "http://purl.org/rss/1.0/modules/content/"
_DC = "http://purl.org/dc/elements/1.1/"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RSS1 = "http://purl.org/rss/1.0/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One outlet's feed at one moment.

    ``base`` is the server's address without a slash at its end. ``started`` is the moment of second 0, and ``speed`` how
    many seconds of the script pass in one of the clock's.
    """

    outlet: Outlet
    shown: tuple[VisibleItem, ...]
    base: str
    started: datetime
    speed: float = 1.0

    def moment(self, seconds: float) -> datetime:
        """The script's second as a time in UTC, without a fraction, as feeds and HTTP state times."""
        return (self.started + timedelta(seconds=seconds / self.speed)).astimezone(UTC).replace(microsecond=0)

    @property
    def changed(self) -> datetime:
        """When what is shown last changed."""
        return self.moment(last_change(self.shown))

    @property
    def home(self) -> str:
        """The address of the outlet's front page."""
        return f"{self.base}/{self.outlet.slug}/"

    @property
    def url(self) -> str:
        """The address of the feed itself."""
        return f"{self.home}{FILES[self.outlet.format]}"

    def link(self, item: Item) -> str:
        """The address of an item's page."""
        return f"{self.home}{item.key}"


def identifier(item: Item) -> str:
    """The item's lasting id: a tag URI (RFC 4151), the same whatever address the server has."""
    return f"tag:newswire.example,2024:{item.outlet}/{item.key}"


def feed_body(edition: Edition) -> bytes:
    """The feed's bytes, UTF-8."""
    return _WRITERS[edition.outlet.format](edition)


def body_html(seen: VisibleItem) -> str:
    """The item's body as its feed carries it: the script's own HTML, or its paragraphs, escaped."""
    if seen.version.html is not None:
        return seen.version.html
    return "".join(f"<p>{escape(paragraph, quote=False)}</p>" for paragraph in seen.version.paragraphs)


def _rss(edition: Edition) -> bytes:
    root = ET.Element("rss", {"version": "2.0", "xmlns:atom": _ATOM, "xmlns:content": _CONTENT, "xmlns:dc": _DC})
    channel = ET.SubElement(root, "channel")
    _add(channel, "title", edition.outlet.name)
    _add(channel, "link", edition.home)
    _add(channel, "description", edition.outlet.about)
    _add(channel, "language", edition.outlet.language)
    _add(channel, "lastBuildDate", _rfc822(edition.changed))
    _add(channel, "atom:link", rel="self", href=edition.url, type=CONTENT_TYPES[Format.RSS])
    for seen in edition.shown:
        _rss_item(ET.SubElement(channel, "item"), seen, edition)
    return _xml(root)


def _rss_item(node: ET.Element, seen: VisibleItem, edition: Edition) -> None:
    item, version = seen.item, seen.version
    _add(node, "title", version.title)
    _add(node, "link", edition.link(item))
    if item.has_guid:
        _add(node, "guid", identifier(item), isPermaLink="false")
    if version.published is not None:
        _add(node, "pubDate", _rfc822(edition.moment(version.published)))
    if version.updated is not None:
        _add(node, "atom:updated", edition.moment(version.updated).isoformat())
    if item.byline:
        _add(node, "dc:creator", item.byline)
    for tag in item.tags:
        _add(node, "category", tag)
    _add(node, "description", version.paragraphs[0])
    _add(node, "content:encoded", body_html(seen))


def _atom(edition: Edition) -> bytes:
    root = ET.Element("feed", {"xmlns": _ATOM, "xml:lang": edition.outlet.language})
    _add(root, "id", f"tag:newswire.example,2024:{edition.outlet.slug}")
    _add(root, "title", edition.outlet.name)
    _add(root, "subtitle", edition.outlet.about)
    _add(root, "updated", edition.changed.isoformat())
    _add(root, "link", rel="self", href=edition.url, type=CONTENT_TYPES[Format.ATOM])
    _add(root, "link", rel="alternate", href=edition.home, type="text/html")
    _add(ET.SubElement(root, "author"), "name", edition.outlet.name)
    for seen in edition.shown:
        _atom_entry(ET.SubElement(root, "entry"), seen, edition)
    return _xml(root)


def _atom_entry(node: ET.Element, seen: VisibleItem, edition: Edition) -> None:
    item, version = seen.item, seen.version
    _add(node, "id", identifier(item))
    _add(node, "title", version.title, type="text")
    _add(node, "link", rel="alternate", href=edition.link(item), type="text/html")
    if version.published is not None:
        _add(node, "published", edition.moment(version.published).isoformat())
        latest = max(version.published, version.updated or version.published)
        _add(node, "updated", edition.moment(latest).isoformat())
    if item.byline:
        _add(ET.SubElement(node, "author"), "name", item.byline)
    for tag in item.tags:
        _add(node, "category", term=tag)
    _add(node, "summary", version.paragraphs[0], type="text")
    _add(node, "content", body_html(seen), type="html")


def _rdf(edition: Edition) -> bytes:
    namespaces = {"xmlns:rdf": _RDF, "xmlns": _RSS1, "xmlns:content": _CONTENT, "xmlns:dc": _DC}
    root = ET.Element("rdf:RDF", namespaces)
    channel = ET.SubElement(root, "channel", {"rdf:about": edition.url})
    _add(channel, "title", edition.outlet.name)
    _add(channel, "link", edition.home)
    _add(channel, "description", edition.outlet.about)
    _add(channel, "dc:language", edition.outlet.language)
    _add(channel, "dc:date", edition.changed.isoformat())
    contents = ET.SubElement(ET.SubElement(channel, "items"), "rdf:Seq")
    for seen in edition.shown:
        ET.SubElement(contents, "rdf:li", {"rdf:resource": edition.link(seen.item)})
    for seen in edition.shown:
        _rdf_item(root, seen, edition)
    return _xml(root)


def _rdf_item(root: ET.Element, seen: VisibleItem, edition: Edition) -> None:
    item, version = seen.item, seen.version
    node = ET.SubElement(root, "item", {"rdf:about": edition.link(item)})
    _add(node, "title", version.title)
    _add(node, "link", edition.link(item))
    _add(node, "description", version.paragraphs[0])
    if version.published is not None:
        _add(node, "dc:date", edition.moment(version.published).isoformat())
    if item.byline:
        _add(node, "dc:creator", item.byline)
    for tag in item.tags:
        _add(node, "dc:subject", tag)
    _add(node, "content:encoded", body_html(seen))


def _json_feed(edition: Edition) -> bytes:
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": edition.outlet.name,
        "home_page_url": edition.home,
        "feed_url": edition.url,
        "description": edition.outlet.about,
        "language": edition.outlet.language,
        "items": [_json_item(seen, edition) for seen in edition.shown],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1).encode()


def _json_item(seen: VisibleItem, edition: Edition) -> dict[str, object]:
    item, version = seen.item, seen.version
    found: dict[str, object] = {
        "id": identifier(item),
        "url": edition.link(item),
        "title": version.title,
        "summary": version.paragraphs[0],
        "content_html": body_html(seen),
    }
    if version.published is not None:
        found["date_published"] = edition.moment(version.published).isoformat()
    if version.updated is not None:
        found["date_modified"] = edition.moment(version.updated).isoformat()
    if item.byline:
        found["authors"] = [{"name": item.byline}]
    if item.tags:
        found["tags"] = list(item.tags)
    return found


def _add(parent: ET.Element, name: str, text: str | None = None, /, **attributes: str) -> None:
    ET.SubElement(parent, name, attributes).text = text


def _rfc822(moment: datetime) -> str:
    return format_datetime(moment, usegmt=True)


def _xml(root: ET.Element) -> bytes:
    ET.indent(root)
    return b'<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, encoding="unicode").encode()


_WRITERS: Mapping[Format, Callable[[Edition], bytes]] = {
    Format.RSS: _rss,
    Format.ATOM: _atom,
    Format.RDF: _rdf,
    Format.JSON: _json_feed,
}
