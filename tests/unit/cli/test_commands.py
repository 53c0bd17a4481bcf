"""What is left of the commands: doctor, version, and mistakes in what a run is asked."""

from __future__ import annotations

import importlib
import json
from importlib.metadata import metadata

import pytest

from evenlode.cli import health


def test_version_prints_one_line(evenlode) -> None:
    done = evenlode("version")
    assert done.stdout == f"evenlode {metadata('evenlode')['Version']}\n"


def test_doctor_finds_nothing_missing_here(evenlode) -> None:
    done = evenlode("doctor", "--format", "json")
    assert done.returncode == 0, done.stderr
    rows = json.loads(done.stdout)
    assert {row["state"] for row in rows} == {"fine", "later"}
    assert {"duckdb", "pydantic"} <= {row["what"] for row in rows}


def test_doctor_says_how_to_install_a_package_that_is_not_there(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    real = importlib.import_module

    def without_duckdb(name: str, package: str | None = None) -> object:
        if name == "duckdb":
            raise ModuleNotFoundError(name)
        if name == "scipy":
            raise ImportError("libstdc++.so.6: cannot open shared object file: No such file or directory")
        return real(name, package)

    monkeypatch.setattr(importlib, "import_module", without_duckdb)
    found = {one.what: one for one in health.checks(tmp_path)}
    assert (found["duckdb"].state, found["scipy"].state, found["numpy"].state) == ("missing", "missing", "fine")
    assert '-m pip install "duckdb' in found["duckdb"].to_do
    assert found["scipy"].to_do == "sudo apt-get install libstdc++6"


@pytest.mark.parametrize(
    "arguments",
    [
        ["run", "--period", "2017"],
        ["run", "--period", "2018-09-30..2017-10-01"],
        ["measure", "--as-known-on", "31 September"],
        ["settle", "--published", "--outturns", "x.csv"],
        ["explain"],
        ["explain", "5a", "--month", "2018"],
        ["run", "--threads", "0"],
        ["config", "--format", "xml"],
    ],
)
def test_a_mistake_in_the_command_is_a_usage_error(evenlode, arguments: list[str]) -> None:
    done = evenlode(*arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    assert "Error:" in done.stderr


@pytest.mark.parametrize("command", ["run", "measure", "settle", "check"])
def test_no_contract_is_refused_with_the_way_to_one(evenlode, command: str) -> None:
    done = evenlode(command)
    assert done.returncode == 3
    assert "contract.yaml" in done.stderr
    assert "evenlode new FOLDER" in done.stderr
