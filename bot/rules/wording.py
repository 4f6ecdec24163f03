"""The words of a text that say what it is about, in runs that stand side by side."""

from __future__ import annotations

from collections.abc import Collection

from bot.rules.folding import fold, surfaces

SHORTEST = 3
"""Letters of a word that may tell something by itself."""


def content_words(text: str, common: Collection[str], limit: int) -> list[list[str]]:
    """Runs of telling words among the first ``limit`` of a text, as written in small letters.

    A run ends at a word that is ``common`` (in small letters, with or without accents) or no plain word: an abbreviation
    with full stops, a figure, a contraction.
    """
    runs: list[list[str]] = [[]]
    for surface in surfaces(text)[:limit]:
        word = surface.rstrip(".").removesuffix("'s").strip("'").lower()
        if not _is_plain(word) or word in common or fold(word) in common:
            runs.append([])
            continue
        runs[-1].append(word)
        if surface[-1] in ".'":
            runs.append([])
    return [run for run in runs if run]


def _is_plain(word: str) -> bool:
    letters = sum(char.isalpha() for char in word)
    return letters >= SHORTEST and not any(char in "-.'" or char.isnumeric() for char in word)
