"""What an app offers, as its manifest says; and what Slack would not take of a manifest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tests.doubles.slack.errors import Json

LENGTHS = {
    "display_information": {"name": 35, "description": 140},
    "features.bot_user": {"display_name": 80},
    "features.slash_commands": {"command": 32, "description": 2000, "usage_hint": 1000},
    "features.shortcuts": {"name": 24, "callback_id": 255, "description": 150},
}
"""Characters (Slack's reference, "App manifest")."""
MOST = {
    "features.slash_commands": 50,
    "features.shortcuts": 10,
    "features.unfurl_domains": 5,
    "oauth_config.scopes.bot": 255,
    "oauth_config.redirect_urls": 1000,
    "settings.event_subscriptions.bot_events": 100,
}
"""Items (the same page)."""
NEEDED = (
    (r"app_mention", "app_mentions:read"),
    (r"message\.channels", "channels:history"),
    (r"message\.groups", "groups:history"),
    (r"message\.im", "im:history"),
    (r"message\.mpim", "mpim:history"),
    (r"channel_.*", "channels:read"),
    (r"group_.*", "groups:read"),
    (r"link_shared", "links:read"),
    (r"reaction_.*", "reactions:read"),
    (r"team_.*", "team:read"),
    (r"user_change", "users:read"),
)
"""Which scope an event needs (each event's page)."""
COLOUR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")


class ManifestRefused(AssertionError):
    """Slack would not take the manifest; every reason, a line each."""


@dataclass(frozen=True, slots=True)
class Offer:
    """``commands``: whether what is typed after each is escaped; ``shortcuts``: callback ids with their kind."""

    commands: Mapping[str, bool]
    shortcuts: frozenset[tuple[str, str]]
    events: frozenset[str]
    scopes: frozenset[str]
    domains: tuple[str, ...] = ()
    redirect_urls: tuple[str, ...] = ()
    home: bool = False
    rotating: bool = False
    by_sockets: bool = False

    def unfurls(self, domain: str) -> bool:
        return any(domain == one or domain.endswith(f".{one}") for one in self.domains)


def offer_of(manifest: Json) -> Offer:
    """What a manifest offers; ``ManifestRefused`` if Slack would not take it."""
    complaints = [*bounds(manifest), *senses(manifest)]
    if complaints:
        raise ManifestRefused("\n".join(complaints))
    commands, shortcuts = at(manifest, "features.slash_commands"), at(manifest, "features.shortcuts")
    settings = manifest.get("settings", {})
    return Offer(
        commands={one["command"]: bool(one.get("should_escape")) for one in commands or ()},
        shortcuts=frozenset((one["type"], one["callback_id"]) for one in shortcuts or ()),
        events=frozenset(at(manifest, "settings.event_subscriptions.bot_events") or ()),
        scopes=frozenset(at(manifest, "oauth_config.scopes.bot") or ()),
        domains=tuple(at(manifest, "features.unfurl_domains") or ()),
        redirect_urls=tuple(at(manifest, "oauth_config.redirect_urls") or ()),
        home=bool(at(manifest, "features.app_home.home_tab_enabled")),
        rotating=bool(settings.get("token_rotation_enabled")),
        by_sockets=bool(settings.get("socket_mode_enabled")),
    )


def at(manifest: Json, path: str) -> Any:
    found: Any = manifest
    for step in path.split("."):
        found = (found or {}).get(step)
    return found


def bounds(manifest: Json) -> list[str]:
    """What is too long or too much."""
    said = [f"{path}: more than {most} items" for path, most in MOST.items() if len(at(manifest, path) or ()) > most]
    for path, lengths in LENGTHS.items():
        found = at(manifest, path) or ()
        for item in found if isinstance(found, Sequence) else [found]:
            said += [
                f"{path}: {name} is longer than {most} characters: {item[name]!r}"
                for name, most in lengths.items()
                if len(item.get(name, "")) > most
            ]
    return said


def senses(manifest: Json) -> list[str]:
    """What is missing, or does not go together."""
    said = [] if at(manifest, "display_information.name") else ["display_information.name is missing"]
    colour = at(manifest, "display_information.background_color")
    said += [f"background_color is none: {colour!r}"] if colour and not COLOUR.fullmatch(colour) else []
    scopes = set(at(manifest, "oauth_config.scopes.bot") or ())
    for event in at(manifest, "settings.event_subscriptions.bot_events") or ():
        needed = [scope for pattern, scope in NEEDED if re.fullmatch(pattern, event)]
        said += [f"{event} needs {scope}" for scope in needed if scope not in scopes]
    commands = at(manifest, "features.slash_commands") or ()
    said += [
        f"{one['command']!r} is no command" for one in commands if not re.fullmatch(r"/[a-z0-9_-]+", one["command"])
    ]
    if (commands or at(manifest, "features.shortcuts")) and "commands" not in scopes:
        said.append("commands and shortcuts need the scope commands")
    if not at(manifest, "settings.socket_mode_enabled"):
        said += [f"{path} is missing, and there is no Socket Mode" for path in ADDRESSES if not at(manifest, path)]
        said += [f"{one['command']} has no url, and there is no Socket Mode" for one in commands if not one.get("url")]
    return said


ADDRESSES = ("settings.event_subscriptions.request_url", "settings.interactivity.request_url")
