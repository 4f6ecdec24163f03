"""Windows: what a verb takes, asked at once and made from its declaration; and answers that are read in a window.

Limits are those of Slack's reference, "Views": 24 characters of a title or button, 100 blocks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.adapters.platforms.slack.asking.fields import input_of, plain, value_of
from bot.adapters.platforms.slack.asking.kept import Kept
from bot.adapters.platforms.slack.cards import Rendered
from bot.adapters.platforms.slack.cards.limits import Block
from bot.domain.verbs import Option, OptionKind
from bot.pipeline.asking import Given
from bot.pipeline.asking.forms import fields_of

FORM = "dateline_form"
ANSWER = "dateline_answer"
"""Callback ids of windows."""

MOST_FIELDS = 50
MOST_BLOCKS = 100
ALL_KINDS = frozenset(OptionKind)
"""A window has room for every option."""

PLACE = "dateline:place"
_TITLE = 24
_HELP = 3000


def form_view(given: Given, kept: Kept, *, amiss: Sequence[Block] = ()) -> Block:
    """The window that asks for a verb's options, with what was given in it; ``amiss`` says what was wrong with that.

    Where it was asked for in no channel, it asks for that too.
    """
    verb = given.verb
    fields = [input_of(option, given.values.get(option.name, "")) for option in asked_by(given)]
    intro = {"type": "context", "elements": [plain(f"{verb.help}.", _HELP)]}
    place = [] if kept.channel or any(o.kind is OptionKind.CHANNEL for o in verb.options) else [_place()]
    words = "Show me first" if verb.preview else verb.path.rsplit(maxsplit=1)[-1].capitalize()
    return {
        "type": "modal",
        "callback_id": FORM,
        "private_metadata": kept.written(),
        "title": plain(verb.path.capitalize(), _TITLE),
        "submit": plain(words, _TITLE),
        "close": plain("Cancel", _TITLE),
        "blocks": [*amiss, intro, *fields, *place][:MOST_BLOCKS],
    }


def asked_by(given: Given) -> list[Option]:
    """The options that a window asks for."""
    return fields_of(given, MOST_FIELDS, ALL_KINDS)


def answer_view(pages: Sequence[Rendered], kept: Kept) -> Block:
    """A window that shows an answer."""
    blocks = [block for page in pages for block in page.blocks]
    return _window("Dateline", blocks[:MOST_BLOCKS], kept)


def waiting_view(kept: Kept) -> Block:
    """A window while the work is done."""
    return _window("Dateline", [{"type": "section", "text": plain("One moment …")}], kept)


def sent_values(view: Mapping[str, Any], given: Given) -> dict[str, str]:
    """What was filled in, by option; "" where a field was left empty."""
    state = view["state"]["values"]
    blocks = {block["block_id"]: block for block in view["blocks"] if block["type"] == "input"}
    return {
        option.name: value_of(option, blocks[option.name], next(iter(state.get(option.name, {}).values()), {}))
        for option in given.verb.options
        if option.name in blocks
    }


def chosen_place(body: Mapping[str, Any]) -> tuple[str, str]:
    """The channel that a window asked for, and a ``response_url`` there; "" where none was chosen."""
    given: Mapping[str, Any] = next(iter(body.get("response_urls") or ()), {})
    if given:
        return str(given["channel_id"]), str(given["response_url"])
    state = body["view"]["state"]["values"].get(PLACE, {})
    return str(next((each.get("selected_conversation") or "" for each in state.values()), "")), ""


def _place() -> Block:
    return {
        "type": "input",
        "block_id": PLACE,
        "optional": True,
        "label": plain("Where to tell about it"),
        "hint": plain("The channel that is told; nobody else by default."),
        "element": {
            "type": "conversations_select",
            "action_id": PLACE,
            "response_url_enabled": True,
            "default_to_current_conversation": True,
        },
    }


def _window(title: str, blocks: Sequence[Block], kept: Kept) -> Block:
    return {
        "type": "modal",
        "callback_id": ANSWER,
        "private_metadata": kept.written(),
        "title": plain(title, _TITLE),
        "close": plain("Close", _TITLE),
        "blocks": list(blocks),
    }
