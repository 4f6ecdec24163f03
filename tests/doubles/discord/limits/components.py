"""Components of messages: what may stand in what, how many, and each one's own limits.

Discord's reference, "Component Reference" and "Legacy Message Component Behavior".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Set as AbstractSet

from tests.doubles.discord.components import media_of
from tests.doubles.discord.errors import Complaints, Json
from tests.doubles.discord.limits.embeds import check_address
from tests.doubles.discord.store import parts_of

Path = tuple[str | int, ...]

ROW, BUTTON, STRING_SELECT, INPUT = 1, 2, 3, 4
SELECTS = {3, 5, 6, 7, 8}
SECTION, TEXT, THUMBNAIL, GALLERY, FILE, SEPARATOR, CONTAINER = 9, 10, 11, 12, 13, 14, 17

ROWS = 5
TOTAL = 40
DISPLAYED = 4000  # characters over all text displays of a message
IN_CONTAINER = {ROW, SECTION, TEXT, GALLERY, FILE, SEPARATOR}
TOP = {False: {ROW}, True: IN_CONTAINER | {CONTAINER}}
PREMIUM, LINK = 6, 5


def check_components(complaints: Complaints, components: list[Json], *, v2: bool, names: AbstractSet[str]) -> None:
    """``names`` are the files that ``attachment://`` may name."""
    if not v2 and len(components) > ROWS:
        complaints.bad_length(("components",), ROWS, least=1)
    for index, component in enumerate(components):
        check_part(complaints, ("components", index), component, TOP[v2], names)
    parts = list(parts_of(components))
    if len(parts) > TOTAL:
        complaints.add(
            ("components",), "COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED", f"Total components exceed maximum of {TOTAL}"
        )
    if sum(len(part.get("content") or "") for part in parts) > DISPLAYED:
        complaints.add(
            ("components",),
            "COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED",
            f"Component displayable text size exceeds maximum size of {DISPLAYED}",
        )
    check_twice(complaints, parts)


def check_twice(complaints: Complaints, parts: list[Json]) -> None:
    ids = Counter(part["custom_id"] for part in parts if part.get("custom_id"))
    for custom_id in (name for name, count in ids.items() if count > 1):
        complaints.add(
            ("components",), "COMPONENT_CUSTOM_ID_DUPLICATED", f"Component custom id cannot be duplicated: {custom_id}"
        )
    numbers = Counter(part["id"] for part in parts if part.get("id"))
    if any(count > 1 for count in numbers.values()):
        complaints.add(("components",), "COMPONENT_ID_DUPLICATED", "Component id cannot be duplicated")


def check_part(
    complaints: Complaints, at: Path, part: Json, allowed: AbstractSet[int], names: AbstractSet[str]
) -> None:
    kind = part.get("type")
    if kind not in allowed:
        listed = "({},)".format(", ".join(str(one) for one in sorted(allowed)))
        complaints.add((*at, "type"), "UNION_TYPE_CHOICES", f'Value of field "type" must be one of {listed}.')
        return
    if kind == ROW:
        check_row(complaints, at, part)
    elif kind == SECTION:
        check_section(complaints, at, part, names)
    elif kind == TEXT:
        complaints.too_long((*at, "content"), part.get("content") or "", DISPLAYED, least=1)
    elif kind == GALLERY and not 1 <= len(part.get("items") or ()) <= 10:
        complaints.bad_length((*at, "items"), 10, least=1)
    elif kind == SEPARATOR and part.get("spacing") not in {None, 1, 2}:
        complaints.choice((*at, "spacing"), "(1, 2)")
    elif kind == CONTAINER:
        check_container(complaints, at, part, names)
    check_media(complaints, at, part, names)


def check_container(complaints: Complaints, at: Path, part: Json, names: AbstractSet[str]) -> None:
    inner = part.get("components") or []
    if not inner:
        complaints.bad_length((*at, "components"), TOTAL, least=1)
    for index, one in enumerate(inner):
        check_part(complaints, (*at, "components", index), one, IN_CONTAINER, names)


def check_section(complaints: Complaints, at: Path, part: Json, names: AbstractSet[str]) -> None:
    texts = part.get("components") or []
    if not 1 <= len(texts) <= 3:
        complaints.bad_length((*at, "components"), 3, least=1)
    for index, one in enumerate(texts):
        check_part(complaints, (*at, "components", index), one, {TEXT}, names)
    accessory = part.get("accessory")
    if not isinstance(accessory, dict):
        complaints.required((*at, "accessory"))
    elif accessory.get("type") == BUTTON:
        check_button(complaints, (*at, "accessory"), accessory)
    else:
        check_part(complaints, (*at, "accessory"), accessory, {THUMBNAIL}, names)


def check_row(complaints: Complaints, at: Path, row: Json) -> None:
    inner = row.get("components") or []
    width = sum(5 if one.get("type") in SELECTS else 1 for one in inner)
    if not inner:
        complaints.bad_length((*at, "components"), 5, least=1)
    if width > 5:
        complaints.add(
            (*at, "components"), "COMPONENT_LAYOUT_WIDTH_EXCEEDED", "The specified component exceeds the maximum width"
        )
    for index, one in enumerate(inner):
        place = (*at, "components", index)
        if one.get("type") == BUTTON:
            check_button(complaints, place, one)
        elif one.get("type") in SELECTS:
            check_select(complaints, place, one)
        else:
            complaints.add(
                (*place, "type"), "UNION_TYPE_CHOICES", 'Value of field "type" must be one of (2, 3, 5, 6, 7, 8).'
            )


def check_button(complaints: Complaints, at: Path, button: Json) -> None:
    style = button.get("style")
    if style not in {1, 2, 3, 4, LINK, PREMIUM}:
        complaints.choice((*at, "style"), "(1, 2, 3, 4, 5, 6)")
    complaints.too_long((*at, "label"), button.get("label"), 80)
    if style == LINK:
        check_link(complaints, at, button)
        return
    if style == PREMIUM:
        return
    if not button.get("custom_id"):
        complaints.add(at, "BUTTON_COMPONENT_CUSTOM_ID_REQUIRED", "A custom id is required")
    complaints.too_long((*at, "custom_id"), button.get("custom_id"), 100)
    if button.get("url"):
        complaints.add(
            at, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be specified"
        )
    needs_a_face(complaints, at, button)


def check_link(complaints: Complaints, at: Path, button: Json) -> None:
    address = button.get("url")
    if not address:
        complaints.add(at, "BUTTON_COMPONENT_URL_REQUIRED", "A url is required")
    check_address(complaints, (*at, "url"), address)
    complaints.too_long((*at, "url"), address, 512)
    if button.get("custom_id"):
        complaints.add(
            at, "BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE", "A custom id and url cannot both be specified"
        )
    needs_a_face(complaints, at, button)


def needs_a_face(complaints: Complaints, at: Path, button: Json) -> None:
    if not (button.get("label") or "").strip() and not button.get("emoji"):
        complaints.add(at, "BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED", "A label or emoji is required")


def check_select(complaints: Complaints, at: Path, select: Json) -> None:
    complaints.too_long((*at, "custom_id"), select.get("custom_id") or "", 100, least=1)
    complaints.too_long((*at, "placeholder"), select.get("placeholder"), 150)
    if select["type"] == STRING_SELECT:
        check_options(complaints, at, select)
    if (select.get("min_values") or 0) > (select.get("max_values") or 1):
        complaints.add((*at, "min_values"), "NUMBER_TYPE_MAX", "min_values must be at most max_values.")


def check_options(complaints: Complaints, at: Path, select: Json) -> None:
    options = select.get("options") or []
    if not 1 <= len(options) <= 25:
        complaints.bad_length((*at, "options"), 25, least=1)
    if len({option.get("value") for option in options}) < len(options):
        complaints.add(
            (*at, "options"), "SELECT_COMPONENT_OPTION_VALUE_DUPLICATED", "The specified option value is already used"
        )
    for index, option in enumerate(options):
        place = (*at, "options", index)
        complaints.too_long((*place, "label"), option.get("label") or "", 100, least=1)
        complaints.too_long((*place, "value"), option.get("value") or "", 100, least=1)
        complaints.too_long((*place, "description"), option.get("description"), 100)


def check_media(complaints: Complaints, at: Path, part: Json, names: AbstractSet[str]) -> None:
    for medium in media_of(part):
        address = str(medium.get("url") or "")
        name = address.removeprefix("attachment://")
        if name == address:
            check_address(complaints, (*at, "media", "url"), address or "-")
        elif name not in names:
            complaints.add(
                (*at, "media"), "UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND", f"Attachment not found: {name}"
            )
