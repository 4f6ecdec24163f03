"""The command line as a script meets it: a real process, its streams and its exit code."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import typer
import yaml

from bot.cli.commands import app
from bot.domain.errors import BadInput
from tests.doubles.slack import SlackDouble

ROOT = Path(__file__).parents[2]
PATIENCE_S = 60

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>Herald</title><id>urn:herald</id>
<updated>2026-03-01T12:00:00Z</updated>
<entry><id>urn:1</id><title>Ferry sinks</title><link href="https://herald.example/1"/>
<published>2026-03-01T13:30:00+01:00</published><updated>2026-03-01T12:45:00Z</updated>
<author><name>Ana Ruiz</name></author><category term="sea"/><summary>A ferry sank.</summary></entry></feed>
"""


def _environment(folder: Path, variables: dict[str, str]) -> dict[str, str]:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("DATELINE_")}
    return {**bare, "PYTHONPATH": str(ROOT), "DATELINE_DATABASE_URL": f"sqlite:///{folder / 'cli.db'}", **variables}


def dateline(
    folder: Path, *arguments: str | Path, given: str = "", **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run to its end with this standard input."""
    return subprocess.run(
        [sys.executable, "-m", "bot", *map(str, arguments)],
        input=given,
        capture_output=True,
        encoding="utf-8",
        timeout=PATIENCE_S,
        check=False,
        cwd=folder,
        env=_environment(folder, variables),
    )


def lines_of(done: subprocess.CompletedProcess[str]) -> list[Any]:
    """The JSON lines of a run that went well."""
    assert (done.returncode, done.stderr) == (0, "")
    return [json.loads(line) for line in done.stdout.splitlines()]


def jsonl(*items: object) -> str:
    return "".join(json.dumps(item) + "\n" for item in items)


def test_parse_gives_a_line_an_entry(tmp_path: Path) -> None:
    feed = tmp_path / "feed.xml"
    feed.write_text(ATOM, "utf-8")
    (entry,) = lines_of(dateline(tmp_path, "parse", feed))
    assert entry == {
        "id": "urn:1",
        "link": "https://herald.example/1",
        "title": "Ferry sinks",
        "summary": "A ferry sank.",
        "published": "2026-03-01T12:30:00Z",
        "updated": "2026-03-01T12:45:00Z",
        "authors": ["Ana Ruiz"],
        "language": "en",
        "tags": ["sea"],
    }


FIGURE_KEYS = set(
    "value low high unit per noun head bound change start end text sentence concept role attribution also".split()  # noqa: SIM905
)


def test_figures_of_a_text_or_of_lines(tmp_path: Path) -> None:
    text = "At least 12 people died about 300 kilometres (186 miles) from Aldor."
    killed, distance = lines_of(dateline(tmp_path, "figures", given=text))
    assert set(killed) == FIGURE_KEYS
    assert (killed["value"], killed["bound"], killed["head"]) == (12, "at_least", "people")
    assert text[killed["start"] : killed["end"]] == killed["text"]
    assert (distance["unit"], distance["also"]) == ("kilometre", [{"value": 186, "unit": "mile"}])
    given = jsonl({"id": "b", "text": text}, {"id": "a", "text": ""}, {"id": 3, "text": None})
    answers = lines_of(dateline(tmp_path, "figures", "--jsonl", given=given))
    assert [answer["id"] for answer in answers] == ["b", "a", 3]
    assert [len(answer["figures"]) for answer in answers] == [2, 0, 0]
    key = jsonl({"id": "k", "title": "12 die in Aldor", "text": text + " It took 11 days."})
    (answer,) = lines_of(dateline(tmp_path, "figures", "--jsonl", "--key", given=key))
    assert answer["figures"][0]["value"] == 12
    assert [figure["value"] for figure in answer["figures"]].count(12) == 1


def test_match_by_one_query_or_by_a_file_of_them(tmp_path: Path) -> None:
    articles = jsonl(
        {"id": 1, "title": "Ferry sinks", "text": "", "published": "2026-03-01T12:00:00Z", "outlet": "H", "lang": "en"},
        {"id": 2, "title": "Harvest begins", "text": "Of wheat."},
    )
    one = lines_of(dateline(tmp_path, "match", "--query", "ferr*", given=articles))
    assert one == [{"id": 1, "queries": ["query"]}, {"id": 2, "queries": []}]
    queries = tmp_path / "queries.jsonl"
    queries.write_text(
        jsonl({"id": "sea", "query": "ferry OR boat"}, {"id": "all", "query": "sinks OR wheat"}), "utf-8"
    )
    many = lines_of(dateline(tmp_path, "match", "--queries", queries, given=articles))
    assert many == [{"id": 1, "queries": ["sea", "all"]}, {"id": 2, "queries": ["all"]}]


def test_match_knows_an_articles_feed_its_storys_sources_and_its_place_as_far_as_they_are_given(tmp_path: Path) -> None:
    articles = jsonl(
        {"id": 1, "title": "Ferry sinks", "feed": 7, "sources": 3},
        {"id": 2, "title": "Ferry sinks", "feed": 8},
        {"id": 3, "title": "Votes", "text": "ANKARA — Polls opened on Sunday across the country."},
    )
    queries = tmp_path / "queries.jsonl"
    asked = {
        "feed": "feed:f7",
        "told": "ferry AND sources >= 2",
        "alone": "ferry AND sources < 2",
        "there": "place:ankara",
    }
    queries.write_text(jsonl(*({"id": name, "query": query} for name, query in asked.items())), "utf-8")
    found = {
        line["id"]: line["queries"]
        for line in lines_of(dateline(tmp_path, "match", "--queries", queries, given=articles))
    }
    assert found == {1: ["feed", "told"], 2: ["alone"], 3: ["there"]}


def test_match_tells_what_one_query_may_mean_that_its_author_did_not(tmp_path: Path) -> None:
    done = dateline(tmp_path, "match", "--query", "ferry boat -ferr*", given=jsonl({"id": 1, "title": "Ferry boat"}))
    assert json.loads(done.stdout) == {"id": 1, "queries": []}
    assert "A space between words means AND" in done.stderr
    assert "excludes ferr*" in done.stderr


def test_match_answers_each_article_before_the_next_is_given(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "bot", "match", "--query", "ferr*"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=tmp_path,
        env=_environment(tmp_path, {}),
    ) as running:
        assert running.stdin
        assert running.stdout
        for title, found in (("Ferry sinks", ["query"]), ("Harvest begins", [])):
            running.stdin.write(jsonl({"id": title, "title": title}))
            running.stdin.flush()
            assert json.loads(running.stdout.readline()) == {"id": title, "queries": found}
        running.stdin.close()
        assert running.stdout.read() == ""
    assert running.returncode == 0


def test_group_and_summarise(tmp_path: Path) -> None:
    text = (
        "A ferry with 300 people aboard sank off Port Alden on Sunday, the coast guard of Lamerra said in a statement."
    )
    given = jsonl(
        {"id": "a", "title": "Ferry sinks", "text": text},
        {"id": "b", "title": "Harvest", "text": "Wheat is being cut in the north of Norland under a clear sky."},
        {"id": "c", "title": "Ferry sinks off Port Alden", "text": text},
    )
    grouped = lines_of(dateline(tmp_path, "group", "--jsonl", given=given))
    assert [line["id"] for line in grouped] == ["a", "b", "c"]
    story = {line["id"]: line["story"] for line in grouped}
    assert story["a"] == story["c"] != story["b"]
    stories = jsonl(
        {"id": "s", "articles": [{"id": "a", "title": "Ferry sinks", "text": text}]}, {"id": "e", "articles": []}
    )
    told, empty = lines_of(dateline(tmp_path, "summarise", "--jsonl", "--words", "40", given=stories))
    assert told == {"id": "s", "sentences": [{"text": text, "article": "a"}]}
    assert empty == {"id": "e", "sentences": []}


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (["figures", "--jsonl"], {"id": 1, "text": "At least 12 people died."}),
        (["group"], {"id": 1, "title": "Ferry", "text": ""}),
    ],
)
def test_an_answer_comes_before_the_input_ends(tmp_path: Path, arguments: Sequence[str], first: object) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
        cwd=tmp_path,
        env=_environment(tmp_path, {}),
    )
    with process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(jsonl(first))
        process.stdin.flush()
        assert json.loads(process.stdout.readline())["id"] == 1
        process.stdin.close()
    assert process.returncode == 0


@pytest.mark.parametrize(
    ("arguments", "given", "code", "words"),
    [
        (
            ["figures", "--jsonl"],
            '{"id": 1, "text": ""}\n{not json}\n',
            2,
            ["Line 2 of standard input", "not JSON", "column 2"],
        ),
        (["match", "--query", "(ferry AND"], "", 2, ["(ferry AND", "^"]),
        (["parse", "-"], "<html><body>Hi</body></html>", 2, ["dateline:", "web page"]),
        (["figures", "--xyzzy"], "", 2, ["--xyzzy"]),
        (["do", "xyzzy"], "", 2, []),
    ],
)
def test_what_is_wrong_is_one_sentence_and_an_exit_code(
    tmp_path: Path, arguments: list[str], given: str, code: int, words: list[str]
) -> None:
    done = dateline(tmp_path, *arguments, given=given)
    assert "Traceback" not in done.stderr
    assert done.returncode == code
    assert [word for word in words if word not in done.stderr] == []


def typed(*arguments: str) -> None:
    """One command as ``main`` runs it, before an error becomes a sentence and an exit code, and without setting up logs."""
    group = typer.main.get_command(app)
    assert isinstance(group, typer.core.TyperGroup)
    group.commands[arguments[0]].main(list(arguments[1:]), arguments[0], standalone_mode=False)


@pytest.mark.parametrize(
    ("arguments", "given", "words"),
    [
        (["figures", "IN", "--jsonl"], '{"id": 1, "text": "a"}\n\n[1]\n', ["Line 3", "in.jsonl", "not an object"]),
        (["figures", "IN", "--jsonl"], '{"text": "a"}\n', ["Line 1", "“id”"]),
        (["figures", "IN", "--jsonl"], '{"id": 1, "text": 7}\n', ["“text” of 1"]),
        (["figures", "IN", "--jsonl"], "[" * 100_000, ["Line 1", "nested too deep"]),
        (["figures", "IN", "--key"], "", ["--jsonl"]),
        (["figures", "gone.txt"], "", ["gone.txt cannot be read"]),
        (["figures", "."], "", ["cannot be read"]),
        (["parse", "gone.xml"], "", ["gone.xml cannot be read"]),
        (["match", "IN"], "", ["--query", "--queries"]),
        (["match", "IN", "--query", "a", "--queries", "b"], "", ["--query", "--queries"]),
        (["match", "IN", "--query", "a"], '{"id": 1, "published": "yesterday"}\n', ["“published” of 1", "'yesterday'"]),
        (["match", "IN", "--query", "a"], '{"id": 1, "sources": "two"}\n', ["“sources” of 1", "whole number"]),
        (["match", "IN", "--queries", "gone.jsonl"], "", ["gone.jsonl cannot be read"]),
        (["match", "--queries", "IN"], '{"id": "sea", "query": "(a"}\n', ["query “sea” is wrong", "^"]),
        (["match", "--queries", "IN"], '{"id": "sea"}\n', ["Line 1", "“query”"]),
        (["group", "IN"], '{"title": "a"}\n', ["Line 1", "“id”"]),
        (["summarise", "IN"], '{"id": 1}\n', ["Line 1", "“articles”"]),
        (["summarise", "IN"], '{"id": 1, "articles": 7}\n', ["articles"]),
        (["replay", "gone"], "", ["gone is no folder"]),
        (["replay", ".", "--query", "(ferry"], "", ["The query is wrong", "^"]),
        (["figures", "IN", "--jsonl"], '{"id": ' + "9" * 5000 + "}\n", ["Line 1", "too many digits"]),
    ],
)
def test_bad_input_is_named_with_its_place(
    tmp_path: Path, arguments: list[str], given: str, words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text(given, "utf-8")
    with pytest.raises(BadInput) as caught:
        typed(*(str(file) if argument == "IN" else argument for argument in arguments))
    assert [word for word in words if word not in str(caught.value)] == []


def test_a_wrong_setting_is_one_sentence(tmp_path: Path) -> None:
    done = dateline(tmp_path, "db", "upgrade", DATELINE_WEB_PROT="1")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("dateline: The environment sets DATELINE_WEB_PROT")
    assert done.stderr.count("\n") == 1


def test_help_and_version_and_the_database(tmp_path: Path) -> None:
    helped = dateline(tmp_path, "--help")
    assert helped.returncode == 0
    promised = ["run", "demo", "check", "parse", "figures", "match", "group", "summarise", "replay", "do", "db"]
    assert [name for name in promised if name not in helped.stdout] == []
    assert dateline(tmp_path, "db", "upgrade").returncode == 0
    assert (tmp_path / "cli.db").is_file()


def test_check_says_what_is_set_up_wrongly_and_how_to_mend_it(tmp_path: Path) -> None:
    well = dateline(tmp_path, "check", "--offline")
    assert (well.returncode, "All well." in well.stdout) == (0, True)
    (tmp_path / "dateline.toml").write_text('[[topics]]\nname = "Big News"\nquery = "a"\n', "utf-8")
    ill = dateline(tmp_path, "check", "--offline")
    assert ill.returncode == 1
    assert "“Big News”" in ill.stdout
    assert "1 to mend." in ill.stdout


def test_check_gives_the_link_that_brings_the_bot_into_a_server(tmp_path: Path) -> None:
    asked = {"DATELINE_DISCORD_TOKEN": "hush-hush", "DATELINE_DISCORD_APPLICATION_ID": "123456789012345678"}
    well = dateline(tmp_path, "check", "--offline", **asked)
    assert well.returncode == 0
    assert "client_id=123456789012345678&scope=bot+applications.commands&permissions=" in well.stdout
    assert "hush-hush" not in well.stdout + well.stderr


async def test_check_asks_slack_about_both_tokens(tmp_path: Path) -> None:
    async with SlackDouble() as slack:
        token = slack.add_workspace("Newsroom").bot_token
        asked = {"DATELINE_SLACK_API_BASE": slack.api_base, "DATELINE_SLACK_APP_TOKEN": slack.app_token}

        async def check(**tokens: str) -> subprocess.CompletedProcess[str]:
            return await asyncio.to_thread(dateline, tmp_path, "check", **(asked | tokens))

        (tmp_path / "dateline.toml").write_text('[[topics]]\nname = "quakes"\nquery = "earthquake"\n', "utf-8")
        well = await check(DATELINE_SLACK_BOT_TOKEN=token)
        assert (well.returncode, "the bot is in Newsroom" in well.stdout) == (0, True)
        ill = await check(DATELINE_SLACK_BOT_TOKEN=token, DATELINE_SLACK_APP_TOKEN="xapp-nobodys")
        assert (ill.returncode, "does not accept the app-level token" in ill.stdout) == (1, True)
        assert token not in well.stdout + well.stderr + ill.stdout + ill.stderr


def test_the_manifest_is_yaml_that_the_settings_shape(tmp_path: Path) -> None:
    plain = yaml.safe_load(dateline(tmp_path, "slack", "manifest").stdout)
    assert plain["settings"]["socket_mode_enabled"] is True
    assert [command["command"] for command in plain["features"]["slash_commands"]] == ["/dateline"]
    url = {"DATELINE_SLACK_URL": "https://d.example", "DATELINE_SLACK_MODE": "http", "DATELINE_SLACK_ALIASES": "true"}
    tokens = {"DATELINE_SLACK_BOT_TOKEN": "xoxb-1", "DATELINE_SLACK_SIGNING_SECRET": "s"}
    public = json.loads(dateline(tmp_path, "slack", "manifest", "--json", **url, **tokens).stdout)
    assert public["settings"]["event_subscriptions"]["request_url"] == "https://d.example/slack/events"
    assert "/subscribe" in [command["command"] for command in public["features"]["slash_commands"]]
