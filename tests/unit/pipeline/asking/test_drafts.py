"""Buttons that need memory: previews, and commands that are too long for a custom id."""

from __future__ import annotations

from dataclasses import replace

from bot.alerts import write_card
from bot.domain.card import Button
from bot.pipeline.asking.drafts import (
    MOST_DRAFTS,
    Drafts,
    edited_draft,
    kept_command,
    saved_draft,
    with_choice,
    with_short_buttons,
)
from bot.pipeline.asking.request import Request
from bot.pipeline.asking.signer import Signer

ASKED = Request("/watch create gulf tanker*", None)


def test_a_draft_is_there_until_it_is_taken() -> None:
    drafts = Drafts()
    key = drafts.keep(ASKED)
    assert drafts.get(key) == ASKED
    assert drafts.take(key) == ASKED
    assert drafts.get(key) is None
    assert drafts.take(key) is None


def test_the_oldest_draft_gives_way() -> None:
    drafts = Drafts()
    keys = [drafts.keep(ASKED) for _ in range(MOST_DRAFTS + 1)]
    assert drafts.get(keys[0]) is None
    assert drafts.get(keys[1]) == ASKED
    assert len(set(keys)) == len(keys)


def test_a_preview_can_be_saved_or_edited() -> None:
    save, edit = with_choice(write_card("It would find 3"), "k1").buttons
    assert (save.label, saved_draft(save.command), edited_draft(save.command)) == ("Save", "k1", None)
    assert (edit.label, saved_draft(edit.command), edited_draft(edit.command)) == ("Edit", None, "k1")


def test_a_preview_of_an_error_can_only_be_edited() -> None:
    assert [button.label for button in with_choice(write_card("Bad", tone="error"), "k1").buttons] == ["Edit"]


def test_the_buttons_of_a_preview_fit_a_custom_id() -> None:
    signer = Signer("secret", platform="discord", longest=100)
    for button in with_choice(write_card("It would find 3"), Drafts().keep(ASKED)).buttons:
        assert signer.sign(button.command)


def test_commands_that_are_too_long_are_kept_and_called_by_key() -> None:
    drafts, signer = Drafts(), Signer("secret", platform="discord", longest=100)
    short, long = Button(label="Why", command="why s12"), Button(label="Try", command="watch test " + "word " * 40)
    card = replace(write_card("Proposed"), buttons=(short, long))
    kept = with_short_buttons(
        card, lambda command: bool(signer.sign(command)), drafts, lambda line: Request(line, None)
    )
    assert kept.buttons[0] == short
    assert kept.buttons[1].label == "Try"
    key = kept_command(kept.buttons[1].command)
    assert key is not None
    assert drafts.get(key) == Request(long.command, None)
    assert kept_command("why s12") is None
