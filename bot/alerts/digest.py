"""What waited, told together: a digest grouped by story, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log2
from typing import Final

from bot.alerts.card import correction_line, named_outlets, title_of
from bot.alerts.correction import Correction
from bot.alerts.fit import clip, room_of
from bot.alerts.plain import write_card
from bot.alerts.standing import standing_figures
from bot.domain.alert import Alert
from bot.domain.card import Break as Line
from bot.domain.card import Card, Field, Link, Span, Strong, Text, Time
from bot.domain.figure import Figure
from bot.domain.news import Article
from bot.figures import key_figures, sentences, wording
from bot.figures.measures import is_toll

STORIES_A_CARD: Final = 10
"""Stories in one message of a digest; more are told in several."""

CARD_ROOM: Final = 4000
"""Characters of stories in one message, addresses and marks counted: with room to spare within every platform's limits."""

FIGURES_A_STORY: Final = 3
TITLE_LENGTH: Final = 160
SUMMARY_LENGTH: Final = 200
LINKED_LENGTH: Final = 400
"""Characters of an address that a digest carries; a story with a longer one is told without its link."""

HALF_LIFE: Final = timedelta(hours=12)
"""In so much time a story loses the weight that doubling its independent outlets would give it."""

_WORST_TOLL: Final = 10_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryView:
    """One story of a digest.

    ``articles`` are those that are told now, first told first, and not empty. ``outlets`` are all that report the story,
    ``independent`` of them with a text of their own. ``summary`` is its line, empty for the lead's first sentence.
    """

    alert: Alert
    topic: str
    articles: tuple[Article, ...]
    outlets: tuple[str, ...]
    independent: int
    summary: str = ""
    correction: Correction | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestView:
    """All that a digest is made of: the words that open its title (``Digest``, ``While it was quiet``), and its stories."""

    title: str
    stories: tuple[StoryView, ...]
    time_zone: str
    now: datetime


def compose_digest(view: DigestView) -> tuple[Card, ...]:
    """Compose a digest, in several cards where one would be too long; none for no stories.

    Stories are ordered by weight: independent outlets, the toll, and how fresh they are.
    """
    ordered = sorted(view.stories, key=lambda story: (-_weight(story, view.now), story.alert.story_id))
    fields = [_field(number, story) for number, story in enumerate(ordered, 1)]
    pages = list(_pages(fields))
    return tuple(_page(view, page, number, len(pages)) for number, page in enumerate(pages, 1))


def _pages(fields: Sequence[Field]) -> Iterator[list[Field]]:
    page: list[Field] = []
    room = 0
    for field in fields:
        need = len(field.label) + room_of(field.value) + room_of(field.note)
        if page and (len(page) == STORIES_A_CARD or room + need > CARD_ROOM):
            yield page
            page, room = [], 0
        page.append(field)
        room += need
    if page:
        yield page


def _page(view: DigestView, fields: Sequence[Field], number: int, pages: int) -> Card:
    count = len(view.stories)
    part = f", {number} of {pages}" if pages > 1 else ""
    return write_card(
        f"{view.title}: {count} {'story' if count == 1 else 'stories'}{part}",
        fields=fields,
        context=(Time(view.now, view.time_zone),),
        tone="alert",
    )


def _weight(story: StoryView, now: datetime) -> float:
    """Doublings of independent outlets, half the doublings of the toll, less the half-lives since its newest article."""
    age = max(now - max(article.seen_at for article in story.articles), timedelta())
    return log2(max(story.independent, 1)) + log2(1 + _killed(story.articles)) / 2 - age / HALF_LIFE


def _killed(articles: Sequence[Article]) -> float:
    tolls = [
        figure.value if figure.value is not None else figure.low or 0
        for figure in standing_figures(articles)
        if figure.role == "killed" and is_toll(figure)
    ]
    return min(max(tolls, default=0), _WORST_TOLL)


def _field(number: int, story: StoryView) -> Field:
    lines = [line for line in _lines(story) if line]
    value = [span for line in lines for span in (*line, Line())][:-1]
    return Field(label=f"{number}. {story.topic}".rstrip(". "), value=tuple(value), note=(Text(_outlets(story)),))


def _lines(story: StoryView) -> Iterable[Sequence[Span]]:
    lead = story.articles[0]
    title = clip(title_of(lead), TITLE_LENGTH)
    yield (Link(title, lead.url) if lead.url and len(lead.url) <= LINKED_LENGTH else Text(title),)
    if story.correction:
        yield correction_line(story.correction)
    figures = key_figures(standing_figures(story.articles), FIGURES_A_STORY)
    yield (Strong(" · ".join(map(_figure, figures))),) if figures else ()
    summary = story.summary or _first_sentence(lead.text)
    yield (Text(clip(summary, SUMMARY_LENGTH)),) if summary else ()


def _figure(figure: Figure) -> str:
    words = wording(figure)
    return clip(f"{words.label}: {words.value}", SUMMARY_LENGTH // 2)


def _first_sentence(text: str) -> str:
    return next((" ".join(text[start:end].split()) for start, end in sentences(text[: 4 * SUMMARY_LENGTH])), "")


def _outlets(story: StoryView) -> str:
    copies = "" if story.independent == len(story.outlets) else f", {story.independent} independent"
    count = f"{len(story.outlets)} outlets{copies}: " if len(story.outlets) > 1 else ""
    return clip(count + named_outlets(story.outlets), SUMMARY_LENGTH)
