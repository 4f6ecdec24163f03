"""People install the app by OAuth, in a browser; tokens rotate."""

from __future__ import annotations

from tests.doubles.slack.asking.browser import Browser, Visited
from tests.doubles.slack.asking.elements import NotOffered
from tests.doubles.slack.asking.grants import TOKEN_LASTS, Grants
from tests.doubles.slack.asking.manifest import Offer, offer_of
from tests.doubles.slack.backend import Backend
from tests.doubles.slack.errors import Json
from tests.doubles.slack.store import User, Workspace

AUTHORIZE = "/oauth/v2/authorize"
REDIRECTS = 5
"""How often a person is sent on after the app's own address before they lose patience."""


class InstallScenes:
    """The app's links must lead to this double: its authorize page is ``authorize_url``."""

    backend: Backend

    @property
    def authorize_url(self) -> str:
        return self.backend.address + AUTHORIZE

    @property
    def grants(self) -> Grants:
        return self.backend.deliveries.grants

    def follow_manifest(self, manifest: Json) -> Offer:
        """The app is set up by a manifest: from now on it is offered, told and given what that says, and no more; the
        workspaces that it is in have given it these scopes. ``ManifestRefused`` if Slack would not take it.
        """
        offer = self.backend.deliveries.offer = offer_of(manifest)
        self.grants.redirect_urls, self.grants.rotating = list(offer.redirect_urls), offer.rotating
        for workspace in self.backend.store.workspaces.values():
            if workspace.installed:
                workspace.scopes = offer.scopes
        for token in self.backend.store.tokens.values():
            if token.kind == "bot":
                token.scopes = offer.scopes
        return offer

    def rename_workspace(self, workspace: Workspace, name: str) -> None:
        workspace.name = name
        self.backend.emit(workspace, {"type": "team_rename", "name": name, "team_id": workspace.id})

    def rotate_tokens(self, *, lifetime: int = TOKEN_LASTS) -> None:
        """From now on tokens given by OAuth expire after ``lifetime`` seconds and are refreshed."""
        self.grants.rotating, self.grants.lifetime = True, lifetime

    async def install(
        self,
        workspace: Workspace,
        user: User,
        app_url: str,
        *,
        consent: bool = True,
        path: str = "/slack/install",
        browser: Browser | None = None,
    ) -> Visited:
        """A person opens the app's install page, follows it to Slack, decides, and is sent back: the app's landing page.

        ``browser``: one of the person's own, which the caller closes; else a new one.
        """
        if browser is not None:
            return await self._install(browser, workspace, user, app_url + path, consent=consent)
        async with Browser() as one:
            return await self._install(one, workspace, user, app_url + path, consent=consent)

    async def _install(self, browser: Browser, workspace: Workspace, user: User, url: str, *, consent: bool) -> Visited:
        if user.workspace != workspace.id:
            raise NotOffered(f"{user.name} is not of {workspace.name}")
        back = await self.consent(browser, user, await self.install_link(browser, url), consent=consent)
        landing = await browser.get(back)
        for _ in range(REDIRECTS):
            if not landing.location.startswith("http"):
                break
            landing = await browser.get(landing.location)
        return landing

    async def install_link(self, browser: Browser, url: str) -> str:
        """Where the app's install page leads: to Slack's own page, by a redirect or a link."""
        page = await browser.get(url)
        found = [link for link in (page.location, *page.links) if link.startswith(self.authorize_url)]
        if not found:
            raise NotOffered(f"{url} does not lead to {self.authorize_url}: {page.status} {page.location or page.text}")
        return found[0]

    async def consent(self, browser: Browser, user: User, link: str, *, consent: bool = True) -> str:
        """On Slack's page the person allows or cancels: the address that the browser is sent back to."""
        page = await browser.get(link)
        if page.status != 200:
            raise NotOffered(f"Slack refuses the link: {page.text}")
        decision = {"decision": "allow" if consent else "cancel", "person": user.id}
        return (await browser.post(self.authorize_url, page.fields | decision)).location
