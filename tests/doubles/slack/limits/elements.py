"""Elements: buttons, menus, inputs and pictures inside blocks (Slack's reference, "Block elements")."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tests.doubles.slack.errors import Json
from tests.doubles.slack.limits.complaints import Complaints

ACTION_ID = 255
MENUS = ("static_select", "external_select", "users_select", "conversations_select", "channels_select")
MULTI_MENUS = tuple(f"multi_{kind}" for kind in MENUS)
PICKERS = ("datepicker", "timepicker", "datetimepicker")
CHOICES = ("checkboxes", "radio_buttons")
TYPED = ("plain_text_input", "email_text_input", "url_text_input", "number_input")
ACTION_ELEMENTS = frozenset({"button", "overflow", *MENUS, *MULTI_MENUS, *PICKERS, *CHOICES, "workflow_button"})
INPUT_ELEMENTS = frozenset({*TYPED, *MENUS, *MULTI_MENUS, *PICKERS, *CHOICES, "rich_text_input", "file_input"})
ACCESSORIES = ACTION_ELEMENTS | {"image"}


def check_element(complaints: Complaints, element: Any, at: str, allowed: frozenset[str]) -> None:
    kind = complaints.kind(element, at, allowed)
    if kind is None:
        return
    if kind != "image":
        complaints.string(element.get("action_id"), f"{at}/action_id", ACTION_ID)
    complaints.plain(element.get("placeholder"), f"{at}/placeholder", 150)
    if element.get("confirm") is not None:
        check_confirm(complaints, element["confirm"], f"{at}/confirm")
    CHECKS.get(kind, check_nothing_more)(complaints, element, at)


def check_nothing_more(complaints: Complaints, element: Json, at: str) -> None:
    """Kinds of which only what all have is checked."""


def check_button(complaints: Complaints, button: Json, at: str) -> None:
    may = ("action_id", "url", "value", "style", "confirm", "accessibility_label")
    complaints.keys(button, at, needs=("text",), may=may)
    complaints.plain(button.get("text"), f"{at}/text", 75)
    complaints.string(button.get("value"), f"{at}/value", 2000)
    complaints.choice(button.get("style"), f"{at}/style", ("primary", "danger"))
    complaints.string(button.get("accessibility_label"), f"{at}/accessibility_label", 75)
    if button.get("url") is not None:
        complaints.address(button["url"], f"{at}/url")


def check_image(complaints: Complaints, image: Json, at: str) -> None:
    """An image element; ``check_image_source`` is a block's too."""
    complaints.keys(image, at, needs=("alt_text",), may=("image_url", "slack_file"))
    check_image_source(complaints, image, at)


def check_image_source(complaints: Complaints, image: Json, at: str) -> None:
    complaints.string(image.get("alt_text"), f"{at}/alt_text", 2000, least=0)
    url, file = image.get("image_url"), image.get("slack_file")
    if (url is None) == (file is None):
        complaints.add("must provide either image_url or slack_file", at)
    if url is not None:
        complaints.address(url, f"{at}/image_url")
    if file is not None and complaints.object(file, f"{at}/slack_file"):
        complaints.keys(file, f"{at}/slack_file", may=("id", "url"))
        if (file.get("id") is None) == (file.get("url") is None):
            complaints.add("must provide either id or url", f"{at}/slack_file")


def check_confirm(complaints: Complaints, confirm: Any, at: str) -> None:
    if not complaints.object(confirm, at):
        return
    complaints.keys(confirm, at, needs=("title", "text", "confirm", "deny"), may=("style",))
    complaints.plain(confirm.get("title"), f"{at}/title", 100)
    complaints.text(confirm.get("text"), f"{at}/text", 300)
    complaints.plain(confirm.get("confirm"), f"{at}/confirm", 30)
    complaints.plain(confirm.get("deny"), f"{at}/deny", 30)


def check_option(complaints: Complaints, option: Any, at: str, *, kinds: tuple[str, ...] = ("plain_text",)) -> None:
    if not complaints.object(option, at):
        return
    complaints.keys(option, at, needs=("text", "value"), may=("description", "url"))
    complaints.text(option.get("text"), f"{at}/text", 75, kinds=kinds)
    complaints.string(option.get("value"), f"{at}/value", 150)
    complaints.text(option.get("description"), f"{at}/description", 75, kinds=kinds)


def check_options(complaints: Complaints, element: Json, at: str, most: int, **kinds: Any) -> None:
    options = complaints.items(element.get("options"), f"{at}/options", most)
    for index, option in enumerate(options):
        check_option(complaints, option, f"{at}/options/{index}", **kinds)
    check_initial(complaints, element, options, at)


def check_initial(complaints: Complaints, element: Json, options: list[Any], at: str) -> None:
    """What is chosen already must be one of those offered, to the letter."""
    chosen: list[Any] = []
    if element.get("initial_options") is not None:
        chosen = complaints.items(element["initial_options"], f"{at}/initial_options", 100)
    if element.get("initial_option") is not None:
        chosen = [*chosen, element["initial_option"]]
    if any(option not in options for option in chosen):
        complaints.add("initial option must be one of the options", at)


def check_select(complaints: Complaints, select: Json, at: str) -> None:
    groups = select.get("option_groups")
    if (groups is None) == (select.get("options") is None):
        complaints.add("must provide either options or option_groups", at)
    if groups is None:
        check_options(complaints, select, at, 100)
        return
    offered: list[Any] = []
    for index, group in enumerate(complaints.items(groups, f"{at}/option_groups", 100)):
        place = f"{at}/option_groups/{index}"
        if not complaints.object(group, place):
            continue
        complaints.plain(group.get("label"), f"{place}/label", 75)
        for number, option in enumerate(complaints.items(group.get("options"), f"{place}/options", 100)):
            check_option(complaints, option, f"{place}/options/{number}")
            offered.append(option)
    check_initial(complaints, select, offered, at)


def check_overflow(complaints: Complaints, overflow: Json, at: str) -> None:
    complaints.keys(overflow, at, needs=("options",), may=("action_id", "confirm"))
    check_options(complaints, overflow, at, 5)


def check_choices(complaints: Complaints, element: Json, at: str) -> None:
    check_options(complaints, element, at, 10, kinds=("plain_text", "mrkdwn"))


def check_typed(complaints: Complaints, element: Json, at: str) -> None:
    most = element.get("max_length")
    complaints.number(most, f"{at}/max_length", 1, 3000)
    complaints.number(element.get("min_length"), f"{at}/min_length", 0, 3000)
    longest = most if isinstance(most, int) else 3000
    complaints.string(element.get("initial_value"), f"{at}/initial_value", longest, least=0)
    may = ("action_id", "initial_value", "multiline", "min_length", "max_length", "placeholder")
    complaints.keys(element, at, may=(*may, "dispatch_action_config", "focus_on_load"))


def check_number(complaints: Complaints, element: Json, at: str) -> None:
    complaints.keys(
        element,
        at,
        needs=("is_decimal_allowed",),
        may=(
            "action_id",
            "initial_value",
            "min_value",
            "max_value",
            "placeholder",
            "dispatch_action_config",
            "focus_on_load",
        ),
    )


CHECKS: dict[str, Callable[[Complaints, Json, str], None]] = {
    "button": check_button,
    "image": check_image,
    "overflow": check_overflow,
    "static_select": check_select,
    "multi_static_select": check_select,
    "checkboxes": check_choices,
    "radio_buttons": check_choices,
    "plain_text_input": check_typed,
    "number_input": check_number,
}
