"""The house keeps its rules: imports point one way, files say what they are and stay short, nothing names a machine."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import start

ROOT = Path(__file__).resolve().parents[2]
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:work|tmp|home|root|Users)/\w")
OUTSIDE = re.compile(r"\.\./(?:shared|\.library)\b")


def files(*patterns: str) -> list[Path]:
    """Files that are in git or would be with the next commit, so that a new file is looked at before it is one."""
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    names = subprocess.run(listed, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    found = [ROOT / name for name in names if name and (ROOT / name).is_file()]
    assert found, f"no file fits {patterns}"
    return found


def names(found: list[Path]) -> list[str]:
    return [file.relative_to(ROOT).as_posix() for file in found]


def test_a_file_begins_by_saying_what_it_is() -> None:
    silent = [file for file in files("src/*.py", "tools/*.py") if not file.read_text("utf-8").startswith('"""')]
    assert names(silent) == []


def test_no_file_is_long() -> None:
    assert names([file for file in files("*.py") if len(file.read_text("utf-8").splitlines()) > 400]) == []


def test_no_file_names_a_machine_or_a_place_outside() -> None:
    found = []
    for file in files():
        try:
            text = file.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a workbook
        lines = enumerate(text.splitlines(), start=1)
        found += [f"{names([file])[0]}:{at}" for at, line in lines if MACHINE_PATH.search(line) or OUTSIDE.search(line)]
    assert found == []


def test_the_patterns_find_what_they_are_for() -> None:
    slash = "/"
    assert MACHINE_PATH.search(f"see {slash}work{slash}main")
    assert MACHINE_PATH.search(f'open("{slash}tmp{slash}x")')
    assert OUTSIDE.search(f"..{slash}shared{slash}design")
    assert not MACHINE_PATH.search(f"https://example.org{slash}work{slash}it and docs{slash}home{slash}x")


def test_every_text_file_ends_its_lines_as_git_says() -> None:
    assert (
        names([file for file in files("*.py", "*.md", "*.yaml", "*.toml", "*.txt") if b"\r" in file.read_bytes()]) == []
    )


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Check the import directions of the package under folder/src by the rules in folder/pyproject.toml."""
    command = [sys.executable, "-c", start.LINT_IMPORTS]
    where = {**os.environ, "PYTHONPATH": str(folder / "src"), "COLUMNS": "200"}
    return subprocess.run(command, cwd=folder, env=where, capture_output=True, text=True)


@pytest.mark.parametrize(
    ("package", "line"),
    [
        ("statistics", "import evenlode.money"),
        ("payment", "import evenlode.data"),
        ("payment", "import duckdb"),
        ("report", "import evenlode.measures"),
        ("terms", "def later():\n    import evenlode.payment"),
    ],
)
def test_an_import_against_the_direction_is_caught(tmp_path: Path, package: str, line: str) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "src" / "evenlode" / package / "planted.py").write_text(f'"""Planted."""\n\n{line}\n', encoding="utf-8")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"evenlode.{package}.planted -> {line.split()[-1]}" in done.stdout


def test_a_package_without_a_place_is_caught(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    (tmp_path / "src" / "evenlode" / "planted").mkdir()
    (tmp_path / "src" / "evenlode" / "planted" / "__init__.py").write_text('"""Planted."""\n', encoding="utf-8")
    done = lint_imports(tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "evenlode.planted" in done.stdout
