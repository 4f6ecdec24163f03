"""What is put into a column comes back equal, whatever it is."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Dialect, make_url

from bot.adapters.storage.codec import Coded, Digest, Json, MessageNumber, Microseconds, OneOf, Reference, Utc, Words
from bot.domain.alert import DeliveryState
from bot.domain.card import Card, Field, Span, Time
from bot.domain.figure import DateMention, Figure

DIALECTS: list[Dialect] = [
    make_url(f"{kind}://").get_dialect()() for kind in ("sqlite+aiosqlite", "postgresql+asyncpg")
]
ANY_TEXT = st.text(st.characters())
ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2999, 1, 1), timezones=ZONES)  # noqa: DTZ001  given a zone here
SPANS = st.lists(
    st.one_of(st.builds(Time, at=MOMENTS), *(st.builds(kind) for kind in get_args(Span) if kind is not Time)),
    max_size=5,
).map(tuple)
FIELDS = st.lists(st.builds(Field, value=SPANS, note=SPANS), max_size=3).map(tuple)


def crossed(column: Coded, value: Any, dialect: Dialect) -> Any:
    return column.process_result_value(column.process_bind_param(value, dialect), dialect)


@given(card=st.builds(Card, body=SPANS, context=SPANS, fields=FIELDS))
def test_cards(card: Card) -> None:
    found = crossed(Json(Card), card, DIALECTS[0])
    assert found == card
    assert [type(span) for span in found.body] == [type(span) for span in card.body]
    assert all(type(getattr(found, field.name)) is type(getattr(card, field.name)) for field in fields(Card))


@given(figures=st.lists(st.builds(Figure), max_size=3).map(tuple))
def test_figures(figures: tuple[Figure, ...]) -> None:
    found = crossed(Json(tuple[Figure, ...]), figures, DIALECTS[0])
    assert repr(found) == repr(figures)  # also tells 3 from 3.0, and NaN from nothing


@given(dates=st.lists(st.builds(DateMention), max_size=3).map(tuple))
def test_dates(dates: tuple[DateMention, ...]) -> None:
    assert crossed(Json(tuple[DateMention, ...]), dates, DIALECTS[0]) == dates


@given(texts=st.lists(st.text()).map(tuple))
def test_texts_in_json_keep_even_nul(texts: tuple[str, ...]) -> None:
    assert crossed(Json(tuple[str, ...]), texts, DIALECTS[0]) == texts


@pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
@given(moment=MOMENTS)
def test_moments(dialect: Dialect, moment: datetime) -> None:
    found = crossed(Utc(), moment, dialect)
    assert found == moment
    assert found.tzinfo is UTC


def test_a_naive_moment_is_refused() -> None:
    with pytest.raises(ValueError, match="naive"):
        Utc().process_bind_param(datetime(2026, 1, 1), DIALECTS[0])  # noqa: DTZ001


def test_a_moment_without_zone_from_the_database_is_utc() -> None:
    assert Utc().process_result_value(datetime(2026, 1, 1), DIALECTS[0]) == datetime(2026, 1, 1, tzinfo=UTC)  # noqa: DTZ001


@given(length=st.timedeltas())
def test_lengths_of_time(length: timedelta) -> None:
    assert crossed(Microseconds(), length, DIALECTS[0]) == length


@given(text=ANY_TEXT)
def test_words_lose_only_what_no_database_takes(text: str) -> None:
    found = crossed(Words(), text, DIALECTS[0])
    expected = "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
    assert found == expected
    found.encode()


@given(one=ANY_TEXT, other=ANY_TEXT)
def test_digests_are_equal_where_texts_are(one: str, other: str) -> None:
    column = Digest()
    digests = [column.process_bind_param(text, DIALECTS[0]) for text in (one, other)]
    assert (digests[0] == digests[1]) == (one == other)
    assert all(len(digest) == 64 for digest in digests)


@pytest.mark.parametrize(
    "column", [Words(), Digest(), Utc(), Microseconds(), MessageNumber(), OneOf(DeliveryState), Json(Card)]
)
def test_none_stays_none(column: Coded) -> None:
    assert crossed(column, None, DIALECTS[0]) is None


def test_no_reference_yet_is_zero_here_and_null_there() -> None:
    assert Reference().process_bind_param(0, DIALECTS[0]) is None
    assert crossed(Reference(), 0, DIALECTS[0]) == 0
    assert crossed(Reference(), 7, DIALECTS[0]) == 7


@pytest.mark.parametrize("state", DeliveryState)
def test_members_of_an_enumeration(state: DeliveryState) -> None:
    found = crossed(OneOf(DeliveryState), state, DIALECTS[0])
    assert found is state
    assert type(OneOf(DeliveryState).process_bind_param(state, DIALECTS[0])) is str
