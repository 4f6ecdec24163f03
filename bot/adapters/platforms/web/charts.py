"""Charts that pages show, by the names under which their pictures are asked for."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from dataclasses import dataclass

from bot.domain.chart import Chart
from bot.pipeline.ports import Draw

KEPT = 500
"""Charts that are remembered: as many as some dozen open pages show. A page that is opened anew names its own again."""

_DARK = "-dark"


@dataclass(frozen=True, slots=True)
class ChartAddresses:
    """Where a chart's pictures are, for light and for dark pages."""

    light: str
    dark: str


class Charts:
    """Remembers what pages show; without ``draw`` there are no pictures, and pages tell charts in words."""

    def __init__(self, draw: Draw | None = None) -> None:
        self._draw = draw
        self._shown: OrderedDict[str, Chart] = OrderedDict()

    def addresses(self, chart: Chart) -> ChartAddresses | None:
        """Where the pictures of a chart will be served; None where nothing draws them."""
        if self._draw is None:
            return None
        name = hashlib.sha256(repr(chart).encode("utf-8", "surrogatepass")).hexdigest()[:24]
        self._shown[name] = chart
        self._shown.move_to_end(name)
        if len(self._shown) > KEPT:
            self._shown.popitem(last=False)
        return ChartAddresses(f"/charts/{name}.png", f"/charts/{name}{_DARK}.png")

    async def picture(self, name: str) -> bytes | None:
        """The picture of a name such as ``4f…-dark``; None where no page shows it, or it cannot be drawn."""
        chart = self._shown.get(name.removesuffix(_DARK))
        if chart is None or self._draw is None:
            return None
        return await self._draw(chart, dark=name.endswith(_DARK))
