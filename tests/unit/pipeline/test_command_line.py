"""Typed lines: the verb, its options, and what is said where they are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from bot.alerts import write_card
from bot.domain.card import Card
from bot.domain.errors import BadInput, NotFound
from bot.domain.verbs import Option, OptionKind, Verb
from bot.pipeline.command_line import find_verb, parse_line, tokenise, usage


async def _run(context: object, values: Mapping[str, Any]) -> Card:
    return write_card("done")


def _option(name: str, kind: OptionKind = OptionKind.TEXT, **more: Any) -> Option:
    return Option(name=name, kind=kind, help=f"the {name}", **more)


VERBS = (
    Verb(path="topics", help="", run=_run),
    Verb(
        path="watch create",
        help="",
        run=_run,
        options=(
            _option("name", required=True),
            _option("query", OptionKind.QUERY, required=True, greedy=True),
            _option("description", default=""),
        ),
    ),
    Verb(path="watch delete", help="", run=_run, options=(_option("topic", OptionKind.TOPIC, required=True),)),
    Verb(
        path="latest",
        help="",
        run=_run,
        options=(
            _option("topic", OptionKind.TOPIC),
            _option("count", OptionKind.COUNT, default=10, minimum=1, maximum=25),
        ),
    ),
    Verb(
        path="summary",
        help="",
        run=_run,
        options=(
            _option("story", OptionKind.STORY, required=True),
            _option("words", OptionKind.COUNT, default=75, minimum=20, maximum=400),
        ),
    ),
    Verb(
        path="subscribe",
        help="",
        run=_run,
        options=(
            _option("topic", OptionKind.TOPIC, required=True),
            _option("channel", OptionKind.CHANNEL),
            _option("time_zone", OptionKind.TIME_ZONE),
        ),
    ),
    Verb(
        path="feeds add",
        help="",
        run=_run,
        options=(_option("url", OptionKind.URL, required=True), _option("outlet", greedy=True)),
    ),
)

CREATE = {"name": "gulf", "query": "a AND b", "description": ""}


@pytest.mark.parametrize(
    ("line", "path", "values"),
    [
        ("topics", "topics", {}),
        ("/topics", "topics", {}),
        ("  /TOPICS  ", "topics", {}),
        ("/watch create gulf a AND b", "watch create", CREATE),
        ("/Watch  CREATE\tgulf   a AND b ", "watch create", CREATE),
        ('/watch create gulf "a b" AND c', "watch create", {**CREATE, "query": '"a b" AND c'}),
        ('/watch create gulf "a b"', "watch create", {**CREATE, "query": '"a b"'}),
        ("/watch create gulf “a b” OR c", "watch create", {**CREATE, "query": "“a b” OR c"}),
        (
            '/watch create gulf description:"Ships: all" a AND b',
            "watch create",
            {**CREATE, "description": "Ships: all"},
        ),
        ("/watch create gulf description:“Ships” a AND b", "watch create", {**CREATE, "description": "Ships"}),
        ("/watch create description=Ships gulf a AND b", "watch create", {**CREATE, "description": "Ships"}),
        ("/watch create name:gulf query:a AND b", "watch create", CREATE),
        ("/watch create gulf title:a AND b", "watch create", {**CREATE, "query": "title:a AND b"}),
        ("/watch create gulf figure(soldiers)>=1000", "watch create", {**CREATE, "query": "figure(soldiers)>=1000"}),
        ("/watch delete 'gulf'", "watch delete", {"topic": "gulf"}),
        ("/watch delete „gulf“", "watch delete", {"topic": "gulf"}),
        ("/watch delete «gulf»", "watch delete", {"topic": "gulf"}),
        ("/watch delete ‘gulf’", "watch delete", {"topic": "gulf"}),
        ('/watch delete "gulf', "watch delete", {"topic": "gulf"}),
        ("/latest", "latest", {"topic": None, "count": 10}),
        ("/latest quakes", "latest", {"topic": "quakes", "count": 10}),
        ("/latest quakes 5", "latest", {"topic": "quakes", "count": 5}),
        ("/latest 5", "latest", {"topic": None, "count": 5}),
        ("/latest 5 quakes", "latest", {"topic": "quakes", "count": 5}),
        ("/latest count:5 quakes", "latest", {"topic": "quakes", "count": 5}),
        ("/latest COUNT=5", "latest", {"topic": None, "count": 5}),
        ("/summary s12", "summary", {"story": "s12", "words": 75}),
        ("/summary s12 120", "summary", {"story": "s12", "words": 120}),
        ("/summary 120", "summary", {"story": "120", "words": 75}),
        ("/summary https://herald.example/a?b=c", "summary", {"story": "https://herald.example/a?b=c", "words": 75}),
        ("/subscribe q", "subscribe", {"topic": "q", "channel": None, "time_zone": None}),
        ("/subscribe q here Asia/Baghdad", "subscribe", {"topic": "q", "channel": "here", "time_zone": "Asia/Baghdad"}),
        ("/subscribe q time_zone:utc", "subscribe", {"topic": "q", "channel": None, "time_zone": "UTC"}),
        ("/subscribe q #a baghdad", "subscribe", {"topic": "q", "channel": "#a", "time_zone": "Asia/Baghdad"}),
        ('/subscribe q #a "new york"', "subscribe", {"topic": "q", "channel": "#a", "time_zone": "America/New_York"}),
        ("/feeds add a.example/x", "feeds add", {"url": "https://a.example/x", "outlet": None}),
        ("/feeds add http://a.example", "feeds add", {"url": "http://a.example", "outlet": None}),
        ("/feeds add a.example The Herald", "feeds add", {"url": "https://a.example", "outlet": "The Herald"}),
        ('/feeds add a.example "The Herald"', "feeds add", {"url": "https://a.example", "outlet": "The Herald"}),
        ('/feeds add a.example outlet:"The Herald"', "feeds add", {"url": "https://a.example", "outlet": "The Herald"}),
        ("/feeds add a.example “The” “Herald”", "feeds add", {"url": "https://a.example", "outlet": "“The” “Herald”"}),
    ],
)
def test_a_line_is_read(line: str, path: str, values: dict[str, Any]) -> None:
    parsed = parse_line(line, VERBS)
    assert parsed.verb.path == path
    assert parsed.values == values


@pytest.mark.parametrize(
    ("line", "nearest"),
    [
        ("", ("help",)),
        ("/", ("help",)),
        ("   ", ("help",)),
        ("/topcis", ("topics",)),
        ("/subscrib quakes", ("subscribe",)),
        ("/watch", ("watch create", "watch delete")),
        ("/watch make gulf", ("watch create", "watch delete")),
        ("/xyzzy", ()),
        ('/"topics', None),
    ],
)
def test_an_unknown_verb_is_answered_with_the_nearest(line: str, nearest: tuple[str, ...] | None) -> None:
    if nearest is None:
        assert parse_line(line, VERBS).verb.path == "topics"
        return
    with pytest.raises(NotFound) as caught:
        parse_line(line, VERBS)
    assert caught.value.nearest == nearest
    sentence = str(caught.value)
    assert all(f"/{path}" in sentence for path in nearest)
    assert "/help" in sentence or nearest


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("/watch create", ["needs name and query", "/watch create NAME [description:TEXT] QUERY"]),
        ("/watch create gulf", ["needs query"]),
        ("/summary", ["needs story"]),
        ("/topics now", ["no place for “now”", "/topics"]),
        ("/watch delete a b", ["no place for “b”", "/watch delete TOPIC"]),
        ("/latest a 5 6", ["no place for “6”"]),
        ("/latest topic:a topic:b", ["topic twice"]),
        ("/latest a topic:b", ["topic twice"]),
        ("/latest count:0", ["count", "from 1 to 25", "“0”"]),
        ("/latest count:26", ["from 1 to 25"]),
        ("/latest count:-1", ["from 1 to 25"]),
        ("/latest count:1.5", ["from 1 to 25"]),
        ("/latest count:", ["from 1 to 25"]),
        ("/latest count:99999999999999999999", ["from 1 to 25"]),
        ("/summary s1 7", ["words", "from 20 to 400"]),
        ("/latest topic:", ["topic is empty", "the topic"]),
        ('/watch delete ""', ["topic is empty"]),
        ("/subscribe q here Mars/Phobos", ["“Mars/Phobos” is no time zone", "such as"]),
        ("/subscribe q here Europe/Pariss", ["did you mean Europe/Paris?"]),
        ("/subscribe q here ../../etc/passwd", ["is no time zone"]),
        ("/feeds add ftp://a.example", ["no web address", "https://"]),
        ("/feeds add https://", ["no web address"]),
        ("/feeds add https://[1", ["no web address"]),
        ("/feeds add javascript://a", ["no web address"]),
        ('/feeds add "https://a b.example"', ["no web address"]),
        ("/feeds add https://a.example:99999999/", ["no web address"]),
    ],
)
def test_a_wrong_option_is_answered_with_what_would_be_right(line: str, words: list[str]) -> None:
    with pytest.raises(BadInput) as caught:
        parse_line(line, VERBS)
    assert [word for word in words if word not in str(caught.value)] == []


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("topics", "/topics"),
        ("latest", "/latest [TOPIC] [COUNT]"),
        ("summary", "/summary STORY [WORDS]"),
        ("watch create", "/watch create NAME [description:TEXT] QUERY"),
        ("feeds add", "/feeds add URL [OUTLET]"),
    ],
)
def test_usage_is_what_can_be_typed(path: str, written: str) -> None:
    assert usage(next(verb for verb in VERBS if verb.path == path)) == written


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("", []),
        ("  ", []),
        ("a b", [("a", 0), ("b", 2)]),
        ('a "b c" d', [("a", 0), ("b c", 2), ("d", 8)]),
        ('x:"b c" d', [('x:"b c"', 0), ("d", 8)]),
        ("it's late", [("it's", 0), ("late", 5)]),
        ('a"b c', [('a"b', 0), ("c", 4)]),
        ('"', [("", 0)]),
        ('"a', [("a", 0)]),
        ('x:"a b', [('x:"a b', 0)]),
        ("“a b”", [("a b", 0)]),
    ],
)
def test_tokens(text: str, tokens: list[tuple[str, int]]) -> None:
    assert [(token.text, token.start) for token in tokenise(text)] == tokens


def test_the_longest_path_wins() -> None:
    short = Verb(path="watch", help="", run=_run)
    found, used = find_verb(tokenise("watch create x"), (*VERBS, short))
    assert (found.path, used) == ("watch create", 2)
    found, used = find_verb(tokenise("watch over x"), (*VERBS, short))
    assert (found.path, used) == ("watch", 1)
