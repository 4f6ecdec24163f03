"""The card: a platform-neutral message. It holds what is said, never how a platform writes it.

Only spans carry text, so that a renderer escapes in one place and nothing from a feed can become markup or a mention.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from bot.domain.chart import Chart


@dataclass(frozen=True, slots=True)
class Text:
    """Plain words."""

    text: str
    kind: Literal["text"] = "text"


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that should stand out."""

    text: str
    kind: Literal["strong"] = "strong"


@dataclass(frozen=True, slots=True)
class Matched:
    """Words of an article that satisfied a query."""

    text: str
    kind: Literal["matched"] = "matched"


@dataclass(frozen=True, slots=True)
class Quote:
    """Words quoted from an article."""

    text: str
    kind: Literal["quote"] = "quote"


@dataclass(frozen=True, slots=True)
class Code:
    """Something to type or read literally: a command, a query, an address."""

    text: str
    kind: Literal["code"] = "code"


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere. ``url`` is http or https; a renderer shows any other as plain words."""

    text: str
    url: str
    kind: Literal["link"] = "link"


@dataclass(frozen=True, slots=True)
class Time:
    """A moment, shown in ``zone`` or, where the platform can, in each reader's own."""

    at: datetime
    zone: str = "UTC"
    kind: Literal["time"] = "time"


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody who is to be called, as a subscription asked; never made of a feed's text.

    ``id`` is the platform's own id, empty for ``everyone`` and ``here``; ``label`` is the name that readers know.
    """

    whom: Literal["user", "role", "everyone", "here"]
    id: str
    label: str
    kind: Literal["mention"] = "mention"


@dataclass(frozen=True, slots=True)
class Break:
    """A new line."""

    kind: Literal["break"] = "break"


Span = Text | Strong | Matched | Quote | Code | Link | Time | Mention | Break


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One labelled fact: a key figure, its words and where it was said. Fields stand in order of value, best first."""

    label: str
    value: tuple[Span, ...]
    note: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """An action a reader may take: a command line without its slash, such as ``why 12``, run where the card stands."""

    label: str
    command: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One message. ``fallback`` is the whole of it in plain text, always complete.

    ``tone`` says what kind of message it is: an alert, an answer to a command, a notice, or an error. ``chart`` is drawn
    where the platform can; its words (``alt``) are told where it cannot.
    """

    title: str
    url: str | None = None
    body: tuple[Span, ...] = ()
    fields: tuple[Field, ...] = ()
    context: tuple[Span, ...] = ()
    image: str | None = None
    chart: Chart | None = None
    buttons: tuple[Button, ...] = ()
    fallback: str
    tone: Literal["alert", "answer", "notice", "error"] = "answer"
