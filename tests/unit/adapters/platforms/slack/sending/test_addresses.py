from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.adapters.platforms.slack.sending.addresses import Address, is_channel, read, written, written_from

ROOT, REPLY = "1795356300.000100", "1795356301.000200"


def test_a_message_goes_by_its_stamp_and_one_in_a_thread_by_the_roots_too() -> None:
    assert written(ROOT) == written(ROOT, ROOT) == written_from({"ts": ROOT, "thread_ts": ROOT}) == ROOT
    assert written_from({"ts": REPLY, "thread_ts": ROOT}) == f"{ROOT}/{REPLY}"
    assert read(ROOT) == Address(ROOT)
    assert read(f"{ROOT}/{REPLY}") == Address(REPLY, ROOT)
    assert (Address(ROOT).root, Address(REPLY, ROOT).root) == (ROOT, ROOT)


@pytest.mark.parametrize(
    "message_id", ["", "404", "a/b", f"/{ROOT}", f"{ROOT}/", f"{ROOT}/{REPLY}/{REPLY}", f" {ROOT}"]
)
def test_what_is_no_id_leads_nowhere(message_id: str) -> None:
    assert read(message_id) is None


@given(st.integers(0, 10**12 - 1), st.integers(0, 10**6 - 1), st.none() | st.integers(0, 10**12 - 1))
def test_what_is_written_is_read(seconds: int, number: int, thread: int | None) -> None:
    ts = f"{seconds}.{number:06}"
    root = None if thread is None or thread == seconds else f"{thread}.{number:06}"
    assert read(written(ts, root)) == Address(ts, root)


def test_channels_have_slacks_own_ids() -> None:
    assert all(map(is_channel, ("C0123456789", "G1", "D9Z")))
    assert not any(map(is_channel, ("wire", "", "C", "U1", "C1 ", "c1", "C" * 40)))
