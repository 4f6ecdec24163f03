"""The short message under an alert that says what is new in its story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.alerts.card import calling, correction_line, title_of
from bot.alerts.correction import Correction
from bot.alerts.development import Moved
from bot.alerts.plain import write_card
from bot.domain.card import Break as Line
from bot.domain.card import Card, Field, Link, Mention, Span, Strong, Text, Time
from bot.domain.news import Article
from bot.figures import wording
from bot.figures.measures import FATES, is_toll
from bot.figures.wording import amount

TITLED = 2
"""How many figures that moved the title names; the fields give all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateView:
    """All that an update is made of.

    ``article`` is the one that brought it, ``outlets`` how many report the story, of which ``independent`` have a text of
    their own. ``confirms`` says that with it the story has as many independent outlets as the subscription asks for.
    ``calls`` are those whom it mentions.
    """

    story_id: int
    article: Article
    time_zone: str
    moved: tuple[Moved, ...] = ()
    correction: Correction | None = None
    confirms: bool = False
    outlets: int = 1
    independent: int = 1
    calls: tuple[Mention, ...] = ()


def compose_update(view: UpdateView) -> Card:
    """Compose what is said under an alert whose story moved: figures, a correction, or outlets that now report it."""
    article = view.article
    return write_card(
        _title(view),
        url=article.url,
        body=_body(view),
        fields=tuple(_field(moved) for moved in view.moved),
        context=(
            Strong(article.outlet),
            Text(" · "),
            Time(article.updated or article.published or article.seen_at, view.time_zone),
        ),
        tone="alert",
    )


def _title(view: UpdateView) -> str:
    """The news first: "Retracted", "Now at least 41 people killed (was 36), Example Wire"."""
    if view.correction:
        return f"{view.correction.kind.capitalize()}: {title_of(view.article)}"
    if view.moved:
        said = "; ".join(_now(moved) for moved in view.moved[:TITLED])
        return f"{said[:1].upper()}{said[1:]}, {view.article.outlet}"
    if view.confirms:
        return f"{view.independent} independent outlets report it now"
    return title_of(view.article)


def _now(moved: Moved) -> str:
    """``now about 41 people killed (was 36)``, ``cost now $5 million (was $4 million)``."""
    value = wording(moved.after).value
    was = f" (was {amount(moved.before)})" if moved.before else ""
    if moved.after.role == "magnitude":
        return f"now {value}{was}"
    if not is_toll(moved.after):
        return f"{moved.label.lower()} now {value}{was}"
    fate = "" if moved.after.head in FATES else f" {moved.label.lower()}"
    return f"now {value}{fate}{was}"


def _field(moved: Moved) -> Field:
    words = wording(moved.after)
    note = [f"was {wording(moved.before).value}"] if moved.before else ["first figure"]
    return Field(
        label=moved.label,
        value=(Strong(words.value),),
        note=(Text(" · ".join([*note, *([words.said] if words.said else [])])),),
    )


def _body(view: UpdateView) -> tuple[Span, ...]:
    lines: list[Sequence[Span]] = []
    if view.correction:
        lines.append(correction_line(view.correction))
    if view.correction is None and (view.moved or view.confirms):
        lines.append(_headline(view.article))
    if view.outlets > 1:
        copies = "" if view.independent == view.outlets else f", {view.independent} independent"
        lines.append((Text(f"{view.outlets} outlets{copies}"),))
    return (*calling(view.calls), *_joined(lines))


def _headline(article: Article) -> tuple[Span, ...]:
    title = title_of(article)
    return (Link(title, article.url) if article.url else Text(title),)


def _joined(lines: Iterable[Sequence[Span]]) -> Iterable[Span]:
    for number, line in enumerate(lines):
        if number:
            yield Line()
        yield from line
