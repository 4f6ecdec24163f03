"""A modal as a person fills it in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.doubles.slack.asking.elements import KEPT, NotOffered, Place, entered, label_of
from tests.doubles.slack.asking.views import View


def fill_in(view: View, values: Mapping[str, Any]) -> None:
    """Enter ``values``, by label, action id or block id; what is left out keeps what it held."""
    unused = set(values)
    for place in view.places:
        if place.kind in KEPT:
            names = [name for name in (label_of(place), place.action_id, place.block_id) if name in values]
            unused -= set(names)
            if names:
                view.entered[place.block_id][place.action_id] = entered(place, values[names[0]])
    if unused:
        raise NotOffered(f"{view.title!r} asks for nothing called {sorted(unused)}, but {view.labels}")


def check_complete(view: View) -> None:
    """Slack's client sends nothing while a required input is empty."""
    empty = [label_of(place) for place in view.places if place.required and not held(view, place)]
    if empty:
        raise NotOffered(f"still to be filled in: {empty}")


def held(view: View, place: Place) -> Any:
    """What an element of a view holds now."""
    return view.entered[place.block_id][place.action_id][KEPT[place.kind]]
