"""Components as a stored message has them: every one with its id, media resolved."""

from __future__ import annotations

import copy

from tests.doubles.discord.errors import Json
from tests.doubles.discord.store import parts_of


def with_ids(components: list[Json], attachments: list[Json]) -> list[Json]:
    """A copy in which components without an id are numbered, and ``attachment://`` media have their address."""
    numbered = copy.deepcopy(components)
    taken = {part["id"] for part in parts_of(numbered) if part.get("id")}
    free = (number for number in range(1, 10_000) if number not in taken)
    urls = {f"attachment://{a['filename']}": a for a in attachments}
    for part in parts_of(numbered):
        part["id"] = part.get("id") or next(free)
        for medium in media_of(part):
            if medium.get("url") in urls:
                file = urls[medium["url"]]
                medium |= {"url": file["url"], "proxy_url": file["proxy_url"], "attachment_id": file["id"]}
    return numbered


def media_of(part: Json) -> list[Json]:
    """The media items of a thumbnail, a gallery or a file component."""
    media = [item["media"] for item in part.get("items") or () if "media" in item]
    return media + [part[key] for key in ("media", "file") if isinstance(part.get(key), dict)]
