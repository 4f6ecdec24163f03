"""Cards within limits: nothing exceeds them whatever the card, what is dropped goes in order, and the first figure last."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts import clip, fit, plain_spans, write_card
from bot.alerts.fit import room_of, shorten
from bot.domain.card import Break, Card, Code, Field, Link, Matched, Mention, Quote, Span, Strong, Text, Time
from bot.domain.chat import CardLimits

WORDS = st.text(alphabet=st.one_of(st.sampled_from("ab \n*_<@…é"), st.characters(codec="utf-8")), max_size=60)
TEXTS = st.one_of(WORDS, st.tuples(WORDS, st.integers(1, 60)).map(lambda each: each[0] * each[1]))
MENTIONS = st.sampled_from([Mention("role", "123456789", "night desk"), Mention("everyone", "", "everyone")])
SPANS: st.SearchStrategy[Span] = st.one_of(
    TEXTS.map(Text),
    TEXTS.map(Strong),
    TEXTS.map(Matched),
    TEXTS.map(Quote),
    TEXTS.map(Code),
    st.builds(Link, TEXTS, st.integers(0, 3000).map(lambda size: "https://a.example/" + "x" * size)),
    st.just(Time(datetime(2026, 3, 1, 12, tzinfo=UTC), "Europe/Berlin")),
    st.just(Break()),
    MENTIONS,
)
LINES = st.lists(SPANS, max_size=5).map(tuple)
FIELDS = st.lists(
    st.builds(Field, label=TEXTS, value=st.lists(SPANS, min_size=1, max_size=3).map(tuple), note=LINES), max_size=6
)
URLS = st.one_of(st.none(), st.integers(0, 3000).map(lambda size: "https://a.example/" + "x" * size))
CARDS = st.builds(
    lambda title, url, body, fields, context: write_card(
        title, url=url, body=body, fields=fields, context=context, image=url
    ),
    TEXTS,
    URLS,
    LINES,
    FIELDS,
    LINES,
)
LIMITS = st.builds(
    CardLimits,
    title=st.integers(1, 300),
    body=st.integers(0, 600),
    fields=st.integers(0, 6),
    label=st.integers(1, 100),
    value=st.integers(0, 400),
    context=st.integers(0, 300),
    total=st.integers(0, 2000),
)


def _utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _escaped(text: str) -> int:
    return sum(2 if char in "*_<@" else 1 for char in text)


MEASURES = st.sampled_from([len, _utf16, _escaped])
Measure = Callable[[str], int]


def _plain(card: Card, measure: Measure) -> int:
    parts = [card.title, plain_spans(card.body), plain_spans(card.context)]
    for field in card.fields:
        parts += [field.label, plain_spans(field.value), plain_spans(field.note)]
    return sum(measure(part) for part in parts)


@given(CARDS, LIMITS, MEASURES)
def test_nothing_exceeds_the_limits_and_the_fallback_stays_complete(
    card: Card, limits: CardLimits, measure: Measure
) -> None:
    fitted = fit(card, limits, measure)
    assert measure(fitted.title) <= limits.title
    assert len(fitted.fields) <= limits.fields
    for field in fitted.fields:
        assert measure(field.label) <= limits.label
        assert room_of(field.value, measure) + room_of(field.note, measure) <= limits.value
    assert room_of(fitted.body, measure) <= limits.body
    assert room_of(fitted.context, measure) <= limits.context
    assert all(len(url) <= 2048 for url in (fitted.url, fitted.image) if url)
    spans = [*fitted.body, *fitted.context, *(s for f in fitted.fields for s in (*f.value, *f.note))]
    assert all(len(span.url) <= 2048 for span in spans if isinstance(span, Link))
    assert _plain(fitted, measure) <= limits.total
    assert (fitted.fallback, fitted.buttons, fitted.tone) == (card.fallback, card.buttons, card.tone)


@given(CARDS, LIMITS, MEASURES)
def test_what_is_missed_least_goes_first(card: Card, limits: CardLimits, measure: Measure) -> None:
    ample = fit(card, replace(limits, total=10**9), measure)
    fitted = fit(card, limits, measure)
    calls = any(isinstance(span, Mention) for span in ample.body)
    body_gone = calls or not room_of(fitted.body, measure)
    if fitted.context != ample.context:
        assert body_gone
    if len(fitted.fields) < len(ample.fields):
        assert body_gone
        assert not room_of(fitted.context, measure)
        assert not any(field.note for field in fitted.fields)
    if fitted.title != ample.title:
        assert body_gone
        assert len(fitted.fields) <= 1
    if ample.fields and (not fitted.fields or fitted.fields[0].value != ample.fields[0].value):
        assert not room_of(fitted.body, measure)
        assert not fitted.title or ample.title != fitted.title or not ample.title.strip()
    assert [field.label for field in fitted.fields] == [field.label for field in ample.fields[: len(fitted.fields)]]


@settings(max_examples=40)
@given(CARDS)
def test_a_card_with_room_is_left_alone(card: Card) -> None:
    ample = CardLimits(title=10**6, body=10**6, fields=99, label=10**6, value=10**6, context=10**6, total=10**8)
    short = replace(card, url=None, image=None)
    spans = (*card.body, *card.context, *(s for f in card.fields for s in (*f.value, *f.note)))
    if not any(isinstance(span, Link) and len(span.url) > 2048 for span in spans):
        assert fit(short, ample) == short


@given(TEXTS, st.integers(-5, 400), MEASURES)
def test_a_text_is_cut_at_a_word(text: str, limit: int, measure: Measure) -> None:
    cut = clip(text, limit, measure)
    assert cut == "" or measure(cut) <= limit
    if cut != text and cut:
        kept = cut.removesuffix("…")
        assert text.startswith(kept)
        assert kept == kept.rstrip()


@given(LINES, st.integers(-5, 600), MEASURES)
def test_spans_are_cut_from_their_end(spans: tuple[Span, ...], limit: int, measure: Measure) -> None:
    short = shorten(spans, limit, measure)
    assert room_of(short, measure) <= max(limit, 0)
    assert [span.kind for span in short[:-1]] == [
        "text" if isinstance(span, Link) and len(span.url) > 2048 else span.kind for span in spans[: len(short) - 1]
    ] or not short
