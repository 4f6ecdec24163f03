"""Reads a folder of recorded polls: one sub-folder an outlet, each with an ``index.tsv`` and the raw bodies it names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.errors import BadFeed, BadInput
from bot.feeds import FetchAnswer

INDEX = "index.tsv"


@dataclass(frozen=True, slots=True, order=True)
class Poll:
    """One recorded answer."""

    at: datetime
    outlet: str
    file: Path


class SetClock:
    """A clock that stands where it is put."""

    def __init__(self, start: datetime) -> None:
        self._now = start

    def now(self) -> datetime:
        return self._now

    def set(self, moment: datetime) -> None:
        """Move to a moment."""
        self._now = moment


class RecordedFetcher:
    """Answers with the body that was put for an address."""

    def __init__(self) -> None:
        self._files: dict[str, Path] = {}

    def put(self, url: str, file: Path) -> None:
        """Make ``file`` the next answers of ``url``."""
        self._files[url] = file

    async def fetch(self, url: str, *, etag: str | None = None, last_modified: str | None = None) -> FetchAnswer:  # noqa: ARG002
        try:
            body = self._files[url].read_bytes()
        except OSError as error:
            raise BadFeed(f"{self._files[url]} cannot be read: {error.strerror}.") from error
        return FetchAnswer(status=200, url=url, body=body)


def read_recording(folder: Path) -> list[Poll]:
    """All polls of a folder in the order of their time. ``BadInput`` names the file and line that is wrong."""
    if not folder.is_dir():
        raise BadInput(f"{folder} is no folder; give one with a sub-folder an outlet, each with an {INDEX}.")
    polls = [poll for index in sorted(folder.glob(f"*/{INDEX}")) for poll in _read_index(index)]
    if not polls:
        raise BadInput(f"{folder} holds no recorded poll; each outlet's sub-folder needs an {INDEX}.")
    return sorted(polls)


def _read_index(index: Path) -> list[Poll]:
    try:
        text = index.read_text(encoding="utf-8")
    except OSError as error:
        raise BadInput(f"{index} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadInput(f"{index} is not UTF-8 text (byte {error.start}).") from error
    polls = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        columns = line.split("\t")
        if len(columns) < 3:
            raise BadInput(f"Line {number} of {index} has {len(columns)} columns; it needs time, commit and file name.")
        try:
            at = datetime.fromisoformat(columns[0])
        except ValueError as error:
            if number == 1:
                continue
            raise BadInput(f"Line {number} of {index} begins with {columns[0]!r}, no ISO 8601 time.") from error
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        polls.append(Poll(at.astimezone(UTC), index.parent.name, index.parent / Path(columns[2]).name))
    return polls
