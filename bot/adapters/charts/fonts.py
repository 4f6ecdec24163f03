"""Letters for names in any script: a font of the system for what the drawing library's own font has not."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from matplotlib.font_manager import FontEntry, fontManager, get_font

OWN: Final = "DejaVu Sans"
_LEAST: Final = 2
"""Letters and digits of which a name can still be told."""

_MOST_TRIED: Final = 60
"""Fonts that are looked into for one character."""

_PLAIN: Final = frozenset({"normal", "regular", "book"})


def families(texts: Iterable[str]) -> list[str]:
    """The font families that show these texts, the library's own first."""
    found = [OWN]
    for char in sorted({char for text in texts for char in text}):
        family = _family_of(char)
        if family is not None and family not in found:
            found.append(family)
    return found


def drawable(text: str) -> str:
    """What can be shown of a text; empty where that is next to nothing.

    Control characters, marks that turn the direction of writing, and characters that no font here has are left out.
    """
    kept = [char for char in unicodedata.normalize("NFC", text) if _is_printable(char) and _family_of(char) is not None]
    shown = " ".join("".join(kept).split())
    return shown if sum(map(str.isalnum, shown)) >= _LEAST else ""


def _is_printable(char: str) -> bool:
    return char == " " or unicodedata.category(char)[0] not in {"C", "Z"}


@cache
def _family_of(char: str) -> str | None:
    if char.isspace() or _has(_own_path(), ord(char)):
        return OWN
    for entry in _likely(char)[:_MOST_TRIED]:
        if _has(entry.fname, ord(char)):
            return entry.name
    return None


@cache
def _own_path() -> str:
    return fontManager.findfont(OWN, fallback_to_default=True)


def _likely(char: str) -> list[FontEntry]:
    """Plain fonts of the system, those first that are named for the character's script."""
    script = unicodedata.name(char, "").split(" ")[0].split("-")[0].lower()
    wanted = {"cjk", "jp", "gothic"} if script in {"cjk", "hiragana", "katakana"} else {script}
    plain = [entry for entry in _plain_fonts() if any(word and word in entry.name.lower() for word in wanted)]
    return [*plain, *(entry for entry in _plain_fonts() if entry not in plain)]


@cache
def _plain_fonts() -> tuple[FontEntry, ...]:
    entries = [
        entry
        for entry in fontManager.ttflist
        if entry.style == "normal" and str(entry.weight) in {*_PLAIN, "400"} and "Last Resort" not in entry.name
    ]
    return tuple(sorted(entries, key=lambda entry: ("Sans" not in entry.name, len(entry.name), entry.name)))


@cache
def _has(path: str, code: int) -> bool:
    try:
        return bool(get_font(path).get_char_index(code))
    except (OSError, RuntimeError):
        return False
