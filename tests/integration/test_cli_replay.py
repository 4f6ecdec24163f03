"""``dateline replay``: recorded polls through the whole pipeline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bot.cli.replay import replay
from tests.integration.test_cli import ROOT, dateline, lines_of
from tests.unit.adapters.test_replay import record
from tests.unit.pipeline.test_poll import rss

SHARED = ROOT.parent / "shared" / "replay"


def decisions(capsys: pytest.CaptureFixture[str], folder: Path, *, query: str | None = None) -> list[dict[str, str]]:
    """Replay in this process; its lines."""
    replay(folder, query, every=False)
    # Logs that nobody has set up, as in a test, go to standard output too.
    return [json.loads(line) for line in capsys.readouterr().out.splitlines() if line.startswith("{")]


def test_every_decision_is_a_line_in_the_order_of_time(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wire = tmp_path / "wire"
    record(
        wire,
        "herald",
        ("2026-03-01T12:00:00Z", rss("Old ferry")),
        ("2026-03-01T13:00:00+00:00", rss("Ferry sinks off Aldor", "Old ferry")),
        ("2026-03-01T15:00:00Z", rss("Ferry sinks off Aldor", "Old ferry")),
    )
    record(
        wire,
        "courier",
        ("2026-03-01T12:30:00Z", rss("Harvest")),
        ("2026-03-01T14:00:00Z", rss("Opera house reopens in Brisko", "Harvest")),
    )
    every = lines_of(dateline(tmp_path, "replay", wire))
    assert [(line["at"], line["kind"], line["title"]) for line in every] == [
        ("2026-03-01T13:00:00Z", "new", "Ferry sinks off Aldor"),
        ("2026-03-01T14:00:00Z", "new", "Opera house reopens in Brisko"),
    ]
    assert set(every[0]) == {"at", "topic", "story", "kind", "article", "title"}
    assert every[0]["story"] != every[1]["story"]
    some = decisions(capsys, wire, query="ferr*")
    assert [line["title"] for line in some] == ["Ferry sinks off Aldor"]


def test_a_body_that_is_broken_or_gone_stops_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    wire = tmp_path / "wire"
    record(
        wire,
        "herald",
        ("2026-03-01T12:00:00Z", rss("Old ferry")),
        ("2026-03-01T13:00:00Z", "<html>an error page</html>"),
        ("2026-03-01T14:00:00Z", rss("lost")),
        ("2026-03-01T15:00:00Z", rss("Ferry sinks", "Old ferry")),
    )
    (wire / "herald" / "3.xml").unlink()
    assert [line["title"] for line in decisions(capsys, wire)] == ["Ferry sinks"]


@pytest.mark.parametrize("outlet", ["npr", "arstechnica"])
def test_real_polls_alert_no_article_twice(tmp_path: Path, outlet: str, capsys: pytest.CaptureFixture[str]) -> None:
    if not (SHARED / outlet).is_dir():
        pytest.skip("the recorded polls of real outlets are not beside this checkout")
    wire = tmp_path / "wire"
    (wire / outlet).mkdir(parents=True)
    rows = (SHARED / outlet / "index.tsv").read_text("utf-8").splitlines(keepends=True)[:20]
    for row in rows:
        name = row.split("\t")[2]
        (wire / outlet / name).symlink_to(SHARED / outlet / name)
    (wire / outlet / "index.tsv").write_text("".join(rows), "utf-8")
    told = decisions(capsys, wire)
    new = [line["article"] for line in told if line["kind"] == "new"]
    assert new
    assert len(new) == len(set(new))
    times = [line["at"] for line in told]
    assert times == sorted(times)
