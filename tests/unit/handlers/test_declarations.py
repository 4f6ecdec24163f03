"""Every verb's declaration, from which platforms make their commands: whole, typed, and true of what is run."""

from __future__ import annotations

import pytest

from bot.domain.verbs import Permission, Verb
from bot.pipeline.command_line import parse_line, usage
from handlers import all_verbs
from tests.unit.handlers.desk import Desk

VERBS = all_verbs()
by_path = pytest.mark.parametrize("verb", VERBS, ids=lambda verb: verb.path.replace(" ", "-"))

PROMISED = {
    "topics", "watch create", "watch list", "watch test", "watch delete", "subscribe", "unsubscribe", "subscriptions",
    "latest", "summary", "figures", "why", "feeds add", "feeds list", "feeds remove", "help", "snooze", "mute", "unmute",
    "held show", "held release", "held discard", "rate", "watch edit", "watch exclude", "watch like", "settings",
}  # fmt: skip

CHANGING = {
    "watch create", "watch edit", "watch exclude", "watch delete", "subscribe", "unsubscribe", "snooze", "mute", "unmute",
    "held release", "held discard", "settings", "feeds add", "feeds remove",
}  # fmt: skip

PREVIEWED = {"watch create", "watch edit", "watch exclude"}


def test_the_promised_verbs_are_there_once_each() -> None:
    paths = [verb.path for verb in VERBS]
    assert set(paths) >= PROMISED
    assert len(paths) == len(set(paths))


@by_path
def test_a_verb_has_one_line_of_help_and_an_example_that_can_be_typed(verb: Verb) -> None:
    assert verb.help
    assert "\n" not in verb.help
    assert verb.example.startswith(f"/{verb.path}")
    parsed = parse_line(verb.example, VERBS)
    assert parsed.verb is verb
    assert all(option.help for option in verb.options)


@by_path
def test_required_options_come_first_and_one_greedy_at_most(verb: Verb) -> None:
    required = [option.required for option in verb.options]
    assert required == sorted(required, reverse=True)
    assert sum(option.greedy for option in verb.options) <= 1
    assert len({option.name for option in verb.options}) == len(verb.options)


@by_path
async def test_help_tells_it_whole(verb: Verb, desk: Desk) -> None:
    listed = await desk.told("/help")
    assert f"/{verb.path}: {verb.help} ({usage(verb)})" in listed
    whole = await desk.told(f"/help {verb.path}")
    assert whole.startswith(usage(verb))
    assert verb.help in whole
    assert verb.example in whole
    assert all(option.help in whole for option in verb.options)
    assert await desk.told(f"/help /{verb.path}") == whole


@by_path
async def test_a_verb_for_managers_is_refused_to_others_before_it_reads_anything(verb: Verb, desk: Desk) -> None:
    assert (verb.permission is Permission.MANAGE) == (verb.path in CHANGING)
    if verb.permission is Permission.MANAGE:
        refusal = await desk.refused(verb.example, manages=False)
        assert refusal == f"/{verb.path} is for those who manage this channel; ask one of them."
        assert "For those who manage the channel." in await desk.told(f"/help {verb.path}")
    else:
        card = await desk.runner.run(verb.example, desk.asker)
        assert "manage this channel" not in card.fallback


@by_path
async def test_on_an_empty_database_every_verb_answers_with_words_and_no_bug(verb: Verb, desk: Desk) -> None:
    card = await desk.runner.run(verb.example, desk.asker)
    assert card.title
    assert "Something went wrong inside Dateline" not in card.fallback


@by_path
async def test_every_verb_completes_its_own_path(verb: Verb, desk: Desk) -> None:
    assert f"/{verb.path} " in await desk.completed(f"/{verb.path[:-1]}")


@by_path
async def test_a_preview_stores_nothing_and_is_there_for_what_has_one(verb: Verb, desk: Desk) -> None:
    assert (verb.preview is not None) == (verb.path in PREVIEWED)
    shown = await desk.runner.preview(verb.example, desk.asker)
    assert (shown is not None) == (verb.path in PREVIEWED)
    assert (await desk.told("/watch list")).startswith("There is no topic yet")


async def test_help_of_what_is_not_there_names_the_nearest(desk: Desk) -> None:
    assert "Did you mean /topics" in await desk.refused("/help topcis")
    assert "/watch create" in await desk.refused("/help watch")
