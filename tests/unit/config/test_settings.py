"""Settings: environment over file over default, and one sentence for each kind of mistake."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.domain.errors import BadInput
from bot.domain.watch import TOPIC_NAME
from bot.rules import parse
from config.files import newswire, starter
from config.settings import OTHER_VARIABLES, PREFIX, Settings, load_settings, read_catalogue, settings_file


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No variable of ours, and a folder without a dateline.toml."""
    for name in list(os.environ):
        if name.startswith(PREFIX):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def toml(tmp_path: Path) -> Path:
    """Where a settings file may be written."""
    return tmp_path / "some.toml"


def test_without_anything_the_defaults_are_in_force() -> None:
    settings = load_settings(None)
    assert settings_file() is None
    assert (settings.database_url, settings.web_host, settings.web_port) == ("sqlite:///dateline.db", "127.0.0.1", 8080)
    assert settings.platforms == ("console", "web")
    assert settings.allow_private_networks is False
    assert settings.discord_token is None
    assert (settings.catalogue.topics, settings.catalogue.feeds) == ((), ())


def test_the_environment_stands_over_the_file_and_the_file_over_the_defaults(
    monkeypatch: pytest.MonkeyPatch, toml: Path
) -> None:
    toml.write_text('web_port = 9000\nweb_host = "0.0.0.0"\nplatforms = ["web"]\n', "utf-8")
    monkeypatch.setenv("DATELINE_WEB_PORT", "9001")
    settings = load_settings(toml)
    assert (settings.web_port, settings.web_host, settings.platforms) == (9001, "0.0.0.0", ("web",))


def test_platforms_may_be_written_with_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATELINE_PLATFORMS", "web, console")
    assert load_settings(None).platforms == ("web", "console")


def test_a_file_declares_what_to_watch(toml: Path) -> None:
    toml.write_text(
        '[[topics]]\nname = "quakes"\nquery = "earthquake*"\n'
        '[[feeds]]\nurl = "https://herald.example/rss"\noutlet = "Herald"\n'
        '[[subscriptions]]\ntopic = "*"\nchannel = "web:#wire"\ntime_zone = "Asia/Baghdad"\n',
        "utf-8",
    )
    catalogue = load_settings(toml).catalogue
    assert [topic.name for topic in catalogue.topics] == ["quakes"]
    assert [feed.outlet for feed in catalogue.feeds] == ["Herald"]
    assert [wish.channel for wish in catalogue.subscriptions] == ["web:#wire"]


def test_the_names_that_deployments_rely_on_are_kept() -> None:
    kept = (
        "DATABASE_URL WEB_HOST WEB_PORT DISCORD_TOKEN DISCORD_API_BASE DISCORD_GATEWAY_URL SLACK_BOT_TOKEN SLACK_APP_TOKEN "
        "SLACK_SIGNING_SECRET SLACK_CLIENT_ID SLACK_CLIENT_SECRET SLACK_API_BASE ALLOW_PRIVATE_NETWORKS"
    )
    assert set(kept.lower().split()) <= set(Settings.model_fields)
    assert all(field.description for field in Settings.model_fields.values())


@pytest.mark.parametrize(
    ("variable", "value", "words"),
    [
        ("DATELINE_WEB_PORT", "eighty", ["DATELINE_WEB_PORT", "integer", "'eighty'"]),
        ("DATELINE_WEB_PORT", "70000", ["DATELINE_WEB_PORT", "65535"]),
        ("DATELINE_WEB_PROT", "80", ["DATELINE_WEB_PROT", "did you mean DATELINE_WEB_PORT?"]),
        ("DATELINE_XYZZYQ", "80", ["DATELINE_XYZZYQ", "no such setting"]),
        ("DATELINE_PLATFORMS", "web,slak", ["DATELINE_PLATFORMS", "'console'", "'web'"]),
        ("DATELINE_TIME_ZONE", "Mars", ["DATELINE_TIME_ZONE", "such as Europe/Paris", "'Mars'"]),
        ("DATELINE_LOG_LEVEL", "loud", ["DATELINE_LOG_LEVEL", "'debug'"]),
        ("DATELINE_SWEEP_S", "0", ["DATELINE_SWEEP_S", "greater than 0"]),
        ("DATELINE_SWEEP_S", "nan", ["DATELINE_SWEEP_S"]),
        ("DATELINE_ALLOW_PRIVATE_NETWORKS", "perhaps", ["DATELINE_ALLOW_PRIVATE_NETWORKS", "boolean"]),
        ("DATELINE_POLL_FASTEST_S", "9000", ["poll_fastest_s", "poll_slowest_s"]),
        ("DATELINE_TOPICS", "quakes", ["DATELINE_TOPICS", "JSON"]),
        ("DATELINE_TOPICS", "[1]", ["DATELINE_TOPICS"]),
    ],
)
def test_a_wrong_variable_is_one_sentence_that_names_it(
    monkeypatch: pytest.MonkeyPatch, variable: str, value: str, words: list[str]
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(BadInput) as caught:
        load_settings(None)
    sentence = str(caught.value)
    assert [word for word in words if word not in sentence] == []
    assert "\n" not in sentence
    assert "pydantic" not in sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("web_port = ]\n", ["some.toml", "not TOML", "line 1"]),
        ("web_prot = 80", ["web_prot in", "some.toml", "did you mean web_port?"]),
        ("xyzzyq = 80", ["xyzzyq in", "remove it"]),
        ('web_port = "x"', ["web_port in", "some.toml", "'x'"]),
        ("[[topics]]\nname = 'a'", ["topics.0.query", "required"]),
        ("[[topics]]\nname = 'a'\nquery = 'b'\ncolour = 'c'", ["topics.0.colour", "no setting"]),
        (
            "[[subscriptions]]\ntopic = '*'\nchannel = 'wire'",
            ["subscriptions.0.channel", "such as web:#wire", "'wire'"],
        ),
        ("[[subscriptions]]\ntopic = '*'\nchannel = 'wbe:#a'", ["subscriptions.0.channel", "no platform wbe"]),
        (
            "[[subscriptions]]\ntopic = '*'\nchannel = 'web:#a'\ntime_zone = 'Mars'",
            ["subscriptions.0.time_zone", "Europe/Paris", "'Mars'"],
        ),
        ("web_port = 'x'\nsweep_s = 'y'\nlog_level = 'z'", ["2 more like this"]),
        ("feeds = 'x'", ["feeds in"]),
    ],
)
def test_a_wrong_file_is_one_sentence_that_names_file_and_key(toml: Path, text: str, words: list[str]) -> None:
    toml.write_text(text, "utf-8")
    with pytest.raises(BadInput) as caught:
        load_settings(toml)
    assert [word for word in words if word not in str(caught.value)] == []


@pytest.mark.parametrize("key", [name for name in Settings.model_fields if name.endswith(("token", "secret", "key"))])
def test_no_secret_is_shown(monkeypatch: pytest.MonkeyPatch, toml: Path, key: str) -> None:
    toml.write_text(f"{key} = 123454321\n", "utf-8")
    with pytest.raises(BadInput) as caught:
        load_settings(toml)
    assert key in str(caught.value)
    assert "123454321" not in str(caught.value)
    monkeypatch.setenv(PREFIX + key.upper(), "hush-hush")
    settings = Settings()
    assert getattr(settings, key).get_secret_value() == "hush-hush"
    assert "hush-hush" not in repr(settings) + str(settings)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"gone\.toml cannot be read"):
        load_settings(tmp_path / "gone.toml")
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b'web_host = "\xe9"')
    with pytest.raises(BadInput, match=r"latin\.toml is not UTF-8 text \(byte 12\)"):
        load_settings(latin)


def test_the_file_in_force(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    named = tmp_path / "named.toml"
    monkeypatch.setenv("DATELINE_CONFIG", str(named))
    with pytest.raises(BadInput, match="DATELINE_CONFIG names"):
        settings_file()
    named.write_text("web_port = 1\n", "utf-8")
    assert settings_file() == named
    assert load_settings(settings_file()).web_port == 1
    assert "DATELINE_CONFIG" in OTHER_VARIABLES
    monkeypatch.delenv("DATELINE_CONFIG")
    (tmp_path / "dateline.toml").write_text("web_port = 2\n", "utf-8")
    assert load_settings(settings_file()).web_port == 2


def test_the_starter_file_is_sound() -> None:
    catalogue = starter()
    names = {topic.name for topic in catalogue.topics}
    assert "syria-iraq-repatriation" in names
    assert len(names) == len(catalogue.topics)
    for topic in catalogue.topics:
        assert TOPIC_NAME.fullmatch(topic.name)
        parse(topic.query)
    assert len({feed.url for feed in catalogue.feeds}) == len(catalogue.feeds) > 0
    assert all(feed.url.startswith("https://") for feed in catalogue.feeds)
    assert all(wish.topic == "*" or wish.topic in names for wish in catalogue.subscriptions)
    assert newswire()


def test_a_catalogue_that_is_wrong_is_named(toml: Path) -> None:
    toml.write_text("[[topics]]\nname = 1\n", "utf-8")
    with pytest.raises(BadInput, match=r"topics\.0\.name in .*some\.toml"):
        read_catalogue(toml)


@pytest.mark.parametrize(
    ("text", "mine", "count"), [("0/1", [0], 1), ("0-3/16", [0, 1, 2, 3], 16), ("15/16", [15], 16), (None, None, None)]
)
def test_shards_of_this_process(
    monkeypatch: pytest.MonkeyPatch, text: str | None, mine: list[int] | None, count: int | None
) -> None:
    if text:
        monkeypatch.setenv("DATELINE_DISCORD_SHARDS", text)
    shards = load_settings(None).shards
    assert (shards and list(shards[0]), shards and shards[1]) == (mine, count)


@pytest.mark.parametrize("text", ["3-0/16", "0-16/16", "16/16", "0/0", "all", "1-2"])
def test_shards_that_cannot_be_are_one_sentence(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("DATELINE_DISCORD_SHARDS", text)
    with pytest.raises(BadInput, match=r"(?i)discord_shards"):
        load_settings(None)
