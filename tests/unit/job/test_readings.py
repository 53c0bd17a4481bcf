"""Readings: one indicator's year under each of them, in points and in pence."""

from __future__ import annotations

import shutil
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest
from typer.testing import CliRunner

from evenlode.cli.app import app
from evenlode.job.readings import Readings, readings
from evenlode.job.workspace import Workspace
from evenlode.problems import Refusal
from evenlode.results import Period, Status
from evenlode.terms.shipped import contract_folder

CONTRACT = contract_folder("oxfordshire-mental-health")
YEAR_2 = Period(date(2016, 10, 1), date(2017, 9, 30))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory, invented_store: Path) -> Workspace:
    place = Workspace(tmp_path_factory.mktemp("workspace"))
    shutil.copytree(invented_store, place.store)
    return place


@pytest.fixture(scope="module")
def of_5b(workspace: Workspace) -> Readings:
    return readings(CONTRACT, workspace, "5b")


def test_the_other_reading_of_5b_divides_by_everybody_in_scope(of_5b: Readings) -> None:
    everybody = next(one for one in of_5b.others if one.reading == "Among everybody in scope")
    assert everybody.changes == "without among"
    assert of_5b.in_force.outturn
    assert everybody.outturn
    assert everybody.outturn.numerator == of_5b.in_force.outturn.numerator
    assert (everybody.outturn.denominator or 0) > (of_5b.in_force.outturn.denominator or 0)
    assert of_5b.points(everybody) == (everybody.value - of_5b.in_force.value) * 100  # type: ignore[operator]  # both are there


def test_the_money_is_that_of_the_whole_contract(of_5b: Readings) -> None:
    everybody = of_5b.others[0]
    assert (of_5b.in_force.status, everybody.status) == (Status.ACHIEVED, Status.NOT_ACHIEVED)
    assert of_5b.pence(everybody) == -(of_5b.in_force.earned or 0) < 0
    assert everybody.earned == 0
    assert of_5b.points(of_5b.in_force) == Fraction(0) == of_5b.pence(of_5b.in_force)


def test_the_command_prints_pounds_and_says_that_the_figures_are_invented(workspace: Workspace) -> None:
    done = CliRunner().invoke(app, ["readings", "5b", str(CONTRACT), "--workspace", str(workspace.folder)])
    assert done.exit_code == 0, done.output
    assert "INVENTED. 5b" in done.output
    assert "-£" in done.output


def test_a_proposed_indicator_has_readings_and_no_money(workspace: Workspace) -> None:
    found = readings(CONTRACT, workspace, "3.2")
    first = found.others[0]
    assert first.reading == "The first contact starts support"
    assert found.in_force.value is not None
    assert first.value is not None
    assert first.value <= found.in_force.value
    assert (first.status, first.earned, first.pays, found.pence(first)) == (None, None, None, None)


@pytest.mark.parametrize(
    ("name", "rule"), [("1", "CFG.MISSING"), ("2a-ii", "PERIOD.OUTSIDE"), ("no such one", "CODE.LIST")]
)
def test_what_cannot_be_read_again_is_refused(workspace: Workspace, name: str, rule: str) -> None:
    with pytest.raises(Refusal) as refused:
        readings(CONTRACT, workspace, name, period=YEAR_2)
    assert refused.value.problems[0].rule == rule


def test_a_supplied_figure_has_no_rows_to_read_again(workspace: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "contract"
    shutil.copytree(CONTRACT, folder)
    standard = folder / "standards" / "L7-physical-health-assessment.yaml"
    other = "alternatives:\n  - reading: Two years\n    with: {recency_months: 24}\nreadings:\n"
    standard.write_text(standard.read_text(encoding="utf-8").replace("readings:\n", other, 1), encoding="utf-8")
    with pytest.raises(Refusal, match="supplied"):
        readings(folder, workspace, "L7", period=YEAR_2)
