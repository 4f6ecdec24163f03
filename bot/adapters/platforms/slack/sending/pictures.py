"""Pictures of cards: fetched or drawn, and uploaded once to each workspace that is to see them.

A picture never holds a message back for long, and never keeps it from being sent.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Collection
from dataclasses import dataclass, replace
from hashlib import sha256

import structlog

from bot.adapters.platforms.slack.cards import Shown
from bot.adapters.platforms.slack.cards.words import site_of, web_address
from bot.adapters.platforms.slack.sending.calling import Answer, Web
from bot.adapters.platforms.slack.sending.memo import Memo
from bot.adapters.platforms.slack.timing import Timing
from bot.alerts.readable import one_line
from bot.domain.card import Card
from bot.domain.chart import Chart
from bot.domain.errors import DatelineError
from bot.pipeline.ports import Draw, Fetcher

log = structlog.get_logger(__name__)

LARGEST = 5_000_000
"""Bytes of a picture that is worth its upload."""

_LOOKS = 10
_FETCHED = 16
"""Pictures that are held in memory, for other workspaces that are to see the same."""

_KINDS = {b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg", b"GIF87a": "gif", b"GIF89a": "gif"}
"""What Slack shows in an image block, by how it begins."""


@dataclass(frozen=True, slots=True)
class _Picture:
    content: bytes
    kind: str
    alt: str

    @property
    def digest(self) -> str:
        return sha256(self.content).hexdigest()


class Pictures:
    """Brings pictures to workspaces. Without ``fetcher`` cards lose their images, without ``draw`` their charts."""

    def __init__(self, web: Web, *, fetcher: Fetcher | None, draw: Draw | None, timing: Timing) -> None:
        self._web = web
        self._fetcher = fetcher
        self._draw = draw
        self._timing = timing
        self._fetched: Memo[_Picture] = Memo(timing.fresh, most=_FETCHED)
        self._brought: Memo[Shown] = Memo(timing.fresh)
        self._uploaded: Memo[str] = Memo(float("inf"))

    async def of(self, workspace: str, card: Card) -> tuple[Shown, ...]:
        """Those of a card's pictures that the workspace has within the time for it. Never raises."""
        wanted = [self._image(workspace, card.image), self._chart(workspace, card.chart)]
        shown = await asyncio.gather(*(self._in_time(one) for one in wanted))
        return tuple(one for one in shown if one is not None)

    def forget(self, workspace: str, shown: Collection[Shown]) -> None:
        """Slack does not show these any more: the next card uploads them anew."""
        for one in shown:
            log.info("slack_picture_refused", workspace=workspace, file=one.file)
            self._brought.forget(one)
            self._uploaded.forget(one.file)

    async def close(self) -> None:
        """Give up what is under way."""
        await self._brought.close()
        await self._fetched.close()
        await self._uploaded.close()

    async def _in_time(self, wanted: Awaitable[Shown | None]) -> Shown | None:
        try:
            async with asyncio.timeout(self._timing.picture):
                return await wanted
        except TimeoutError:
            return None

    async def _image(self, workspace: str, url: str | None) -> Shown | None:
        address = web_address(url)
        if self._fetcher is None or address is None:
            return None
        fetcher = self._fetcher
        return await self._brought.get(f"{workspace} {address}", lambda: self._bring(workspace, fetcher, address))

    async def _bring(self, workspace: str, fetcher: Fetcher, address: str) -> Shown | None:
        return await self._shown(workspace, await self._fetched.get(address, lambda: _fetch(fetcher, address)))

    async def _chart(self, workspace: str, chart: Chart | None) -> Shown | None:
        if self._draw is None or chart is None:
            return None
        shown = await self._shown(workspace, _picture(await self._draw(chart), chart.alt))
        return replace(shown, chart=True) if shown else None

    async def _shown(self, workspace: str, picture: _Picture | None) -> Shown | None:
        if picture is None:
            return None
        key = f"{workspace} {picture.digest}"
        file = await self._uploaded.get(key, lambda: self._upload(workspace, picture))
        return Shown(file, picture.alt) if file else None

    async def _upload(self, workspace: str, picture: _Picture) -> str | None:
        """Slack's three steps: an address, the content, and that it is complete."""
        answer = await self._web.ask(
            workspace,
            lambda client, token: client.files_upload_v2(
                token=token,
                content=picture.content,
                filename=f"picture.{picture.kind}",
                title=one_line(picture.alt)[:200],
                alt_txt=one_line(picture.alt)[:1000],
            ),
            within=self._timing.upload,
        )
        files = answer.body.get("files") if isinstance(answer, Answer) and answer.ok else None
        if not files:
            reason = (answer.error or str(answer.status)) if isinstance(answer, Answer) else answer.reason
            log.info("slack_picture_not_uploaded", workspace=workspace, reason=reason)
            return None
        file = str(files[0]["id"])
        await self._processed(workspace, file)
        return file

    async def _processed(self, workspace: str, file: str) -> None:
        """Wait until Slack knows what the file is: before that it takes no message that shows it."""
        for _ in range(_LOOKS):
            answer = await self._web.read(workspace, "files.info", file=file)
            told = answer.body.get("file") if isinstance(answer, Answer) and answer.ok else None
            if isinstance(told, dict) and told.get("mimetype"):
                return
            if isinstance(answer, Answer) and answer.error == "missing_scope":
                log.warning("slack_files_unreadable", workspace=workspace, needed="files:read")
                await asyncio.sleep(self._timing.look * _LOOKS)
                return
            await asyncio.sleep(self._timing.look)


async def _fetch(fetcher: Fetcher, address: str) -> _Picture | None:
    try:
        answer = await fetcher.fetch(address)
    except DatelineError as error:
        log.info("slack_picture_not_fetched", reason=str(error))
        return None
    if answer.status != 200:
        return None
    return _picture(answer.body, f"Picture from {site_of(address)}")


def _picture(content: bytes | None, alt: str) -> _Picture | None:
    """A picture as Slack shows it; None for anything else."""
    if not content or len(content) > LARGEST:
        return None
    kind = next((kind for beginning, kind in _KINDS.items() if content.startswith(beginning)), None)
    return _Picture(content, kind, alt) if kind else None
