from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pipeline.asking.signer import Signer

SIGNER = Signer("a secret", platform="discord", longest=100)


@given(st.text(min_size=1, max_size=84))
def test_what_is_signed_is_read_back(command: str) -> None:
    custom_id = SIGNER.sign(command)
    assert custom_id is not None
    assert len(custom_id) <= 100
    assert SIGNER.command(custom_id) == command
    assert Signer("another", platform="discord", longest=100).command(custom_id) is None


def test_the_form_of_a_custom_id_is_for_ever() -> None:
    version, command, signature = str(SIGNER.sign("why s12")).split(".")
    assert (version, command, len(signature)) == ("d1", "why s12", 12)


def test_what_is_too_long_or_empty_has_no_custom_id() -> None:
    assert SIGNER.sign("x" * 84) is not None
    assert SIGNER.sign("x" * 85) is None
    assert SIGNER.sign("") is None


def test_a_former_secret_is_still_read_but_not_written() -> None:
    old = str(SIGNER.sign("why s12"))
    changed = Signer("new", platform="discord", longest=100, former=("a secret",))
    assert changed.command(old) == "why s12"
    assert changed.sign("why s12") != old


@pytest.mark.parametrize("change", [lambda s: s.replace("s12", "s13"), lambda s: s[:-1] + "_", lambda s: "d2" + s[2:]])
def test_a_changed_id_is_not_ours(change: object) -> None:
    assert callable(change)
    assert SIGNER.command(change(str(SIGNER.sign("why s12")))) is None


@pytest.mark.parametrize("custom_id", ["", ".", "..", "d1", "d1.x", "d1..", "d1.why.", "d1.why.\ud800", "x" * 500])
def test_what_others_wrote_is_not_ours(custom_id: str) -> None:
    assert SIGNER.command(custom_id) is None


def test_a_command_may_hold_dots() -> None:
    assert SIGNER.command(str(SIGNER.sign("watch show a.b.c"))) == "watch show a.b.c"
