"""The floor under the core rooms: 95 % of their branches are taken by the tests. ``make test`` asks it after the run."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CORE = ("domain", "figures", "feeds", "rules", "stories", "alerts")
FLOOR = 95.0


def main() -> None:
    """Print the share of each room and of all; exit code 1 under the floor."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "coverage.json"
        command = [sys.executable, "-m", "coverage", "json", "--quiet", "-o", str(report)]
        subprocess.run(command, cwd=ROOT, check=True)  # noqa: S603
        files = json.loads(report.read_text("utf-8"))["files"]
    rooms = {room: share(files, f"bot/{room}/") for room in CORE}
    core = share(files, *(f"bot/{room}/" for room in CORE))
    told = ", ".join(f"{room} {taken:.1f}" for room, taken in rooms.items())
    verdict = "" if core >= FLOOR else f"; the floor is {FLOOR:.0f} %"
    sys.stdout.write(f"Branches taken in the core rooms: {core:.1f} % ({told}){verdict}\n")
    sys.exit(0 if core >= FLOOR else 1)


def share(files: dict[str, Any], *folders: str) -> float:
    """Branches taken, in percent, of the files in these folders; 100 where there are none."""
    summaries = [file["summary"] for name, file in files.items() if name.startswith(folders)]
    branches = sum(summary["num_branches"] for summary in summaries)
    return 100 * sum(summary["covered_branches"] for summary in summaries) / branches if branches else 100.0


if __name__ == "__main__":
    main()
