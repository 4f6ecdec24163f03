"""What in blocks can be pressed, chosen or typed into, and how Slack writes down what was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.doubles.slack.errors import Json
from tests.doubles.slack.store import Channel, User, UserGroup

KEPT = {
    "plain_text_input": "value",
    "number_input": "value",
    "email_text_input": "value",
    "url_text_input": "value",
    "rich_text_input": "rich_text_value",
    "static_select": "selected_option",
    "external_select": "selected_option",
    "radio_buttons": "selected_option",
    "multi_static_select": "selected_options",
    "multi_external_select": "selected_options",
    "checkboxes": "selected_options",
    "users_select": "selected_user",
    "multi_users_select": "selected_users",
    "conversations_select": "selected_conversation",
    "multi_conversations_select": "selected_conversations",
    "channels_select": "selected_channel",
    "multi_channels_select": "selected_channels",
    "datepicker": "selected_date",
    "timepicker": "selected_time",
    "datetimepicker": "selected_date_time",
}
"""Elements that keep a value, and the key under which Slack tells of it (its reference, "Block elements")."""
PRESSED = frozenset({"button", "overflow", "workflow_button"})
FOREIGN = frozenset({"external_select", "multi_external_select"})
TYPED = frozenset({"plain_text_input", "number_input", "email_text_input", "url_text_input"})


class NotOffered(AssertionError):
    """Slack's own client would not let a person do this: no such button, an input left empty, an option not there."""


@dataclass(frozen=True, slots=True)
class Place:
    """An element, and the block that it is in."""

    block: Json
    element: Json

    @property
    def block_id(self) -> str:
        return str(self.block["block_id"])

    @property
    def action_id(self) -> str:
        return str(self.element["action_id"])

    @property
    def kind(self) -> str:
        return str(self.element["type"])

    @property
    def required(self) -> bool:
        return self.block["type"] == "input" and not self.block.get("optional")


def places_in(blocks: Sequence[Json]) -> Iterator[Place]:
    """Every element that a person can do something with, in reading order."""
    for block in blocks:
        elements = [block[key] for key in ("accessory", "element") if key in block]
        if block["type"] == "actions":
            elements += block["elements"]
        for element in elements:
            if element.get("type") in PRESSED | KEPT.keys():
                yield Place(block, element)


def label_of(place: Place) -> str:
    """What a person reads on or beside it."""
    said = place.element.get("text") or place.block.get("label") or place.element.get("placeholder")
    if said is None and place.block["type"] == "section":
        said = place.block.get("text")
    return str((said or {}).get("text", ""))


def find(blocks: Sequence[Json], wanted: str) -> Place:
    """The element with this label, action id, block id or value."""
    places = list(places_in(blocks))
    for place in places:
        if wanted in {label_of(place), place.action_id, place.block_id, place.element.get("value")}:
            return place
    raise NotOffered(f"nothing reads {wanted!r} among {[label_of(place) for place in places]}")


def initial(element: Json, current: Channel | None = None) -> Any:
    """What an element holds before anybody touched it. ``current``: the conversation that its person is in."""
    key = KEPT[element["type"]]
    several = key.endswith("s")
    if element.get("default_to_current_conversation") and "initial_conversation" not in element and current:
        return current.id
    if key in {"value", "rich_text_value"}:
        return element.get("initial_value")
    return element.get("initial_" + key.removeprefix("selected_"), [] if several else None)


def values_held(blocks: Sequence[Json], current: Channel | None = None) -> Json:
    """``state.values`` of blocks that nobody touched: by block id, then by action id."""
    values: Json = {}
    for place in places_in(blocks):
        if place.kind in KEPT:
            entry = {"type": place.kind, KEPT[place.kind]: initial(place.element, current)}
            values.setdefault(place.block_id, {})[place.action_id] = entry
    return values


def entered(place: Place, value: Any) -> Json:
    """What Slack writes down when a person enters ``value``, a list where there may be several.

    Options go by their value or what they read; people, channels and groups by themselves or their id; an option of an
    external select is the object that the app offered.
    """
    key = KEPT[place.kind]
    if key.endswith("s"):
        many = [] if value is None else [value] if isinstance(value, str | dict) else list(value)
        return {"type": place.kind, key: [one_of(place, one) for one in many]}
    return {"type": place.kind, key: None if value is None else one_of(place, value)}


def one_of(place: Place, value: Any) -> Any:
    if place.kind in TYPED:
        return typed(place, str(value))
    if place.kind in FOREIGN:
        return value
    if KEPT[place.kind] in {"selected_option", "selected_options"}:
        return option_of(place.element, str(value))
    return value.id if isinstance(value, Channel | User | UserGroup) else value


def typed(place: Place, text: str) -> str:
    least, most = place.element.get("min_length") or 0, place.element.get("max_length") or 3000
    if text and not least <= len(text) <= most:
        raise NotOffered(f"{label_of(place)} must be between {least} and {most} characters")
    return text


def option_of(element: Json, wanted: str) -> Json:
    """The option with this value or text."""
    options = options_in(element)
    for option in options:
        if wanted in {option.get("value"), option["text"]["text"]}:
            return option
    raise NotOffered(f"{element['action_id']} does not offer {wanted!r}, but {[o['text']['text'] for o in options]}")


def options_in(element: Json) -> list[Json]:
    groups = element.get("option_groups") or ()
    return [*(element.get("options") or ()), *(option for group in groups for option in group["options"])]
