"""A message's content as it would be after a request, and what Discord would refuse of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.doubles.discord.calls import Upload
from tests.doubles.discord.errors import Complaints, Json, Refusal
from tests.doubles.discord.limits.components import check_components
from tests.doubles.discord.limits.embeds import check_embeds, meaningful
from tests.doubles.discord.store import COMPONENTS_V2, Message

__all__ = ["Draft", "check_draft", "meaningful"]

CONTENT = 2000  # characters; Discord's reference, "Create Message"
FILES = 10
NONCE = 25
ALLOWED_MENTIONS = 100
ALLOWED_FLAGS = (1 << 2) | (1 << 6) | (1 << 12) | COMPONENTS_V2


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The whole message; ``keeps`` are the ids of attachments that stay (None: all), ``kept`` how many those are."""

    content: str
    embeds: list[Json]
    components: list[Json]
    files: tuple[Upload, ...]
    flags: int
    body: Json
    described: Mapping[int, Json] = field(default_factory=dict)
    keeps: set[int] | None = None
    kept_names: tuple[str, ...] = ()

    @property
    def v2(self) -> bool:
        return bool(self.flags & COMPONENTS_V2)

    @property
    def names(self) -> set[str]:
        """The files that ``attachment://`` may name."""
        return {upload.filename for upload in self.files} | set(self.kept_names)

    @classmethod
    def of(cls, body: Json, files: tuple[Upload, ...], *, flags: int) -> Draft:
        """A new message."""
        return cls(
            content=text_of(body.get("content")),
            embeds=list_of(body.get("embeds")),
            components=list_of(body.get("components")),
            files=files,
            flags=flags,
            body=body,
            described=descriptions(body, files),
        )

    @classmethod
    def over(cls, message: Message, body: Json, files: tuple[Upload, ...], *, flags: int) -> Draft:
        """A message as an edit would leave it."""
        keeps = None
        if body.get("attachments") is not None:
            uploaded = {upload.key for upload in files}
            keeps = {int(a["id"]) for a in body["attachments"] if int(a.get("id", -1)) not in uploaded}
        return cls(
            content=text_of(body["content"]) if "content" in body else message.content,
            embeds=list_of(body["embeds"]) if "embeds" in body else message.embeds,
            components=list_of(body["components"]) if "components" in body else message.components,
            files=files,
            flags=flags,
            body=body,
            described=descriptions(body, files),
            keeps=keeps,
            kept_names=tuple(a["filename"] for a in message.attachments if keeps is None or int(a["id"]) in keeps),
        )


def text_of(value: Any) -> str:
    return value.strip() if isinstance(value, str) else "" if value is None else str(value)


def list_of(value: Any) -> list[Json]:
    return value if isinstance(value, list) else []


def descriptions(body: Json, files: tuple[Upload, ...]) -> Mapping[int, Json]:
    """What the body says of uploaded files, by their key."""
    uploaded = {upload.key for upload in files}
    return {int(a["id"]): a for a in body.get("attachments") or () if int(a.get("id", -1)) in uploaded}


def check_draft(draft: Draft, *, upload_limit: int) -> None:
    """Raise what Discord would answer to a message that it does not take."""
    if sum(len(upload.content) for upload in draft.files) > upload_limit:
        raise Refusal(413, 40005, "Request entity too large")
    complaints = Complaints()
    complaints.too_long(("content",), draft.content, CONTENT)
    complaints.too_long(
        ("nonce",), draft.body.get("nonce") if isinstance(draft.body.get("nonce"), str) else None, NONCE
    )
    check_flags(complaints, draft)
    check_embeds(complaints, draft.embeds)
    check_components(complaints, draft.components, v2=draft.v2, names=draft.names)
    check_mentions(complaints, draft.body.get("allowed_mentions"))
    if len(draft.files) + len(draft.kept_names) > FILES:
        complaints.bad_length(("attachments",), FILES)
    complaints.raise_any()
    if is_empty(draft):
        raise Refusal(400, 50006, "Cannot send an empty message")


def is_empty(draft: Draft) -> bool:
    something = draft.content or draft.components or draft.files or draft.kept_names or draft.body.get("poll")
    return not something and not any(meaningful(embed) for embed in draft.embeds) and not draft.body.get("sticker_ids")


def check_flags(complaints: Complaints, draft: Draft) -> None:
    """Components V2 is a message of its own sort: nothing of the old sort may stand beside it."""
    if int(draft.body.get("flags") or 0) & ~ALLOWED_FLAGS:
        complaints.add(("flags",), "BITFIELD_INVALID", "Invalid bitfield value.")
    if not draft.v2:
        return
    old: dict[str, Any] = {"content": draft.content, "embeds": draft.embeds}
    old |= {name: draft.body.get(name) for name in ("sticker_ids", "poll")}
    for name, value in old.items():
        if value:
            complaints.add(
                (name,),
                "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2",
                f"The '{name}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
            )


def check_mentions(complaints: Complaints, allowed: Any) -> None:
    if not isinstance(allowed, dict):
        return
    for kind in ("users", "roles"):
        listed = allowed.get(kind) or []
        if len(listed) > ALLOWED_MENTIONS:
            complaints.bad_length(("allowed_mentions", kind), ALLOWED_MENTIONS)
        if listed and kind in (allowed.get("parse") or ()):
            complaints.add(
                ("allowed_mentions",),
                "MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE",
                f'parse:["{kind}"] and {kind}: [ids...] are mutually exclusive.',
            )
