"""Buttons whose command needs our memory: a preview's Save and Edit, and commands too long for a button."""

from __future__ import annotations

import secrets
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import replace

from bot.domain.card import Button, Card
from bot.pipeline.asking.request import Request

MOST_DRAFTS = 1000

_SAVE, _EDIT, _RUN = "!save", "!edit", "!run"
"""What these buttons' commands begin with; no verb does."""


class Drafts:
    """What may yet be asked for, by key: in memory, the newest thousand.

    They are shown in private messages above all, which a platform itself forgets before long.
    """

    def __init__(self) -> None:
        self._drafts: OrderedDict[str, Request] = OrderedDict()

    def keep(self, request: Request) -> str:
        """Remember it; the answer is its key."""
        key = secrets.token_urlsafe(9)
        self._drafts[key] = request
        if len(self._drafts) > MOST_DRAFTS:
            self._drafts.popitem(last=False)
        return key

    def get(self, key: str) -> Request | None:
        """What was kept; None if that was long ago or before the start."""
        return self._drafts.get(key)

    def take(self, key: str) -> Request | None:
        """The same, and forget it: it is being done."""
        return self._drafts.pop(key, None)


def with_choice(preview: Card, key: str) -> Card:
    """A preview with the buttons that decide on it. One that shows an error can only be edited."""
    edit = Button(label="Edit", command=f"{_EDIT} {key}")
    save = Button(label="Save", command=f"{_SAVE} {key}")
    return replace(preview, buttons=(edit,) if preview.tone == "error" else (save, edit))


def with_short_buttons(card: Card, fits: Callable[[str], bool], drafts: Drafts, read: Callable[[str], Request]) -> Card:
    """A card whose commands all fit their buttons: one that is too long is kept, and called by its key."""
    buttons = tuple(
        button if fits(button.command) else replace(button, command=f"{_RUN} {drafts.keep(read(button.command))}")
        for button in card.buttons
    )
    return replace(card, buttons=buttons)


def saved_draft(command: str) -> str | None:
    """The key of the draft that a button saves; None for any other button."""
    return _key(command, _SAVE)


def edited_draft(command: str) -> str | None:
    """The key of the draft that a button edits; None for any other button."""
    return _key(command, _EDIT)


def kept_command(command: str) -> str | None:
    """The key of the command that a button gives; None for any other button."""
    return _key(command, _RUN)


def _key(command: str, kind: str) -> str | None:
    word, _, key = command.partition(" ")
    return key if word == kind else None
