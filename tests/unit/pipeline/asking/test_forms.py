"""Which options a form asks for, and what it says of itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.domain.verbs import OptionKind, Verb
from bot.pipeline.asking.forms import (
    FormCommand,
    faults_of,
    fields_of,
    form_command,
    hint_of,
    label_of,
    read_form_command,
)
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


def test_what_a_field_says_of_itself() -> None:
    typed = replace(option("days"), help="days:14 before the query")
    assert [hint_of(one) for one in (option("query"), typed)] == ["the query", ""]
    assert [label_of(one) for one in (option("how_long"), option("url", OptionKind.URL))] == ["How long", "URL"]


def test_a_form_with_room_asks_for_whatever_kind_it_can() -> None:
    given = Given(verb=CREATE, values={})
    asked = [each.name for each in fields_of(given, 50, frozenset(OptionKind))]
    assert asked == ["name", "query", "description", "time_zone"]


@pytest.mark.parametrize(
    ("values", "faulty"),
    [
        ({"name": "gulf", "query": "tanker* OR ship*"}, []),
        ({"query": "tanker"}, ["name"]),
        ({"name": " ", "query": "(("}, ["name", "query"]),
        ({"name": "gulf", "query": "tanker", "time_zone": "Nowhere/Such"}, ["time_zone"]),
        ({"name": "gulf", "query": "off"}, []),
    ],
)
def test_what_is_wrong_at_once_with_each_option(values: dict[str, str], faulty: list[str]) -> None:
    found = faults_of(Given(verb=CREATE, values=values))
    assert list(found) == faulty
    assert all(sentence[0].isupper() or sentence[0] == "“" for sentence in found.values())


def test_an_optional_query_may_be_off() -> None:
    subscribe = verb("subscribe", option("urgent", OptionKind.QUERY))
    assert faults_of(Given(verb=subscribe, values={"urgent": "off"})) == {}
    assert list(faults_of(Given(verb=subscribe, values={"urgent": "a AND"}))) == ["urgent"]
