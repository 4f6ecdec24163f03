"""Charts as files."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.cli.chart import chart_of_articles, write_chart
from bot.cli.rooms import figures
from bot.domain.errors import BadInput
from tests.unit.alerts.samples import NOW, article

TEXT = "The blast at the mill in Ostrow killed {} people, the police said. The mill belongs to the Grana company of Ostrow."


def test_the_chart_of_articles_is_in_order_of_time_and_counts_copies_once() -> None:
    first = article("Blast", TEXT.format(12), id=1, outlet="Reuters")
    copy = article("Blast", TEXT.format(12), id=2, outlet="Herald", published=NOW + timedelta(minutes=5))
    later = replace(article("Mill", "17 died in Ostrow.", id=3, outlet="AP"), published=NOW + timedelta(hours=2))
    chart = chart_of_articles([later, copy, first])
    assert chart is not None
    assert [series.name for series in chart.series] == ["Reuters", "AP"]
    assert chart.until == NOW + timedelta(hours=2)
    assert chart_of_articles([first]) is None
    assert chart_of_articles([]) is None


def test_a_chart_is_written_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    lines = [
        {"id": outlet, "outlet": outlet, "text": text, "published": datetime(2026, 3, 1, hour, tzinfo=UTC).isoformat()}
        for outlet, hour, text in [("Reuters", 9, "12 people were killed."), ("AP", 11, "17 people were killed.")]
    ]
    source, picture = tmp_path / "story.jsonl", tmp_path / "story.png"
    source.write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    figures(source, jsonl=True, key=False, chart=picture)
    said = capsys.readouterr()
    assert len(said.out.splitlines()) == 2
    assert said.err == "Killed (people) over time. Reuters: 12 at 09:00. AP: 17 at 11:00. Outlets disagree now.\n"
    assert picture.read_bytes().startswith(b"\x89PNG")


def test_what_cannot_be_drawn_or_written_is_told_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="nothing to draw"):
        write_chart(None, tmp_path / "a.png")
    with pytest.raises(BadInput, match="--chart goes with --jsonl"):
        figures(None, jsonl=False, key=False, chart=tmp_path / "a.png")
    first = article("Blast", TEXT.format(12), id=1, outlet="Reuters")
    later = article("Mill", "17 died in Ostrow.", id=3, outlet="AP")
    with pytest.raises(BadInput, match="cannot be written"):
        write_chart(chart_of_articles([first, later]), tmp_path / "no" / "a.png")
