"""Bytes of a feed to text, whatever the header, the XML declaration or the bytes themselves claim.

Servers and declarations are often wrong, bytes seldom: text that is valid UTF-8 beyond ASCII is UTF-8. Only then are the
declared encodings believed, and only those of the WHATWG Encoding Standard (https://encoding.spec.whatwg.org/#names-and-labels),
since some of Python's other codecs take quadratic time on hostile input.
"""

from __future__ import annotations

import codecs
import re

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_WIDE = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
    (b"{\x00", "utf-16-le"),
    (b"\x00{", "utf-16-be"),
)
"""How a document without a byte order mark opens in the wide encodings (XML 1.0, appendix F)."""

_CODECS = {
    "ascii": "cp1252",
    "latin-1": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
"""Python codec -> the wider one that browsers, and so publishers, mean by its name."""

_ALLOWED_WORDS = (
    "utf-8 cp1250 cp1251 cp1252 cp1253 cp1254 cp1255 cp1256 cp1257 cp1258 cp866 cp874 cp932 cp949 gb18030 "
    "big5hkscs euc_jp iso2022_jp koi8-r koi8-u mac-roman mac-cyrillic iso8859-2 iso8859-3 iso8859-4 iso8859-5 "
    "iso8859-6 iso8859-7 iso8859-8 iso8859-10 iso8859-13 iso8859-14 iso8859-15 iso8859-16 utf-16 utf-16-le "
    "utf-16-be"
)
_ALLOWED = frozenset(_ALLOWED_WORDS.split())

_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_DECLARED = re.compile(rb"<\?xml[^>]{0,200}?encoding\s*=\s*[\"']\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)


def to_text(body: bytes, content_type: str | None = None) -> str:
    """``body`` as text; bytes that no encoding explains become U+FFFD. Never fails."""
    for mark, codec in _BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    start = body[:64].lstrip(b" \t\r\n")
    for opening, codec in _WIDE:
        if start.startswith(opening):
            return body.decode(codec, "replace")
    declared = _declared(body, content_type)
    if "iso2022_jp" in declared and b"\x1b" in body:
        return body.decode("iso2022_jp", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return _not_utf8(body, declared)


def _declared(body: bytes, content_type: str | None) -> list[str]:
    """Allowed codecs by what was declared: the document first, since it was there when the text was written."""
    found = []
    inside = _DECLARED.search(body[:1024])
    if inside:
        found.append(inside.group(1).decode("ascii"))
    outside = _HEADER.search(content_type[:500]) if content_type else None
    if outside:
        found.append(outside.group(1))
    return [codec for codec in map(_codec, found) if codec]


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return None
    name = _CODECS.get(name, name)
    return name if name in _ALLOWED else None


def _not_utf8(body: bytes, declared: list[str]) -> str:
    for codec in declared:
        if codec == "utf-8" or codec.startswith("utf-16"):
            continue
        try:
            return body.decode(codec)
        except UnicodeDecodeError:
            continue
    damaged = body.decode("utf-8", "replace")
    if _mostly_utf8(damaged):
        return damaged
    legacy = next((codec for codec in declared if not codec.startswith("utf-")), "cp1252")
    return body.decode(legacy, "replace")


def _mostly_utf8(text: str) -> bool:
    """Whether more characters beyond ASCII came out whole than broken: a cut or patched UTF-8 text, not another encoding."""
    broken = text.count("\ufffd")
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return beyond - broken > broken
