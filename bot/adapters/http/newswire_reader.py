"""Parsed TOML -> ``Script``. Everything wrong is one clear sentence that names the item and the key.

The shape, in TOML::

    [[outlets]]
    slug = "harrow-gazette"     # lower-case words joined by hyphens
    name = "The Harrow Gazette"
    format = "atom"             # rss, atom, rdf or json
    language = "en"
    about = "One sentence."

    [[items]]
    key = "flood-homes"         # part of the item's address
    outlet = "harrow-gazette"
    at = 16                     # seconds after the start; negative: published that long before it
    title = "..."
    text = "..."                # paragraphs stand apart by an empty line; or: copy_of = "another-key"
    html = "..."                # optional: the body as the feed carries it
    byline = "..."              # optional
    tags = ["..."]              # optional
    dated = false               # optional: the feed gives no date
    guid = false                # optional, RSS only: the feed gives no id

    [[items.changes]]           # optional: an edit, or the same item with a new date and nothing else
    at = 24
    title = "..."
    text = "..."                # the whole text anew; or: added = "...", paragraphs after those there are
    redated = true
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

from bot.adapters.http.newswire_script import Format, Item, Outlet, Script, Version
from bot.domain.errors import BadInput

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 (section 2.2) cannot carry, escaped or not."""

_OUTLET_KEYS = frozenset({"slug", "name", "format", "language", "about"})
_ITEM_KEYS = frozenset(
    {"key", "outlet", "at", "title", "text", "copy_of", "html", "byline", "tags", "dated", "guid", "changes"}
)
_CHANGE_KEYS = frozenset({"at", "title", "text", "added", "redated"})


def read_script(data: Mapping[str, Any]) -> Script:
    """Check the parsed TOML and build the script from it.

    Raises BadInput, with a sentence that says what is wrong where, for anything that could not be served.
    """
    _only(data, frozenset({"outlets", "items"}), "the newswire script")
    outlets = tuple(_outlet(table, f"outlet {n}") for n, table in enumerate(_tables(data, "outlets"), 1))
    if not outlets:
        raise BadInput("The newswire script has no [[outlets]]; give it at least one.")
    _distinct([outlet.slug for outlet in outlets], "outlet slug")
    tables = _tables(data, "items")
    _distinct([_slug(table, "key", f"item {n}") for n, table in enumerate(tables, 1)], "item key")
    formats = {outlet.slug: outlet.format for outlet in outlets}
    texts = {table["key"]: table["text"] for table in tables if isinstance(table.get("text"), str)}
    items = [_item(table, formats, texts) for table in tables]
    return Script(outlets=outlets, items=tuple(sorted(items, key=lambda item: item.at)))


def _outlet(table: Mapping[str, Any], where: str) -> Outlet:
    _only(table, _OUTLET_KEYS, where)
    slug = _slug(table, "slug", where)
    where = f"outlet {slug!r}"
    name = _text(table, "format", where)
    if name not in set(Format):
        raise BadInput(f"In {where} the format {name!r} is unknown; it is one of {', '.join(Format)}.")
    return Outlet(
        slug=slug,
        name=_text(table, "name", where),
        format=Format(name),
        language=_text(table, "language", where),
        about=_text(table, "about", where),
    )


def _item(table: Mapping[str, Any], formats: Mapping[str, Format], texts: Mapping[str, str]) -> Item:
    where = f"item {table['key']!r}"
    _only(table, _ITEM_KEYS, where)
    outlet = _text(table, "outlet", where)
    if outlet not in formats:
        raise BadInput(f"In {where} the outlet {outlet!r} is not one of the script's: {', '.join(formats)}.")
    has_guid = _flag(table, "guid", where, default=True)
    if not has_guid and formats[outlet] is not Format.RSS:
        raise BadInput(
            f"In {where} guid = false needs an outlet whose format is rss; {formats[outlet]} has ids always."
        )
    return Item(
        key=table["key"],
        outlet=outlet,
        byline=_text(table, "byline", where) if "byline" in table else None,
        tags=_tags(table, where),
        has_guid=has_guid,
        versions=_versions(table, texts, where),
    )


def _versions(table: Mapping[str, Any], texts: Mapping[str, str], where: str) -> tuple[Version, ...]:
    at = _seconds(table, where)
    first = Version(
        at=at,
        title=_text(table, "title", where),
        paragraphs=_paragraphs(_body(table, texts, where)),
        html=_text(table, "html", where) if "html" in table else None,
        published=at if _flag(table, "dated", where, default=True) else None,
        updated=None,
    )
    versions = [first]
    for n, change in enumerate(_tables(table, "changes"), 1):
        versions.append(_changed(versions[-1], change, f"change {n} of {where}"))
    return tuple(versions)


def _changed(before: Version, change: Mapping[str, Any], where: str) -> Version:
    _only(change, _CHANGE_KEYS, where)
    at = _seconds(change, where)
    if at <= before.at:
        raise BadInput(f"In {where} at = {at:g} is not later than {before.at:g}; put the changes in order of time.")
    redated = _flag(change, "redated", where, default=False)
    paragraphs = _changed_paragraphs(before, change, where)
    edited = "title" in change or paragraphs != before.paragraphs
    if not (redated or edited):
        raise BadInput(f"In {where} nothing changes; give it a title, a text, added text or redated = true.")
    return Version(
        at=at,
        title=_text(change, "title", where) if "title" in change else before.title,
        paragraphs=paragraphs,
        html=before.html if paragraphs == before.paragraphs else None,
        published=at if redated else before.published,
        updated=at if edited else before.updated,
    )


def _changed_paragraphs(before: Version, change: Mapping[str, Any], where: str) -> tuple[str, ...]:
    if "text" in change and "added" in change:
        raise BadInput(f"In {where} give either text or added, and not both.")
    if "text" in change:
        return _paragraphs(_text(change, "text", where))
    if "added" in change:
        return before.paragraphs + _paragraphs(_text(change, "added", where))
    return before.paragraphs


def _body(table: Mapping[str, Any], texts: Mapping[str, str], where: str) -> str:
    if ("text" in table) == ("copy_of" in table):
        raise BadInput(f"In {where} give either text or copy_of, and not both.")
    if "text" in table:
        return _text(table, "text", where)
    original = _text(table, "copy_of", where)
    if original not in texts:
        raise BadInput(f"In {where} copy_of = {original!r} names no item that has a text of its own.")
    return texts[original]


def _paragraphs(text: str) -> tuple[str, ...]:
    """Paragraphs stand apart by an empty line; the line breaks within one are only the file's."""
    return tuple(" ".join(block.split()) for block in text.split("\n\n") if block.strip())


def _tags(table: Mapping[str, Any], where: str) -> tuple[str, ...]:
    tags = table.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(tag, str) and tag.strip() for tag in tags):
        raise BadInput(f"In {where} tags must be a list of words.")
    return tuple(_printable(tag, "tags", where) for tag in tags)


def _tables(data: Mapping[str, Any], key: str) -> Sequence[Mapping[str, Any]]:
    tables = data.get(key, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise BadInput(f"In the newswire script {key} must be tables; write each under its own [[{key}]].")
    return tables


def _only(table: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    for key in table:
        if key not in known:
            raise BadInput(f"In {where} the key {key!r} is unknown; it may have {', '.join(sorted(known))}.")


def _distinct(names: Sequence[str], what: str) -> None:
    seen = set()
    for name in names:
        if name in seen:
            raise BadInput(f"The {what} {name!r} is there twice in the newswire script; each must be its own.")
        seen.add(name)


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key)
    if not isinstance(value, str) or not value.strip():
        raise BadInput(f"In {where} {key} must be given, as text that is not empty.")
    return _printable(value, key, where).strip()


def _printable(value: str, key: str, where: str) -> str:
    if found := _UNPRINTABLE.search(value):
        raise BadInput(
            f"In {where} {key} holds the character U+{ord(found[0]):04X}, which no feed can carry; remove it."
        )
    return value


def _slug(table: Mapping[str, Any], key: str, where: str) -> str:
    slug = _text(table, key, where)
    if not _SLUG.fullmatch(slug):
        raise BadInput(f"In {where} {key} = {slug!r} must be lower-case words and digits joined by hyphens.")
    return slug


def _seconds(table: Mapping[str, Any], where: str) -> float:
    at = table.get("at")
    if isinstance(at, bool) or not isinstance(at, int | float) or not math.isfinite(at):
        raise BadInput(f"In {where} at must be given, as a number of seconds.")
    return float(at)


def _flag(table: Mapping[str, Any], key: str, where: str, *, default: bool) -> bool:
    value = table.get(key, default)
    if not isinstance(value, bool):
        raise BadInput(f"In {where} {key} must be true or false.")
    return value
