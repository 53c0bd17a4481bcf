"""A line is missed, and what follows as a user has it: notice, plan, trajectory, money withheld, released or lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from evenlode.cli.app import app
from evenlode.records.journal import Journal
from evenlode.records.settling import balance_of
from evenlode.terms.shipped import contract_folder

Call = Callable[..., Result]


def caller(folder: Path) -> Call:
    """The command in a workspace that has a contract, and nothing yet in its journal."""
    shutil.copytree(contract_folder("two-outcome-illustration"), folder / "contract")
    return lambda *words: CliRunner().invoke(app, [*words, "--workspace", str(folder)])


@pytest.fixture
def call(tmp_path: Path) -> Call:
    return caller(tmp_path)


@pytest.fixture(scope="module")
def noticed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Call, Path]:
    """A workspace with a statement, and a breach that notice was given of."""
    folder = tmp_path_factory.mktemp("noticed")
    call = caller(folder)
    settled(call, folder)
    for step, day in (("breach", "2016-11-01"), ("notice", "2016-11-08")):
        rows(record(call, step, day))
    return call, folder


def rows(done: Result) -> list[dict[str, Any]]:
    assert done.exit_code == 0, done.output
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found


def settled(call: Call, tmp_path: Path) -> None:
    head = "# INVENTED\nindicator,grain,start,end,numerator,denominator\n"
    lines = [f"{name},contract year,2015-10-01,2016-09-30,60,100\n" for name in ("first-indicator", "second-indicator")]
    (tmp_path / "figures.csv").write_text(head + "".join(lines), encoding="utf-8")
    done = call("settle", "--outturns", str(tmp_path / "figures.csv"), "--period", "2015-10-01..2016-09-30")
    assert done.exit_code == 0, done.output


def record(call: Call, step: str, day: str, *more: str, indicator: str = "first-indicator") -> Result:
    clause = ("--clause", "general condition 9", "--by", "ann", "--format", "json")
    return call("breach", "record", step, indicator, "--on", day, *clause, *more)


def test_from_a_breach_to_a_release_and_from_the_next_to_a_break(call: Call, tmp_path: Path) -> None:
    settled(call, tmp_path)
    way = (("breach", "2016-11-01"), ("notice", "2016-11-08"), ("plan", "2016-11-30"))
    for step, day in way:
        assert rows(record(call, step, day))[0]["step"] == step
    rows(record(call, "trajectory", "2016-12-01", "--reach", "2017-03-31=55%", "--reach", "2017-06-30=60%"))
    withheld = rows(record(call, "withhold", "2017-04-03", "--amount", "£2,500"))
    assert withheld[0]["withheld"] == "2500.00"

    def held() -> dict[str, int]:
        with Journal.open(tmp_path / "records.db") as journal:
            assert sum(balance_of(journal).values()) == 0
            return balance_of(journal)

    assert (held()["suspense"], held()["lead provider"]) == (250_000, 17_750_000)
    rows(record(call, "release", "2017-07-03"))
    assert (held()["suspense"], held()["lead provider"]) == (0, 18_000_000)

    for step, day in (("breach", "2017-08-01"), ("notice", "2017-08-08")):
        rows(record(call, step, day))
    rows(record(call, "withhold", "2017-08-15", "--amount", "£4,000"))
    rows(record(call, "break", "2017-09-01"))
    assert (held()["suspense"], held()["lead provider"]) == (0, 17_600_000)
    waits = {row["year"]: row["waits"] for row in rows(call("reinvest", "list", "--format", "json"))}
    assert waits["2016-10-01"] == "4000.00"

    told = rows(call("breach", "list", "--format", "json"))
    assert [row["step"] for row in told].count("breach") == 2
    assert told[3]["said"] == "55% by 2017-03-31, 60% by 2017-06-30"
    assert [row["withheld"] for row in told if row["withheld"]] == ["2500.00", "4000.00"]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("withhold", "2016-11-20"), 3, "A withholding names an amount above £0"),
        (("withhold", "2016-11-20", "--amount", "£99m"), 3, "of the year's value is left"),
        (("plan", "2016-11-20", "--amount", "£5"), 3, "plan with £5"),
        (("release", "2016-11-20"), 3, "release follows trajectory or withhold or forfeit"),
        (("notice", "2016-10-31"), 3, "the step before was taken on"),
        (("withold", "2016-11-20"), 2, "is no step"),
        (("withhold", "2016-11-20", "--amount", "lots"), 2, "is no amount"),
        (("withhold", "2016-11-20", "--amount", "£1.005"), 2, "write two decimals at most"),
    ],
)
def test_what_cannot_be_done_is_refused_with_what_to_do(
    noticed: tuple[Call, Path], words: tuple[str, ...], code: int, said: str
) -> None:
    call, folder = noticed
    before = (folder / "records.db").read_bytes()
    done = record(call, *words)
    assert done.exit_code == code
    assert said in " ".join(done.output.split())
    assert (folder / "records.db").read_bytes() == before


def test_nothing_is_withheld_before_a_statement_says_what_is_paid(call: Call) -> None:
    for step, day in (("breach", "2016-11-01"), ("notice", "2016-11-08")):
        rows(record(call, step, day))
    done = record(call, "withhold", "2016-11-20", "--amount", "£5")
    assert done.exit_code == 3
    assert "Settle the year first" in done.output
