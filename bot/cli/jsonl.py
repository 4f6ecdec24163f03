"""JSON lines in and out, one at a time, so that a million lines need no more memory than one."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

from bot.domain.errors import BadInput


@contextmanager
def open_text(file: Path | None) -> Iterator[TextIO]:
    """A file's text, or standard input for None and ``-``. ``BadInput`` says why it cannot be read."""
    if file is None or str(file) == "-":
        sys.stdin.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
        yield sys.stdin
        return
    try:
        source = file.open(encoding="utf-8", errors="replace")
    except OSError as error:
        raise BadInput(f"{file} cannot be read: {error.strerror}.") from error
    with source:
        yield source


def read_lines(source: Iterable[str], name: str, required: Iterable[str] = ()) -> Iterator[dict[str, Any]]:
    """One object a line; empty lines are passed over. ``BadInput`` names the line and what is wrong with it."""
    needed = tuple(required)
    for number, line in enumerate(source, start=1):
        if not line.strip():
            continue
        try:
            item = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise BadInput(f"Line {number} of {name} is not JSON ({_why(error)}); give one object a line.") from error
        if not isinstance(item, dict):
            raise BadInput(f'Line {number} of {name} is not an object; give one such as {{"id": …}}.')
        for key in needed:
            if key not in item:
                raise BadInput(f"Line {number} of {name} has no “{key}”; it needs {', '.join(needed)}.")
        yield item


def text_of(item: Mapping[str, Any], key: str) -> str:
    """A text value that may be missing or null; ``BadInput`` for any other kind."""
    value = item.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadInput(f"“{key}” of {item.get('id', 'an item')} is not a text.")
    return value


def count_of(item: Mapping[str, Any], key: str, missing: int) -> int:
    """A whole number from 0 on that may be missing or null; ``BadInput`` for any other value."""
    value = item.get(key)
    if value is None:
        return missing
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise BadInput(f"“{key}” of {item.get('id', 'an item')} is not a whole number.")
    return value


def write_line(item: Mapping[str, Any]) -> None:
    """One object to standard output."""
    # Lone surrogates can be written in JSON input but not in UTF-8 output.
    line = json.dumps(item, ensure_ascii=False)
    sys.stdout.write(line.encode("utf-8", "replace").decode("utf-8") + "\n")


def _why(error: Exception) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"column {error.colno}: {error.msg}"
    return "nested too deep" if isinstance(error, RecursionError) else "a number of too many digits"
