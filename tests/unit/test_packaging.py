"""What a newcomer, a container engine and the checks are given: make targets, locks, the image, the law of lengths."""

from __future__ import annotations

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from bot import __version__
from scripts.check_coverage import CORE, share
from scripts.check_lengths import MOST_FILE_LINES, breaches, complaints_of, functions_of
from scripts.set_up import LOCKS

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)
NEW_PYTHON = '#!/bin/sh\ncase "$2" in *version_info*) echo "$0" ;; esac\n'
OLD_PYTHON = "#!/bin/sh\nexit 1\n"
BARE_PYTHON = (
    '#!/bin/sh\ncase "$2" in *sys.executable*) echo "$0" ;; *ensurepip*) exit 1 ;; *) echo python3.12 ;; esac\n'
)


def text_of(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def pins(name: str) -> dict[str, str]:
    return dict(PINNED.findall(text_of(name)))


def run_script(name: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", str(ROOT / "scripts" / name)],
        env={"PATH": str(folder), **variables}, capture_output=True, text=True, check=False,
    )  # fmt: skip


def put(folder: Path, name: str, script: str) -> None:
    folder.joinpath(name).write_text(script)
    folder.joinpath(name).chmod(0o755)


def test_a_python_is_found_though_an_older_stub_stands_before_it(tmp_path: Path) -> None:
    put(tmp_path, "python3.14", OLD_PYTHON)
    put(tmp_path, "python3.13", BARE_PYTHON)
    put(tmp_path, "python3.12", NEW_PYTHON)
    found = run_script("find-python", tmp_path)
    assert (found.returncode, found.stdout.strip()) == (0, str(tmp_path / "python3.12"))


def test_the_python_that_is_named_is_taken(tmp_path: Path) -> None:
    put(tmp_path, "python3", NEW_PYTHON)
    found = run_script("find-python", tmp_path, PYTHON=sys.executable)
    assert (found.returncode, found.stdout.strip()) == (0, sys.executable)


@pytest.mark.parametrize(
    ("script", "variables", "said"),
    [
        (OLD_PYTHON, {}, "needs Python 3.11 or later, and none was found"),
        (OLD_PYTHON, {"PYTHON": "python3"}, "PYTHON=python3 is not Python 3.11 or later"),
        (BARE_PYTHON, {}, "apt-get install python3.12-venv"),
    ],
)
def test_one_sentence_when_there_is_no_python(
    script: str, variables: dict[str, str], said: str, tmp_path: Path
) -> None:
    put(tmp_path, "python3", script)
    found = run_script("find-python", tmp_path, **variables)
    assert (found.returncode, found.stdout) == (1, "")
    assert said in found.stderr
    assert len(found.stderr.splitlines()) == 1


def test_without_a_browser_the_tests_are_told_of_and_not_stopped(tmp_path: Path) -> None:
    put(tmp_path, "id", "#!/bin/sh\necho 1000\n")
    found = run_script("find-chromium", tmp_path)
    assert found.returncode == 0
    assert "apt-get install chromium" in found.stdout


def test_a_browser_that_is_there_is_enough(tmp_path: Path) -> None:
    put(tmp_path, "chromium-browser", "#!/bin/sh\nexit 1\n")
    found = run_script("find-chromium", tmp_path)
    assert (found.returncode, found.stdout) == (0, "")


def test_make_alone_prints_its_targets() -> None:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("MAKE")}
    done = subprocess.run(["make"], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    told = re.findall(r"^  make (\w+) ", done.stdout, re.MULTILINE)
    phony = next(line for line in text_of("Makefile").splitlines() if line.startswith(".PHONY:"))
    assert sorted(told) == sorted(phony.split()[1:])


def test_what_pyproject_asks_for_is_locked() -> None:
    asked = [
        ("requirements.txt", PROJECT["project"]["dependencies"]),
        ("requirements-dev.txt", PROJECT["project"]["optional-dependencies"]["dev"]),
        ("requirements-build.txt", PROJECT["build-system"]["requires"]),
    ]
    for lock, requirements in asked:
        locked = pins(lock)
        for requirement in requirements:
            name = re.sub(r"[-_.]+", "-", re.split(r"[\[<>=~!; ]", requirement, maxsplit=1)[0]).lower()
            assert name in locked, f"{requirement} is not in {lock}: make lock"


def test_the_locks_agree() -> None:
    dev = pins("requirements-dev.txt")
    for lock in ("requirements.txt", "requirements-build.txt"):
        assert pins(lock).items() <= dev.items()


@pytest.mark.parametrize("lock", sorted({lock for locks in LOCKS.values() for lock in locks}))
def test_a_lock_names_hashes_and_no_index(lock: str) -> None:
    text = text_of(lock)
    assert "://" not in text
    assert "--index" not in text
    for package in re.split(r"\n(?=[a-z0-9])", text[text.index("\n", text.rindex("#    ", 0, 400)) :].strip()):
        assert "--hash=sha256:" in package, package.splitlines()[0]


def test_the_image_is_made_of_what_set_up_needs() -> None:
    dockerfile = text_of("Dockerfile")
    assert "RUN python scripts/set_up.py runtime " in dockerfile
    copied = {word for line in re.findall(r"^COPY (?!--)(.+)$", dockerfile, re.MULTILINE) for word in line.split()}
    assert set(LOCKS["runtime"]) < copied
    assert set(PROJECT["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]) < copied
    sent = {line[1:] for line in text_of(".dockerignore").splitlines() if line.startswith("!")}
    assert sent == copied - {"./"}


def test_the_image_runs_as_nobody_and_is_asked_for_its_health() -> None:
    dockerfile = text_of("Dockerfile")
    assert int(re.findall(r"^USER (\d+)$", dockerfile, re.MULTILINE)[-1]) > 0
    health = re.search(r"^HEALTHCHECK .*\\\n    CMD (\[.+\])$", dockerfile, re.MULTILINE)
    assert health is not None
    python, option, code = json.loads(health[1])
    assert (python, option) == ("python", "-c")
    assert "/healthz" in code
    ast.parse(code)
    for line in ('ENTRYPOINT ["dateline"]', 'CMD ["run"]', "VOLUME /data"):
        assert f"\n{line}\n" in dockerfile


def test_no_secret_stands_in_a_file() -> None:
    given = re.compile(r"(?i)(?:password|token|secret)\w*\s*[:=]\s*[\"']?(?!\$\{|\")[a-z0-9]")
    for name in ("Dockerfile", "compose.yaml", "dateline.example.toml", "Makefile", ".ci/run"):
        lines = [line for line in text_of(name).splitlines() if not line.lstrip().startswith("#")]
        assert [line for line in lines if given.search(line)] == [], name


def test_ci_runs_the_checks_and_the_tests_without_asking() -> None:
    script = text_of(".ci/run")
    assert os.access(ROOT / ".ci" / "run", os.X_OK)
    for line in ("set -euo pipefail", "exec </dev/null", "export CI=true", "make check", "make test"):
        assert f"\n{line}\n" in script


def test_the_version_is_one() -> None:
    assert PROJECT["project"]["version"] == __version__
    assert f"## {__version__} " in text_of("CHANGELOG.md")
    assert "MIT License" in text_of("LICENSE")


def test_lengths_are_counted_without_docstrings() -> None:
    body = "\n".join(f"    x = {n}" for n in range(40))
    tree = ast.parse(f'def long():\n    """One.\n\n    Two.\n    """\n{body}\n\n\ndef short():\n    """Only this."""\n')
    assert dict(functions_of(tree)) == {"long": 40, "short": 0}


def test_what_is_too_long_is_told_unless_excepted(tmp_path: Path) -> None:
    folder = tmp_path / "bot"
    folder.mkdir()
    folder.joinpath("long.py").write_text("x = 1\n" * (MOST_FILE_LINES + 1))
    folder.joinpath("right.py").write_text("x = 1\n" * MOST_FILE_LINES)
    body = "    x = 1\n" * 40
    folder.joinpath("body.py").write_text(f"def long() -> None:\n{body}")
    found = dict(breaches(tmp_path))
    assert found.keys() == {"bot/long.py", "bot/body.py::long"}
    assert complaints_of(found, {"bot/long.py": "a table", "bot/body.py::long": "a table"}) == []
    assert complaints_of({}, {"bot/gone.py": "a table"}) == [
        "pyproject.toml: the length exception for bot/gone.py is not needed"
    ]


def test_the_share_of_branches_is_over_a_rooms_files() -> None:
    def file(branches: int, covered: int) -> dict[str, dict[str, int]]:
        return {"summary": {"num_branches": branches, "covered_branches": covered}}

    files = {"bot/rules/a.py": file(10, 9), "bot/rules/b.py": file(30, 30), "bot/rulesque.py": file(4, 0)}
    assert share(files, "bot/rules/") == pytest.approx(97.5)
    assert share(files, "bot/feeds/") == 100.0
    assert {path.name for path in (ROOT / "bot").iterdir() if path.name in CORE} == set(CORE)


def test_too_few_branches_fail_the_run(tmp_path: Path) -> None:
    environment = os.environ | {"COVERAGE_FILE": str(tmp_path / "coverage")}
    tiny = [sys.executable, "-m", "coverage", "run", "--branch", "--source=bot.rules", "-m", "bot.rules.tree"]
    subprocess.run(tiny, cwd=ROOT, env=environment, check=True)
    asked = [sys.executable, "-m", "scripts.check_coverage"]
    done = subprocess.run(asked, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert done.stdout.startswith("Branches taken in the core rooms: ")
    assert "the floor is 95 %" in done.stdout
