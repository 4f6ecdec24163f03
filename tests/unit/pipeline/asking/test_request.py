"""What was given to a command comes out of the line as it went in, whatever it holds."""

from __future__ import annotations

from typing import Any

from hypothesis import given, strategies

from bot.domain.verbs import OptionKind, Verb
from bot.pipeline.asking.request import Given, quoted, read_line, write_begun, write_line
from bot.pipeline.command_line import parse_line
from tests.unit.pipeline.asking.verbs import option, verb

CREATE = verb(
    "watch create",
    option("name", required=True),
    option("query", OptionKind.QUERY, required=True, greedy=True),
    option("description"),
    option("urgent", OptionKind.QUERY),
)
HELP = verb("help", option("command", greedy=True))
LATEST = verb("latest", option("topic", OptionKind.TOPIC), option("count", OptionKind.COUNT))
VERBS = (CREATE, HELP, LATEST)

# All six closing quotes in one value are more than the line can say; the last of them may then be written otherwise.
_written = strategies.text(max_size=60).filter(lambda text: not all(mark in text for mark in "\"'”»“’"))
_tricky = strategies.text(strategies.sampled_from("ab \n\t:=\"'“”„«»‘’/ ,name:query:"), max_size=30).filter(
    lambda text: not all(mark in text for mark in "\"'”»“’")
)
_texts = _written | _tricky


def value(verb_: Verb, values: dict[str, str]) -> dict[str, Any]:
    parsed = parse_line(write_line(Given(verb=verb_, values=values)), VERBS)
    assert parsed.verb is verb_
    return {name: text for name, text in parsed.values.items() if text is not None}


@given(name=_texts.filter(str.strip), query=_texts.filter(str.strip), description=_texts)
def test_any_values_round_trip(name: str, query: str, description: str) -> None:
    expected = {"name": name.strip(), "query": query.strip(), "description": description.strip()}
    found = value(CREATE, {"name": name, "query": query, "description": description})
    assert found == {key: text for key, text in expected.items() if text}


@given(command=_texts.filter(str.strip))
def test_greedy_texts_round_trip(command: str) -> None:
    assert value(HELP, {"command": command}) == {"command": command.strip()}


@given(text=strategies.text())
def test_whatever_is_written_nothing_leaves_its_quotes(text: str) -> None:
    written = quoted(text)
    assert written[-1] not in written[1:-1]


def test_the_greedy_option_stands_last_and_blanks_are_left_out() -> None:
    given_ = Given(verb=CREATE, values={"query": "a AND b", "name": "ab", "description": " "})
    assert write_line(given_) == '/watch create name:"ab" query:a AND b'


def test_what_is_missing() -> None:
    assert [o.name for o in Given(verb=CREATE, values={"name": " "}).missing()] == ["name", "query"]
    assert Given(verb=LATEST, values={}).missing() == []


def test_a_line_that_is_being_typed_ends_in_the_option_that_the_cursor_is_in() -> None:
    given_ = Given(verb=LATEST, values={"topic": "qua", "count": "5"}, focused="topic")
    assert write_begun(given_) == '/latest count:"5" topic:'


def test_reading_a_buttons_line() -> None:
    bare = read_line("watch create", VERBS)
    assert bare.given == Given(verb=CREATE, values={})
    whole = read_line("watch create gulf tanker* OR ship*", VERBS)
    assert whole.given is not None
    assert whole.verb is CREATE
    assert dict(whole.given.values) == {"name": "gulf", "query": "tanker* OR ship*"}
    assert read_line("nothing such", VERBS).given is None
    wrong = read_line("latest count:many", VERBS)
    assert wrong.given == Given(verb=LATEST, values={"count": "many"}), "what is wrong with it the runner says"
    assert read_line("latest count:1 count:2", VERBS).given is None
