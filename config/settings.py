"""The operator's settings: environment variables ``DATELINE_…``, then ``dateline.toml``, then the defaults here."""

from __future__ import annotations

import difflib
import os
import tomllib
import zoneinfo
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict, SettingsError

from bot.domain.errors import BadInput
from config.slack import slack_mistake

DEFAULT_FILE = Path("dateline.toml")
PREFIX = "DATELINE_"
OTHER_VARIABLES = {"DATELINE_CONFIG", "DATELINE_TEST_POSTGRES_URL", "DATELINE_TEST_SEED"}
"""Variables of ours that are not settings: where the file is; the tests' database and dice."""


PlatformName = Literal["console", "web"]


def _known_zone(name: str) -> str:
    if name not in zoneinfo.available_timezones():
        raise ValueError("no IANA time zone has this name; use one such as Europe/Paris")
    return name


ZoneName = Annotated[str, AfterValidator(_known_zone)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TopicSetting(_Table):
    """A ``[[topics]]`` table."""

    name: str
    query: str
    description: str = ""


class FeedSetting(_Table):
    """A ``[[feeds]]`` table."""

    url: str
    outlet: str
    language: str | None = None


class SubscriptionSetting(_Table):
    """A ``[[subscriptions]]`` table: a topic's name or ``*``, and a channel such as ``web:#wire``."""

    topic: str
    channel: str
    time_zone: ZoneName | None = None

    @field_validator("channel")
    @classmethod
    def _channel(cls, text: str) -> str:
        platform, _, name = text.partition(":")
        if not platform or not name.lstrip("#"):
            raise ValueError("a channel is written platform:#name, such as web:#wire")
        if platform not in get_args(PlatformName):
            raise ValueError(f"there is no platform {platform}, but {' and '.join(get_args(PlatformName))}")
        return text


class Catalogue(_Table):
    """Topics, feeds and subscriptions, as a file declares them."""

    topics: tuple[TopicSetting, ...] = ()
    feeds: tuple[FeedSetting, ...] = ()
    subscriptions: tuple[SubscriptionSetting, ...] = ()


class Settings(BaseSettings):
    """All settings. Each field's description is its line in the operator guide."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, extra="forbid", frozen=True)

    database_url: str = Field(
        "sqlite:///dateline.db", description="Where everything is kept: sqlite:///PATH or postgresql://USER@HOST/NAME."
    )
    web_host: str = Field("127.0.0.1", description="Address that the chat page listens on.")
    web_port: int = Field(8080, ge=0, le=65535, description="Port of the chat page; 0 takes any free one.")
    web_names: Annotated[tuple[str, ...], NoDecode] = Field(
        (),
        description="Host names under which the chat page may be asked for besides its address and localhost, by commas.",
    )
    platforms: Annotated[tuple[PlatformName, ...], NoDecode] = Field(
        ("console", "web"), description="Platforms that run, separated by commas: console, web."
    )
    time_zone: ZoneName = Field("UTC", description="IANA time zone of channels that have none of their own.")
    poll_fastest_s: float = Field(
        60, gt=0, le=86400, description="Shortest wait between two polls of a feed, in seconds."
    )
    poll_slowest_s: float = Field(
        1800, gt=0, le=604800, description="Longest wait between two polls of a feed, in seconds."
    )
    sweep_s: float = Field(1, gt=0, le=60, description="How often what is due is looked for, in seconds.")
    poll_workers: int = Field(8, ge=1, le=256, description="Feeds polled at a time.")
    parser_workers: int = Field(1, ge=1, le=64, description="Processes that parse feeds.")
    fetch_timeout_s: float = Field(20, gt=0, le=300, description="How long a feed's server may take, in seconds.")
    fetch_limit_bytes: int = Field(10_000_000, ge=1000, description="Largest feed that is read, in bytes.")
    allow_private_networks: bool = Field(
        default=False, description="Whether feeds may lie on loopback and private addresses."
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="What is logged at least.")
    log_format: Literal["console", "json"] = Field("console", description="Logs for people, or one JSON object a line.")
    flood_feed: int = Field(
        30, ge=1, description="New articles in one poll of a feed from which on its alerts are held."
    )
    flood_topic: int = Field(
        20, ge=1, description="Alerts of a topic in a channel within ten minutes before more are held."
    )
    flood_channel: int = Field(40, ge=1, description="Alerts in a channel within ten minutes before more are held.")
    forget_after_days: int = Field(
        30, ge=1, description="Days after which the subscriptions of a channel that cannot be written to are deleted."
    )
    discord_token: SecretStr | None = Field(None, description="Discord bot token; where it is set, Discord is served.")
    discord_application_id: str | None = Field(
        None,
        pattern=r"\d{15,21}",
        description="Discord's id of the application, for the invite link of `dateline check`.",
    )
    discord_style: Literal["components", "embed"] = Field(
        "components", description="How alerts look on Discord: components (version 2) or embed."
    )
    discord_publish: bool = Field(
        default=False, description="Whether alerts in Discord's announcement channels are published to their followers."
    )
    discord_webhooks: bool = Field(
        default=False, description="Whether alerts on Discord are posted under the names of their outlets, by webhooks."
    )
    discord_shards: str | None = Field(
        None,
        pattern=r"\d{1,4}(-\d{1,4})?/\d{1,4}",
        description="Shards of this process of all, such as 0-3/16; Discord's own advice, all here, if not set.",
    )
    discord_api_base: str | None = Field(None, description="Discord's API address, if not Discord's own.")
    discord_gateway_url: str | None = Field(None, description="Discord's gateway address, if not Discord's own.")
    signing_key: SecretStr | None = Field(
        None, description="Key that signs buttons on platforms; the platform's token, if not set."
    )
    slack_bot_token: SecretStr | None = Field(
        None, description="Slack bot token (xoxb-…), for one workspace; where it is set, Slack is served."
    )
    slack_client_id: str | None = Field(
        None, description="Slack client id, for many workspaces that install the app; where it is set, Slack is served."
    )
    slack_client_secret: SecretStr | None = Field(None, description="Slack client secret, for the same.")
    slack_encryption_key: SecretStr | None = Field(
        None, description="Long random key that seals the tokens of those workspaces in the database."
    )
    slack_mode: Literal["socket", "http"] = Field(
        "socket", description="How Slack reaches Dateline: socket (Socket Mode, no public address) or http."
    )
    slack_app_token: SecretStr | None = Field(None, description="Slack app-level token (xapp-…), for Socket Mode.")
    slack_signing_secret: SecretStr | None = Field(None, description="Slack signing secret, for HTTP.")
    slack_url: str | None = Field(
        None,
        pattern=r"https?://[^/]+/?",
        description="Public address of the web server, such as https://dateline.example.org, for HTTP and installing.",
    )
    slack_sockets: int = Field(2, ge=1, le=10, description="Socket Mode connections at a time.")
    slack_aliases: bool = Field(
        default=False, description="Whether Slack has a command for each verb, such as /subscribe, beside /dateline."
    )
    slack_unfurl_domains: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Domains whose links are shown on Slack with their story's figures, by commas."
    )
    slack_api_base: str | None = Field(None, description="Slack's API address, if not Slack's own.")
    rates: dict[str, float] = Field(
        {},
        description="What one of each currency is worth, so that queries compare money across them: USD = 1, EUR = 1.08.",
    )
    topics: tuple[TopicSetting, ...] = Field((), description="[[topics]] tables: name, query, description.")
    feeds: tuple[FeedSetting, ...] = Field((), description="[[feeds]] tables: url, outlet, language.")
    subscriptions: tuple[SubscriptionSetting, ...] = Field(
        (), description="[[subscriptions]] tables: topic (or *), channel, time_zone."
    )

    @field_validator("platforms", "web_names", "slack_unfurl_domains", mode="before")
    @classmethod
    def _listed(cls, value: object) -> object:
        return tuple(name.strip() for name in value.split(",") if name.strip()) if isinstance(value, str) else value

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Environment over file; the file's values come in as init values, see ``load_settings``."""
        return env_settings, init_settings

    @property
    def shards(self) -> tuple[range, int] | None:
        """The shards of this process, and how many there are in all; None where Discord is to say."""
        if self.discord_shards is None:
            return None
        span, _, count = self.discord_shards.partition("/")
        first, _, last = span.partition("-")
        return range(int(first), int(last or first) + 1), int(count)

    @property
    def serves_slack(self) -> bool:
        """Whether Slack is served."""
        return self.slack_bot_token is not None or self.slack_client_id is not None

    @property
    def catalogue(self) -> Catalogue:
        """What the file declares to be watched."""
        return Catalogue(topics=self.topics, feeds=self.feeds, subscriptions=self.subscriptions)


def settings_file() -> Path | None:
    """The file in force: ``DATELINE_CONFIG`` (which must be there), else ``dateline.toml`` here, else none."""
    named = os.environ.get("DATELINE_CONFIG")
    if named:
        if not Path(named).is_file():
            raise BadInput(f"DATELINE_CONFIG names {named}, and there is no such file; mend the path or unset it.")
        return Path(named)
    return DEFAULT_FILE if DEFAULT_FILE.is_file() else None


def load_settings(file: Path | None) -> Settings:
    """Read all settings. Raises ``BadInput`` that names the variable or key, what is wrong, and what would be right."""
    _refuse_unknown_variables()
    values = read_toml(file) if file else {}
    try:
        settings = Settings(**values)
    except ValidationError as error:
        raise BadInput(_sentence(error, file)) from error
    except SettingsError as error:
        tables = " and ".join(PREFIX + name.upper() for name in Catalogue.model_fields)
        raise BadInput(f"{tables} must be JSON lists of tables; a TOML file's [[tables]] are easier.") from error
    if settings.poll_fastest_s > settings.poll_slowest_s:
        raise BadInput("poll_fastest_s is longer than poll_slowest_s; make it the shorter of the two.")
    mine, count = settings.shards or (range(1), 1)
    if not mine or mine[-1] >= count:
        raise BadInput(
            f"discord_shards is {settings.discord_shards}; write first-last/all, such as 0-3/16: shards count from 0."
        )
    if mistake := slack_mistake(settings.model_dump()):
        raise BadInput(mistake)
    return settings


def read_toml(file: Path) -> dict[str, Any]:
    """A TOML file as a dictionary; ``BadInput`` with the place where it is broken."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{file} is not UTF-8 text (byte {error.start}); save it as UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        raise BadInput(f"{file} is not TOML: {error}.") from error


def read_catalogue(file: Path) -> Catalogue:
    """Topics, feeds and subscriptions of one file."""
    try:
        return Catalogue(**read_toml(file))
    except ValidationError as error:
        raise BadInput(_sentence(error, file)) from error


def _refuse_unknown_variables() -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields} | OTHER_VARIABLES
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name not in known:
            near = difflib.get_close_matches(name, known, 1)
            hint = f"did you mean {near[0]}?" if near else "the operator guide lists those there are."
            raise BadInput(f"The environment sets {name}, and there is no such setting; {hint}")


def _sentence(error: ValidationError, file: Path | None) -> str:
    """One sentence on the first thing that is wrong, and how many more there are."""
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    variable = PREFIX + str(first["loc"][0]).upper() if first["loc"] else PREFIX
    where = variable if variable in os.environ else f"{place} in {file}"
    if first["type"] == "extra_forbidden":
        near = difflib.get_close_matches(place, Settings.model_fields, 1)
        hint = f"did you mean {near[0]}?" if near else "remove it."
        text = f"{where} is no setting; {hint}"
    else:
        text = f"{where} is wrong: {first['msg'].removeprefix('Value error, ')}."
        if isinstance(first["input"], str | int | float) and not _secret(place):
            text = text[:-1] + f" (it is {first['input']!r})."
    more = len(error.errors()) - 1
    return text + (f" {more} more like this." if more else "")


def _secret(place: str) -> bool:
    return any(word in place for word in ("token", "secret", "key"))
