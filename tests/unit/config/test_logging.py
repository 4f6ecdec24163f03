"""No token and no password reaches a log, by whatever way."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator

import pytest
import structlog

from config.logging import configure_logging, redact

SLACK = "xoxb-" + "1234567890-abcdefghij"
APP = "xapp-" + "1-A0-abcdef"
DISCORD = f"{'A1b2' * 6}.{'Cd3' * 2}.{'e4F-' * 7}"


@pytest.fixture
def restored() -> Iterator[None]:
    """Logging as it was, afterwards."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("postgresql://ana:pass@db.example/news", "postgresql://[credentials]@db.example/news"),
        ("postgresql://ana:p@ss@db.example/news", "postgresql://[credentials]@db.example/news"),
        ("https://ana@herald.example/rss and more", "https://[credentials]@herald.example/rss and more"),
        ("https://herald.example/@ana", "https://herald.example/@ana"),
        (f"token {SLACK} was refused", "token [token] was refused"),
        (f"{APP} {DISCORD}", "[token] [token]"),
        ("nothing of that", "nothing of that"),
        (7, 7),
        (None, None),
        (["https://a:b@c.example/"], ["https://[credentials]@c.example/"]),
        ({"url": "https://a:b@c.example/"}, {"url": "https://[credentials]@c.example/"}),
        (ValueError(SLACK), "[token]"),
    ],
)
def test_redaction(value: object, shown: object) -> None:
    assert redact(None, "info", {"event": "x", "key": value}) == {"event": "x", "key": shown}


def test_our_own_log_is_json_lines_without_secrets_even_in_a_traceback(
    capsys: pytest.CaptureFixture[str], restored: None
) -> None:
    configure_logging("info", "json")
    log = structlog.get_logger("test")
    log.debug("not_shown")
    log.info("started", database="postgresql://ana:hush@db.example/news")
    log.error("token_refused", exc_info=ValueError(f"bad token {SLACK}"))
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line["event"] for line in lines] == ["started", "token_refused"]
    assert lines[0]["database"] == "postgresql://[credentials]@db.example/news"
    assert "bad token [token]" in lines[1]["exception"]


def test_the_libraries_warnings_go_the_same_way(capsys: pytest.CaptureFixture[str], restored: None) -> None:
    configure_logging("info", "console")
    logging.getLogger("library").warning("connecting with %s", SLACK)
    logging.getLogger("library").info("not shown")
    assert capsys.readouterr().err == "WARNING library connecting with [token]\n"
