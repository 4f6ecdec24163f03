"""Language tags as feeds write them, to primary BCP 47 tags."""

from __future__ import annotations

import re

_PRIMARY = re.compile(r"\s*([A-Za-z]{2,3})(?:[-_][A-Za-z0-9_-]*)?\s*")

_NAMES = {"english": "en", "french": "fr", "german": "de", "spanish": "es", "italian": "it", "portuguese": "pt"}


def primary_tag(language: str | None) -> str | None:
    """``en`` of "en-US", "en_us" or "English"; None where nothing sensible is said (RFC 5646, section 2.2.1)."""
    if not language:
        return None
    named = _NAMES.get(language.strip().lower())
    if named:
        return named
    match = _PRIMARY.fullmatch(language[:100])
    tag = match.group(1).lower() if match else None
    return None if tag in {None, "und", "zxx", "mul", "mis"} else tag
