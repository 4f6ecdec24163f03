"""Verbs that do nothing, declared in a line."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Card
from bot.domain.verbs import Option, OptionKind, Verb


async def do(context: object, values: Mapping[str, Any]) -> Card:
    return write_card("done")


def option(name: str, kind: OptionKind = OptionKind.TEXT, **more: Any) -> Option:
    return Option(name=name, kind=kind, help=f"the {name}", **more)


def verb(path: str, *options: Option, **more: Any) -> Verb:
    return Verb(path=path, help=f"Do {path}", run=do, options=options, **more)
