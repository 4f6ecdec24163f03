"""The default files beside this module."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from config.settings import Catalogue, read_catalogue, read_toml

FOLDER = Path(__file__).parent


def starter() -> Catalogue:
    """The starter topics, public feeds and subscriptions."""
    return read_catalogue(FOLDER / "starter.toml")


def newswire() -> dict[str, Any]:
    """The script of the demo's sample newswire."""
    return read_toml(FOLDER / "newswire.toml")
