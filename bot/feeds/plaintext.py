"""HTML of a feed to plain text that can be matched, measured and shown."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

LONGEST_TEXT = 100_000
"""Characters kept of one text."""

DEEPEST = 1_000
"""Levels of nested elements beyond which markup is an attack, and only its tags are taken off."""

LONGEST_MARKUP = 1_000_000
"""Characters of markup looked at for one text; beyond it even the plain text would be cut."""

_BLOCKS_WORDS = (
    "address article aside blockquote body br caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav ol optgroup "
    "option p pre search section summary table tbody tfoot thead tr ul"
)
BLOCKS = frozenset(_BLOCKS_WORDS.split())
"""Elements that HTML shows on lines of their own: https://html.spec.whatwg.org/multipage/rendering.html"""

CELLS = frozenset(("td", "th"))

_UNSEEN_WORDS = (
    "applet audio canvas embed frame frameset head iframe map math noembed noframes noscript object script "
    "select style svg template textarea title video -comment"
)
UNSEEN = frozenset(_UNSEEN_WORDS.split())
"""Elements whose content no reader sees as words of the article."""

_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff]"
)
_BLANK_RUN = re.compile(r"[\n\r\t\f ]+")
"""White space as HTML shows it: a line break in the source is only a blank."""

_TAG = re.compile(r"<[^<>]*>?")
_NESTING = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]{0,20})")
_UNNESTED = frozenset(("p", "li", "br", "img", "hr", "wbr", "input", "td", "th", "tr", "dd", "dt", "option", "source"))
"""Elements without an end tag, or whose end tag HTML lets authors leave out."""

_BLANKS = re.compile(r"[^\S\n]+")


def lines(text: str) -> str:
    """``text`` with invisible characters gone, blanks single, no empty lines, and at most ``LONGEST_TEXT`` characters."""
    cleaned = _INVISIBLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n"))
    kept = (line.strip() for line in _BLANKS.sub(" ", cleaned).split("\n"))
    return cut("\n".join(line for line in kept if line))


def one_line(text: str) -> str:
    """``text`` on one line, blanks single, invisible characters gone."""
    return " ".join(lines(text).split())


def cut(text: str) -> str:
    """At most ``LONGEST_TEXT`` characters, ending at a word where there is one."""
    if len(text) <= LONGEST_TEXT:
        return text
    head = text[:LONGEST_TEXT]
    return head.rsplit(None, 1)[0] if any(c.isspace() for c in head[-200:]) else head


def from_html(markup: str) -> str:
    """Plain text of an HTML fragment: a line a block, scripts and styles gone, character references read once."""
    markup = markup[:LONGEST_MARKUP]
    if "<" not in markup:
        return lines(html.unescape(markup) if "&" in markup else markup)
    if is_deep(markup):
        return lines(html.unescape(_TAG.sub("\n", markup)))
    body = LexborHTMLParser(markup).body
    return lines("".join(_words(body))) if body is not None else ""


def is_deep(markup: str) -> bool:
    """Whether elements may be nested so deep that building their tree would take quadratic time."""
    if markup.count("<") <= DEEPEST:
        return False
    depth = 0
    opened: Counter[str] = Counter()
    for closing, written in _NESTING.findall(markup):
        name = written.lower()
        if name in _UNNESTED or (closing and not opened[name]):
            continue
        step = -1 if closing else 1
        opened[name] += step
        depth += step
        if depth > DEEPEST:
            return True
    return False


def _words(body: LexborNode) -> Iterator[str]:
    """The words of ``body`` and a line break wherever a block begins or ends; no recursion, so depth is harmless."""
    node, depth = body.child, 1
    while node is not None:
        tag = node.tag or ""
        if tag == "-text":
            yield _BLANK_RUN.sub(" ", node.text_content or "")
        elif tag not in UNSEEN:
            yield _edge(tag)
            if node.child is not None:
                node, depth = node.child, depth + 1
                continue
            yield _edge(tag)
        while node is not None and node.next is None and depth > 1:
            node, depth = node.parent, depth - 1
            yield _edge(node.tag or "") if node is not None else ""
        node = node.next if node is not None else None


def _edge(tag: str) -> str:
    if tag in BLOCKS:
        return "\n"
    return " " if tag in CELLS else ""
