"""The newswire's script: which outlet carries which item when, and what it says at each moment.

Times are seconds on the wire's own line; 0 is its start. Items with ``at`` below or at 0 are its backlog: on the wire from
the start. Nothing here knows a clock: what is visible is a pure function of the elapsed seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Format(StrEnum):
    """The feed formats that an outlet may publish in."""

    RSS = "rss"
    ATOM = "atom"
    RDF = "rdf"
    JSON = "json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlet:
    """One fictional outlet. ``slug`` names it in addresses; ``language`` is a BCP 47 tag."""

    slug: str
    name: str
    format: Format
    language: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """What one item says from the moment ``at`` (seconds) on.

    ``paragraphs`` are plain text. ``html`` is the body as the outlet's feed carries it, None where that is simply the
    paragraphs. ``published`` is the moment that the feed claims (seconds), None where it claims none; ``updated`` that of
    the last edit, None before one.
    """

    at: float
    title: str
    paragraphs: tuple[str, ...]
    html: str | None
    published: float | None
    updated: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One piece of an outlet and its versions, oldest first (at least one).

    ``has_guid`` is False where the feed gives the item no id of its own.
    """

    key: str
    outlet: str
    byline: str | None
    tags: tuple[str, ...]
    has_guid: bool
    versions: tuple[Version, ...]

    @property
    def at(self) -> float:
        """When the item first appears, in seconds."""
        return self.versions[0].at

    def version(self, elapsed_seconds: float) -> Version | None:
        """What the item says at that moment; None before it appears."""
        current = None
        for version in self.versions:
            if version.at <= elapsed_seconds:
                current = version
        return current


@dataclass(frozen=True, slots=True, kw_only=True)
class Script:
    """The whole wire: its outlets, and their items in order of appearance."""

    outlets: tuple[Outlet, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class VisibleItem:
    """An item with what it says at the moment asked for."""

    item: Item
    version: Version


def visible(script: Script, outlet: str, elapsed_seconds: float) -> tuple[VisibleItem, ...]:
    """What the outlet (by slug) shows at that moment, the latest to appear first, as feeds list their items."""
    shown = [
        VisibleItem(item, version)
        for item in script.items
        if item.outlet == outlet and (version := item.version(elapsed_seconds)) is not None
    ]
    return tuple(sorted(shown, key=lambda seen: seen.item.at, reverse=True))


def last_change(shown: tuple[VisibleItem, ...]) -> float:
    """The moment (seconds) that what is shown last changed; 0 for an outlet that only has its backlog, or nothing."""
    return max((seen.version.at for seen in shown), default=0.0)
