"""YAML that is shaped like a contract: what is told of it, and nothing of one that is right."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenlode.data.sent.validating import validate
from evenlode.problems import Problem
from evenlode.terms.shipped import contract_folder

TERM = "contract: {id: X1, start: 2015-10-01, end: 2020-09-30}\n"
OTHER_TERM = "contract: {id: X1, start: 2016-10-01, end: 2021-09-30}\n"
RIGHT = (
    TERM
    + """\
outcomes:
  - {id: o1, points: 60}
  - {id: o2, points: 32.5}
bonus_points: 7.5
indicators:
  - id: "6"
    direction: higher
    targets:
      - {value: 70%, from: 2015-10-01}
      - {value: 72%, from: 2017-04-01}
  - id: 2b
    direction: lower
    thresholds: {good: 40%, improved: 33%, excellent: 33%}
code: "04"
answer: "NO"
within: '22:22'
amount: 1234.50
agreed: true
"""
)


@pytest.fixture
def problems(tmp_path: Path):
    def found(text: str) -> list[Problem]:
        path = tmp_path / "contract.yaml"
        path.write_text(text, encoding="utf-8")
        return validate([path]).problems

    return found


def test_a_right_one_has_no_problem(problems) -> None:
    assert problems(RIGHT) == []


@pytest.mark.parametrize(
    ("before", "after", "rule", "line", "said"),
    [
        ("points: 60", "points: 50", "CFG.WEIGHTS", 2, "Points add to 90.0, must be 100 (82.5 outcomes + 7.5 bonus)"),
        ("points: 60", "points: many", "CFG.NUMBER", 3, '"many" is not a number'),
        (", from: 2017-04-01", "", "CFG.EFFECTIVE_DATE", 11, "Target 72% has no start date"),
        ("from: 2017-04-01", "from: 2015-10-01", "CFG.TARGET_OVERLAP", 11, "Two targets hold from 2015-10-01"),
        ("improved: 33%", "improved: 41%", "CFG.THRESHOLD_ORDER", 14, "good >= improved >= excellent; got 40, 41, 33"),
        ("improved: 33%", "improved: some", "CFG.SHARE", 14, "neither a share nor a number"),
        ("end: 2020-09-30", "end: 2021-02-29", "CFG.DATE", 1, "February has 28 days"),
        ('"04"', "04", "CFG.SCALAR", 15, 'code: quote "04" (YAML reads 4)'),
        ('"NO"', "NO", "CFG.SCALAR", 16, "answer: NO would be read as false"),
        ("'22:22'", "22:22", "CFG.SCALAR", 17, "22:22 would be read as 1342"),
        ("agreed: true", "answer: yes", "CFG.DUPLICATE_KEY", 19, "twice"),
    ],
)
def test_each_fault_is_told_where_it_stands(problems, before: str, after: str, rule: str, line: int, said: str) -> None:
    found = problems(RIGHT.replace(before, after))
    assert [(problem.rule, problem.line) for problem in found][:1] == [(rule, line)]
    assert said in found[0].message


def test_the_signed_schedule_is_only_that_of_a_contract_of_the_same_term(problems) -> None:
    points = "outcomes:\n" + "".join(f"  - {{id: o{number}, points: 20}}\n" for number in range(1, 8))
    [signed] = problems(TERM + points + "bonus_points: 10\n")
    assert signed.fix.startswith("Difference +50: o1 is 20 here and 5 in the signed schedule, ")
    [unknown] = problems(OTHER_TERM + points + "bonus_points: 10\n")
    assert unknown.fix == "Difference +50: correct the points, or the bonus"


def test_a_target_that_the_signed_contract_does_not_have_gets_no_day_from_it(problems) -> None:
    [other] = problems(TERM + 'indicators:\n  - {id: "6", targets: [{value: 71%}]}\n')
    assert other.fix == "Add from: with its first day"


def test_a_file_of_our_own_contract_is_left_to_check() -> None:
    found = validate([contract_folder("two-outcome-illustration") / "contract.yaml"])
    assert [problem.rule for problem in found.problems] == ["FILE.KIND"]
    assert not found.rejects


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("- a\n- b\n", "FILE.KIND"),
        ("a: &x 1\nb: *x\n", "CFG.ANCHOR"),
        ("a: [1\n", "FILE.YAML"),
        ("[" * 3000, "FILE.YAML"),
    ],
)
def test_what_is_no_contract_is_refused(problems, text: str, rule: str) -> None:
    assert problems(text)[0].rule == rule
