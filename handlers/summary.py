"""``summary``: a story in a few sentences, each with its source."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.alerts import figure_fields, title_of, write_card
from bot.domain.card import Break, Button, Card, Link, Quote, Span, Text
from bot.domain.verbs import Option, OptionKind, Verb
from bot.stories import SummaryInput, summarise
from handlers.context import Context
from handlers.listing import counted
from handlers.telling import STORY_OPTION, Telling, find_telling


async def summary(context: Context, values: Mapping[str, Any]) -> Card:
    """Summarise all outlets' articles on the story, in their own sentences."""
    telling = await find_telling(context, values["story"])
    sentences = summarise([SummaryInput(a.id, a.title, a.text) for a in telling.articles], values["words"])
    lead = telling.articles[0]
    outlet = {article.id: article.outlet for article in telling.articles}
    body: list[Span] = []
    for sentence in sentences:
        body += [Break(), Quote(sentence.text), Text(f"  {outlet[int(sentence.article)]}")]
    if not body:
        body = [Break(), Text("The feeds give no more than the headline.")]
    return write_card(
        title_of(lead),
        url=lead.url,
        body=[*body[1:], *_others(telling)],
        fields=figure_fields(telling.articles),
        context=tuple(_sources(telling)),
        image=next((article.image for article in telling.articles if article.image), None),
        buttons=(
            Button(label="Figures", command=f"figures s{telling.story_id}"),
            Button(label="Why", command=f"why s{telling.story_id}"),
        ),
    )


def _sources(telling: Telling) -> Iterable[Span]:
    yield Text(f"s{telling.story_id} · {counted(len(telling.articles), 'article')}: ")
    for number, article in enumerate(telling.articles):
        if number:
            yield Text(", ")
        yield Link(article.outlet, article.url) if article.url else Text(article.outlet)


def _others(telling: Telling) -> Iterable[Span]:
    for story_id, title in telling.others:
        yield Break()
        yield Text(f"Also: {title} (s{story_id})")


VERB = Verb(
    path="summary",
    help="A story in a few sentences, with its figures",
    run=summary,
    options=(
        STORY_OPTION,
        Option(
            name="words", kind=OptionKind.COUNT, help="how long, 75 by default", default=75, minimum=20, maximum=400
        ),
    ),
    example="/summary earthquakes",
)
