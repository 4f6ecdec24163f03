"""One storage, three times: every test of this folder that asks for ``storage`` runs over each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.adapters.storage import SqlStorage, open_storage

KINDS = ("sqlite", "memory", "postgresql")


@pytest.fixture(params=KINDS)
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database for one test."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return "sqlite:///:memory:" if request.param == "memory" else f"sqlite:///{tmp_path / 'dateline.db'}"


@pytest.fixture
async def storage(address: str) -> AsyncIterator[SqlStorage]:
    """An empty storage of the present schema."""
    opened = open_storage(address)
    await opened.upgrade()
    yield opened
    await opened.close()


@pytest.fixture(params=[kind for kind in KINDS if kind != "memory"])
def shared_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database that several storages can open, as several processes do."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("postgres_url"))
    return f"sqlite:///{tmp_path / 'dateline.db'}"


@pytest.fixture
async def pair(shared_address: str) -> AsyncIterator[tuple[SqlStorage, SqlStorage]]:
    """Two storages over one database, which know nothing of each other."""
    first, second = open_storage(shared_address), open_storage(shared_address)
    await first.upgrade()
    await second.upgrade()
    yield first, second
    await first.close()
    await second.close()


@pytest.fixture(params=[kind for kind in KINDS if kind != "memory"])
def bare_address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database that has no tables yet."""
    if request.param == "postgresql":
        return str(request.getfixturevalue("bare_postgres_url"))
    return f"sqlite:///{tmp_path / 'dateline.db'}"
