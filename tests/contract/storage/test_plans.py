"""What is asked for every article and every delivery finds its rows by an index, however many there are."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from bot.adapters.storage import SqlStorage, open_storage
from bot.domain.alert import Act
from bot.pipeline.ports import Transaction
from tests.contract.storage.samples import NEWSROOM, NOW, lease, owe

_READS_A_TABLE = re.compile(r"SCAN (?!CONSTANT ROW|\(subquery|anon_|hop\b|ranks\b|chosen\b)")
"""A step over whole rows of anything but what the statement itself made: its own steps, and lists that it was given."""

Question = Callable[[Transaction], Awaitable[Any]]

QUESTIONS: dict[str, Question] = {
    "lease": lambda tx: lease(tx, without=[NEWSROOM]),
    "next due": lambda tx: tx.outbox.next_due("web", without=[NEWSROOM]),
    "owe an edit": lambda tx: owe(tx, "a", act=Act.EDIT),
    "of a lane": lambda tx: tx.outbox.of_lane("a"),
    "lane of a message": lambda tx: tx.outbox.lane_of(NEWSROOM, "m"),
    "alerts of stories": lambda tx: tx.alerts.of_stories([1, 2]),
    "latest alerts": lambda tx: tx.alerts.latest("local", topic_id=None, channel=None, limit=9),
    "told since": lambda tx: tx.alerts.told_since([NEWSROOM], NOW),
    "due to be released": lambda tx: tx.alerts.due(NOW, 9),
    "held": lambda tx: tx.alerts.held(NEWSROOM),
    "traces": lambda tx: tx.alerts.traces("local", [1, 2]),
    "open notices": lambda tx: tx.alerts.open_notices([NEWSROOM]),
    "opinions": lambda tx: tx.alerts.opinions("local", 1),
    "subscribers": lambda tx: tx.watch.subscribers([1, 2]),
    "paused": lambda tx: tx.watch.paused([NEWSROOM]),
    "known": lambda tx: tx.articles.known(1, ["key"]),
    "elsewhere": lambda tx: tx.articles.elsewhere(1, ["link"]),
    "outlets": lambda tx: tx.articles.outlets([1, 2]),
    "window": lambda tx: tx.stories.window(since=NOW, after_article_id=1),
}


@pytest.fixture
def statements() -> list[tuple[str, Any]]:
    """Statements and their parameters, as the database was given them."""
    return []


@pytest.fixture
async def storage(tmp_path: Path, statements: list[tuple[str, Any]]) -> AsyncIterator[SqlStorage]:
    """A storage that tells what it asks."""
    opened = open_storage(f"sqlite:///{tmp_path / 'dateline.db'}")
    await opened.upgrade()

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, _context: Any, many: bool) -> None:
        statements.append((statement, parameters[0] if many else parameters))

    event.listen(opened._engines.writing.sync_engine, "before_cursor_execute", note)
    yield opened
    await opened.close()


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS.keys())
async def test_no_table_is_read_from_end_to_end(
    storage: SqlStorage, statements: list[tuple[str, Any]], question: Question
) -> None:
    async with storage.write() as tx:
        await question(tx)
    asked = [each for each in statements if each[0].startswith(("SELECT", "WITH", "UPDATE"))]
    assert asked
    async with storage._engines.read() as connection:
        for statement, parameters in asked:
            plan = await connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", parameters)
            steps = [str(row[-1]) for row in plan]
            assert not [step for step in steps if _READS_A_TABLE.match(step)], steps
