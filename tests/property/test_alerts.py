"""Excerpts of any text are true to it; decisions of any case keep the promises that a channel relies on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.alerts import (
    AlertDecision,
    Correction,
    Development,
    Moved,
    Situation,
    decide_alert,
    excerpt,
    standing_correction,
)
from bot.domain.alert import Act, Alert, AlertKind, Hold
from bot.domain.card import Matched, Mention, Text
from bot.domain.chat import Abilities
from bot.domain.watch import Early, Subscription, Updates
from bot.figures import extract
from tests.unit.alerts.samples import NOW, alert, article, subscription

SOON = NOW + timedelta(hours=1)
FERRY = article("Ferry sinks off Lamerra", "At least 12 people died.")
SUBSCRIPTIONS = st.builds(
    subscription,
    when=st.sampled_from(["instant", "every 30m", "daily 18:00"]),
    quiet=st.sampled_from(["", "11:00-13:30"]),
    updates=st.sampled_from(Updates),
    min_outlets=st.integers(1, 3),
    early=st.sampled_from(Early),
    mention=st.just((Mention("role", "9", "desk"),)),
    cap=st.integers(0, 2),
    snoozed_until=st.sampled_from([None, NOW, SOON]),
)
ARTICLES = st.sampled_from([FERRY, replace(FERRY, id=2, outlet="Courier")])
DEVELOPMENTS = st.builds(
    Development,
    article=ARTICLES,
    before=st.sampled_from([None, FERRY, replace(FERRY, title="Ferry missing")]),
    matched=st.booleans(),
    matched_before=st.booleans(),
    moved=st.sampled_from([(), (Moved("Killed", None, extract("12 people died.")[0]),)]),
    correction=st.sampled_from([None, Correction("corrected", "", "Herald")]),
    independent=st.integers(1, 4),
    independent_before=st.one_of(st.none(), st.integers(0, 4)),
    urgent=st.booleans(),
    calls=st.booleans(),
)
IDS = st.sampled_from([(), (1,), (1, 2)])
ALERTS = st.one_of(
    st.none(),
    st.builds(
        lambda told, held, hold, told_at, muted_at, mentioned: replace(
            alert(),
            article_ids=told or ((1,) if told_at else ()),
            held_ids=held,
            hold=hold if held else None,
            release_at=SOON if held and hold in {Hold.QUIET, Hold.SNOOZE, Hold.SCHEDULE} else None,
            told_at=told_at,
            muted_at=muted_at,
            mentioned=mentioned,
        ),
        IDS,
        IDS,
        st.sampled_from(Hold),
        st.sampled_from([None, NOW, NOW - timedelta(hours=2)]),
        st.sampled_from([None, None, NOW]),
        st.booleans(),
    ),
)
ABILITIES = st.builds(
    Abilities,
    edits=st.just(True),
    buttons=st.just(True),
    pictures=st.just(True),
    lookup=st.just(True),
    replies=st.booleans(),
    threads=st.booleans(),
    edit_for=st.sampled_from([None, timedelta(hours=1)]),
)
SITUATIONS = st.builds(
    Situation,
    now=st.just(NOW),
    abilities=ABILITIES,
    paused=st.booleans(),
    told_this_hour=st.integers(0, 3),
    breaker=st.sampled_from([None, "Herald brought 120 stories at once"]),
)


@st.composite
def _marked(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A text with ordered spans that do not overlap."""
    text = draw(st.text(alphabet=st.one_of(st.sampled_from("ab  \n"), st.characters()), max_size=200))
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=10)))
    return text, [(cuts[n], cuts[n + 1]) for n in range(0, len(cuts) - 1, 2)]


@given(_marked(), st.integers(1, 120))
def test_an_excerpt_is_a_beginning_of_the_text_with_whole_matches(
    marked: tuple[str, list[tuple[int, int]]], limit: int
) -> None:
    text, matched = marked
    spans = excerpt(text, matched, limit)
    shown = "".join(span.text for span in spans if isinstance(span, Text | Matched))
    cut = shown != text
    body = shown.removesuffix(" …") if cut else shown
    assert text.startswith(body)
    assert not cut or shown.endswith(" …")
    found = [span.text for span in spans if isinstance(span, Matched)]
    assert found == [text[start:stop] for start, stop in matched[: len(found)]]
    # The cut stands in no match: every match not shown begins after what is shown.
    assert all(start >= len(body.rstrip()) for start, _ in matched[len(found) :])
    longest = max((stop - start for start, stop in matched), default=0)
    assert len(body) <= limit + longest


@given(st.text(max_size=300), st.integers(1, 400))
def test_a_text_within_the_limit_is_whole(text: str, limit: int) -> None:
    shown = "".join(span.text for span in excerpt(text, [], limit) if isinstance(span, Text))
    assert shown == text if len(text) <= limit else shown.endswith(" …")


def _is_sound(decision: AlertDecision, told: Alert | None) -> bool:
    """Whether what the parts of a decision say fits together."""
    if decision.kind is AlertKind.NEW:
        return decision.acts == (Act.POST,) and decision.hold is None and decision.announces
    if decision.kind is AlertKind.UPDATE:
        return Act.POST not in decision.acts and told is not None
    return not decision.acts and not decision.calls and (decision.hold is not None) == (decision.kind is AlertKind.HOLD)


@given(SUBSCRIPTIONS, ALERTS, DEVELOPMENTS, SITUATIONS)
def test_a_decision_is_sound_and_has_its_reasons(
    wish: Subscription, told: Alert | None, development: Development, situation: Situation
) -> None:
    decision = decide_alert(wish, told, development, situation)
    assert _is_sound(decision, told)
    assert decision.reasons
    assert all(reason.strip() for reason in decision.reasons)
    if decision.hold in {Hold.QUIET, Hold.SNOOZE, Hold.SCHEDULE}:
        assert decision.release_at is not None
    assert decide_alert(wish, told, development, situation) == decision


@given(SUBSCRIPTIONS, ALERTS, DEVELOPMENTS, SITUATIONS)
def test_nothing_but_a_correction_makes_noise_where_there_is_to_be_none(
    wish: Subscription, told: Alert | None, development: Development, situation: Situation
) -> None:
    decision = decide_alert(wish, told, replace(development, correction=None), situation)
    if all(act is Act.EDIT for act in decision.acts):
        assert not decision.calls
        return
    assert not situation.paused
    assert situation.breaker is None
    assert wish.snoozed_until is None or wish.snoozed_until <= situation.now
    assert development.urgent or (wish.quiet == "" and wish.when == "instant")
    assert told is None or told.muted_at is None
    assert told is None or told.told_at is None or wish.updates is not Updates.NONE
    if decision.calls:
        assert development.calls
        assert development.independent >= wish.min_outlets
        assert told is None or not told.mentioned


@given(SUBSCRIPTIONS, DEVELOPMENTS, SITUATIONS)
def test_a_correction_of_what_was_told_is_always_shown(
    wish: Subscription, development: Development, situation: Situation
) -> None:
    news = replace(
        development, article=replace(FERRY, id=2), before=None, correction=Correction("retracted", "", "Post")
    )
    decision = decide_alert(wish, replace(alert(1), muted_at=NOW), news, situation)
    assert decision.acts


@given(st.text(max_size=300), st.text(max_size=600))
def test_a_correction_is_read_of_any_text_and_quotes_it(title: str, text: str) -> None:
    found = standing_correction(replace(FERRY, title=title, text=text))
    assert found is None or len(found.words) <= 242
