"""Commands and interactions as Slack sends them (its reference, "Slash commands" and "Interaction payloads")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.doubles.slack.asking.elements import KEPT, Place, option_of, values_held
from tests.doubles.slack.asking.views import View, view_json
from tests.doubles.slack.errors import Json
from tests.doubles.slack.payloads import message_json
from tests.doubles.slack.store import Channel, Message, User

if TYPE_CHECKING:
    from tests.doubles.slack.asking.asked import Asked
    from tests.doubles.slack.backend import Backend

HIDDEN = {"im": "directmessage", "group": "privategroup"}
"""What apps read in place of the names of conversations that not everybody sees."""


def name_of(channel: Channel) -> str:
    return HIDDEN.get(channel.kind, channel.name)


def slash_command(asked: Asked, channel: Channel, command: str, text: str) -> Json:
    """A form: every value is a string."""
    return {
        "token": asked.backend.verification_token,
        "team_id": asked.workspace.id,
        "team_domain": asked.workspace.domain,
        "channel_id": channel.id,
        "channel_name": name_of(channel),
        "user_id": asked.user.id,
        "user_name": asked.user.name,
        "command": command,
        "text": text,
        "api_app_id": asked.backend.app_id,
        "is_enterprise_install": "false",
        "response_url": asked.response_url,
        "trigger_id": asked.trigger_id,
    }


def interaction(asked: Asked, kind: str) -> Json:
    """What every interaction says: who, where from, and which app."""
    data: Json = {
        "type": kind,
        "token": asked.backend.verification_token,
        "api_app_id": asked.backend.app_id,
        "team": {"id": asked.workspace.id, "domain": asked.workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": person(asked.user),
    }
    return data | ({"trigger_id": asked.trigger_id} if asked.trigger_id else {})


def person(user: User) -> Json:
    return {"id": user.id, "username": user.name, "name": user.name, "team_id": user.workspace}


def place_of(channel: Channel) -> Json:
    return {"id": channel.id, "name": name_of(channel)}


def pressed(asked: Asked, place: Place, value: Any) -> Json:
    """``block_actions`` on a message or in a view. An ephemeral message's body is not sent with it."""
    data = interaction(asked, "block_actions") | {"actions": [action(asked.backend, place, value)]}
    if asked.within is not None:
        return data | in_view(asked.within) | {"view": view_json(asked.backend, asked.within)}
    message, channel = asked.message, asked.channel
    assert message is not None
    assert channel is not None
    data |= {
        "container": container(message),
        "channel": place_of(channel),
        "response_url": asked.response_url,
        "state": {"values": values_held(message.blocks)},
    }
    return data if message.ephemeral_for else data | {"message": message_json(asked.backend, message)}


def in_view(view: View) -> Json:
    return {"container": {"type": "view", "view_id": view.id}}


def container(message: Message) -> Json:
    data: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral_for is not None,
    }
    return data | ({"thread_ts": message.thread_ts} if message.reply else {})


def action(backend: Backend, place: Place, value: Any) -> Json:
    """One element pressed or changed; ``value`` is its entry of ``state.values``, or the option of a menu."""
    data: Json = {
        "type": place.kind,
        "action_id": place.action_id,
        "block_id": place.block_id,
        "action_ts": backend.stamps.next(),
    }
    if place.kind == "button":
        data |= {key: place.element[key] for key in ("text", "value", "style", "url") if key in place.element}
    elif place.kind in KEPT:
        data |= value
    else:
        data["selected_option"] = option_of(place.element, str(value))
    return data


def message_shortcut(asked: Asked, callback_id: str) -> Json:
    message, channel = asked.message, asked.channel
    assert message is not None
    assert channel is not None
    return interaction(asked, "message_action") | {
        "callback_id": callback_id,
        "action_ts": asked.backend.stamps.next(),
        "message_ts": message.ts,
        "channel": place_of(channel),
        "message": message_json(asked.backend, message),
        "response_url": asked.response_url,
    }


def global_shortcut(asked: Asked, callback_id: str) -> Json:
    return interaction(asked, "shortcut") | {"callback_id": callback_id, "action_ts": asked.backend.stamps.next()}


def submitted(asked: Asked, view: View) -> Json:
    place = answering_place(view)
    addresses = []
    if place is not None and asked.channel is not None and asked.response_url:
        named = {"block_id": place.block_id, "action_id": place.action_id, "channel_id": asked.channel.id}
        addresses = [named | {"response_url": asked.response_url}]
    return interaction(asked, "view_submission") | {
        "view": view_json(asked.backend, view),
        "response_urls": addresses,
    }


def answering_place(view: View) -> Place | None:
    """The menu of a modal whose chosen conversation may be answered in (``response_url_enabled``)."""
    menus = (one for one in view.places if one.kind in {"conversations_select", "channels_select"})
    return next((one for one in menus if one.element.get("response_url_enabled")), None)


def closed(asked: Asked, view: View, *, cleared: bool) -> Json:
    return interaction(asked, "view_closed") | {"view": view_json(asked.backend, view), "is_cleared": cleared}


def suggestion(asked: Asked, place: Place, typed: str) -> Json:
    """``block_suggestion``: a person types into a select whose options the app keeps."""
    data = interaction(asked, "block_suggestion") | {
        "action_id": place.action_id,
        "block_id": place.block_id,
        "value": typed,
    }
    if asked.within is not None:
        return data | in_view(asked.within) | {"view": view_json(asked.backend, asked.within)}
    assert asked.message is not None
    return data | {"container": container(asked.message), "message": message_json(asked.backend, asked.message)}
