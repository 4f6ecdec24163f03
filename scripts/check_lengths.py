"""The law of small rooms: a file under 400 lines, a function under 40 lines of body; ``make check`` asks it.

Exceptions stand in pyproject.toml's ``[tool.dateline.length]``: a path, or ``path::function``, and the reason.
"""

from __future__ import annotations

import ast
import sys
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
ROOMS = ("bot", "handlers", "config", "tests", "scripts")
SOURCE = (".py", ".js", ".css", ".html")
"""What people write and read as code; data files (feeds, cases, lexicons) may be as long as their matter is."""

MOST_FILE_LINES = 399
MOST_BODY_LINES = 39

Function = ast.FunctionDef | ast.AsyncFunctionDef


def main() -> None:
    """Print each breach and each exception that is no longer needed; exit code 1 if there is any."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    exceptions = settings["tool"].get("dateline", {}).get("length", {})
    complaints = complaints_of(dict(breaches(ROOT)), exceptions)
    sys.stdout.writelines(f"{complaint}\n" for complaint in complaints)
    sys.exit(1 if complaints else 0)


def complaints_of(found: Mapping[str, str], exceptions: Mapping[str, str]) -> list[str]:
    """Breaches without an exception, exceptions without a breach, and exceptions without a reason."""
    broken = [f"{place}: {what}" for place, what in found.items() if place not in exceptions]
    spare = [f"pyproject.toml: the length exception for {place} is not needed" for place in exceptions.keys() - found]
    bare = [
        f"pyproject.toml: the length exception for {place} has no reason"
        for place, why in exceptions.items()
        if not why
    ]
    return [*broken, *sorted(spare), *bare]


def breaches(root: Path) -> Iterator[tuple[str, str]]:
    """Every file and function that is too long: (place, how long it is)."""
    for file in sorted(path for room in ROOMS for path in (root / room).rglob("*") if path.suffix in SOURCE):
        if "data" in file.relative_to(root).parts[:2]:
            continue
        text = file.read_text("utf-8")
        place = file.relative_to(root).as_posix()
        lines = text.count("\n")
        if lines > MOST_FILE_LINES:
            yield place, f"{lines} lines; the law is {MOST_FILE_LINES} at most"
        if file.suffix == ".py":
            for name, length in functions_of(ast.parse(text)):
                if length > MOST_BODY_LINES:
                    yield f"{place}::{name}", f"{length} lines of body; the law is {MOST_BODY_LINES} at most"


def functions_of(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """Every function's name and the lines of its body, its docstring not counted."""
    for node in ast.walk(tree):
        if isinstance(node, Function):
            first = node.body[1:] if ast.get_docstring(node) is not None else node.body
            yield node.name, (node.body[-1].end_lineno or 0) - first[0].lineno + 1 if first else 0


if __name__ == "__main__":
    main()
