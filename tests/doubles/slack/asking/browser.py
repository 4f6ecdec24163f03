"""A person's browser: it keeps cookies, Secure ones too (in life both sides speak HTTPS), and follows nothing by itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from types import TracebackType
from typing import Self
from urllib.parse import urljoin, urlsplit

import aiohttp

_LINK = re.compile(r'href="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Visited:
    """A page as the browser got it. ``location``: where it was sent on to, "" for nowhere."""

    url: str
    status: int
    text: str
    location: str = ""

    @property
    def links(self) -> list[str]:
        return [urljoin(self.url, unescape(address)) for address in _LINK.findall(self.text)]

    @property
    def fields(self) -> dict[str, str]:
        """The hidden fields of its form."""
        reader = _Fields()
        reader.feed(self.text)
        return reader.found


class _Fields(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "input" and given.get("name"):
            self.found[str(given["name"])] = given.get("value") or ""


class Browser:
    """An async context manager. Cookies by host."""

    def __init__(self) -> None:
        self.cookies: dict[str, dict[str, str]] = {}
        self._session = aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._session.close()

    async def get(self, url: str) -> Visited:
        return await self._visit("GET", url, None)

    async def post(self, url: str, form: Mapping[str, str]) -> Visited:
        return await self._visit("POST", url, form)

    async def _visit(self, method: str, url: str, form: Mapping[str, str] | None) -> Visited:
        kept = self.cookies.setdefault(urlsplit(url).netloc, {})
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in kept.items())} if kept else {}
        async with self._session.request(method, url, data=form, headers=headers, allow_redirects=False) as answer:
            for line in answer.headers.getall("Set-Cookie", []):
                for name, morsel in SimpleCookie(line).items():
                    if morsel["expires"].startswith("Thu, 01 Jan 1970") or morsel["max-age"] == "0":
                        kept.pop(name, None)
                    else:
                        kept[name] = morsel.value
            location = answer.headers.get("Location", "")
            return Visited(url, answer.status, await answer.text(), urljoin(url, location) if location else "")
