"""Every link of the documentation leads to a file that is there and a heading that it has; ``make check`` asks it.

Addresses on the web are not asked: a check must not hang on another's server.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)


def main() -> None:
    """Print each broken link; exit code 1 if there is any."""
    broken = [complaint for page in pages(ROOT) for complaint in broken_links(page, ROOT)]
    sys.stdout.writelines(f"{complaint}\n" for complaint in broken)
    sys.exit(1 if broken else 0)


def pages(root: Path) -> list[Path]:
    """The project's own pages of Markdown."""
    return [*sorted(root.glob("*.md")), *sorted((root / "docs").rglob("*.md"))]


def broken_links(page: Path, root: Path) -> Iterator[str]:
    """What is wrong with the links of one page, and with its headings."""
    text = FENCE.sub("", page.read_text("utf-8"))
    name = page.relative_to(root).as_posix()
    if len(re.findall(r"^# ", text, re.MULTILINE)) != 1:
        yield f"{name}: a page has one heading of the first level"
    for target in LINK.findall(text):
        if "://" in target or target.startswith("mailto:"):
            continue
        path, _, anchor = target.partition("#")
        file = page.parent / path if path else page
        if not file.exists():
            yield f"{name}: {target} leads to no file"
        elif anchor and anchor not in anchors(file):
            yield f"{name}: {target} leads to no heading"


def anchors(page: Path) -> set[str]:
    """The names that a page's headings have as link targets: lower case, hyphens for spaces, no punctuation."""
    text = FENCE.sub("", page.read_text("utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-") for heading in headings}


if __name__ == "__main__":
    main()
