"""Outlets that publish when a test says so, with pictures too: JSON feeds on loopback HTTP, and the news that they bring."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from typing import Any

from aiohttp import web

OUTLETS = ("Herald", "Courier", "Gazette")

KINDS = (
    "landslide",
    "explosion",
    "avalanche",
    "derailment",
    "wildfire",
    "shipwreck",
    "epidemic",
    "tornado",
    "eruption",
    "stampede",
    "outage",
)
"""Of disasters; there is a topic of each from the start."""

TOPICS = "\n".join(f'[[topics]]\nname = "{kind}s"\nquery = "{kind}"\n' for kind in KINDS)

_SYLLABLES = ("ka", "lo", "mir", "ten", "vor", "sha", "dun", "bel", "ri", "gast", "hol", "pez", "quin", "tra", "wex")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One article. ``key`` names it in its outlet's feed and in its address; published again, it is an edit."""

    key: str
    title: str
    text: str
    image: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Disaster:
    """A happening as two outlets tell it: ``what`` it is, and names that are in no other's story."""

    what: str
    place: str
    river: str
    firm: str
    person: str
    agency: str

    @property
    def first(self) -> Piece:
        """How it becomes known, with a toll of 12."""
        return Piece(
            key=f"{self.place}-first".lower(),
            title=f"{self.what.capitalize()} kills 12 at {self.firm} works in {self.place}",
            text=(
                f"{self.place.upper()} — At least 12 people were killed when a {self.what} hit the {self.firm} works in "
                f"{self.place}, {self.person} of {self.agency} said. {self.person} saw {self.firm} boats on {self.river}."
            ),
        )

    @property
    def second(self) -> Piece:
        """The same in another's words."""
        return Piece(
            key=f"{self.place}-second".lower(),
            title=f"{self.place} {self.what} kills 12 at {self.firm}",
            text=(
                f"A {self.what} at {self.firm} in {self.place} killed at least 12 people, {self.person} told reporters by "
                f"{self.river}. {self.firm} did not answer {self.agency}, {self.person} added."
            ),
        )


def worse(piece: Piece, killed: int) -> Piece:
    """The same piece with another toll."""
    title = piece.title.replace("kills 12", f"kills {killed}")
    return replace(piece, title=title, text=piece.text.replace("12 people", f"{killed} people"))


def disaster(what: str, seed: int) -> Disaster:
    """One with names of its own."""
    dice = random.Random(seed)
    place, river, firm, person, agency = ("".join(dice.choices(_SYLLABLES, k=4)).capitalize() for _ in range(5))
    return Disaster(what=what, place=place, river=river, firm=firm, person=person, agency=agency)


class Press:
    """The outlets' server."""

    def __init__(self) -> None:
        self._pieces: dict[str, dict[str, Piece]] = {outlet: {} for outlet in OUTLETS}
        self._runner: web.AppRunner | None = None
        self.url = ""

    @property
    def feeds(self) -> list[tuple[str, str, str]]:
        """Each feed as (outlet, address, format)."""
        return [(outlet, f"{self.url}/{outlet.lower()}.json", "json") for outlet in OUTLETS]

    def publish(self, piece: Piece, outlet: str = "Herald") -> None:
        """From now on the outlet's feed shows it, in this form."""
        self._pieces[outlet][piece.key] = piece

    async def start(self) -> None:
        application = web.Application()
        application.router.add_get("/{outlet}.json", self._answer)
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        host, port = self._runner.addresses[0][:2]
        self.url = f"http://{host}:{port}"

    async def stop(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        outlet = request.match_info["outlet"].capitalize()
        items = [self._item(piece) for piece in reversed(self._pieces[outlet].values())]
        return web.json_response({"version": "https://jsonfeed.org/version/1.1", "title": outlet, "items": items})

    def _item(self, piece: Piece) -> dict[str, Any]:
        item = {"id": piece.key, "url": f"{self.url}/{piece.key}", "title": piece.title, "content_text": piece.text}
        return item | ({"image": piece.image} if piece.image else {})
