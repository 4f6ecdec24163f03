"""Pictures of Slack's own in blocks: which files they name, and whether those are there."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.errors import Json, Refusal
from tests.doubles.slack.store import File, Workspace


def check_pictures(backend: Backend, workspace: Workspace, blocks: list[Json]) -> None:
    """Refuse blocks that show a file that is not there, or that Slack still works on."""
    for at, picture in pictures_of(blocks):
        file = file_named(backend, workspace, picture["slack_file"])
        if file is None or not backend.file_ready(file):
            raise refused(f"invalid slack file [json-pointer:{at}/slack_file]")
    for at, picture in parts_with(blocks, "image_url"):
        if (urlsplit(picture["image_url"]).hostname or "") in backend.unreachable:
            raise refused(f"downloading image failed [json-pointer:{at}/image_url]")


def refused(message: str) -> Refusal:
    """Nobody's fault: a file may have been deleted, or a site be down, since the app knew of it."""
    return Refusal("invalid_blocks", messages=[message], blamed=False)


def file_named(backend: Backend, workspace: Workspace, named: Json) -> File | None:
    """The file of a ``slack_file`` object: by its id, its private address or its permalink."""
    for file in backend.store.files.values():
        known = {file.id, backend.private_url(file), backend.permalink(file)}
        if file.workspace == workspace.id and known & {named.get("id"), named.get("url")}:
            return file
    return None


def pictures_of(blocks: list[Json]) -> Iterator[tuple[str, Json]]:
    """Every picture that names a file of Slack's, with its place."""
    return parts_with(blocks, "slack_file")


def parts_with(blocks: list[Json], key: str) -> Iterator[tuple[str, Json]]:
    for index, block in enumerate(blocks):
        parts = [("", block), ("/accessory", block.get("accessory"))]
        parts += [(f"/elements/{n}", element) for n, element in enumerate(block.get("elements") or ())]
        for at, part in parts:
            if isinstance(part, dict) and part.get(key):
                yield f"/blocks/{index}{at}", part
