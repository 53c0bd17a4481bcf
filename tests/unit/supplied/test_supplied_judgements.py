"""Published judgements: statuses without figures, from a file and from the contract folder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from datetime import date

import pytest

from evenlode.data.supplied.published import from_contract
from evenlode.data.supplied.supplied import PublishedJudgement, Supplied
from evenlode.problems import Problem
from evenlode.results import Period, Status
from evenlode.terms.contract import Contract

HEADER = "indicator,year start,status,note\n"
YEAR_1 = Period(date(2023, 10, 1), date(2024, 9, 30))
YEAR_2 = Period(date(2024, 10, 1), date(2025, 9, 30))

Send = Callable[[str | bytes], Supplied]
Refuse = Callable[[str | bytes], list[Problem]]


def test_a_row_becomes_a_status_and_nothing_else(send: Send) -> None:
    supplied = send(HEADER + "5a,2024-10-01,partial achievement,as printed\nrecovery,2023-10-01,achieved,\n")
    assert supplied.judgements == (
        PublishedJudgement("recovery", YEAR_1, Status.ACHIEVED, "sent.csv"),
        PublishedJudgement("role", YEAR_2, Status.PARTIAL, "sent.csv", note="as printed"),
    )
    assert (supplied.outturns, supplied.benchmarks) == ((), ())
    assert supplied.form == "a file of published judgements"


def test_a_published_judgement_has_no_place_for_a_figure() -> None:
    assert {field.name for field in fields(PublishedJudgement)} == {
        *("indicator", "period", "status", "reference", "target_as_printed", "note")
    }


def test_the_statuses_are_by_the_first_day_of_the_year(send: Send) -> None:
    (judgement,) = send(HEADER + "5a,2024-10-01,achieved,\n").judgements
    assert judgement.statuses == {date(2024, 10, 1): Status.ACHIEVED}


@pytest.mark.parametrize(
    ("row", "rule", "field", "says"),
    [
        ("5a,2024-10-01,acheived,", "CODE.LIST", "status", "Did you mean achieved?"),
        ("5a,2024-10-01,,", "CODE.LIST", "status", "not measured"),
        ("5a,2024-04-01,achieved,", "PERIOD.GRAIN", "year_start", "Write 2023-10-01"),
        ("5a,2030-10-01,achieved,", "PERIOD.OUTSIDE", "year_start", "outside the contract"),
        ("5a,1 Oct,achieved,", "DATE.FORMAT", "year_start", "is not a date"),
        ("5z,2024-10-01,achieved,", "CODE.LIST", "indicator", "no indicator of small-vale"),
        (",2024-10-01,achieved,", "CODE.LIST", "indicator", "blank"),
    ],
)
def test_wrong_rows(refuse: Refuse, row: str, rule: str, field: str, says: str) -> None:
    (problem,) = refuse(HEADER + row + "\n")
    assert (problem.rule, problem.field, problem.line) == (rule, field, 2)
    assert says in f"{problem.message}. {problem.fix}"


def test_the_same_indicator_and_year_twice(refuse: Refuse) -> None:
    (problem,) = refuse(HEADER + "5a,2024-10-01,achieved,\nrole,2024-10-01,not achieved,\n")
    assert (problem.rule, problem.line) == ("KEY.DUPLICATE", 3)
    assert problem.fix == "Keep one of rows 2 and 3"


def test_invented_statuses_say_so(send: Send, refuse: Refuse) -> None:
    assert send("# INVENTED\n" + HEADER + "5a,2024-10-01,achieved,\n").invented
    header = HEADER.replace("note", "invented")
    assert send(header + "5a,2024-10-01,achieved,yes\n").invented
    problems = refuse(header + "5a,2024-10-01,achieved,yes\n1a,2024-10-01,achieved,no\n")
    assert [problem.rule for problem in problems] == ["FILE.INVENTED"]


def test_the_contract_folder_prints_its_own(contract: Contract) -> None:
    assert from_contract(contract) == (
        PublishedJudgement("recovery", YEAR_1, Status.NOT_ACHIEVED, "a printed review", "55%"),
        PublishedJudgement("recovery", YEAR_2, Status.ACHIEVED, "a printed review", "55%"),
        PublishedJudgement("role", YEAR_1, Status.PARTIAL, "a printed review", note="introduced late"),
    )
