"""The app manifest: all that Slack has to know of the app, so that setting it up is one paste.

Names and limits are those of Slack's "App manifest reference".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin

from bot.domain.verbs import Verb

COMMAND = "/dateline"

SCOPES = (
    "app_mentions:read",
    "channels:history",
    "channels:read",
    "chat:write",
    "commands",
    "files:read",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
    "im:read",
    "im:write",
    "links:read",
    "links:write",
    "metadata.message:read",
    "mpim:history",
    "mpim:read",
    "team:read",
    "usergroups:read",
    "users:read",
)
"""What the bot may do: answer commands and mentions, write where it was invited, find its own messages again (history), show
pictures (files), know channels, people and user groups by their names, and unfurl links.
"""

EVENTS = (
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "channel_archive",
    "channel_deleted",
    "channel_left",
    "channel_rename",
    "channel_unarchive",
    "group_archive",
    "group_deleted",
    "group_left",
    "group_rename",
    "group_unarchive",
    "link_shared",
    "member_joined_channel",
    "message.im",
    "tokens_revoked",
)

WHY_SHORTCUT, LIKE_SHORTCUT, TOPIC_SHORTCUT = "dateline_why", "dateline_like", "dateline_new_topic"
MOST_COMMANDS = 50
BUILT_IN = frozenset(("/help", "/mute"))
"""Commands of Slack's own, whose names no app may take."""

_LONGEST_HINT = 100
_WITH_LINKS = frozenset(("links:read", "links:write", "link_shared"))


def manifest(
    verbs: Sequence[Verb],
    *,
    url: str | None = None,
    http: bool = False,
    aliases: bool = False,
    unfurl: Sequence[str] = (),
    rotation: bool = False,
) -> dict[str, Any]:
    """The manifest as Slack's YAML or JSON has it.

    ``url`` is this process's public address, for OAuth and, with ``http``, for events; else they come by Socket Mode.
    ``rotation`` lets tokens end after twelve hours, which only installations by OAuth can take. ``aliases`` adds a command
    for each of the verbs' first words. ``unfurl`` are the domains whose links are shown with their figures.
    """
    events = urljoin(url, "/slack/events") if url and http else None
    oauth: dict[str, Any] = {"scopes": {"bot": scopes(unfurl=bool(unfurl))}}
    if url:
        oauth["redirect_urls"] = [urljoin(url, "/slack/oauth_redirect")]
    settings: dict[str, Any] = {
        "event_subscriptions": {"bot_events": [event for event in EVENTS if unfurl or event not in _WITH_LINKS]},
        "interactivity": {"is_enabled": True},
        "org_deploy_enabled": False,
        "socket_mode_enabled": events is None,
        "token_rotation_enabled": rotation,
    }
    if events:
        settings["event_subscriptions"]["request_url"] = events
        settings["interactivity"] |= {"request_url": events, "message_menu_options_url": events}
    return {
        "display_information": {
            "name": "Dateline",
            "description": "News alerts with the figures that matter",
            "background_color": "#1f2933",
        },
        "features": _features(verbs, events=events, aliases=aliases, unfurl=unfurl),
        "oauth_config": oauth,
        "settings": settings,
    }


def _features(verbs: Sequence[Verb], *, events: str | None, aliases: bool, unfurl: Sequence[str]) -> dict[str, Any]:
    features: dict[str, Any] = {
        "app_home": {"home_tab_enabled": True, "messages_tab_enabled": True, "messages_tab_read_only_enabled": False},
        "bot_user": {"display_name": "dateline", "always_online": True},
        "shortcuts": [
            _shortcut("New topic", "global", TOPIC_SHORTCUT, "Watch the news for something"),
            _shortcut("Why was I told this?", "message", WHY_SHORTCUT, "How a message of Dateline's came about"),
            _shortcut("More like this", "message", LIKE_SHORTCUT, "A topic made of an article"),
        ],
        "slash_commands": [_command(*one, events) for one in _commands(verbs, aliases=aliases)],
    }
    if unfurl:
        features["unfurl_domains"] = list(unfurl)
    return features


def scopes(*, unfurl: bool) -> list[str]:
    """What a workspace is asked to allow; the scopes for links only where they are shown with their figures."""
    return [scope for scope in SCOPES if unfurl or scope not in _WITH_LINKS]


def aliases_of(verbs: Sequence[Verb]) -> tuple[str, ...]:
    """The extra commands: the first word of every verb, as ``/subscribe``, but Slack's own."""
    first = dict.fromkeys(f"/{verb.path.split()[0]}" for verb in verbs)
    return tuple(command for command in first if command not in BUILT_IN)[: MOST_COMMANDS - 1]


def _commands(verbs: Sequence[Verb], *, aliases: bool) -> list[tuple[str, str, str]]:
    """Each command with its description and usage hint."""
    commands = [(COMMAND, "News alerts: topics, subscriptions, summaries, figures", "help, or subscribe, summary …")]
    if aliases:
        for word in aliases_of(verbs):
            below = [verb for verb in verbs if f"/{verb.path.split()[0]}" == word]
            rest = [verb.path.partition(" ")[2] for verb in below if " " in verb.path]
            hint = ", ".join(rest) if rest else " ".join(f"[{option.name}]" for option in below[0].options)
            commands.append((word, below[0].help if not rest else f"Dateline: {word[1:]}", hint))
    return commands


def _command(name: str, description: str, hint: str, events: str | None) -> dict[str, Any]:
    # Escaped, Slack names channels and people by their ids in what is typed.
    command: dict[str, Any] = {"command": name, "description": description, "should_escape": True}
    if hint:
        command["usage_hint"] = hint if len(hint) <= _LONGEST_HINT else f"{hint[: _LONGEST_HINT - 1]}…"
    if events:
        command["url"] = events
    return command


def _shortcut(name: str, kind: str, callback_id: str, description: str) -> dict[str, str]:
    return {"name": name, "type": kind, "callback_id": callback_id, "description": description}
