"""Answers to interactions: the callback within three seconds, then the original answer and followups."""

from __future__ import annotations

from tests.doubles.discord.backend import Backend
from tests.doubles.discord.calls import EMPTY, Call, Reply
from tests.doubles.discord.errors import Json, Refusal, inside, invalid, unknown
from tests.doubles.discord.interaction import Interaction
from tests.doubles.discord.limits.commands import check_choices
from tests.doubles.discord.limits.modals import check_modal
from tests.doubles.discord.payloads import message_json, user_json
from tests.doubles.discord.posting import Author, change, delete, post
from tests.doubles.discord.routes.route import Route
from tests.doubles.discord.store import EPHEMERAL, LOADING, Message

MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9
ALLOWED = {
    2: {MESSAGE, DEFERRED, MODAL},
    3: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE, MODAL},
    4: {CHOICES},
    5: {MESSAGE, DEFERRED, DEFERRED_UPDATE, UPDATE},
}
"""Which callback types an interaction of a kind may have."""


def callback(backend: Backend, call: Call) -> Reply:
    interaction = backend.interactions.get(call.path["interaction_token"])
    if interaction is None or interaction.id != call.id("interaction_id"):
        raise unknown("interaction")
    kind = call.json.get("type")
    try:
        interaction.check_callback(backend.clock.now())
        check_kind(interaction, kind)
        respond(backend, interaction, call)
    except Refusal as refusal:
        interaction.refusals.append(refusal.message)
        interaction.change()
        raise
    interaction.answered_at = backend.clock.now()
    interaction.response = kind
    interaction.change()
    return Reply(callback_json(backend, interaction)) if call.flag("with_response") else EMPTY


def check_kind(interaction: Interaction, kind: object) -> None:
    allowed = ALLOWED[interaction.kind]
    if interaction.message is None:
        allowed = allowed - {DEFERRED_UPDATE, UPDATE}
    if kind not in allowed:
        raise invalid(("type",), "INTERACTION_CALLBACK_TYPE_INVALID", f"Value must be one of {tuple(sorted(allowed))}.")


def respond(backend: Backend, interaction: Interaction, call: Call) -> None:
    kind, data = call.json["type"], call.json.get("data") or {}
    if kind in {MESSAGE, DEFERRED}:
        interaction.ephemeral = bool(int(data.get("flags") or 0) & EPHEMERAL)
        interaction.loading = kind == DEFERRED
        with inside("data"):
            interaction.original = answer(backend, interaction, data, call, loading=kind == DEFERRED)
    elif kind == UPDATE:
        interaction.original = interaction.message
        if interaction.message is not None:
            with inside("data"):
                change(backend, interaction.message, data, call.files)
    elif kind == DEFERRED_UPDATE:
        interaction.original = interaction.message
    elif kind == CHOICES:
        check_choices(data.get("choices") or [])
        interaction.choices = data.get("choices") or []
    else:
        check_modal(data)
        interaction.modal = data


def answer(backend: Backend, interaction: Interaction, data: Json, call: Call, *, loading: bool = False) -> Message:
    """A message in the name of an interaction. A deferred one is empty until it is edited."""
    extra = int(data.get("flags") or 0) & EPHEMERAL
    author = Author(
        user=backend.bot,
        webhook_id=backend.application_id,
        application_id=backend.application_id,
        interaction=metadata(interaction),
        kind={2: 20 if interaction.data.get("type") == 1 else 23}.get(interaction.kind, 0),
    )
    if loading:
        message = Message(
            backend.ids.next(),
            interaction.channel.id,
            backend.bot,
            backend.clock.now(),
            flags=extra | LOADING,
            kind=author.kind,
            webhook_id=author.webhook_id,
            application_id=author.application_id,
            interaction=author.interaction,
        )
        backend.store.messages[message.id] = message
        return message
    return post(backend, interaction.channel, data, call.files, author, extra_flags=extra)


def metadata(interaction: Interaction) -> Json:
    data: Json = {
        "id": str(interaction.id),
        "type": interaction.kind,
        "user": user_json(interaction.user),
        "authorizing_integration_owners": interaction.owners,
    }
    if interaction.kind == 3 and interaction.message is not None:
        data["interacted_message_id"] = str(interaction.message.id)
    if interaction.opener is not None:
        data["triggering_interaction_metadata"] = metadata(interaction.opener)
    return data


def callback_json(backend: Backend, interaction: Interaction) -> Json:
    said: Json = {"id": str(interaction.id), "type": interaction.kind}
    resource: Json = {"type": interaction.response}
    if interaction.original is not None:
        said |= {
            "response_message_id": str(interaction.original.id),
            "response_message_loading": interaction.loading,
            "response_message_ephemeral": interaction.original.ephemeral,
        }
        if interaction.response in {MESSAGE, UPDATE, DEFERRED}:
            resource["message"] = message_json(backend.store, interaction.original)
    return {"interaction": said, "resource": resource}


def live(backend: Backend, call: Call) -> Interaction | None:
    """The interaction whose token is in the path; None for a webhook's; refused when its time is over."""
    interaction = backend.interactions.get(call.path["webhook_token"])
    if interaction is None or call.id("webhook_id") != backend.application_id:
        return None
    try:
        interaction.check_token(backend.clock.now())
    except Refusal as refusal:
        interaction.refusals.append(refusal.message)
        interaction.change()
        raise
    return interaction


def original(backend: Backend, call: Call) -> tuple[Interaction, Message]:
    interaction = live(backend, call)
    if interaction is None:
        raise unknown("Webhook")
    if interaction.original is None or interaction.original.deleted:
        raise unknown("Message")
    return interaction, interaction.original


def read_original(backend: Backend, call: Call) -> Reply:
    return Reply(message_json(backend.store, original(backend, call)[1]))


def edit_original(backend: Backend, call: Call) -> Reply:
    interaction, message = original(backend, call)
    change(backend, message, call.json, call.files)
    interaction.loading = False
    interaction.change()
    return Reply(message_json(backend.store, message))


def delete_original(backend: Backend, call: Call) -> Reply:
    interaction, message = original(backend, call)
    delete(backend, message)
    interaction.loading = False
    interaction.change()
    return EMPTY


def follow_up(backend: Backend, interaction: Interaction, call: Call) -> Message:
    """The first followup of a deferred answer takes its place, and is as private as it said it would be."""
    if interaction.loading and interaction.original is not None:
        message = change(backend, interaction.original, call.json, call.files)
        interaction.loading = False
    else:
        message = answer(backend, interaction, call.json, call)
        interaction.followups.append(message)
    interaction.change()
    return message


ORIGINAL = "/webhooks/{webhook_id}/{webhook_token}/messages/@original"
ROUTES = (
    Route("POST", "/interactions/{interaction_id}/{interaction_token}/callback", callback, open=True),
    Route("GET", ORIGINAL, read_original, open=True),
    Route("PATCH", ORIGINAL, edit_original, open=True),
    Route("DELETE", ORIGINAL, delete_original, open=True),
)
