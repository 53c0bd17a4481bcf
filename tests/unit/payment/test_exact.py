"""The payment path holds no float, no rounding and no heavy library."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import evenlode.payment

FILES = sorted(Path(evenlode.payment.__file__).parent.rglob("*.py"))
HEAVY = {"pydantic", "yaml", "ibis", "duckdb", "numpy", "scipy", "pandas"}


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.name}")
def test_a_file_has_no_float_and_rounds_nothing(file: Path) -> None:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        assert not (isinstance(node, ast.Constant) and isinstance(node.value, float))
        assert not (isinstance(node, ast.Name) and node.id in {"float", "round"})


def test_there_are_files_to_look_at() -> None:
    assert len(FILES) > 15


def test_judging_and_paying_load_nothing_heavy() -> None:
    ask = f"import sys, evenlode.payment; print(*sorted({HEAVY!r} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", ask], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == ""
