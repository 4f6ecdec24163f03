"""Commands as they are typed on Slack, in everything that Dateline says there: ``/dateline topics`` for ``/topics``."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

from bot.adapters.platforms.slack.install.manifest import COMMAND
from bot.domain.card import Card, Code, Field, Span, Strong, Text
from bot.domain.verbs import Verb


class Naming:
    """``aliases`` are the commands that there are beside ``/dateline``, such as ``/subscribe``."""

    def __init__(self, verbs: Iterable[Verb] = (), aliases: Collection[str] = ()) -> None:
        words = {verb.path.split()[0] for verb in verbs}.difference(alias.lstrip("/") for alias in aliases)
        either = "|".join(map(re.escape, sorted(words))) or r"\Z(?!\Z)"
        self._command = re.compile(rf"(?<![\w/.:@<-])/(?=(?:{either})(?![\w/-]))")

    def named(self, card: Card) -> Card:
        """The card with its commands so; one that is named already stays as it is."""
        return replace(
            card,
            # With an address it is an outlet's headline.
            title=card.title if card.url else self._typed(card.title),
            body=self._spans(card.body),
            fields=tuple(self._field(field) for field in card.fields),
            context=self._spans(card.context),
            fallback=self._typed(card.fallback),
        )

    def _field(self, field: Field) -> Field:
        return Field(label=self._typed(field.label), value=self._spans(field.value), note=self._spans(field.note))

    def _spans(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Our own words; what is quoted from an article stays as it is."""
        return tuple(
            replace(span, text=self._typed(span.text)) if isinstance(span, Text | Code | Strong) else span
            for span in spans
        )

    def _typed(self, text: str) -> str:
        return self._command.sub(f"{COMMAND} ", text)
