"""slack_sdk's own tables live in each database that Dateline does, sealed, and known by the team alone."""

from __future__ import annotations

from slack_sdk.oauth.installation_store import Installation

from bot.adapters.platforms.slack.install.stores import Seal, SealedInstallations, states
from bot.adapters.storage import SqlStorage


def installation(team: str, token: str, *, at: float = 1_800_000_000.0) -> Installation:
    """One of an organisation's teams, with tokens as long as rotated ones are."""
    return Installation(
        app_id="A1",
        enterprise_id="E1",
        team_id=team,
        team_name="Ærø Avis",
        bot_token=token,
        bot_id="B1",
        bot_user_id="U1",
        bot_refresh_token=f"xoxe-1-{'r' * 300}",
        bot_token_expires_at=2_000_000_000,
        user_id="U2",
        installed_at=at,
    )


async def test_an_installation_is_found_by_its_team_until_it_is_deleted(storage: SqlStorage) -> None:
    kept = SealedInstallations(storage.engine, client_id="1.2", seal=Seal("a key"))
    await kept.create_tables()
    await kept.create_tables()
    await kept.async_save(installation("T1", "xoxb-old"))
    await kept.async_save(installation("T1", "xoxb-new", at=1_800_000_100.0))
    await kept.async_save(installation("T2", "xoxb-other"))
    found = await kept.async_find_bot(enterprise_id=None, team_id="T1")
    assert found is not None
    assert (found.bot_token, found.bot_token_expires_at, found.team_name) == ("xoxb-new", 2_000_000_000, "Ærø Avis")
    assert found.bot_refresh_token == f"xoxe-1-{'r' * 300}"
    assert await kept.workspaces() == ("T1", "T2")
    await kept.async_delete_all(enterprise_id=None, team_id="T1")
    assert await kept.async_find_bot(enterprise_id=None, team_id="T1") is None
    assert await kept.workspaces() == ("T2",)


async def test_another_app_in_the_same_database_is_another_app(storage: SqlStorage) -> None:
    ours = SealedInstallations(storage.engine, client_id="1.2", seal=Seal("a key"))
    theirs = SealedInstallations(storage.engine, client_id="3.4", seal=Seal("a key"))
    await ours.create_tables()
    await ours.async_save(installation("T1", "xoxb-1"))
    assert await theirs.workspaces() == ()
    assert await theirs.async_find_bot(enterprise_id=None, team_id="T1") is None


async def test_a_state_is_good_once(storage: SqlStorage) -> None:
    kept = states(storage.engine)
    await kept.create_tables()  # type: ignore[no-untyped-call]
    state = await kept.async_issue()
    assert await kept.async_consume(state)
    assert not await kept.async_consume(state)
    assert not await kept.async_consume("nobody's")
