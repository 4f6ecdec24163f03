"""Reading recorded polls, and the clock and fetcher that play them."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from bot.adapters.replay import RecordedFetcher, SetClock, read_recording
from bot.domain.errors import BadFeed, BadInput


def record(folder: Path, outlet: str, *polls: tuple[str, str]) -> None:
    """Write an outlet's polls: (time, body)."""
    place = folder / outlet
    place.mkdir(parents=True)
    rows = []
    for number, (at, body) in enumerate(polls, 1):
        (place / f"{number}.xml").write_text(body, "utf-8")
        rows.append(f"{at}\tcommit{number}\t{number}.xml\t{len(body)}\n")
    (place / "index.tsv").write_text("".join(rows), "utf-8")


def test_a_recording_is_read_in_order_of_time_whatever_its_zones(tmp_path: Path) -> None:
    record(tmp_path, "b", ("2026-03-01T12:00:00+02:00", ""), ("2026-03-01T12:00:00", ""))
    record(tmp_path, "a", ("2026-03-01T11:00:00Z", ""))
    polls = read_recording(tmp_path)
    assert [(poll.outlet, poll.at.hour, poll.file.name) for poll in polls] == [
        ("b", 10, "1.xml"),
        ("a", 11, "1.xml"),
        ("b", 12, "2.xml"),
    ]
    assert all(poll.at.tzinfo is UTC for poll in polls)


def test_a_heading_and_empty_lines_are_passed_over_and_files_stay_in_their_folder(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.tsv").write_text(
        "time\tcommit\tfile\tbytes\n\n2026-03-01T12:00:00Z\tc\t../../etc/passwd\t1\n", "utf-8"
    )
    (poll,) = read_recording(tmp_path)
    assert poll.file == tmp_path / "a" / "passwd"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026-03-01T12:00:00Z\tc\n", ["Line 1 of", "index.tsv", "2 columns"]),
        ("2026-03-01T12:00:00Z\tc\tf\nyesterday\tc\tf\n", ["Line 2 of", "'yesterday'", "ISO 8601"]),
        ("", ["no recorded poll"]),
    ],
)
def test_a_wrong_index_is_named_with_its_line(tmp_path: Path, text: str, words: list[str]) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.tsv").write_text(text, "utf-8")
    with pytest.raises(BadInput) as caught:
        read_recording(tmp_path)
    assert [word for word in words if word not in str(caught.value)] == []


def test_an_index_that_is_not_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "index.tsv").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(BadInput, match=r"index\.tsv"):
        read_recording(tmp_path)


async def test_the_fetcher_answers_with_what_was_put_last(tmp_path: Path) -> None:
    fetcher = RecordedFetcher()
    (tmp_path / "1").write_bytes(b"one")
    fetcher.put("replay://a/", tmp_path / "1")
    answer = await fetcher.fetch("replay://a/", etag='"x"')
    assert (answer.status, answer.url, answer.body) == (200, "replay://a/", b"one")
    fetcher.put("replay://a/", tmp_path / "gone")
    with pytest.raises(BadFeed, match="cannot be read"):
        await fetcher.fetch("replay://a/")


def test_a_set_clock_stands_where_it_is_put() -> None:
    clock = SetClock(datetime(2026, 3, 1, tzinfo=UTC))
    later = datetime(2026, 3, 2, tzinfo=UTC)
    clock.set(later)
    assert clock.now() == clock.now() == later
