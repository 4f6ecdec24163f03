"""Installing by OAuth with the real Bolt app, and tokens that rotate."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from slack_bolt.app.async_app import AsyncApp
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_sdk.errors import SlackApiError
from slack_sdk.oauth.installation_store import FileInstallationStore
from slack_sdk.oauth.state_store import FileOAuthStateStore
from slack_sdk.web.async_client import AsyncWebClient

from tests.doubles.slack import SlackDouble, User, Workspace
from tests.doubles.slack.asking.browser import Browser
from tests.unit.doubles.slack.bolt import listening


@dataclass
class Offered:
    """A workspace that the app is not in yet, and the app's address."""

    slack: SlackDouble
    workspace: Workspace
    ada: User
    url: str
    client: AsyncWebClient

    async def access(self, **arguments: str) -> dict[str, object]:
        answer = await self.client.oauth_v2_access(
            client_id=self.slack.client_id, client_secret=self.slack.client_secret, **arguments
        )
        data = answer.data
        assert isinstance(data, dict)
        return data


@asynccontextmanager
async def offered(folder: Path) -> AsyncIterator[Offered]:
    async with SlackDouble() as slack:
        workspace = slack.add_workspace("Newsroom", installed=False)
        client = AsyncWebClient(base_url=slack.api_base)
        settings = AsyncOAuthSettings(
            client_id=slack.client_id,
            client_secret=slack.client_secret,
            scopes=["commands", "chat:write"],
            authorization_url=slack.authorize_url,
            installation_store=FileInstallationStore(base_dir=str(folder)),
            state_store=FileOAuthStateStore(expiration_seconds=60, base_dir=str(folder)),
        )
        app = AsyncApp(client=client, signing_secret=slack.signing_secret, oauth_settings=settings)
        async with listening(app) as url:
            slack.grants.redirect_urls = [f"{url}/slack/oauth_redirect"]
            yield Offered(slack, workspace, slack.add_user(workspace, "ada"), url, client)


async def test_consent_brings_a_token_with_the_scopes_that_were_asked_for(tmp_path: Path) -> None:
    async with offered(tmp_path) as made:
        page = await made.slack.install(made.workspace, made.ada, made.url)
        assert (page.status, "Thank you" in page.text) == (200, True)
        assert made.workspace.installed
        assert made.workspace.scopes == {"commands", "chat:write"}
        assert (await made.client.auth_test(token=made.workspace.bot_token))["team_id"] == made.workspace.id


async def test_refusal_brings_nothing_but_a_reason(tmp_path: Path) -> None:
    async with offered(tmp_path) as made:
        page = await made.slack.install(made.workspace, made.ada, made.url, consent=False)
        assert "access_denied" in page.text
        assert not made.workspace.installed


async def test_another_browser_cannot_finish_what_one_began(tmp_path: Path) -> None:
    async with offered(tmp_path) as made, Browser() as ours, Browser() as theirs:
        link = await made.slack.install_link(ours, f"{made.url}/slack/install")
        back = await made.slack.consent(ours, made.ada, link)
        assert (await theirs.get(back)).status == 400
        assert (await ours.get(back)).status == 200
        assert (await ours.get(back)).status != 200


async def test_a_code_is_good_once_and_for_ten_minutes(tmp_path: Path) -> None:
    async with offered(tmp_path) as made, Browser() as browser:
        link = await made.slack.install_link(browser, f"{made.url}/slack/install")
        for _ in range(2):
            await made.slack.consent(browser, made.ada, link)
        first, second = made.slack.grants.codes
        await made.access(code=first)
        with pytest.raises(SlackApiError, match="code_already_used"):
            await made.access(code=first)
        made.slack.clock.advance(601)
        with pytest.raises(SlackApiError, match="invalid_code"):
            await made.access(code=second)


async def test_only_the_app_gets_tokens(tmp_path: Path) -> None:
    async with offered(tmp_path) as made:
        with pytest.raises(SlackApiError, match="bad_client_secret"):
            await made.client.oauth_v2_access(client_id=made.slack.client_id, client_secret="guessed", code="x")
        with pytest.raises(SlackApiError, match="invalid_client_id"):
            await made.client.oauth_v2_access(client_id="1.2", client_secret="guessed", code="x")


async def test_tokens_rotate_and_a_refresh_token_is_good_once(tmp_path: Path) -> None:
    async with offered(tmp_path) as made:
        made.slack.rotate_tokens()
        await made.slack.install(made.workspace, made.ada, made.url)
        first = made.slack.store.tokens[made.workspace.bot_token]
        refresh = first.refresh
        assert refresh is not None
        given = await made.access(grant_type="refresh_token", refresh_token=refresh)
        assert (given["expires_in"], str(given["access_token"])[:10]) == (43_200, "xoxe.xoxb-")
        with pytest.raises(SlackApiError, match="invalid_refresh_token"):
            await made.access(grant_type="refresh_token", refresh_token=refresh)
        assert (await made.client.auth_test(token=first.text))["ok"]
        made.slack.clock.advance(43_201)
        with pytest.raises(SlackApiError, match="token_expired"):
            await made.client.auth_test(token=str(given["access_token"]))
        again = await made.access(grant_type="refresh_token", refresh_token=str(given["refresh_token"]))
        assert (await made.client.auth_test(token=str(again["access_token"])))["ok"]


@pytest.mark.parametrize(
    ("link", "why"),
    [
        ("?client_id=1.2&scope=commands", "invalid_client_id"),
        ("?client_id={client}&scope=", "no_scopes"),
        ("?client_id={client}&scope=commands&redirect_uri=https://elsewhere.example", "bad_redirect_uri"),
    ],
)
async def test_a_link_that_is_not_right_leads_nowhere(tmp_path: Path, link: str, why: str) -> None:
    async with offered(tmp_path) as made, Browser() as browser:
        page = await browser.get(made.slack.authorize_url + link.format(client=made.slack.client_id))
        assert (page.status, why in page.text, page.location) == (400, True, "")
