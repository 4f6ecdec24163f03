"""One request as the routes see it, and what they answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import BodyPartReader, web

from tests.doubles.discord.errors import Json, Refusal, invalid


@dataclass(frozen=True, slots=True)
class Upload:
    """A file of a multipart body: ``key`` is the index that its attachment goes by."""

    key: int
    filename: str
    content: bytes


@dataclass(slots=True)
class Call:
    """A request. ``route`` is its method and template, such as ``POST /channels/{channel_id}/messages``."""

    method: str
    template: str
    path: Mapping[str, str]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    at: float
    body: Any = None
    files: tuple[Upload, ...] = ()
    status: int = 0

    @property
    def route(self) -> str:
        return f"{self.method} {self.template}"

    @property
    def json(self) -> Json:
        """The body, which must be an object."""
        if not isinstance(self.body, dict):
            raise invalid((), "DICT_TYPE_CONVERT", "Only dictionaries may be used in a DictType")
        return self.body

    def id(self, name: str) -> int:
        return snowflake(self.path[name])

    def flag(self, name: str) -> bool:
        return self.query.get(name, "").lower() in {"1", "true"}


@dataclass(frozen=True, slots=True)
class Reply:
    """A success: 200 with a body, or 204."""

    body: Any = None
    status: int = 200


EMPTY = Reply(status=204)


def snowflake(text: object) -> int:
    """An id as it comes in a path, a query or a body."""
    if isinstance(text, bool) or not str(text).isdigit():
        raise invalid(("id",), "NUMBER_TYPE_COERCE", f'Value "{text}" is not snowflake.')
    return int(str(text))


async def read_body(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    """The JSON of a request and its files; (None, ()) when it has no body."""
    if request.content_type.startswith("multipart/"):
        return await read_multipart(request)
    if not request.can_read_body:
        return None, ()
    if request.content_type != "application/json":
        raise Refusal(400, 50035, "Invalid Form Body")
    try:
        return await request.json(), ()
    except ValueError:
        raise Refusal(400, 50109, "The request body contains invalid JSON.") from None


async def read_multipart(request: web.Request) -> tuple[Any, tuple[Upload, ...]]:
    body: Any = {}
    files: list[Upload] = []
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        name = part.name or ""
        if name == "payload_json":
            body = await part.json()
        elif name.startswith("files["):
            files.append(Upload(int(name[6:-1]), part.filename or "file", bytes(await part.read())))
    return body, tuple(files)


@dataclass(frozen=True, slots=True)
class Page:
    """``limit``, ``before``, ``after`` and ``around`` of a query."""

    limit: int
    before: int | None = None
    after: int | None = None
    around: int | None = None


def page_of(call: Call, *, default: int = 50, most: int = 100) -> Page:
    text = call.query.get("limit", str(default))
    if not text.isdigit() or not 1 <= int(text) <= most:
        raise invalid(("limit",), "NUMBER_TYPE_MAX", f"int value should be between 1 and {most}.")
    marks = {name: snowflake(call.query[name]) for name in ("before", "after", "around") if name in call.query}
    return Page(int(text), **marks)
