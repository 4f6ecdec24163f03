"""The page's scripts, style and icon: read once, named exactly, and checked again by the browser at each visit."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType

_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """One file, with the validator by which a browser asks whether it has changed."""

    body: bytes
    content_type: str
    etag: str


def static_files() -> Mapping[str, StaticFile]:
    """Every file of the ``static`` folder by its name."""
    found = {}
    for path in files("bot.adapters.platforms.web").joinpath("static").iterdir():
        content_type = _TYPES.get(path.name[path.name.rfind(".") :])
        if content_type is not None:
            body = path.read_bytes()
            found[path.name] = StaticFile(body, content_type, f'"{hashlib.sha256(body).hexdigest()[:20]}"')
    return MappingProxyType(found)
