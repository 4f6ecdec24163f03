"""The process that draws: what it answers, and what becomes of it."""

from __future__ import annotations

import asyncio
import io
from dataclasses import replace

import pytest

from bot.adapters.charts import ChartPool, worker
from bot.adapters.charts.wire import ask_line, read_line
from tests.unit.adapters.charts.samples import NOON, TOLLS

PNG = b"\x89PNG\r\n\x1a\n"


def test_a_chart_crosses_as_it_is_but_for_its_words() -> None:
    ended = replace(TOLLS.series[0], until=NOON, name="La Nación \ud800")
    chart = replace(TOLLS, series=(ended, *TOLLS.series[1:]), alt="")
    assert read_line(ask_line(chart, dark=True)) == (chart, True)
    assert ask_line(chart, dark=True).count(b"\n") == 1


def test_the_worker_answers_a_bad_line_with_nothing_and_goes_on(capfd: pytest.CaptureFixture[str]) -> None:
    assert worker.drawn(b"nonsense\n") == b""
    assert "JSONDecodeError" in capfd.readouterr().err
    assert worker.drawn(ask_line(TOLLS, dark=False)).startswith(PNG)
    out = io.BytesIO()
    worker.answer(out, b"abc")
    assert out.getvalue() == b"\0\0\0\3abc"


async def test_pictures_are_drawn_elsewhere_one_for_light_and_one_for_dark() -> None:
    drawing = ChartPool()
    light, dark, again = await asyncio.gather(drawing(TOLLS), drawing(TOLLS, dark=True), drawing(TOLLS))
    assert light is not None
    assert dark is not None
    assert light.startswith(PNG)
    assert light != dark
    assert again is light
    assert await drawing(TOLLS) is light
    await drawing.close()
    await drawing.close()


async def test_a_process_that_rested_is_followed_by_another_and_large_pictures_are_done_without() -> None:
    drawing = ChartPool(rest_s=0, largest=10)
    assert await drawing(TOLLS) is None
    await asyncio.sleep(0)
    assert await drawing(replace(TOLLS, title="Injured")) is None
    await drawing.close()


async def test_nobody_waits_longer_than_the_patience() -> None:
    impatient = ChartPool(patience_s=0.001)
    assert await impatient(TOLLS) is None
    await impatient.close()
