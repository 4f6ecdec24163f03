"""A verb's options as the inputs of a window, and what was put into them as one would type it.

Limits are those of Slack's reference, "Block elements": 3000 characters of a text, 75 of what an option reads, 150 of its
value, 150 of a placeholder, 2000 of a label or hint.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from bot.adapters.platforms.slack.cards.limits import Block, weight
from bot.alerts import clip
from bot.domain.verbs import Option, OptionKind
from bot.pipeline.asking.forms import hint_of, label_of

ACTION = "option:"
CHOSEN = re.compile(r"option:.+")
"""The action ids of inputs that are completed by us."""

LONGEST_TEXT = 3000
LONGEST_OPTION, LONGEST_VALUE = 75, 150
_LONGEST_HINT = 2000
_DIGITS = 10

COMPLETED = frozenset(
    (
        OptionKind.TOPIC,
        OptionKind.FEED,
        OptionKind.STORY,
        OptionKind.SCHEDULE,
        OptionKind.QUIET,
        OptionKind.DURATION,
        OptionKind.TIME_ZONE,
    )
)
"""Kinds that are chosen from what we offer while it is typed."""

_CLEARED = frozenset((OptionKind.QUIET, OptionKind.MENTION, OptionKind.QUERY, OptionKind.COUNT))
"""Kinds for which "off" says that there is none any more."""

_CHANNEL = re.compile(r"(?:<#|slack:)?([CDG][A-Z0-9]{5,30})>?")
_CONVERSATIONS = {"include": ["public", "private", "im"], "exclude_bot_users": True}


def plain(text: str, most: int = LONGEST_OPTION) -> Block:
    """Words in which Slack sees no markup."""
    return {"type": "plain_text", "text": clip(text, most, weight), "emoji": False}


def choice(value: str) -> Block:
    """An option of a select; its value must not be longer than Slack takes."""
    return {"text": plain(value), "value": value}


def input_of(option: Option, value: str) -> Block:
    """The input that asks for an option, with what was given in it."""
    block = {
        "type": "input",
        "block_id": option.name,
        "optional": not option.required,
        "label": plain(label_of(option)),
        "element": {"action_id": f"{ACTION}{option.name}", **_element(option, value.strip())},
    }
    said = hint_of(option)
    hint = said[:1].upper() + said[1:]
    return {**block, "hint": plain(hint, _LONGEST_HINT)} if hint else block


def value_of(option: Option, block: Block, state: Mapping[str, Any]) -> str:
    """What an input holds; "off" where it was emptied of what stood in it, and that means something."""
    value = _held(state)
    if value or not _initial(block["element"]) or option.required or option.greedy or option.kind not in _CLEARED:
        return value
    return "off" if option.kind is not OptionKind.COUNT or option.minimum == 0 else ""


def _element(option: Option, value: str) -> Block:
    kind = option.kind
    if kind is OptionKind.CHANNEL:
        return _conversations(value)
    if kind is OptionKind.CHOICE:
        return _choices(option, value)
    if kind is OptionKind.COUNT:
        low = 1 if option.minimum is None else option.minimum
        high = 1000 if option.maximum is None else option.maximum
        within = value.isdecimal() and len(value) < _DIGITS and low <= int(value) <= high
        number = {"initial_value": value} if within else {}
        bounds = {"min_value": str(low), "max_value": str(high)}
        return {"type": "number_input", "is_decimal_allowed": False, **bounds, **number}
    if kind in COMPLETED:
        initial = {"initial_option": choice(value)} if value and weight(value) <= LONGEST_VALUE else {}
        return {"type": "external_select", "min_query_length": 0, "placeholder": plain("Choose or type"), **initial}
    text = {"initial_value": value[:LONGEST_TEXT]} if value else {}
    return {"type": "plain_text_input", "multiline": kind is OptionKind.QUERY, "max_length": LONGEST_TEXT, **text}


def _conversations(value: str) -> Block:
    element: Block = {"type": "conversations_select", "filter": _CONVERSATIONS}
    named = _CHANNEL.fullmatch(value)
    return {**element, "initial_conversation": named[1]} if named else element


def _choices(option: Option, value: str) -> Block:
    options = [choice(each) for each in option.choices]
    initial = {"initial_option": choice(value.lower())} if value.lower() in option.choices else {}
    # Of radio buttons one stays chosen for ever, once one was.
    return {"type": "radio_buttons" if option.required else "static_select", "options": options, **initial}


def _initial(element: Block) -> bool:
    return any(element.get(name) for name in ("initial_value", "initial_option", "initial_conversation"))


def _held(state: Mapping[str, Any]) -> str:
    """The value of an element's state (Slack's reference, "View submission payloads")."""
    if state.get("selected_conversation"):
        return f"<#{state['selected_conversation']}>"
    chosen = state.get("selected_option")
    return str((chosen or {}).get("value") or state.get("value") or "").strip()
