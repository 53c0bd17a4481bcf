"""`evenlode check`: a good contract on one screen, a bad one with every problem at once, a failing case as a table."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from evenlode.terms.shipped import contract_folder


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    """A copy of the illustration, which has no rows to measure and so is quick to check."""
    return shutil.copytree(contract_folder("two-outcome-illustration"), tmp_path / "contract")


def change(file: Path, before: str, after: str) -> int:
    """Change the first place where the text stands; its line."""
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def test_a_good_contract_is_summed_up_and_its_cases_pass(evenlode, contract: Path) -> None:
    done = evenlode("check", contract)
    assert done.returncode == 0, done.stderr
    assert "Two outcomes over two years" in done.stdout
    assert "lead provider" in done.stdout
    assert "marked illustrative" in done.stdout
    assert "10 of 10 cases passed" in done.stdout


def test_the_contract_of_the_workspace_needs_no_name(evenlode, contract: Path) -> None:
    assert evenlode("check").returncode == 0


def test_five_faults_are_told_at_once_with_their_lines(evenlode, tmp_path: Path) -> None:
    """The five of the issue: an impossible day, a repeated date, weights of 90%, a ladder upside down, no variation."""
    folder = shutil.copytree(contract_folder("oxfordshire-mental-health"), tmp_path / "five")
    outcomes = folder / "outcomes"
    stage = "      2016-10-01: {value: performance"
    impossible = change(folder / "contract.yaml", "end: 2020-09-30", "end: 31 September 2020")
    repeated = change(outcomes / "1-live-longer.yaml", stage, f"      2016-10-01: baseline\n{stage}") + 1
    weights = change(outcomes / "6-settled-accommodation.yaml", "2015-10-01: 100%", "2015-10-01: 90%")
    target = "    target:\n      2015-10-01: {value: 80%,"
    levels = "    levels:\n      2015-10-01: {value: {good: 90%, excellent: 80%},"
    ladder = change(outcomes / "7-physical-health.yaml", target, levels) + 1
    variation = change(outcomes / "5-meaningful-role.yaml", "value: 60%, by: CV-04", "value: 60%")
    done = evenlode("check", folder)
    said = {line.split()[0]: line for line in done.stderr.splitlines()[:-1]}
    assert done.returncode == 3
    assert done.stdout == ""
    assert "September has 30 days" in said[f"contract.yaml:{impossible}"]
    assert "stands here twice" in said[f"outcomes/1-live-longer.yaml:{repeated}"]
    assert "add to 90%" in said[f"outcomes/6-settled-accommodation.yaml:{weights - 1}"]
    assert "good <= excellent" in said[f"outcomes/7-physical-health.yaml:{ladder}"]
    assert "without a variation" in said[f"outcomes/5-meaningful-role.yaml:{variation}"]
    assert done.stderr.splitlines()[-1] == "5 problems"


def test_a_parameter_that_no_measure_knows_has_its_line(evenlode, tmp_path: Path) -> None:
    folder = shutil.copytree(contract_folder("oxfordshire-mental-health"), tmp_path / "wrong")
    file = folder / "standards" / "L6-discharge-summaries.yaml"
    line = change(file, "within_days: 10", "within_day: 10")
    done = evenlode("check", folder)
    assert done.returncode == 3
    assert f"standards/L6-discharge-summaries.yaml:{line} " in done.stderr
    assert '"within_day" is not a key here. Did you mean "within_days"?' in done.stderr


def test_a_failing_case_shows_what_was_expected_and_what_came(evenlode, contract: Path) -> None:
    change(contract / "cases" / "year-1.yaml", "earned: 400000.00", "earned: 400001.00")
    done = evenlode("check", contract)
    assert done.returncode == 1
    assert "FAILED  Excellent everywhere earns 40% of the pot in year 1" in done.stdout
    assert "£400,001" in done.stdout
    assert "9 of 10 cases passed" in done.stdout


def test_problems_and_differences_are_rows_for_a_machine(evenlode, contract: Path) -> None:
    good = evenlode("check", contract, "--format", "json")
    assert good.returncode == 0
    assert {row["level"] for row in json.loads(good.stdout)} <= {"warn"}, "nothing is wrong; its design may be"
    change(contract / "cases" / "year-1.yaml", "earned: 400000.00", "earned: 400001.00")
    differs = evenlode("check", contract, "--format", "json")
    assert differs.returncode == 1
    [wrong] = [row for row in json.loads(differs.stdout) if row["level"] == "error"]
    assert wrong["message"] == "expected £400,001, got £400,000"
    line = change(contract / "contract.yaml", "currency: GBP", "currency: EUR")
    refused = evenlode("check", contract, "--format", "json")
    assert refused.returncode == 3
    assert [(row["file"], row["line"]) for row in json.loads(refused.stdout)] == [("contract.yaml", line)]


def test_warnings_about_the_design_come_last_and_stop_nothing(evenlode, contract: Path) -> None:
    """A pot of 15% of the year's value where national advice is 2% to 4%."""
    done = evenlode("check", contract)
    cases, _, warnings = done.stdout.partition("about the design:")
    assert done.returncode == 0
    assert "10 of 10 cases passed" in cases
    assert "DESIGN.SHARE_AT_RISK" in warnings
    assert "15.0% of the year's value" in warnings
    rows = json.loads(evenlode("check", contract, "--format", "json").stdout)
    risk = next(row for row in rows if row["rule"] == "DESIGN.SHARE_AT_RISK")
    assert (risk["level"], risk["field"]) == ("warn", "pot")
    assert "Set the pot at 4%" in risk["fix"]


def test_no_folder_says_what_to_do(evenlode) -> None:
    done = evenlode("check", "nowhere")
    assert done.returncode == 3
    assert "evenlode new FOLDER" in done.stderr


def test_a_new_contract_checks_clean(evenlode) -> None:
    made = evenlode("new", "our-contract")
    assert made.returncode == 0, made.stderr
    checked = evenlode("check", "our-contract")
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "about the design" not in checked.stdout, "one outcome with 3% at risk, and nothing assumed"
    assert evenlode("new", "our-contract").returncode == 3
