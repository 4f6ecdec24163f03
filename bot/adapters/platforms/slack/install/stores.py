"""Where installations are kept: slack_sdk's own tables in Dateline's database, with every token sealed.

Sealed with Fernet (AES-128-CBC and HMAC-SHA256; its specification is part of the library cryptography). The tables are
slack_sdk's, made and changed by it alone.
"""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Sequence
from copy import copy
from hashlib import blake2b
from typing import Any, TypeVar

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from slack_sdk.oauth.installation_store import Bot, Installation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.installation_store.sqlalchemy import AsyncSQLAlchemyInstallationStore
from slack_sdk.oauth.state_store.sqlalchemy import AsyncSQLAlchemyOAuthStateStore

from bot.adapters.platforms.slack.install.client import QUIET
from bot.domain.errors import BadInput

STATE_SECONDS = 600
"""How long somebody may take from the landing page to Slack's consent; slack_bolt's own choice."""

_SECRETS = ("bot_token", "bot_refresh_token", "user_token", "user_refresh_token", "incoming_webhook_url")
_SEALED_LENGTH = 2000
"""Characters of a sealed token's column. slack_sdk gives 200, which a rotated token fills by itself."""

Row = TypeVar("Row", Bot, Installation)


class Seal:
    """Seals and opens texts with keys made of ``secrets``: with the first, and what any of them sealed is opened."""

    def __init__(self, *secrets: str) -> None:
        self._fernet = MultiFernet([Fernet(_key(secret)) for secret in secrets])

    def seal(self, text: str) -> str:
        """Text that says nothing without the key."""
        return self._fernet.encrypt(text.encode()).decode()

    def open(self, sealed: str) -> str:
        """The text. Raises ``BadInput`` where another key sealed it."""
        try:
            return self._fernet.decrypt(sealed.encode()).decode()
        except InvalidToken as error:
            raise BadInput(
                "The Slack tokens in the database are sealed with another key: set DATELINE_SLACK_ENCRYPTION_KEY to the one "
                "they were kept with, or install Dateline in the workspace anew."
            ) from error


class _Tables(AsyncSQLAlchemyInstallationStore):
    """slack_sdk's tables with room for sealed tokens."""

    @classmethod
    def build_installations_table(cls, metadata: Any, table_name: str) -> Any:
        return _widened(super().build_installations_table(metadata, table_name))

    @classmethod
    def build_bots_table(cls, metadata: Any, table_name: str) -> Any:
        return _widened(super().build_bots_table(metadata, table_name))


class SealedInstallations(AsyncInstallationStore):
    """slack_sdk's installation store over ``engine`` (SQLAlchemy's, async); no token lies there open."""

    def __init__(self, engine: Any, *, client_id: str, seal: Seal) -> None:
        self._engine = engine
        self._client_id = client_id
        self._seal = seal
        self._tables = _Tables(client_id=client_id, engine=engine, logger=QUIET)
        self._made = False

    async def create_tables(self) -> None:
        """Make the tables that are not there yet."""
        await self._tables.create_tables()  # type: ignore[no-untyped-call]
        self._made = True

    async def workspaces(self) -> Sequence[str]:
        """The teams that have the app, in the order of their ids."""
        if not self._made:
            await self.create_tables()
        bots = self._tables.bots
        async with self._engine.connect() as connection:
            rows = await connection.execute(bots.select().where(bots.c.client_id == self._client_id))
            return tuple(sorted({str(row.team_id) for row in rows if row.team_id}))

    async def async_save(self, installation: Installation) -> None:
        """Keep it. A team's id is its own in all of Slack, so that its organisation's is not needed to find it again."""
        await self._tables.async_save(self._sealed(installation))

    async def async_save_bot(self, bot: Bot) -> None:
        await self._tables.async_save_bot(self._sealed(bot))

    async def async_find_bot(
        self, *, enterprise_id: str | None, team_id: str | None, is_enterprise_install: bool | None = False
    ) -> Bot | None:
        found = await self._tables.async_find_bot(
            enterprise_id=enterprise_id, team_id=team_id, is_enterprise_install=is_enterprise_install
        )
        return None if found is None else self._opened(found)

    async def async_find_installation(
        self,
        *,
        enterprise_id: str | None,
        team_id: str | None,
        user_id: str | None = None,
        is_enterprise_install: bool | None = False,
    ) -> Installation | None:
        found = await self._tables.async_find_installation(
            enterprise_id=enterprise_id, team_id=team_id, user_id=user_id, is_enterprise_install=is_enterprise_install
        )
        return None if found is None else self._opened(found)

    async def async_delete_bot(self, *, enterprise_id: str | None, team_id: str | None) -> None:
        await self._tables.async_delete_bot(enterprise_id=enterprise_id, team_id=team_id)

    async def async_delete_installation(
        self, *, enterprise_id: str | None, team_id: str | None, user_id: str | None = None
    ) -> None:
        await self._tables.async_delete_installation(enterprise_id=enterprise_id, team_id=team_id, user_id=user_id)

    def _sealed(self, row: Row) -> Row:
        return _changed(row, self._seal.seal)

    def _opened(self, row: Row) -> Row:
        return _changed(row, self._seal.open)


def states(engine: Any) -> AsyncSQLAlchemyOAuthStateStore:
    """The states of installations under way, which slack_sdk keeps in a table of its own."""
    return AsyncSQLAlchemyOAuthStateStore(expiration_seconds=STATE_SECONDS, engine=engine, logger=QUIET)


def _widened(table: Any) -> Any:
    for column in table.columns:
        if column.name in _SECRETS:
            column.type.length = _SEALED_LENGTH
    return table


def _changed(row: Row, change: Callable[[str], str]) -> Row:
    """A copy with every secret changed, known by its team alone."""
    made = copy(row)
    made.enterprise_id = None
    for name in _SECRETS:
        value = getattr(made, name, None)
        if value:
            setattr(made, name, change(value))
    return made


def _key(secret: str) -> bytes:
    """A Fernet key made of a secret of any length. The secret is a random key of the operator's, no password."""
    return urlsafe_b64encode(blake2b(secret.encode(), digest_size=32, person=b"dateline/slack/1").digest())
