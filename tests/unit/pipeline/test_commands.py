"""Running and completing a typed line: whatever was typed, the answer is a card."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, replace
from typing import Any

import pytest
import structlog

from bot.alerts import write_card
from bot.domain.card import Card, Code
from bot.domain.chat import Asker
from bot.domain.errors import BadInput, FeedUnreachable, NotFound, StorageBusy
from bot.domain.verbs import Option, OptionKind, Permission, Verb
from bot.domain.watch import Channel
from bot.pipeline.commands import CommandRunner
from bot.rules import parse

ASKER = Asker(channel=Channel("local", "web", "wire"), user="ana", manages=True, time_zone="UTC")
READER = replace(ASKER, manages=False)


@dataclass(frozen=True)
class Surroundings:
    """What a verb's function is given here."""

    asker: Asker


async def echo(context: Surroundings, values: Mapping[str, Any]) -> Card:
    return write_card(f"{context.asker.user}: {dict(values)}")


async def check_query(context: Surroundings, values: Mapping[str, Any]) -> Card:
    parse(values["query"])
    return write_card("fine")


FAILURES: dict[str, Exception] = {
    "input": BadInput("That is wrong; give it right."),
    "missing": NotFound("There is no such thing."),
    "feed": FeedUnreachable("a.example does not answer."),
    "busy": StorageBusy("The database is busy."),
    "bug": ZeroDivisionError("secret detail"),
}


async def fail(context: Surroundings, values: Mapping[str, Any]) -> Card:
    raise FAILURES[values["how"]]


def _option(name: str, kind: OptionKind = OptionKind.TEXT, **more: Any) -> Option:
    return Option(name=name, kind=kind, help=f"the {name}", **more)


VERBS = (
    Verb(path="fail", help="Fail", run=fail, options=(_option("how", required=True),)),
    Verb(
        path="feeds remove",
        help="Remove a feed",
        run=echo,
        permission=Permission.MANAGE,
        options=(_option("feed", OptionKind.FEED, required=True, greedy=True),),
    ),
    Verb(path="feeds list", help="List feeds", run=echo),
    Verb(
        path="subscribe",
        help="Subscribe",
        run=echo,
        options=(
            _option("topic", OptionKind.TOPIC, required=True),
            _option("channel", OptionKind.CHANNEL),
            _option("count", OptionKind.COUNT),
        ),
    ),
    Verb(
        path="watch test",
        help="Try a query",
        run=check_query,
        preview=echo,
        options=(_option("query", OptionKind.QUERY, required=True, greedy=True),),
    ),
)
CHOICES = {
    OptionKind.TOPIC: ["central-banks", "floods", "quakes"],
    OptionKind.FEED: ["Courier", '"Example World"', '"The Herald"'],
    OptionKind.CHANNEL: ["here", "#desk", "#wire"],
}


async def _choices(option: Option, asker: Asker) -> Sequence[str]:
    return CHOICES.get(option.kind, [])


async def _no_choices(option: Option, asker: Asker) -> Sequence[str]:
    raise StorageBusy("The database is busy.")


class NoStorage:
    """Nothing here reads any storage but to ask after a message's story."""

    def read(self) -> AbstractAsyncContextManager[Any]:
        raise StorageBusy("The database is busy.")

    write = read

    async def upgrade(self) -> None:
        """Nothing to upgrade."""

    async def close(self) -> None:
        """Nothing to close."""


RUNNER = CommandRunner(VERBS, context_of=Surroundings, choices=_choices, storage=NoStorage())


async def test_a_verb_is_given_the_asker_and_its_values() -> None:
    card = await RUNNER.run("/subscribe quakes", ASKER)
    assert card.title == "ana: {'topic': 'quakes', 'channel': None, 'count': None}"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("/fail input", "That is wrong; give it right."),
        ("/fail missing", "There is no such thing."),
        ("/fail feed", "a.example does not answer."),
        ("/fail busy", "The database is busy."),
        ("/fail", "/fail needs how: type /fail HOW"),
        ("/fial input", "There is no command “fial input”. Did you mean /fail?"),
    ],
)
async def test_what_is_wrong_is_one_sentence(line: str, title: str) -> None:
    card = await RUNNER.run(line, ASKER)
    assert (card.title, card.tone, card.fallback) == (title, "error", title)


async def test_a_bug_is_logged_whole_and_shown_to_nobody() -> None:
    with structlog.testing.capture_logs() as logs:
        card = await RUNNER.run("/fail bug", ASKER)
    assert card.tone == "error"
    assert "secret detail" not in card.fallback
    assert [(entry["event"], entry["line"]) for entry in logs] == [("command_bug", "/fail bug")]


async def test_a_wrong_query_is_drawn_with_its_place() -> None:
    card = await RUNNER.run("/watch test (syria AND", ASKER)
    assert (card.title, card.tone) == ("That query cannot be used", "error")
    drawing = next(span.text for span in card.body if isinstance(span, Code))
    assert drawing.splitlines()[0] == "(syria AND"
    assert "^" in drawing.splitlines()[1]


async def test_a_verb_for_managers_is_refused_to_others_and_nothing_is_run() -> None:
    refused = await RUNNER.run("/feeds remove Courier", READER)
    assert refused.tone == "error"
    assert "those who manage this channel" in refused.title
    assert (await RUNNER.run("/feeds remove Courier", ASKER)).title == "ana: {'feed': 'Courier'}"


@pytest.mark.parametrize(
    ("line", "suggested"),
    [
        ("", ["/fail ", "/feeds remove ", "/feeds list ", "/subscribe ", "/watch test "]),
        ("/", ["/fail ", "/feeds remove ", "/feeds list ", "/subscribe ", "/watch test "]),
        ("/f", ["/fail ", "/feeds remove ", "/feeds list "]),
        ("/feeds", ["/feeds remove ", "/feeds list "]),
        ("/feeds ", ["/feeds remove ", "/feeds list "]),
        ("/feeds l", ["/feeds list "]),
        ("/subcribe", ["/subscribe "]),
        ("/zzz", []),
        ("/subscribe", ["/subscribe "]),
        ("/subscribe ", ["/subscribe central-banks", "/subscribe floods", "/subscribe quakes"]),
        ("/subscribe q", ["/subscribe quakes"]),
        ("/subscribe BANKS", ["/subscribe central-banks"]),
        ("/subscribe topic:fl", ["/subscribe topic:floods"]),
        ("/subscribe xyz", []),
        ("/subscribe quakes ", ["/subscribe quakes here", "/subscribe quakes #desk", "/subscribe quakes #wire"]),
        ("/subscribe quakes #d", ["/subscribe quakes #desk"]),
        ("/subscribe quakes wi", ["/subscribe quakes #wire"]),
        ("/subscribe channel:#desk ", [f"/subscribe channel:#desk {name}" for name in CHOICES[OptionKind.TOPIC]]),
        ("/subscribe quakes here ", ["/subscribe quakes here "]),
        ("/subscribe quakes here 5 ", []),
        ("/subscribe quakes here 5 6", []),
        ("/feeds list a b", []),
        ("/feeds remove ", ["/feeds remove Courier", '/feeds remove "Example World"', '/feeds remove "The Herald"']),
        ("/feeds remove exa", ['/feeds remove "Example World"']),
        ('/feeds remove "exa', ['/feeds remove "Example World"']),
        ('/feeds remove "example w', ['/feeds remove "Example World"']),
        ('/feeds remove "Example ', ['/feeds remove "Example World"']),
        ('/feeds remove "Example World"', ['/feeds remove "Example World"']),
        ("/feeds remove Example W", ['/feeds remove "Example World"']),
        ("/feeds remove herald", ['/feeds remove "The Herald"']),
    ],
)
async def test_completion(line: str, suggested: list[str]) -> None:
    assert [suggestion.line for suggestion in await RUNNER.complete(line, ASKER)] == suggested


async def test_an_option_where_anything_may_be_typed_is_explained() -> None:
    (suggestion,) = await RUNNER.complete("/watch test ", ASKER)
    assert (suggestion.line, suggestion.help) == ("/watch test ", "query: the query")


async def test_completion_offers_ten_at_most() -> None:
    async def many(option: Option, asker: Asker) -> Sequence[str]:
        return [f"topic-{n}" for n in range(50)]

    runner = CommandRunner(VERBS, context_of=Surroundings, choices=many, storage=NoStorage())
    assert len(await runner.complete("/subscribe to", ASKER)) == 10


async def test_completion_offers_nothing_while_the_database_is_busy() -> None:
    runner = CommandRunner(VERBS, context_of=Surroundings, choices=_no_choices, storage=NoStorage())
    assert await runner.complete("/subscribe q", ASKER) == []


async def test_a_preview_is_what_its_verb_shows_beforehand_and_never_fails() -> None:
    shown = await RUNNER.preview("/watch test a AND b", ASKER)
    assert shown is not None
    assert shown.title == "ana: {'query': 'a AND b'}"
    missing = await RUNNER.preview("/watch test", ASKER)
    assert missing is not None
    assert (missing.tone, "needs query" in missing.title) == ("error", True)
    assert await RUNNER.preview("/feeds list", ASKER) is None
    assert await RUNNER.preview("/no such", ASKER) is None
    assert await RUNNER.preview("", ASKER) is None


async def test_a_messages_story_is_not_known_while_the_database_is_busy() -> None:
    assert await RUNNER.story_of(ASKER.channel, "1") is None


OPTIONS = (
    _option("topic", OptionKind.TOPIC, required=True),
    _option("channel", OptionKind.CHANNEL),
    _option("when", OptionKind.SCHEDULE),
    _option("time_zone", OptionKind.TIME_ZONE),
    _option("quiet", OptionKind.QUIET),
    _option("updates", OptionKind.CHOICE, choices=("thread", "reply")),
)
MORE = {OptionKind.SCHEDULE: ["daily 08:00", "hourly"], OptionKind.TIME_ZONE: ["Asia/Baghdad", "Europe/Paris"]}


@pytest.mark.parametrize(
    ("line", "suggested"),
    [
        ("", ["floods", "quakes"]),
        ("floods ", ["floods here", "floods quiet:", "floods updates:"]),
        ("floods q", ["floods quiet:"]),
        ("floods d", ["floods daily 08:00"]),
        ("floods bag", ["floods Asia/Baghdad"]),
        ("floods quiet:22:00-07:00 ", ["floods quiet:22:00-07:00 here", "floods quiet:22:00-07:00 updates:"]),
        ("floods updates:", ["floods updates:thread", "floods updates:reply"]),
        ("floods updates:R", ["floods updates:reply", "floods updates:thread"]),
        ("floods here hourly utc ", ["floods here hourly utc quiet:", "floods here hourly utc updates:"]),
        ("floods here daily 0", ["floods here daily 08:00"]),
        ("floods here hourly utc quiet:off updates:reply ", []),
    ],
)
async def test_options_by_name_are_offered_once_what_is_required_is_there(line: str, suggested: list[str]) -> None:
    offered = {**MORE, OptionKind.TOPIC: ["floods", "quakes"], OptionKind.CHANNEL: ["here"]}

    async def choose(option: Option, asker: Asker) -> Sequence[str]:
        return option.choices or offered.get(option.kind, [])

    verb = Verb(path="have", help="Have", run=echo, options=OPTIONS)
    runner = CommandRunner((verb,), context_of=Surroundings, choices=choose, storage=NoStorage())
    found = await runner.complete(f"/have {line}", ASKER)
    assert [suggestion.line for suggestion in found] == [f"/have {each}" for each in suggested]
