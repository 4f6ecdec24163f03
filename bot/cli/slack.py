"""``dateline slack manifest``: setting up the app in Slack is one paste."""

from __future__ import annotations

import json

import typer
import yaml

from bot.adapters.platforms.slack.install import manifest
from config.settings import load_settings, settings_file
from handlers import all_verbs


def print_manifest(*, as_json: bool) -> None:
    """The manifest that these settings ask for, on standard output."""
    settings = load_settings(settings_file())
    made = manifest(
        all_verbs(),
        url=settings.slack_url,
        http=settings.slack_mode == "http",
        aliases=settings.slack_aliases,
        unfurl=settings.slack_unfurl_domains,
        rotation=settings.slack_client_id is not None,
    )
    if as_json:
        typer.echo(json.dumps(made, indent=2, ensure_ascii=False))
    else:
        typer.echo(yaml.safe_dump(made, sort_keys=False, allow_unicode=True, width=100).rstrip())
