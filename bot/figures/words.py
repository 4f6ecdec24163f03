"""A list of words written as one string."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """The words of ``text``, divided by white space."""
    return frozenset(text.split())
