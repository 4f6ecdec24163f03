"""Set-up: a virtual environment, the hash-locked packages, and Dateline itself. Runs on a bare Python 3.11 or later.

``python scripts/set_up.py runtime`` (what ``make run`` needs) or ``dev`` (with the tests' and the checks' packages). Each
leaves a stamp in the environment, which ``make`` compares with the lock files. The image is made by the same steps.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {"runtime": ("requirements.txt", "requirements-build.txt"), "dev": ("requirements-dev.txt",)}
COVERED_BY = {"runtime": ("runtime",), "dev": ("dev", "runtime")}
"""Stamps that an installation earns: the packages of ``dev`` include those of ``runtime``."""

PIP_ENVIRONMENT = {
    "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    "PIP_NO_INPUT": "1",
    "PIP_ROOT_USER_ACTION": "ignore",
    "PYTHONUNBUFFERED": "1",
}


def main() -> None:
    """Read the arguments, install, and stamp; one sentence and exit code 1 when it cannot be done."""
    parser = argparse.ArgumentParser(description="Make the virtual environment that Dateline runs in.")
    parser.add_argument("kind", choices=sorted(LOCKS))
    parser.add_argument("--into", type=Path, default=ROOT / ".venv", help="where the environment is made")
    parser.add_argument("--fixed", action="store_true", help="install a copy of Dateline, not a link to this folder")
    arguments = parser.parse_args()
    python = environment(arguments.into)
    locks = [word for lock in LOCKS[arguments.kind] for word in ("--requirement", str(ROOT / lock))]
    install(python, "--require-hashes", *locks)
    where = [str(ROOT)] if arguments.fixed else ["--editable", str(ROOT)]
    install(python, "--no-build-isolation", "--no-deps", *where)
    for kind in COVERED_BY[arguments.kind]:
        (arguments.into / f"installed-{kind}").touch()
    say("", end="\r")


def environment(folder: Path) -> Path:
    """The Python of the environment in ``folder``, which is made anew where it is missing or cannot run."""
    python = folder / "bin" / "python"
    asked = [str(python), "-c", "import pip"]
    usable = python.exists() and not subprocess.run(asked, capture_output=True, check=False).returncode  # noqa: S603
    if not usable:
        say(f"Making {folder.name} with Python {sys.version.split()[0]} …\n")
        venv.create(folder, with_pip=True, clear=True)
    return python


def install(python: Path, *what: str) -> None:
    """Run pip, showing how far it is; its own words are shown only when it fails."""
    command = [str(python), "-m", "pip", "install", "--progress-bar", "off", *what]
    said: list[str] = []
    with subprocess.Popen(  # noqa: S603  the command is made here, of this project's own files
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=os.environ | PIP_ENVIRONMENT
    ) as pip:
        assert pip.stdout is not None
        for line in pip.stdout:
            said.append(line)
            show_progress(line, sum(earlier.startswith("Collecting ") for earlier in said))
    if pip.returncode:
        say("", end="\r")
        sys.exit("".join(said[-15:]) + f"pip could not install the packages; the command was: {' '.join(command)}")


def show_progress(line: str, collected: int) -> None:
    """One line that is written over on a terminal, and a few lines elsewhere."""
    if line.startswith("Collecting ") and (sys.stdout.isatty() or collected % 25 == 1):
        say(f"  packages: {collected}, {line.split()[1]} …", end="\r" if sys.stdout.isatty() else "\n")
    elif line.startswith("Installing collected"):
        say("  installing them …", end="\r" if sys.stdout.isatty() else "\n")


def say(text: str, end: str = "") -> None:
    """Write at once; on a terminal, over what the line holds."""
    sys.stdout.write(("\x1b[2K" if sys.stdout.isatty() else "") + text + (end if text or sys.stdout.isatty() else ""))
    sys.stdout.flush()


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit("\nStopped; the next make goes on from here.")
