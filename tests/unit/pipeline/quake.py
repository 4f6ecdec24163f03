"""One happening as several outlets tell it, and others that have nothing to do with it."""

from __future__ import annotations

from dataclasses import replace

from bot.domain.news import Entry
from tests.unit.pipeline.newsroom import entry, words

QUAKE = entry(
    "Earthquake of magnitude 6.1 shakes Lamerra",
    "PORT ALDEN — An earthquake of magnitude 6.1 struck the island of Lamerra on Tuesday, killing at least 12 people and "
    "leaving 4,000 homeless, the civil protection agency said. The epicentre lay 30 kilometres south of Port Alden.",
    link="https://herald.example/quake",
)
QUAKE_ELSEWHERE = entry(
    "Lamerra earthquake of magnitude 6.1 kills 12 in Port Alden",
    "The Lamerra earthquake, of magnitude 6.1, killed at least 12 people near Port Alden on Tuesday and left 4,000 "
    "homeless, according to the island's civil protection agency. Rescuers from the mainland were on their way.",
    link="https://courier.example/lamerra",
)
QUAKE_AGAIN = entry(
    "Port Alden counts its dead after magnitude 6.1 Lamerra earthquake",
    "At least 12 people died when an earthquake of magnitude 6.1 struck Lamerra on Tuesday, the civil protection agency "
    "said, and 4,000 lost their homes in and around Port Alden, 30 kilometres from the epicentre of the earthquake.",
    link="https://gazette.example/dead",
)


def worse(entry: Entry, killed: int) -> Entry:
    """The same piece with another toll."""
    return replace(
        entry,
        title=entry.title.replace("kills 12", f"kills {killed}"),
        summary=entry.summary.replace("12 people", f"{killed} people"),
    )


def tremor(number: int) -> Entry:
    """One earthquake of many, each a story of its own."""
    return entry(f"Earthquake {words(number, 4)}", words(-number, 40), link=f"https://herald.example/{number}")
