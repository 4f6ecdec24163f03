"""Which options a form asks for, and what it says of itself."""

from __future__ import annotations

import pytest

from bot.domain.verbs import OptionKind, Verb
from bot.pipeline.asking.forms import FormCommand, fields_of, form_command, read_form_command
from bot.pipeline.asking.request import Given
from tests.unit.pipeline.asking.verbs import option, verb

CREATE = verb(
    "watch create",
    option("name", required=True),
    option("query", OptionKind.QUERY, required=True),
    option("description"),
    option("time_zone", OptionKind.TIME_ZONE),
)


def names(verb_: Verb, **values: str) -> list[str]:
    return [each.name for each in fields_of(Given(verb=verb_, values=values), 5)]


def test_a_form_asks_for_what_is_missing_and_offers_what_is_written_freely() -> None:
    assert names(CREATE) == ["name", "query", "description"]
    assert names(CREATE, name="gulf", time_zone="UTC") == ["name", "query", "description"]


def test_what_is_missing_comes_before_what_there_is_room_for() -> None:
    many = verb("do", *(option(f"o{n}") for n in range(5)), option("needed", OptionKind.TOPIC, required=True))
    assert names(many) == ["o0", "o1", "o2", "o3", "needed"]


@pytest.mark.parametrize(
    "form",
    [FormCommand(path="watch create"), FormCommand(path="why", draft="k_-1"), FormCommand(path="a b c", again=True)],
)
def test_what_a_form_is_for_round_trips(form: FormCommand) -> None:
    assert read_form_command(form_command(form)) == form


def test_no_forms_command() -> None:
    assert read_form_command("why s12") is None
    assert read_form_command("") is None
