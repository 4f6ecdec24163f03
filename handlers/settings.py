"""``settings``: the workspace's own rules."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Button, Card, Field, Mention, Span, Text
from bot.domain.errors import BadInput
from bot.domain.verbs import Option, OptionKind, Permission, Verb
from bot.domain.watch import House
from bot.pipeline.option_values import NONE
from handlers.context import Context


async def settings(context: Context, values: Mapping[str, Any]) -> Card:
    """Show the rules, changed by what was given."""
    given: dict[str, Any] = {}
    if values["notices"] is not None:
        cleared = values["notices"].lower() in NONE
        given["notices"] = None if cleared else await context.channel(values["notices"])
    if values["manager_role"] is not None:
        given["manager_role"] = await _role(context, values["manager_role"])
    async with context.storage.write() as tx:
        house = replace(await tx.watch.house(context.workspace), **given)
        if given:
            await tx.watch.save_house(house)
    return write_card(
        "Changed" if given else "Settings", fields=_fields(context, house), buttons=tuple(_buttons(house))
    )


async def _role(context: Context, text: str) -> str:
    """The platform's id of a role that readers name; empty for none."""
    named = await context.mentions(context.asker.channel, text, to_call=False)
    roles = [mention for mention in named if mention.whom == "role"]
    if len(named) != len(roles) or len(roles) > 1:
        raise BadInput(f"“{text}” is not one role; name one as {context.label(context.asker.channel)} writes it.")
    return roles[0].id if roles else ""


def _fields(context: Context, house: House) -> list[Field]:
    notices = context.label(house.notices) if house.notices else "the channel that was subscribed first"
    managers: list[Span] = [Text("those who manage a channel")]
    if house.manager_role:
        managers += [Text(", and the role "), Mention("role", house.manager_role, house.manager_role)]
    return [
        Field(label="Feeds in trouble are told in", value=(Text(notices),)),
        Field(label="May change things", value=tuple(managers)),
    ]


def _buttons(house: House) -> Iterable[Button]:
    """What takes a choice back: where a channel or role is picked from a list, "off" cannot be."""
    if house.notices:
        yield Button(label="Clear channel", command="settings notices:off")
    if house.manager_role:
        yield Button(label="Clear role", command="settings manager_role:off")


VERB = Verb(
    path="settings",
    help="Where troubles are told, and who may change things",
    run=settings,
    permission=Permission.MANAGE,
    options=(
        Option(
            name="notices",
            kind=OptionKind.CHANNEL,
            help="the channel that is told of feeds in trouble; off for the one that was subscribed first",
        ),
        Option(name="manager_role", kind=OptionKind.MENTION, help="a role that may use every command; off for none"),
    ),
    example="/settings notices:here",
)
