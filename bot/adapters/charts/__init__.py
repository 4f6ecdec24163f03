"""Charts as pictures: PNGs that a phone shows well, for light and for dark pages.

``pool`` hands charts to a process of its own, so that neither the drawing library's import nor its work is felt by what
serves readers, and nothing that a feed calls itself can hang or crash it; ``worker`` is what runs there, ``drawing`` draws,
``fonts`` finds letters for names in any script. It never reads a database, an address or a clock, and never knows where a
picture goes.
"""

from bot.adapters.charts.pool import ChartPool

__all__ = ["ChartPool"]
