"""Verbs that write down what they are asked, for tests of how a platform asks."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any

from bot.alerts import write_card
from bot.domain.card import Button, Card, Field, Text
from bot.domain.chat import Asker
from bot.domain.errors import BadInput
from bot.domain.verbs import Audience, Option, OptionKind, Permission, Verb

TOPICS = ("earthquakes", "gulf-shipping", "elections in Lamerra")
LONG_QUERY = " OR ".join(f"(tanker{n} AND strait{n})" for n in range(30))

Values = Mapping[str, Any]


async def choices(option: Option, _asker: Asker) -> Sequence[str]:
    values = {OptionKind.TOPIC: TOPICS, OptionKind.TIME_ZONE: ("America/New_York", "Asia/Baghdad")}
    return values.get(option.kind, ())


class Verbs:
    """Verbs that write down what they are asked."""

    def __init__(self) -> None:
        self.done: list[tuple[Asker, str, dict[str, Any]]] = []
        self.gate = asyncio.Event()

    def _note(self, asker: Asker, path: str, values: Values) -> Card:
        self.done.append((asker, path, dict(values)))
        return write_card(f"Done: {path}", body=(Text(", ".join(f"{k}={v}" for k, v in values.items())),))

    def _noting(self, path: str, *options: Option, **more: Any) -> Verb:
        async def run(asker: Asker, values: Values) -> Card:
            return self._note(asker, path, values)

        return Verb(path=path, help=f"Do {path}", run=run, options=options, **more)

    async def _create(self, asker: Asker, values: Values) -> Card:
        if values["name"] == "taken":
            raise BadInput("There is a topic taken already.")
        return self._note(asker, "watch create", values)

    async def _preview(self, _asker: Asker, values: Values) -> Card:
        if "((" in values["query"]:
            raise BadInput("That query cannot be used.")
        return write_card(f"It would find 3: {values['query']}", buttons=(Button(label="Old", command="why s1"),))

    async def _slow(self, asker: Asker, values: Values) -> Card:
        await self.gate.wait()
        return self._note(asker, "slow", values)

    async def _long(self, _asker: Asker, values: Values) -> Card:
        fields = [Field(label=f"fact {n}", value=(Text("word " * 40),)) for n in range(values["count"])]
        return write_card("Much", fields=fields, buttons=(Button(label="Why", command="why s12"),))

    async def _fail(self, _asker: Asker, _values: Values) -> Card:
        raise BadInput("That is wrong; give it right.")

    async def _broken(self, _asker: Asker, _values: Values) -> Card:
        return None  # type: ignore[return-value]  # a bug of a kind that only shows when the answer is sent

    async def _propose(self, _asker: Asker, _values: Values) -> Card:
        return write_card(
            "Proposed",
            buttons=(
                Button(label="Make it", command=f"watch create like-s12 {LONG_QUERY}"),
                Button(label="Make one", command="watch create"),
                Button(label="Why", command="why s12"),
                Button(label="Set up", command="settings zone:UTC"),
            ),
        )

    def declared(self) -> tuple[Verb, ...]:
        channel, manage = Audience.CHANNEL, Permission.MANAGE
        return (
            self._noting(
                "latest", _option("topic", OptionKind.TOPIC), _option("count", OptionKind.COUNT), audience=channel
            ),
            self._noting("why", _option("story", OptionKind.STORY, required=True)),
            self._noting("watch like", _option("story", OptionKind.STORY, required=True)),
            self._noting(
                "tell",
                _option("channel", OptionKind.CHANNEL, required=True),
                _option("how", OptionKind.CHOICE, choices=("up", "down")),
                _option("mention", OptionKind.MENTION),
            ),
            self._noting("settings", _option("zone"), permission=manage, audience=channel),
            Verb(path="slow", help="Take long", run=self._slow),
            Verb(path="long", help="Tell much", run=self._long, options=(_option("count", OptionKind.COUNT),)),
            Verb(path="fail", help="Fail", run=self._fail, audience=channel),
            Verb(path="broken", help="Break", run=self._broken),
            Verb(path="propose", help="Propose", run=self._propose),
            Verb(
                path="watch create",
                help="Make a topic of a query",
                run=self._create,
                preview=self._preview,
                permission=manage,
                audience=channel,
                options=(
                    _option("name", required=True),
                    _option("query", OptionKind.QUERY, required=True, greedy=True),
                    _option("description", default=""),
                    _option("zone", OptionKind.TIME_ZONE, default=""),
                ),
            ),
        )


def _option(name: str, kind: OptionKind = OptionKind.TEXT, **more: Any) -> Option:
    return Option(name=name, kind=kind, help=f"the {name}", **more)
