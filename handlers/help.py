"""``help``: the verbs, made from their declarations."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Card, Code, Field, Text
from bot.domain.verbs import Option, OptionKind, Permission, Verb
from bot.pipeline.command_line import find_verb, tokenise, usage
from handlers.context import Context


async def show_help(context: Context, values: Mapping[str, Any]) -> Card:
    """List all verbs, or tell one whole."""
    if values["command"]:
        verb, _ = find_verb(tokenise(values["command"].removeprefix("/")), context.verbs)
        return _one(verb)
    fields = [
        Field(label=f"/{verb.path}", value=(Text(verb.help),), note=(Code(usage(verb)),)) for verb in context.verbs
    ]
    return write_card("What you can ask", fields=fields)


def _one(verb: Verb) -> Card:
    fields = [
        Field(label=option.name + ("" if option.required else " (optional)"), value=(Text(option.help),))
        for option in verb.options
    ]
    context = [Code(verb.example)] if verb.example else []
    manage = " For those who manage the channel." if verb.permission is Permission.MANAGE else ""
    return write_card(usage(verb), body=(Text(f"{verb.help}.{manage}"),), fields=fields, context=context)


VERB = Verb(
    path="help",
    help="What you can ask, or how one command works",
    run=show_help,
    options=(Option(name="command", kind=OptionKind.TEXT, help="a command, such as watch create", greedy=True),),
    example="/help watch create",
)
