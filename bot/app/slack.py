"""Slack, as the settings ask for it."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import SecretStr

from bot.adapters.platforms.slack import SLACK_API, Naming, SlackPlatform, button_signer
from bot.adapters.platforms.slack.asking import Asking
from bot.adapters.platforms.slack.install import Installed, SingleWorkspace, Tokens
from bot.adapters.platforms.slack.install.manifest import aliases_of
from bot.adapters.platforms.slack.install.oauth import OAuth
from bot.adapters.platforms.slack.install.stores import Seal, SealedInstallations, states
from bot.adapters.platforms.slack.life import Life
from bot.app.surroundings import Surroundings
from bot.domain.verbs import Verb
from bot.pipeline.asking import Houses, Signer
from bot.pipeline.ports import Commands
from config.settings import Settings


def build_slack(around: Surroundings, verbs: Sequence[Verb]) -> SlackPlatform:
    """The Slack platform that the settings ask for; they are consistent (``load_settings``)."""
    settings = around.settings
    api = settings.slack_api_base or SLACK_API
    tokens, oauth = slack_tokens(around)
    by_socket = settings.slack_mode == "socket"
    life = Life(
        tokens,
        api=api,
        presence=around.presence,
        app_token=_secret(settings.slack_app_token) if by_socket else None,
        signing_secret=None if by_socket else _secret(settings.slack_signing_secret),
        oauth=oauth,
        sockets=settings.slack_sockets,
    )
    return SlackPlatform(
        tokens,
        slack_signer(settings),
        life=life,
        fetcher=around.fetcher,
        draw=around.draw,
        api=api,
        naming=Naming(verbs, _aliases(settings, verbs)),
    )


def slack_tokens(around: Surroundings) -> tuple[Tokens, OAuth | None]:
    """Where tokens come from: the settings for one workspace, or installations by OAuth for many."""
    settings, engine = around.settings, around.storage.engine
    api = settings.slack_api_base or SLACK_API
    if settings.slack_bot_token:
        return SingleWorkspace(settings.slack_bot_token.get_secret_value(), api=api), None
    client_id = settings.slack_client_id or ""
    client_secret = _secret(settings.slack_client_secret) or ""
    seal = Seal(_secret(settings.slack_encryption_key) or "")
    installations = SealedInstallations(engine, client_id=client_id, seal=seal)
    tokens = Installed(
        installations,
        client_id=client_id,
        client_secret=client_secret,
        api=api,
        clock=lambda: around.clock.now().timestamp(),
    )
    oauth = OAuth(
        installations,
        states(engine),
        client_id=client_id,
        client_secret=client_secret,
        url=settings.slack_url or "",
        api=api,
        unfurl=bool(settings.slack_unfurl_domains),
    )
    return tokens, oauth


def slack_signer(settings: Settings) -> Signer:
    """Signs Slack's buttons: with the secret that changes least, where no key is set."""
    key = settings.signing_key or settings.slack_client_secret or settings.slack_bot_token
    assert key is not None
    return button_signer(key.get_secret_value())


def serve_slack(slack: SlackPlatform, around: Surroundings, commands: Commands, houses: Houses) -> None:
    """Let Slack's users give the commands."""
    settings = around.settings
    slack.serve(
        Asking(
            commands,
            renderer=slack.renderer,
            signer=slack_signer(settings),
            houses=houses,
            storage=around.storage,
            clock=around.clock,
            time_zone=settings.time_zone,
            aliases=_aliases(settings, commands.verbs),
            unfurl=bool(settings.slack_unfurl_domains),
            pictures=slack.pictures.of,
            uninvited=slack.directory.uninvited,
        )
    )


def _aliases(settings: Settings, verbs: Sequence[Verb]) -> Sequence[str]:
    return aliases_of(verbs) if settings.slack_aliases else ()


def _secret(value: SecretStr | None) -> str | None:
    return value.get_secret_value() if value is not None else None
