"""What each act asks of a platform, what is looked up, and what becomes of acts whose message is not there."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import structlog

from bot.domain.alert import Act, DeliveryState
from tests.unit.pipeline.mailroom import Mailroom, open_mailroom
from tests.unit.pipeline.noticeboard import Fault, Noticeboard

MAKING = [Act.POST, Act.RENEW, Act.REPLY, Act.THREAD]


@pytest.fixture
async def mailroom() -> AsyncIterator[Mailroom]:
    async with open_mailroom() as opened:
        yield opened


async def posted(mailroom: Mailroom, board: Noticeboard) -> str:
    """A lane whose first message stands on the board, as "1"."""
    lane = await mailroom.owe("first")
    await mailroom.deliverer(board).deliver("web")
    return lane


@pytest.mark.parametrize(
    ("act", "under", "threaded"),
    [(Act.POST, None, False), (Act.RENEW, "1", False), (Act.REPLY, "1", False), (Act.THREAD, "1", True)],
)
async def test_answers_stand_under_the_lane_s_message(
    mailroom: Mailroom, act: Act, under: str | None, threaded: bool
) -> None:
    board = Noticeboard()
    lane = await posted(mailroom, board)
    await mailroom.owe("more", acts=[act], lane=lane)
    await mailroom.deliverer(board).deliver("web")
    more = board.notices[1]
    assert (more.card.title, more.under, more.threaded) == ("more", under, threaded)


@pytest.mark.parametrize(("act", "now_about"), [(Act.RENEW, 1), (Act.REPLY, 0), (Act.THREAD, 0)])
async def test_a_fresh_message_is_what_later_edits_are_about_and_an_answer_is_not(
    mailroom: Mailroom, act: Act, now_about: int
) -> None:
    board = Noticeboard()
    lane = await posted(mailroom, board)
    await mailroom.owe("more", "edited", acts=[act], lane=lane)
    await mailroom.deliverer(board).deliver("web")
    expected = ["first", "more"]
    expected[now_about] = "edited"
    assert board.titles() == expected


@pytest.mark.parametrize("act", [*MAKING, Act.EDIT])
async def test_where_the_lane_has_no_message_every_act_is_a_post_of_its_own(mailroom: Mailroom, act: Act) -> None:
    board = Noticeboard()
    lane = await mailroom.owe("first", "second", acts=[Act.POST, act])
    board.plan(Fault.REFUSED)
    await mailroom.deliverer(board).deliver("web")
    (only,) = board.notices
    assert (only.card.title, only.under, only.threaded) == ("second", None, False)
    assert await mailroom.states(lane) == [("post", "refused"), (act.value, "sent")]


async def test_a_message_that_an_edit_had_to_post_is_edited_from_then_on(mailroom: Mailroom) -> None:
    board = Noticeboard()
    lane = await mailroom.owe("first", "second")
    board.plan(Fault.REFUSED)
    await mailroom.deliverer(board).deliver("web")
    await mailroom.owe("third", acts=[Act.EDIT], lane=lane)
    await mailroom.deliverer(board).deliver("web")
    assert board.titles() == ["third"]


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.RAISES_AFTER])
@pytest.mark.parametrize("act", MAKING)
async def test_what_arrived_though_nobody_said_so_is_found_and_not_repeated(
    mailroom: Mailroom, act: Act, fault: Fault
) -> None:
    board = Noticeboard()
    lane = await posted(mailroom, board)
    await mailroom.owe("more", acts=[act], lane=lane)
    board.plan(fault)
    at_work = mailroom.deliverer(board)
    with structlog.testing.capture_logs():
        await at_work.deliver("web")
        mailroom.clock.advance(seconds=1)
        await at_work.deliver("web")
    assert board.titles() == ["first", "more"]
    assert [what for what, _ in board.requests] == ["post", "post", "find"]
    assert await mailroom.states(lane) == [("post", "sent"), (act.value, "sent")]


async def test_a_post_that_stood_for_an_edit_is_looked_for_too(mailroom: Mailroom) -> None:
    board = Noticeboard()
    await mailroom.owe("first", "second")
    board.plan(Fault.REFUSED, Fault.CUT)
    at_work = mailroom.deliverer(board)
    await at_work.deliver("web")
    mailroom.clock.advance(seconds=1)
    await at_work.deliver("web")
    assert board.titles() == ["second"]


@pytest.mark.parametrize("fault", [Fault.CUT, Fault.LOST])
async def test_an_edit_is_made_again_and_not_looked_for(mailroom: Mailroom, fault: Fault) -> None:
    board = Noticeboard()
    await mailroom.owe("first", "second")
    board.plan(Fault.NONE, fault)
    at_work = mailroom.deliverer(board)
    await at_work.deliver("web")
    mailroom.clock.advance(seconds=1)
    await at_work.deliver("web")
    assert [what for what, _ in board.requests] == ["post", "edit", "edit"]
    assert board.titles() == ["second"]


async def test_what_the_platform_said_it_did_not_do_is_not_looked_for(mailroom: Mailroom) -> None:
    board = Noticeboard()
    await mailroom.owe("first")
    board.plan(Fault.SLOW_DOWN)
    at_work = mailroom.deliverer(board)
    await at_work.deliver("web")
    mailroom.clock.advance(seconds=30)
    await at_work.deliver("web")
    assert [what for what, _ in board.requests] == ["post", "post"]


async def test_a_platform_that_cannot_look_up_is_not_asked_to(mailroom: Mailroom) -> None:
    board = Noticeboard(lookup=False)
    await mailroom.owe("first")
    board.plan(Fault.LOST)
    at_work = mailroom.deliverer(board)
    await at_work.deliver("web")
    mailroom.clock.advance(seconds=1)
    await at_work.deliver("web")
    assert [what for what, _ in board.requests] == ["post", "post"]


async def test_a_message_that_a_moderator_deleted_is_not_brought_back(mailroom: Mailroom) -> None:
    board = Noticeboard()
    lane = await posted(mailroom, board)
    board.delete("1")
    await mailroom.owe("second", acts=[Act.EDIT], lane=lane)
    await mailroom.deliverer(board).deliver("web")
    await mailroom.owe("third", acts=[Act.EDIT], lane=lane)
    await mailroom.deliverer(board).deliver("web")
    assert board.titles() == ["first"]
    _, *edits = await mailroom.deliveries(lane)
    assert [(edit.state, edit.reason) for edit in edits] == [(DeliveryState.REFUSED, "the message is gone")] * 2


async def test_an_answer_to_a_deleted_message_is_a_message_of_its_own(mailroom: Mailroom) -> None:
    board = Noticeboard()
    lane = await posted(mailroom, board)
    board.delete("1")
    await mailroom.owe("corrected", acts=[Act.THREAD], lane=lane)
    await mailroom.deliverer(board).deliver("web")
    assert (board.notices[1].card.title, board.notices[1].under) == ("corrected", None)
