"""Modals: their title, and the inputs in rows or labels (Discord's reference, "Modal")."""

from __future__ import annotations

from collections import Counter

from tests.doubles.discord.errors import Complaints, Json
from tests.doubles.discord.limits.components import INPUT, ROW, SELECTS, TEXT, check_select
from tests.doubles.discord.store import parts_of

Path = tuple[str | int, ...]

LABEL, UPLOAD = 18, 19
ANSWERS = SELECTS | {INPUT, UPLOAD, 21, 22, 23}
"""What a label may hold: inputs, selects, uploads, radio groups, checkbox groups, checkboxes."""


def check_modal(modal: Json) -> None:
    complaints = Complaints()
    complaints.too_long(("data", "title"), modal.get("title") or "", 45, least=1)
    complaints.too_long(("data", "custom_id"), modal.get("custom_id") or "", 100, least=1)
    components = modal.get("components") or []
    if not 1 <= len(components) <= 5:
        complaints.bad_length(("data", "components"), 5, least=1)
    for index, component in enumerate(components):
        check_part(complaints, ("data", "components", index), component)
    twice = Counter(part["custom_id"] for part in parts_of(components) if part.get("custom_id"))
    if any(count > 1 for count in twice.values()):
        complaints.add(
            ("data", "components"), "COMPONENT_CUSTOM_ID_DUPLICATED", "Component custom id cannot be duplicated"
        )
    complaints.raise_any()


def check_part(complaints: Complaints, at: Path, part: Json) -> None:
    kind = part.get("type")
    if kind == ROW:
        inner = part.get("components") or []
        if len(inner) != 1:
            complaints.bad_length((*at, "components"), 1, least=1)
        for index, one in enumerate(inner):
            check_answer(complaints, (*at, "components", index), one, labelled=True, allowed={INPUT})
    elif kind == LABEL:
        complaints.too_long((*at, "label"), part.get("label") or "", 45, least=1)
        complaints.too_long((*at, "description"), part.get("description"), 100)
        check_answer(complaints, (*at, "component"), part.get("component") or {}, labelled=False, allowed=ANSWERS)
    elif kind != TEXT:
        complaints.add((*at, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (1, 10, 18).')


def check_answer(complaints: Complaints, at: Path, part: Json, *, labelled: bool, allowed: set[int]) -> None:
    kind = part.get("type")
    if kind not in allowed:
        complaints.add(
            (*at, "type"), "UNION_TYPE_CHOICES", f'Value of field "type" must be one of {tuple(sorted(allowed))}.'
        )
        return
    if kind == INPUT:
        check_input(complaints, at, part, labelled=labelled)
    elif kind in SELECTS:
        check_select(complaints, at, part)


def check_input(complaints: Complaints, at: Path, part: Json, *, labelled: bool) -> None:
    """An input in a row carries its own label; one in a label component must not."""
    complaints.too_long((*at, "custom_id"), part.get("custom_id") or "", 100, least=1)
    if labelled:
        complaints.too_long((*at, "label"), part.get("label") or "", 45, least=1)
    complaints.too_long((*at, "placeholder"), part.get("placeholder"), 100)
    complaints.too_long((*at, "value"), part.get("value"), part.get("max_length") or 4000, least=0)
    if part.get("style") not in {1, 2}:
        complaints.choice((*at, "style"), "(1, 2)")
    least, most = part.get("min_length") or 0, part.get("max_length") or 4000
    if not (0 <= least <= most <= 4000):
        complaints.add((*at, "max_length"), "NUMBER_TYPE_MAX", "Lengths must be between 0 and 4000.")
