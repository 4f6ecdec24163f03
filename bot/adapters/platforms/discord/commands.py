"""The verbs' declarations as Discord's application commands, in the JSON that Discord takes.

Numbers and limits are those of Discord's reference, "Application Commands": 1 to 32 characters a name, 100 a description,
25 options a command, 25 choices an option, 100 commands, required options first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import discord

from bot.domain.verbs import Option, OptionKind, Permission, Verb

Payload = dict[str, Any]

Localised = Mapping[str, Mapping[str, str]]
"""Discord's locale -> path -> the word shown there for the path's last: ``{"fr": {"watch create": "créer"}}``.

An option's path is its verb's path and its name: ``watch create query``.
"""

WHY_COMMAND = "Why was I told this?"
LIKE_COMMAND = "More like this"
MESSAGE_COMMANDS = {WHY_COMMAND: "why", LIKE_COMMAND: "watch like"}
"""What a message's menu offers -> the verb that answers it, given the message's story."""

MOST_COMMANDS, MOST_OPTIONS, MOST_CHOICES = 100, 25, 25
LONGEST_DESCRIPTION = 100
MANAGERS = discord.Permissions(manage_channels=True)
"""Who is shown a command that is for managers; a server may show it to others under Integrations in its settings."""

_NAME = re.compile(r"[-_'\w]{1,32}")
_EVERYWHERE = (0, 1, 2)
_WITH_BOT = (0, 1)
"""Where a command may be given: in a server, in a direct message with the bot, in any other direct message."""
_INSTALLED_BY = (0, 1)
"""A server, a user."""

_TYPES = {
    OptionKind.COUNT: discord.AppCommandOptionType.integer,
    OptionKind.CHANNEL: discord.AppCommandOptionType.channel,
}
_WRITTEN_FREELY = frozenset((OptionKind.TEXT, OptionKind.URL, OptionKind.MENTION))
"""Written without our completion. A mention is text too: Discord completes ``@`` in it by itself, and its own option for
mentions could name only one, and neither ``@here`` nor nobody.
"""
_CHANNEL_TYPES = (
    discord.ChannelType.text,
    discord.ChannelType.news,
    discord.ChannelType.news_thread,
    discord.ChannelType.public_thread,
    discord.ChannelType.private_thread,
    discord.ChannelType.forum,
)


def declare_commands(verbs: Sequence[Verb], localised: Localised | None = None) -> list[Payload]:
    """All commands of an application, as ``PUT /applications/{id}/commands`` wants them.

    Raises ``ValueError`` for a declaration that Discord would not take: it is a mistake in the program.
    """
    words = localised or {}
    groups: dict[str, list[Verb]] = {}
    for verb in verbs:
        groups.setdefault(verb.path.split()[0], []).append(verb)
    commands = [_command(name, members, words) for name, members in groups.items()]
    paths = {verb.path for verb in verbs}
    commands += [_message_command(name) for name, path in MESSAGE_COMMANDS.items() if path in paths]
    if len(commands) > MOST_COMMANDS:
        raise ValueError(f"Discord takes {MOST_COMMANDS} commands, not {len(commands)}")
    return commands


def asks_in_a_form(verb: Verb) -> bool:
    """Whether a command may be given bare: what it needs is then asked in a form.

    So for verbs that show what they would do first. For the others Discord asks for what is required as it is typed.
    """
    return verb.preview is not None


def short(text: str, length: int = LONGEST_DESCRIPTION) -> str:
    """Text of at most ``length`` characters, cut after a word."""
    text = " ".join(text.split())
    if len(text) <= length:
        return text
    return text[: length - 1].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def _command(name: str, verbs: list[Verb], words: Localised) -> Payload:
    managers = all(verb.permission is Permission.MANAGE for verb in verbs)
    command: Payload = {
        "type": discord.AppCommandType.chat_input.value,
        **_named(name, words),
        "description": _group_help(name, verbs) if len(verbs) > 1 or " " in verbs[0].path else short(verbs[0].help),
        "options": _branches(name, verbs, words),
        "integration_types": list(_INSTALLED_BY),
        "contexts": list(_WITH_BOT if managers else _EVERYWHERE),
    }
    if managers:
        command["default_member_permissions"] = MANAGERS.value
    return command


def _message_command(name: str) -> Payload:
    return {
        "type": discord.AppCommandType.message.value,
        "name": name,
        "integration_types": list(_INSTALLED_BY),
        "contexts": list(_WITH_BOT),
    }


def _branches(path: str, verbs: list[Verb], words: Localised) -> list[Payload]:
    """What stands under a path: its options where it is a verb, else the commands and groups below it."""
    if len(verbs) == 1 and verbs[0].path == path:
        return _options(verbs[0], words)
    depth = len(path.split())
    below: dict[str, list[Verb]] = {}
    for verb in verbs:
        if verb.path == path:
            raise ValueError(f"/{path} is a command and a group of commands; Discord cannot have both")
        below.setdefault(" ".join(verb.path.split()[: depth + 1]), []).append(verb)
    return _few([_branch(step, members, words) for step, members in below.items()], path)


def _branch(path: str, verbs: list[Verb], words: Localised) -> Payload:
    alone = len(verbs) == 1 and verbs[0].path == path
    if not alone and len(path.split()) > 2:
        raise ValueError(f"/{verbs[0].path} is of more words than the three that Discord takes")
    kind = discord.AppCommandOptionType.subcommand if alone else discord.AppCommandOptionType.subcommand_group
    help_text = short(verbs[0].help) if alone else _group_help(path, verbs)
    options = _branches(path, verbs, words)
    return {"type": kind.value, **_named(path, words), "description": help_text, "options": options}


def _group_help(path: str, verbs: Iterable[Verb]) -> str:
    rest = [verb.path.removeprefix(path).strip() for verb in verbs]
    return short(f"{path.capitalize()}: {', '.join(rest)}")


def _options(verb: Verb, words: Localised) -> list[Payload]:
    bare = asks_in_a_form(verb)
    options = [_option(option, f"{verb.path} {option.name}", words, bare=bare) for option in verb.options]
    return _few(sorted(options, key=lambda option: not option["required"]), verb.path)


def _few(options: list[Payload], path: str) -> list[Payload]:
    if len(options) > MOST_OPTIONS:
        raise ValueError(f"Discord takes {MOST_OPTIONS} options, and /{path} has {len(options)}")
    return options


def _option(option: Option, path: str, words: Localised, *, bare: bool) -> Payload:
    kind = _TYPES.get(option.kind, discord.AppCommandOptionType.string)
    return {
        "type": kind.value,
        **_named(path, words),
        "description": short(option.help),
        "required": option.required and not bare,
        **_widget(option),
    }


def _widget(option: Option) -> Payload:
    """What is special about an option's kind."""
    if option.kind is OptionKind.COUNT:
        # The same bounds as the command line's where none are declared.
        low, high = option.minimum, option.maximum
        return {"min_value": 1 if low is None else low, "max_value": 1000 if high is None else high}
    if option.kind is OptionKind.CHANNEL:
        return {"channel_types": [kind.value for kind in _CHANNEL_TYPES]}
    if option.kind in _TYPES or option.kind in _WRITTEN_FREELY:
        return {}
    if option.choices and len(option.choices) <= MOST_CHOICES:
        return {"choices": [{"name": choice, "value": choice} for choice in option.choices]}
    return {"autocomplete": True}


def _named(path: str, words: Localised) -> Payload:
    name = path.rsplit(maxsplit=1)[-1]
    local = {locale: names[path] for locale, names in words.items() if path in names}
    for each in (name, *local.values()):
        if not _NAME.fullmatch(each) or each != each.lower():
            raise ValueError(
                f"“{each}” in /{path} is no name for a command: 1 to 32 lower-case letters, digits, - and _"
            )
    return {"name": name, "name_localizations": local} if local else {"name": name}
