"""The alert's card: headline, lead with the matched words, key figures, dates, and who reports it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts.correction import Correction, correction_of, standing_correction
from bot.alerts.plain import write_card
from bot.alerts.standing import standing_figures
from bot.domain.card import Break as Line
from bot.domain.card import Button, Card, Field, Matched, Mention, Quote, Span, Strong, Text, Time
from bot.domain.figure import DateMention, Figure, Part
from bot.domain.news import Article
from bot.figures import key_figures, sentences, wording

LEAD_LENGTH = 320
"""Characters of an article's text that a card shows: about two sentences of agency copy."""

MATCHED_WORDS = 8
"""How many different matched words a card names."""

NAMED_OUTLETS = 6
"""How many outlets a card names; the others are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertView:
    """All that an alert's card is made of.

    ``articles`` are those the channel is told, first told first; the first is the lead. ``matched`` are spans of the
    lead's title and text as (part, start, end), ordered and not overlapping. ``outlets`` are all that report the story,
    first told first, also those whose articles are too many to be here; ``independent`` counts those whose text is not a
    copy of another's. ``updated_at`` is None for the first post. ``calls`` are those whom the message mentions. ``needs`` is
    how many more independent outlets the subscription waits for, 0 for none. ``correction`` is what has just been
    taken back; what one of the articles took back before stays on the card without it.
    """

    topic: str
    story_id: int
    articles: tuple[Article, ...]
    outlets: tuple[str, ...]
    matched: tuple[tuple[Part, int, int], ...]
    independent: int
    time_zone: str
    updated_at: datetime | None = None
    calls: tuple[Mention, ...] = ()
    needs: int = 0
    correction: Correction | None = None


def compose_alert(view: AlertView) -> Card:
    """Compose the card that tells a channel what is known of a story now."""
    lead = view.articles[0]
    spans = [(start, end) for part, start, end in view.matched if part is Part.TEXT]
    return write_card(
        title_of(lead),
        url=lead.url,
        body=(*_above(view), *excerpt(lead.text, spans, _lead_length(lead.text))),
        fields=(*figure_fields(view.articles), *_dates_field(view.articles)),
        context=(*_source(view), *_reason(view)),
        image=lead.image,
        buttons=story_buttons(view.story_id),
        tone="alert",
    )


def story_buttons(story_id: int) -> tuple[Button, ...]:
    """What a reader may ask or say of a story where its alert stands."""
    return (
        Button(label="Summary", command=f"summary s{story_id}"),
        Button(label="Figures", command=f"figures s{story_id}"),
        Button(label="Why", command=f"why s{story_id}"),
        Button(label="Mute", command=f"mute s{story_id}"),
        Button(label="👍", command=f"rate s{story_id} up"),
        Button(label="👎", command=f"rate s{story_id} down"),
    )


def calling(mentions: Sequence[Mention]) -> tuple[Span, ...]:
    """A line that calls somebody; nothing for nobody."""
    spaced = [span for mention in mentions for span in (mention, Text(" "))]
    return (*spaced[:-1], Line()) if spaced else ()


def correction_line(correction: Correction) -> tuple[Span, ...]:
    """Who takes something back, and in which words."""
    source = f" by {correction.outlet}" if correction.outlet else ""
    line: tuple[Span, ...] = (Strong(f"{correction.kind.capitalize()}{source}"),)
    return (*line, Text(": "), Quote(correction.words)) if correction.words else line


def _above(view: AlertView) -> Iterable[Span]:
    """What stands above the lead: who is called, and what is taken back."""
    yield from calling(view.calls)
    correction = view.correction or _standing(view.articles)
    if correction:
        yield from correction_line(correction)
        yield Line()


def _standing(articles: Sequence[Article]) -> Correction | None:
    """What was taken back and still is: by the newest article that opens with it, else in the lead."""
    later = (correction_of(article, None) for article in reversed(articles[1:]))
    return next((found for found in later if found), None) or standing_correction(articles[0])


def _lead_length(text: str) -> int:
    """Where the last sentence ends that a card has room for, if that is not too soon; else the room itself."""
    ends = [end for _, end in sentences(text[: LEAD_LENGTH + 1]) if end <= LEAD_LENGTH]
    return ends[-1] if ends and ends[-1] >= LEAD_LENGTH // 3 else LEAD_LENGTH


def title_of(article: Article) -> str:
    """An article's headline, or words for its absence."""
    return article.title or "(no headline)"


def figure_fields(articles: Sequence[Article], limit: int = 5, *, quoted: bool = False) -> tuple[Field, ...]:
    """Make one field of each key figure of a story: what is counted, who said it, where, and if asked in which words."""
    figures = key_figures(standing_figures(articles), limit)
    return tuple(_figure_field(figure, articles, quoted=quoted) for figure in figures)


def _figure_field(figure: Figure, articles: Sequence[Article], *, quoted: bool) -> Field:
    words = wording(figure)
    outlet = next((a.outlet for a in articles if figure.sentence in a.text or figure.sentence in a.title), None)
    note: list[Span] = [Text(" · ".join(source for source in (words.said, outlet) if source))]
    if quoted:
        note += [Line(), Quote(figure.sentence)]
    return Field(label=words.label, value=(Strong(words.value),), note=tuple(note))


def _dates_field(articles: Sequence[Article]) -> tuple[Field, ...]:
    first: dict[tuple[int, int, int | None], DateMention] = {}
    for article in articles:
        for date in article.dates:
            first.setdefault((date.month, date.day, date.year), date)
    if not first:
        return ()
    return (Field(label="Dates", value=(Text(" · ".join(date.text for date in list(first.values())[:4])),)),)


def excerpt(text: str, matched: Sequence[tuple[int, int]], limit: int) -> tuple[Span, ...]:
    """Cut the beginning of ``text`` at a word near ``limit`` characters, never inside a match, with matched spans marked.

    ``matched`` are (start, end) offsets in ``text``, ordered and not overlapping.
    """
    end = _cut(text, matched, limit)
    spans: list[Span] = []
    position = 0
    for start, stop in matched:
        if stop > end:
            break
        if start > position:
            spans.append(Text(text[position:start]))
        spans.append(Matched(text[start:stop]))
        position = stop
    rest = text[position:end].rstrip() + " …" if end < len(text) else text[position:]
    if rest:
        spans.append(Text(rest))
    return tuple(spans)


def _cut(text: str, matched: Sequence[tuple[int, int]], limit: int) -> int:
    """Where to end: before a match that stands across the cut or, where that would leave little, after it."""
    if len(text) <= limit:
        return len(text)
    end = limit if text[limit].isspace() else text.rfind(" ", 0, limit)
    end = limit if end < limit // 2 else end
    for start, stop in matched:
        if start < end < stop:
            return start if start >= limit // 2 else stop
    return end


def _source(view: AlertView) -> Iterable[Span]:
    lead = view.articles[0]
    yield Strong(lead.outlet)
    yield Text(" · ")
    yield Time(lead.published or lead.seen_at, view.time_zone)
    if lead.place:
        yield Text(f" · {lead.place}")
    if len(view.outlets) > 1:
        independent = "" if view.independent == len(view.outlets) else f", {view.independent} independent"
        yield Text(f" · {len(view.outlets)} outlets{independent}: {named_outlets(view.outlets)}")
    if view.needs:
        yield Text(f" · {view.independent} of {view.independent + view.needs} outlets so far")
    if view.updated_at:
        yield Text(" · updated ")
        yield Time(view.updated_at, view.time_zone)


def named_outlets(outlets: Sequence[str]) -> str:
    """The first outlets by name, and how many more there are."""
    more = len(outlets) - NAMED_OUTLETS
    return ", ".join(outlets[:NAMED_OUTLETS]) + (f" and {more} more" if more > 0 else "")


def _reason(view: AlertView) -> Iterable[Span]:
    words = _matched_words(view)
    if view.topic or words:
        yield Line()
    if view.topic:
        yield Text("Topic ")
        yield Strong(view.topic)
    if words:
        yield Text(" · matched ")
    for number, word in enumerate(words):
        if number:
            yield Text(", ")
        yield Matched(word)


def _matched_words(view: AlertView) -> list[str]:
    lead = view.articles[0]
    source = {Part.TITLE: lead.title, Part.TEXT: lead.text}
    words: dict[str, str] = {}
    for part, start, end in view.matched:
        word = source[part][start:end]
        words.setdefault(word.casefold(), word)
    return list(words.values())[:MATCHED_WORDS]
