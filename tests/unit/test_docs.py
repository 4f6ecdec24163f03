"""The documentation says what there is: it is compared with the declarations, and its examples are run."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

from bot.adapters.telemetry import METRICS
from bot.cli.commands import app
from bot.domain.verbs import Permission, Verb
from bot.pipeline.command_line import usage
from config.settings import PREFIX, Settings, load_settings
from handlers import all_verbs
from scripts.check_links import anchors, broken_links, pages

ROOT = Path(__file__).parents[2]
MORE = "…"


def page(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def examples(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Each ``$ command`` of a page's console blocks with the lines it is said to print."""
    found: list[tuple[str, list[str]]] = []
    for block in re.findall(r"^```console\n(.*?)^```", page(name), re.MULTILINE | re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                found.append((line[2:], []))
            else:
                found[-1][1].append(line)
    return [(command, tuple(lines)) for command, lines in found]


EXAMPLES = [example for name in ("README.md", "docs/command-line.md") for example in examples(name)]


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A PATH on which ``dateline`` is this checkout's."""
    script = tmp_path / "dateline"
    script.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m bot "$@"\n')
    script.chmod(0o755)
    return f"{tmp_path}{os.pathsep}{os.environ['PATH']}"


@pytest.mark.parametrize(("command", "expected"), EXAMPLES, ids=[command for command, _ in EXAMPLES])
def test_example(command: str, expected: tuple[str, ...], path: str) -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith(PREFIX)}
    done = subprocess.run(
        ["sh", "-c", command],
        cwd=ROOT, env=environment | {"PATH": path}, capture_output=True, encoding="utf-8", timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    printed = done.stdout.splitlines()
    assert len(printed) == len(expected), done.stdout
    for line, said in zip(printed, expected, strict=True):
        assert_said(line, said)


def assert_said(line: str, said: str) -> None:
    """Objects are compared by value; one that ends with ``…`` names only some of its keys."""
    if not said.startswith("{"):
        assert line == said
        return
    found: dict[str, Any] = json.loads(line)
    told: dict[str, Any] = json.loads(said.replace(f", {MORE}}}", "}"))
    assert {key: found[key] for key in told} == told
    assert said.endswith(f"{MORE}}}") or found.keys() == told.keys()


def test_every_command_has_its_section_and_those_on_streams_an_example() -> None:
    text = page("docs/command-line.md")
    run = " ".join(command for command, _ in EXAMPLES)
    commands = get_command(app).commands  # type: ignore[attr-defined]
    bot = {"run", "demo", "check", "do", "db", "slack"}
    assert commands.keys() > bot
    for name in commands:
        assert f"dateline {name}" in text
        if name not in bot:
            assert f"## {name}\n" in text
            assert f"dateline {name}" in run


def test_every_option_of_the_command_line_is_told() -> None:
    text = page("docs/command-line.md")
    for name, command in get_command(app).commands.items():  # type: ignore[attr-defined]
        for parameter in command.params:
            for option in parameter.opts:
                assert not option.startswith("--") or option in text, f"dateline {name} {option}"


@pytest.mark.parametrize("verb", all_verbs(), ids=lambda verb: verb.path)
def test_verb_is_told(verb: Verb) -> None:
    text = " ".join(page("docs/user-guide.md").split())
    manage = " (manage)" if verb.permission is Permission.MANAGE else ""
    assert f"`{usage(verb)}`{manage}: {verb.help}" in text
    assert f"`{verb.example}`" in text or verb.example == usage(verb)
    assert f"/{verb.path}" in page("README.md")
    assert f"`/{verb.path}`" in page("CHANGELOG.md")


@pytest.mark.parametrize("name", sorted(Settings.model_fields))
def test_setting_is_told(name: str) -> None:
    guide = page("docs/operator-guide.md")
    field = Settings.model_fields[name]
    if name in {"topics", "feeds", "subscriptions"}:
        keys = re.findall(r"\w+", (field.description or "").split(":")[1])
        row = next(line for line in guide.splitlines() if line.startswith(f"| `[[{name}]]` |"))
        assert all(f"`{key}`" in row for key in keys if key != "or")
        return
    default = field.default
    shown = ",".join(default) if isinstance(default, tuple) else str(default).lower()
    told = "" if default in (None, ()) else f"`{shown if isinstance(default, bool | tuple) else default}`"
    row = " ".join(f"| `{PREFIX}{name.upper()}` | {told} | {field.description} |".split())
    assert row in [" ".join(line.split()) for line in guide.splitlines()]


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_metric_is_told(metric: Any) -> None:
    guide = page("docs/operator-guide.md")
    labels = ", ".join(f"`{label}`" for label in metric.labels)
    assert f"| `dateline_{metric.name}` | {metric.kind.value} | {labels} | {metric.help} |" in guide
    assert all(f"| `{label}`" in guide or f"`{label}` of " in guide for label in metric.labels)


def test_every_log_event_is_told() -> None:
    guide = page("docs/operator-guide.md")
    call = re.compile(r'\blog\.(?:debug|info|warning|error|exception)\(\s*"(\w+)"')
    events = {event for file in (ROOT / "bot").rglob("*.py") for event in call.findall(file.read_text("utf-8"))}
    assert len(events) > 5
    assert sorted(event for event in events if f"`{event}`" not in guide) == []


def test_the_example_of_settings_is_the_defaults(tmp_path: Path) -> None:
    text = page("dateline.example.toml")
    file = tmp_path / "dateline.toml"
    file.write_text(text, "utf-8")
    assert load_settings(file) == load_settings(None)
    uncommented = re.sub(r"^#(?=[\[a-z])", "", text, flags=re.MULTILINE)
    file.write_text(uncommented, "utf-8")
    loaded = load_settings(file)
    assert loaded.topics
    assert loaded.feeds
    assert loaded.subscriptions
    lists = {"topics", "feeds", "subscriptions"}
    assert loaded.model_dump(exclude=lists) == load_settings(None).model_dump(exclude=lists)
    others = {name for name in Settings.model_fields if name.startswith(("discord_", "slack_", "signing_"))}
    assert tomllib.loads(uncommented).keys() == Settings.model_fields.keys() - others


def test_the_first_screen_says_what_a_newcomer_types() -> None:
    screen = page("README.md")[:1200]
    for target in ("demo", "run", "test", "check", "bench"):
        assert f"make {target} " in screen
    assert "docs/alert.png" in screen


def test_the_picture_is_small() -> None:
    picture = (ROOT / "docs" / "alert.png").read_bytes()
    assert picture.startswith(b"\x89PNG")
    assert 10_000 < len(picture) < 300_000


def test_every_decision_is_listed_and_tells_what_was_measured() -> None:
    listed = page("docs/adr/README.md")
    decisions = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    assert [int(file.name[:4]) for file in decisions] == list(range(1, len(decisions) + 1))
    for file in decisions:
        text = file.read_text("utf-8")
        title = text.splitlines()[0].partition(". ")[2]
        assert f"| {file.name[:4]} | [{title}]({file.name}) |" in listed
        headings = re.findall(r"^## (.+)$", text, re.MULTILINE)
        assert headings == ["Context", "Decision", "Consequences", "Measured"]


def test_links_lead_somewhere() -> None:
    assert [complaint for name in pages(ROOT) for complaint in broken_links(name, ROOT)] == []


def test_broken_links_are_found(tmp_path: Path) -> None:
    text = "# A page\n\n[gone](gone.md) [here](#a-part) [there](#no-part) [web](https://example.org/)\n\n## A part\n"
    file = tmp_path / "page.md"
    file.write_text(f"{text}```\n[not a link](in.code)\n```\n", "utf-8")
    assert anchors(file) == {"a-page", "a-part"}
    assert list(broken_links(file, tmp_path)) == [
        "page.md: gone.md leads to no file",
        "page.md: #no-part leads to no heading",
    ]
