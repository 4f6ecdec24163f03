"""One request as the routes see it: its arguments, whichever way they came, and who asks."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web

from tests.doubles.slack.errors import Json, Refusal, invalid_arguments, missing_argument
from tests.doubles.slack.store import Token, Workspace

WAYS = {"application/json": "json", "application/x-www-form-urlencoded": "form", "multipart/form-data": "multipart"}


@dataclass(slots=True)
class Call:
    """A request. ``method`` is a Web API method such as ``chat.postMessage``, or the name of a page (``response_url``).

    ``args`` are as sent: strings from a form or query, any JSON otherwise. ``way``: query, form, json or multipart.
    ``status`` and ``error`` are the answer's; 0 and "" while there is none, ``error`` "" for a success too.
    """

    method: str
    http: str
    headers: Mapping[str, str]
    at: float
    way: str = "query"
    args: Json = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)
    token: Token | None = None
    workspace: Workspace | None = None
    status: int = 0
    error: str = ""

    @property
    def team(self) -> Workspace:
        """The workspace that the token is of; only for methods that need such a token."""
        assert self.workspace is not None
        return self.workspace

    def text(self, name: str, default: str = "") -> str:
        """A string; numbers are taken as written."""
        value = self.args.get(name)
        if value is None:
            return default
        if isinstance(value, dict | list):
            raise invalid_arguments(f"must be a string [json-pointer:/{name}]")
        return str(value)

    def required(self, name: str) -> str:
        if not (value := self.text(name)):
            raise missing_argument(name)
        return value

    def flag(self, name: str, *, default: bool = False) -> bool:
        value = self.args.get(name)
        return default if value is None else str(value).lower() in {"1", "true"}

    def number(self, name: str, default: int) -> int:
        text = self.text(name, str(default))
        if not text.lstrip("-").isdigit():
            raise invalid_arguments(f"must be an integer [json-pointer:/{name}]")
        return int(text)

    def json(self, name: str, error: str = "invalid_arguments") -> Any:
        """An argument that is an object or a list; in a form it is JSON text. None where it is missing or empty."""
        value = self.args.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise Refusal(error) from None


async def read(request: web.Request, call: Call) -> None:
    """Fill a call from its query and body. The body's arguments come before the query's."""
    call.args = dict(request.query)
    if not request.can_read_body or request.method == "GET":
        return
    kind = request.content_type
    if kind not in WAYS:
        raise Refusal("invalid_post_type")
    call.way = WAYS[kind]
    if call.way == "json":
        call.args |= await read_json(request)
    elif call.way == "form":
        call.args |= {key: str(value) for key, value in (await request.post()).items()}
    else:
        await read_multipart(request, call)


async def read_json(request: web.Request) -> Json:
    try:
        body = await request.json()
    except ValueError:
        raise Refusal("invalid_json") from None
    if not isinstance(body, dict):
        raise Refusal("json_not_object")
    return body


async def read_multipart(request: web.Request, call: Call) -> None:
    async for part in await request.multipart():
        assert isinstance(part, BodyPartReader)
        if part.filename is None:
            call.args[part.name or ""] = await part.text()
        else:
            call.files[part.filename] = bytes(await part.read())
