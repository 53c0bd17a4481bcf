"""What is handed out: the licence, the wheel with its contracts, the locks, and a command that starts lightly."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
HEAVY = {"altair", "duckdb", "ibis", "jinja2", "numpy", "openpyxl", "pandas", "pyarrow", "scipy", "xlsxwriter"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a freshly built wheel."""
    from hatchling.builders.wheel import WheelBuilder

    (built,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path_factory.mktemp("wheel")), versions=["standard"])
    with zipfile.ZipFile(built) as opened:
        return set(opened.namelist())


def test_the_wheel_carries_every_contract(wheel: set[str]) -> None:
    assert "evenlode/_contracts/oxfordshire-mental-health/contract.yaml" in wheel
    contracts = ROOT / "contracts"
    kept = {f"evenlode/_contracts/{file.relative_to(contracts).as_posix()}" for file in contracts.rglob("*.yaml")}
    assert kept <= wheel


def test_the_wheel_carries_the_whole_package(wheel: set[str]) -> None:
    source = ROOT / "src"
    kept = {file.relative_to(source).as_posix() for file in source.rglob("*") if file.is_file()}
    assert {name for name in kept if "__pycache__" not in name} <= wheel


def test_the_wheel_carries_its_licence_and_its_types(wheel: set[str]) -> None:
    assert f"evenlode-{PROJECT['version']}.dist-info/licenses/LICENSE" in wheel
    assert "evenlode/py.typed" in wheel


def test_the_licence_is_mit() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.startswith("MIT License\n\nCopyright (c) Evenlode contributors\n")
    assert PROJECT["license"] == "MIT"


def pins(kind: str) -> set[str]:
    """The name==version of a lock, a package once for every system or Python that has its own."""
    text = (ROOT / "locks" / f"{kind}.txt").read_text(encoding="utf-8")
    return set(re.findall(r"^[\w.-]+==[^\s;\\]+", text, flags=re.MULTILINE))


def test_the_test_lock_holds_the_run_lock() -> None:
    assert pins("run")
    assert pins("run") <= pins("test")


@pytest.mark.parametrize("kind", ["run", "test"])
def test_a_lock_names_no_place_and_hashes_everything(kind: str) -> None:
    text = (ROOT / "locks" / f"{kind}.txt").read_text(encoding="utf-8")
    assert not re.search(r"^(-|--)\w|://", text, flags=re.MULTILINE)
    assert len(re.findall(r"^[\w.-]+==.* \\\n    --hash=sha256:", text, flags=re.MULTILINE)) >= len(pins(kind)) > 0


def test_every_dependency_has_its_reason() -> None:
    asked = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
    said = (ROOT / "docs" / "decisions" / "0009-dependencies.md").read_text(encoding="utf-8")
    asked_for = {re.split(r"[\[<>=,; ]", one)[0] for one in asked}
    assert [name for name in sorted(asked_for) if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", said)] == []


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom evenlode.cli.app import main\nsys.argv = ['evenlode', '--help']\n"
        "try:\n    main()\nexcept SystemExit as left:\n    print('left with', left.code)\n"
        "print('loaded', *sorted({name.partition('.')[0] for name in sys.modules}))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    *_, left, loaded = done.stdout.splitlines()
    assert left == "left with 0"
    assert "typer" in loaded.split()
    assert HEAVY & set(loaded.split()) == set()
