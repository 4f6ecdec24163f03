"""What the bytes at a feed's address are, and their text made fit for an XML parser.

Publishers' small mistakes are mended here, where the mending is safe, so that the strict parser can read what would
otherwise be guessed at: junk before the document, characters that XML forbids, HTML's entities, bare ampersands, a cut end.
"""

from __future__ import annotations

import re
from html.entities import html5

from bot.domain.errors import BadFeed

_LEAD = 65_536
"""Characters in which a feed's root must appear."""

_SKIPPED = re.compile(r"\s+|<!--.*?-->|<\?[^>]*>|<!DOCTYPE[^>\[]*>", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"<(?:[A-Za-z_][\w.-]{0,40}:)?(?:rss|feed|rdf|channel)(?=[\s>/])", re.IGNORECASE)
_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_AMPERSAND = re.compile(r"&(?:#([0-9]{1,9}|[xX][0-9a-fA-F]{1,8});|([A-Za-z][A-Za-z0-9]{0,31});)?")
_XML_ENTITIES = frozenset(("amp", "lt", "gt", "quot", "apos"))
_RSS_PREFIX = re.compile(r"(</?)rss:")
_ITEM = re.compile(r"<(/?)(?:[A-Za-z_][\w.-]{0,40}:)?(item|entry)(?=[\s>/])", re.IGNORECASE)


def is_json(text: str) -> bool:
    """Whether the text can only be JSON."""
    return text[:1_000].lstrip().startswith(("{", "["))


def xml_of(text: str) -> str:
    """The feed's XML in ``text`` without declaration or junk, mended; ``BadFeed`` where there is no feed in it."""
    if not text.strip():
        raise BadFeed("There is nothing in it: the body is empty.")
    head = text[:_LEAD]
    first = _first_element(head)
    root = _ROOT.search(head)
    page = _PAGE.match(head, first)
    if root is None or (page and root.start() > first):
        if page or _PAGE.search(head):
            raise BadFeed("It is a web page, not a feed.")
        raise BadFeed("It is no RSS, Atom, RDF or JSON feed.")
    return _mend(_whole_items(_without_own_prefix(text[root.start() :])))


def _without_own_prefix(text: str) -> str:
    """``<rss:item>`` as ``<item>`` where nobody says what ``rss:`` stands for."""
    return _RSS_PREFIX.sub(r"\1", text) if "<rss:" in text and "xmlns:rss" not in text else text


def _first_element(head: str) -> int:
    """Where the first thing begins that is neither blank, comment nor declaration."""
    at = 0
    while match := _SKIPPED.match(head, at):
        if _PAGE.match(head, at):
            break
        at = match.end()
    return at


def _whole_items(text: str) -> str:
    """``text`` without an item that was cut short at its end: half an article is not an article."""
    opened = closed = -1
    for match in _ITEM.finditer(text):
        if match.group(1):
            closed = match.end()
        else:
            opened = match.start()
    if closed < 0 or opened < closed:
        return text
    end = text.find(">", opened)
    empty = end > 0 and text[end - 1] == "/"
    return text if empty else text[:opened]


def _mend(text: str) -> str:
    """Forbidden characters out, entities and ampersands right; CDATA sections keep theirs, which XML does not read."""
    outside, *sections = _FORBIDDEN.sub("", text).split("<![CDATA[")
    mended = [_references(outside)]
    for section in sections:
        inside, end, after = section.partition("]]>")
        mended.append(f"<![CDATA[{inside}{end}{_references(after)}")
    return "".join(mended)


def _references(text: str) -> str:
    return _AMPERSAND.sub(_reference, text) if "&" in text else text


def _reference(match: re.Match[str]) -> str:
    """A reference as XML without a DTD can read it. Documents with entities of their own lose those alone."""
    number, name = match.group(1), match.group(2)
    if number:
        return _character(number)
    if name in _XML_ENTITIES:
        return match.group()
    meant = html5.get(f"{name};", "") if name else ""
    return "".join(f"&#{ord(c)};" for c in meant) or "&amp;" + match.group()[1:]


def _character(number: str) -> str:
    """The numeric reference again, or nothing where XML forbids the character."""
    code = int(number[1:], 16) if number[0] in "xX" else int(number)
    if code > 0x10FFFF or _FORBIDDEN.match(chr(code)):
        return ""
    return f"&#{code};"
