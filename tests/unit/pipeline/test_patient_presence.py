"""What a platform hears of its channels is stored, if need be at a second attempt."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
import structlog

from bot.domain.errors import StorageBusy
from bot.pipeline import presence
from bot.pipeline.presence import PatientPresence


@dataclass
class Busy:
    """A ``Presence`` that refuses so many times before it takes something."""

    refusals: int
    told: list[tuple[str | None, ...]] = field(default_factory=list)

    async def lost(self, *told: str | None) -> None:
        self._take(told)

    async def back(self, *told: str | None) -> None:
        self._take(told)

    def _take(self, told: tuple[str | None, ...]) -> None:
        if self.refusals:
            self.refusals -= 1
            raise StorageBusy("The database is busy.")
        self.told.append(told)


@pytest.fixture(autouse=True)
def _at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(presence, "_PAUSE", 0.0)


async def test_it_is_told_again_while_the_database_is_busy() -> None:
    busy = Busy(4)
    with structlog.testing.capture_logs() as logs:
        await PatientPresence(busy, "slack").lost("T1", "C1", "It was archived.")
        await PatientPresence(busy, "slack").back("T1", None)
    assert busy.told == [("slack", "T1", "C1", "It was archived."), ("slack", "T1", None)]
    assert [entry["attempt"] for entry in logs] == [1, 2, 3, 4]


async def test_it_gives_up_in_the_end() -> None:
    busy = Busy(9)
    with structlog.testing.capture_logs() as logs:
        await PatientPresence(busy, "slack").back("T1", "C1")
    assert busy.told == []
    assert len(logs) == 5


async def test_there_may_be_nobody_to_tell() -> None:
    await PatientPresence(None, "slack").lost("T1", None, "The workspace is gone.")
    await PatientPresence(None, "slack").back("T1", None)
