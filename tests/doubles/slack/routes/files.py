"""Files, uploaded in three steps: an address asked for, the bytes sent there, the upload completed."""

from __future__ import annotations

import secrets

from aiohttp import web

from tests.doubles.slack.backend import Backend
from tests.doubles.slack.calls import Call
from tests.doubles.slack.errors import Json, Refusal, invalid_arguments
from tests.doubles.slack.limits.messages import Draft
from tests.doubles.slack.payloads import file_json
from tests.doubles.slack.posting import Way, post
from tests.doubles.slack.routes.drafts import list_of
from tests.doubles.slack.routes.places import writable
from tests.doubles.slack.routes.route import Method, Page
from tests.doubles.slack.store import File

WRITE = ("files:write",)
LARGEST = 1 << 30  # bytes; Slack's reference, "Working with files"


def ask(backend: Backend, call: Call) -> Json:
    name, length = call.required("filename"), call.number("length", 0)
    if not 1 <= length <= LARGEST:
        raise invalid_arguments("must be a positive integer [json-pointer:/length]")
    file = File(backend.ids.next("F"), name, length, call.team.id, secrets.token_urlsafe(24))
    file.alt, file.created = call.text("alt_txt"), backend.clock.now()
    backend.store.files[file.id] = file
    return {"upload_url": f"{backend.address}/upload/v1/{file.upload_key}", "file_id": file.id}


async def take(backend: Backend, request: web.Request) -> web.StreamResponse:
    """The bytes, bare or as the only file of a form; as many as were announced."""
    key = request.match_info["key"]
    file = next((file for file in backend.store.files.values() if file.upload_key == key), None)
    if file is None or file.content is not None:
        return web.Response(status=404, text="not found")
    content = await sent(request)
    if len(content) != file.length:
        return web.Response(status=400, text="length does not match")
    file.content = content
    return web.Response(text=f"OK - {file.length}")


async def sent(request: web.Request) -> bytes:
    if not request.content_type.startswith("multipart/"):
        return await request.read()
    found = [part for part in (await request.post()).values() if isinstance(part, web.FileField)]
    return found[0].file.read() if found else b""


def complete(backend: Backend, call: Call) -> Json:
    """``files``: ``[{"id", "title"}]``; with ``channel_id`` they are shared there in a message too."""
    named = list_of(call.json("files"), "invalid_arguments")
    if not named:
        raise invalid_arguments("missing required field: files")
    files = [file_of(backend, call, str(one.get("id"))) for one in named]
    if any(file.content is None for file in files):
        raise Refusal("file_not_found")
    for file, one in zip(files, named, strict=True):
        file.complete, file.title = True, str(one.get("title") or file.name)
        file.completed = backend.clock.now()
    share(backend, call, files)
    return {"files": [file_json(backend, file) for file in files]}


def share(backend: Backend, call: Call, files: list[File]) -> None:
    if not call.text("channel_id"):
        return
    call.args["channel"] = call.text("channel_id")
    channel = writable(backend, call)
    draft = Draft(text=call.text("initial_comment"))
    message = post(backend, channel, call.team.bot_user, draft, Way(thread_ts=call.text("thread_ts") or None))
    message.files = [file.id for file in files]
    for file in files:
        file.channels.add(channel.id)


def file_of(backend: Backend, call: Call, file_id: str) -> File:
    file = backend.store.files.get(file_id)
    if file is None or file.workspace != call.team.id:
        raise Refusal("file_not_found")
    return file


def info(backend: Backend, call: Call) -> Json:
    file = file_of(backend, call, call.required("file"))
    if not file.complete:
        raise Refusal("file_not_found")
    return {"file": file_json(backend, file), "comments": [], "response_metadata": {"next_cursor": ""}}


async def show(backend: Backend, request: web.Request) -> web.StreamResponse:
    """The bytes, to whoever has a token of the file's workspace."""
    file = backend.store.files.get(request.match_info["id"])
    text = request.headers.get("Authorization", "").removeprefix("Bearer ")
    token = backend.store.tokens.get(text)
    if file is None or file.content is None or token is None or token.workspace != file.workspace or token.revoked:
        return web.Response(status=404)
    return web.Response(body=file.content)


METHODS = (
    Method("files.getUploadURLExternal", ask, tier=4, scopes=WRITE, json=False),
    Method("files.completeUploadExternal", complete, tier=4, scopes=WRITE),
    Method("files.info", info, tier=4, scopes=("files:read",), json=False),
)
PAGES = (
    Page("upload", "POST", "/upload/v1/{key}", take),
    Page("file", "GET", "/files-pri/{id}/{name}", show),
)
