"""Database URLs as users write them."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.adapters.storage import open_storage
from bot.adapters.storage.address import read_address, shown
from bot.domain.errors import BadInput


@pytest.mark.parametrize(
    ("written", "understood"),
    [
        ("sqlite:///dateline.db", "sqlite+aiosqlite:///dateline.db"),
        ("sqlite:////var/lib/dateline.db", "sqlite+aiosqlite:////var/lib/dateline.db"),
        ("sqlite+pysqlite:///a b.db", "sqlite+aiosqlite:///a b.db"),
        (" sqlite:///:memory:\n", "sqlite+aiosqlite:///%3Amemory%3A"),
        ("SQLite:///~/x.db", f"sqlite+aiosqlite:///{Path.home()}/x.db"),
        ("postgresql://u:p%40ss@h:5433/d", "postgresql+asyncpg://u:p%40ss@h:5433/d"),
        ("postgres://u@h/d", "postgresql+asyncpg://u@h/d"),
        ("postgresql+psycopg://h/d", "postgresql+asyncpg://h/d"),
        ("postgresql://h/d?sslmode=require", "postgresql+asyncpg://h/d?ssl=require"),
        ("postgresql:///d?host=/run/postgresql", "postgresql+asyncpg:///d?host=%2Frun%2Fpostgresql"),
    ],
)
def test_a_database_is_understood(written: str, understood: str) -> None:
    assert read_address(written).render_as_string(hide_password=False) == understood


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("", "not a URL"),
        ("dateline.db", "not a URL"),
        ("postgresql://h:port/d", "not a URL"),
        ("mysql://h/d", "'mysql'"),
        ("sqlite://", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite://dateline.db", "three slashes"),
        ("sqlite:///dateline.db?mode=ro", "options"),
        ("postgresql://h", "names no database"),
        ("postgresql://h/d?pool=3", "'pool'"),
    ],
)
def test_anything_else_is_refused_with_a_sentence(written: str, sentence: str) -> None:
    with pytest.raises(BadInput, match=sentence):
        open_storage(written)


@pytest.mark.parametrize(
    "written", ["postgresql://u:hunter2@h/d?pool=3", "postgresql://u:hunter2@h", "x://u:hunter2@h/d"]
)
def test_a_refusal_never_tells_the_password(written: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_address(written)
    assert "hunter2" not in str(refused.value)


def test_an_address_is_shown_as_users_know_it() -> None:
    assert shown(read_address("postgresql://u:hunter2@h/d")) == "postgresql://u:***@h/d"
