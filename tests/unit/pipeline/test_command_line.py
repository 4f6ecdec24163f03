"""Typed lines: the verb, its options, and what is said where they are wrong."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
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
            _option("when", OptionKind.SCHEDULE),
            _option("time_zone", OptionKind.TIME_ZONE),
            _option("quiet", OptionKind.QUIET),
            _option("urgent", OptionKind.QUERY),
            _option("updates", OptionKind.CHOICE, choices=("thread", "reply", "edit", "none")),
            _option("mention", OptionKind.MENTION),
            _option("min_outlets", OptionKind.COUNT, maximum=20),
            _option("cap", OptionKind.COUNT, minimum=0, maximum=100),
        ),
    ),
    Verb(
        path="snooze",
        help="",
        run=_run,
        options=(
            _option("topic", OptionKind.TOPIC, required=True),
            _option("how_long", OptionKind.DURATION),
        ),
    ),
    Verb(
        path="rate",
        help="",
        run=_run,
        options=(
            _option("story", OptionKind.STORY, required=True),
            _option("thumb", OptionKind.CHOICE, required=True, choices=("up", "down")),
        ),
    ),
    Verb(
        path="watch edit",
        help="",
        run=_run,
        options=(
            _option("topic", OptionKind.TOPIC, required=True),
            _option("query", OptionKind.QUERY, greedy=True),
            _option("description"),
        ),
    ),
    Verb(
        path="feeds add",
        help="",
        run=_run,
        options=(_option("url", OptionKind.URL, required=True), _option("outlet", greedy=True)),
    ),
)

NOTHING = dict.fromkeys(("channel", "when", "time_zone", "quiet", "urgent", "updates", "mention", "min_outlets", "cap"))


def wishes(**given: Any) -> dict[str, Any]:
    """What ``subscribe`` is given for the topic q."""
    return {"topic": "q", **NOTHING, **given}


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
        ("/subscribe q", "subscribe", wishes()),
        ("/subscribe q here Asia/Baghdad", "subscribe", wishes(channel="here", time_zone="Asia/Baghdad")),
        ("/subscribe q time_zone:utc", "subscribe", wishes(time_zone="UTC")),
        ("/subscribe q #a baghdad", "subscribe", wishes(channel="#a", time_zone="Asia/Baghdad")),
        ('/subscribe q #a "new york"', "subscribe", wishes(channel="#a", time_zone="America/New_York")),
        ("/subscribe q here daily 08:00", "subscribe", wishes(channel="here", when="daily 08:00")),
        ("/subscribe q weekdays 7:30 and 18:00", "subscribe", wishes(when="weekdays 07:30 18:00")),
        ("/subscribe q Mon, Thu 09:00 #a", "subscribe", wishes(channel="#a", when="mon,thu 09:00")),
        ("/subscribe q every 2 hours utc", "subscribe", wishes(when="every 2h", time_zone="UTC")),
        ("/subscribe q Europe/Paris hourly", "subscribe", wishes(when="hourly", time_zone="Europe/Paris")),
        ("/subscribe q when:daily 8:00, 18:00 here", "subscribe", wishes(channel="here", when="daily 08:00 18:00")),
        ("/subscribe q quiet:22:00-07:00 cap:10", "subscribe", wishes(quiet="22:00-07:00", cap=10)),
        ("/subscribe q quiet:22:00 to 07:00", "subscribe", wishes(quiet="22:00-07:00")),
        ("/subscribe q quiet:22:00 - 07:00 hourly", "subscribe", wishes(quiet="22:00-07:00", when="hourly")),
        ("/subscribe q quiet=22:00-07:00, weekends", "subscribe", wishes(quiet="22:00-07:00, weekends")),
        ("/subscribe q quiet:weekends daily 09:00", "subscribe", wishes(quiet="weekends", when="daily 09:00")),
        ('/subscribe q quiet:"22:00-07:00"', "subscribe", wishes(quiet="22:00-07:00")),
        (
            "/subscribe q quiet:off mention:none urgent:off cap:off",
            "subscribe",
            wishes(quiet="", mention="", urgent="", cap=0),
        ),
        ('/subscribe q urgent:"magnitude AND tsunami"', "subscribe", wishes(urgent="magnitude AND tsunami")),
        (
            "/subscribe q urgent:'\"state of emergency\"' cap:3",
            "subscribe",
            wishes(urgent='"state of emergency"', cap=3),
        ),
        ("/subscribe q updates:Reply min_outlets:2", "subscribe", wishes(updates="reply", min_outlets=2)),
        ("/subscribe q min-outlets:2", "subscribe", wishes(min_outlets=2)),
        ("/subscribe q mention:@desk @ana cap:1", "subscribe", wishes(mention="@desk @ana", cap=1)),
        ("/subscribe q mention:<@&12> <@!3>", "subscribe", wishes(mention="<@&12> <@!3>")),
        ("/subscribe q mention:desk here", "subscribe", wishes(mention="desk", channel="here")),
        ("/subscribe q console:#terminal", "subscribe", wishes(channel="console:#terminal")),
        ("/subscribe daily", "subscribe", wishes(topic="daily")),
        ("/snooze q", "snooze", {"topic": "q", "how_long": None}),
        ("/snooze q 2h", "snooze", {"topic": "q", "how_long": timedelta(hours=2)}),
        ("/snooze q 90 minutes", "snooze", {"topic": "q", "how_long": timedelta(minutes=90)}),
        ("/snooze q 1h 30m", "snooze", {"topic": "q", "how_long": timedelta(minutes=90)}),
        ("/snooze q how_long:3 days", "snooze", {"topic": "q", "how_long": timedelta(days=3)}),
        ("/snooze q 1w", "snooze", {"topic": "q", "how_long": timedelta(days=7)}),
        ("/snooze q off", "snooze", {"topic": "q", "how_long": timedelta()}),
        ("/rate s12 UP", "rate", {"story": "s12", "thumb": "up"}),
        ("/watch edit q", "watch edit", {"topic": "q", "query": None, "description": None}),
        ("/watch edit q a AND b", "watch edit", {"topic": "q", "query": "a AND b", "description": None}),
        ('/watch edit q description:"A b" c', "watch edit", {"topic": "q", "query": "c", "description": "A b"}),
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
        ("/watch", ("watch create", "watch delete", "watch edit")),
        ("/watch creat gulf", ("watch create",)),
        ("/watch make gulf", ("watch create", "watch delete", "watch edit")),
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
        ("/subscribe q here soon", ["no schedule such as daily 08:00", "no time zone such as Asia/Baghdad"]),
        ("/subscribe q daily", ["no schedule"]),
        ("/subscribe q daily 08:00 and", ["'daily 08:00 and' is no schedule"]),
        ("/subscribe q when:every 1m", ["5m to 24h"]),
        ("/subscribe q quiet:night", ["no quiet hours", "22:00-07:00"]),
        ("/subscribe q quiet:22:00-07:00 23:00-01:00 5", ["no quiet hours"]),
        ("/subscribe q updates:threads", ["thread, reply, edit or none", "Did you mean thread?"]),
        ("/subscribe q updates:loud", ["thread, reply, edit or none, not “loud”."]),
        ("/subscribe q cap:-1", ["from 0 to 100"]),
        ("/subscribe q min_outlets:0", ["from 1 to 20"]),
        ("/subscribe q qiet:22:00-07:00", ["did you mean quiet:…"]),
        ("/subscribe q here hourly utc capp:3", ["no place for “capp:3”, did you mean cap:…"]),
        ("/subscribe q quiet:off quiet:off", ["quiet twice"]),
        ("/snooze q soon", ["“soon” is no length of time", "2h"]),
        ("/snooze q 0m", ["from a minute to a year"]),
        ("/snooze q 400 days", ["from a minute to a year"]),
        ("/snooze q 2h 2h 2h x", ["no place for “x”"]),
        ("/rate s12", ["needs thumb", "/rate STORY up|down"]),
        ("/rate s12 sideways", ["thumb is up or down"]),
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
        ("rate", "/rate STORY up|down"),
        ("watch edit", "/watch edit TOPIC [description:TEXT] [QUERY]"),
        (
            "subscribe",
            (
                "/subscribe TOPIC [CHANNEL] [WHEN] [TIME_ZONE] [quiet:QUIET] [urgent:QUERY] "
                "[updates:thread|reply|edit|none] [mention:MENTION] [min_outlets:COUNT] [cap:COUNT]"
            ),
        ),
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
