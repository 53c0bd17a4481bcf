"""`evenlode supply`: every file read before any is recorded, every problem at once, and the workbook to fill in."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from evenlode.terms.shipped import contract_folder

HEADER = "indicator,grain,start,end,numerator,denominator\n"
ROW = "first-indicator,contract year,2015-10-01,2016-09-30,60,100\n"


@pytest.fixture(autouse=True)
def _workspace(tmp_path: Path) -> None:
    shutil.copytree(contract_folder("two-outcome-illustration"), tmp_path / "contract")


def test_a_file_is_taken_in_and_settles(evenlode, tmp_path: Path) -> None:
    (tmp_path / "figures.csv").write_text(HEADER + ROW)
    done = evenlode("supply", "figures.csv", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == [
        {
            "file": "figures.csv",
            "form": "an outturn file",
            "outturns": 1,
            "judgements": 0,
            "benchmarks": 0,
            "journal": "entry 1",
        }
    ]
    settled = evenlode("settle", "--period", "2015-10-01..2016-09-30", "--format", "json")
    assert settled.returncode == 0, settled.stderr
    assert json.loads(settled.stdout)[0]["earned"] == "180000.00"


def test_a_dry_run_records_nothing(evenlode, tmp_path: Path) -> None:
    (tmp_path / "figures.csv").write_text(HEADER + ROW)
    done = evenlode("supply", "figures.csv", "--dry-run")
    assert done.returncode == 0, done.stderr
    assert "not recorded" in done.stdout
    assert not (tmp_path / "records.db").exists()


def test_one_bad_file_keeps_the_good_one_out_and_both_are_told(evenlode, tmp_path: Path) -> None:
    (tmp_path / "good.csv").write_text(HEADER + ROW)
    (tmp_path / "bad.csv").write_text(HEADER + ROW.replace("60,100", "160,100") + ROW.replace("first", "frist"))
    done = evenlode("supply", "good.csv", "bad.csv", "missing.csv")
    assert done.returncode == 3
    assert "bad.csv:2" in done.stderr
    assert "bad.csv:3" in done.stderr
    assert "missing.csv" in done.stderr
    assert "good.csv" not in done.stderr
    assert not (tmp_path / "records.db").exists()


def test_the_workbook_is_made_for_a_contract_year(evenlode, tmp_path: Path) -> None:
    done = evenlode("supply", "--make-workbook", "kpi.xlsx", "--period", "2015-10-01..2016-09-30")
    assert (done.returncode, done.stdout) == (0, "kpi.xlsx\n"), done.stderr
    assert (tmp_path / "kpi.xlsx").read_bytes().startswith(b"PK")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "name the files"),
        (["--make-workbook", "kpi.xlsx"], "--period"),
        (["--make-workbook", "kpi.xlsx", "--period", "2015"], "is not a day"),
        (["x.csv", "--received", "yesterday"], "is not a day"),
    ],
)
def test_a_command_that_cannot_be_understood_is_a_usage_error(evenlode, arguments: list[str], said: str) -> None:
    done = evenlode("supply", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
