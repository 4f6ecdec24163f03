"""An alert after a decision: what it tells, what waits, and when it changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from bot.alerts import AlertDecision
from bot.domain.alert import Act, Alert, AlertKind, Hold
from bot.pipeline.advance import TICK, advance, later
from bot.pipeline.tell import NONCE_LENGTH
from tests.unit.pipeline.newsroom import START, WIRE

NOW = START + timedelta(hours=1)
FRESH = Alert(channel=WIRE, story_id=1, topic_id=1, created_at=START, updated_at=START)
POST = AlertDecision(kind=AlertKind.NEW, acts=(Act.POST,), calls=True, announces=True, reasons=("x",))
HOLD = AlertDecision(kind=AlertKind.HOLD, hold=Hold.QUIET, release_at=NOW, reasons=("x",))
EDIT = AlertDecision(kind=AlertKind.UPDATE, acts=(Act.EDIT,), reasons=("x",))


def test_a_post_tells_all_that_waited_and_the_article() -> None:
    waiting = replace(FRESH, held_ids=(3, 4), hold=Hold.QUIET, release_at=NOW)
    told = advance(waiting, POST, 5, (), NOW)
    assert (told.article_ids, told.held_ids, told.hold, told.release_at) == ((3, 4, 5), (), None, None)
    assert (told.told_at, told.mentioned) == (NOW, True)


def test_what_is_held_is_not_told() -> None:
    held = advance(FRESH, HOLD, 5, (), NOW)
    assert (held.article_ids, held.held_ids, held.hold, held.release_at) == ((), (5,), Hold.QUIET, NOW)
    assert held.told_at is None


def test_an_edit_whose_noise_waits_is_told_and_waits() -> None:
    told = replace(FRESH, article_ids=(3,), told_at=START)
    noisy = replace(EDIT, hold=Hold.QUIET, release_at=NOW)
    after = advance(told, noisy, 5, (), NOW)
    assert (after.article_ids, after.held_ids, after.hold) == ((3, 5), (5,), Hold.QUIET)
    assert after.told_at == START


def test_a_renewed_message_is_told_anew() -> None:
    told = replace(FRESH, article_ids=(3,), told_at=START)
    assert advance(told, replace(EDIT, acts=(Act.RENEW,)), 3, (), NOW).told_at == NOW


def test_no_two_changes_share_a_moment_even_if_the_clock_goes_back() -> None:
    assert later(NOW, START) == NOW
    assert later(NOW, NOW) == NOW + TICK
    assert later(START, NOW) == NOW + TICK


def test_a_nonce_is_short_enough_for_every_platform() -> None:
    assert NONCE_LENGTH <= 25
