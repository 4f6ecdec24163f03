"""A modal as a person fills it in: what was typed and chosen, in the shape in which the inputs were declared."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.doubles.discord.answers import NotOffered
from tests.doubles.discord.backend import Backend
from tests.doubles.discord.errors import Json
from tests.doubles.discord.limits.components import INPUT, ROW, STRING_SELECT
from tests.doubles.discord.limits.modals import LABEL, UPLOAD
from tests.doubles.discord.offers import ATTACHMENT, RESOLVED_KINDS, Resolved, value_of
from tests.doubles.discord.store import Guild

RADIO_GROUP, CHECKBOX = 21, 23


class Filling:
    """One modal being filled in. ``values`` by custom id or label; what is left out keeps what it held."""

    def __init__(self, backend: Backend, guild: Guild | None, values: Mapping[str, Any]) -> None:
        self._backend = backend
        self._guild = guild
        self._values = values
        self._unused = set(values)
        self._resolved = Resolved()

    def data(self, modal: Json) -> Json:
        """The ``data`` of the interaction that submits it."""
        components = [self._part(part) for part in modal["components"]]
        if self._unused:
            raise NotOffered(f"the modal asks for nothing called {sorted(self._unused)}")
        data: Json = {"custom_id": modal["custom_id"], "components": components}
        return data | ({"resolved": self._resolved.data} if self._resolved.data else {})

    def _part(self, part: Json) -> Json:
        if part["type"] == LABEL:
            return {"type": LABEL, "id": 0, "component": self._answered(part["component"], part["label"])}
        if part["type"] == ROW:
            inner = part["components"][0]
            return {"type": ROW, "id": 0, "components": [self._answered(inner, inner["label"])]}
        return {"type": part["type"], "id": 0}

    def _answered(self, part: Json, label: str) -> Json:
        custom_id, kind = part["custom_id"], part["type"]
        self._unused -= {custom_id, label}
        value = self._values.get(custom_id, self._values.get(label))
        data: Json = {"type": kind, "custom_id": custom_id, "id": part.get("id", 0)}
        if kind == INPUT:
            text = part.get("value") or "" if value is None else str(value)
            check_typed(part, label, text)
            return data | {"value": text}
        if kind in {RADIO_GROUP, CHECKBOX}:
            return data | {"value": value}
        chosen = held(part) if value is None else list(value) if isinstance(value, list | tuple) else [value]
        if not chosen and part.get("required", True):
            raise NotOffered(f"{label} is required")
        return data | {"values": [self._chosen(part, one) for one in chosen]}

    def _chosen(self, part: Json, value: Any) -> Any:
        if part["type"] == STRING_SELECT:
            if value not in [option["value"] for option in part["options"]]:
                raise NotOffered(f"{part['custom_id']} does not offer {value!r}")
            return value
        kind = ATTACHMENT if part["type"] == UPLOAD else RESOLVED_KINDS.get(part["type"])
        if kind is None:
            return value
        option = {"name": part["custom_id"], "type": kind, "channel_types": part.get("channel_types")}
        return value_of(self._backend, self._guild, option, value, self._resolved, checked=True)


def held(part: Json) -> list[str]:
    return [option["value"] for option in part.get("options") or () if option.get("default")]


def check_typed(part: Json, label: str, text: str) -> None:
    if not text and part.get("required", True):
        raise NotOffered(f"{label} is required")
    least, most = part.get("min_length") or 0, part.get("max_length") or 4000
    if text and not least <= len(text) <= most:
        raise NotOffered(f"{label} must be between {least} and {most} characters")
