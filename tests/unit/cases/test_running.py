"""The runner of cases itself: what a case may set, how a wrong case is refused, how a difference is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from evenlode.cases import Difference, load_cases, run_case
from evenlode.problems import Refusal
from evenlode.terms.contract import Contract
from evenlode.terms.forms.case import CaseForm
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

YEAR_3 = "2017-10-01 to 2018-09-30"


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(contract_folder("oxfordshire-mental-health"))


def case(**fields: object) -> CaseForm:
    return CaseForm.model_validate({"case": "A case", "period": YEAR_3, "given": {}, **fields})


def one_row(numerator: int, denominator: int, indicator: str = "in-a-meaningful-role") -> dict[str, str]:
    return {"outturns": f"indicator | numerator | denominator\n{indicator} | {numerator} | {denominator}\n"}


def test_a_difference_says_what_was_expected_what_came_and_why(contract: Contract) -> None:
    result = run_case(
        case(given=one_row(599, 1000), pot="1000000", expect={"5a": {"status": "achieved", "earned": "£100,000"}}),
        contract,
    )
    assert not result.passed
    status, earned = result.differences
    assert (status.of, status.field, status.expected, status.got) == (
        "in-a-meaningful-role",
        "status",
        "achieved",
        "not achieved",
    )
    assert "59.9%" in status.because
    assert str(earned).startswith("in-a-meaningful-role: earned: expected £100,000, got £0 (")


@pytest.mark.parametrize(
    ("expect", "difference"),
    [
        ({"numerator": "600"}, ("numerator", "600", "599")),
        ({"denominator": "999"}, ("denominator", "999", "1000")),
        ({"eligible": "1000"}, ("eligible", "1000", "not stated")),
        ({"value": "60.0%"}, ("value", "60.0%", "59.9%")),
        ({"value": "0.6"}, None),
        ({"value": "0.60"}, None),
        ({"value": "0.600"}, ("value", "0.600", "0.599")),
        ({"level": "good"}, ("level", "good", "none")),
        ({"held": "£1"}, ("held", "£1", "£0")),
        ({"not_earned": "£1"}, ("not earned", "£1", "£100,000")),
    ],
)
def test_each_expectation_is_compared(
    contract: Contract, expect: dict[str, str], difference: tuple[str, str, str] | None
) -> None:
    found = run_case(case(given=one_row(599, 1000), pot="1000000", expect={"5a": expect}), contract).differences
    assert [(one.field, one.expected, one.got) for one in found] == ([difference] if difference else [])


def test_months_are_compared_row_by_row(contract: Contract) -> None:
    given = {
        "outturns": "indicator | grain | period | numerator | denominator\n"
        "crisis-contact-two-hours | month | 2017-10 | 9 | 10\n"
        "crisis-contact-two-hours | month | 2017-11 | 7 | 10\n"
    }
    months = "month | numerator | denominator\n2017-10 | 9 | 10\n2017-11 | 8 | 10\n2017-12 | 1 | 1\n"
    found = run_case(case(given=given, expect={"crisis-contact-two-hours": {"months": months}}), contract).differences
    assert found == (
        Difference("crisis-contact-two-hours in 2017-11", "numerator", "8", "7"),
        Difference("crisis-contact-two-hours in 2017-12", "numerator", "1", "no figure"),
        Difference("crisis-contact-two-hours in 2017-12", "denominator", "1", "no figure"),
    )


def test_the_sums_of_the_payment_are_compared(contract: Contract) -> None:
    found = run_case(
        case(given=one_row(600, 1000), pot="1000000", expect_payment={"pot": "1000000", "earned": "1"}), contract
    )
    assert [(one.field, one.expected, one.got) for one in found.differences] == [("earned", "£1", "£100,000")]


def test_what_a_case_sets_holds_for_that_case_alone(contract: Contract) -> None:
    few = {"given": one_row(10, 10), "expect": {"5a": {"status": "achieved"}}}
    assert not run_case(case(**few), contract).passed
    assert run_case(case(**few, set={"minimum_denominator": "1"}), contract).passed
    assert run_case(case(**few, set={"5a": {"minimum_denominator": "1"}}), contract).passed
    assert not run_case(case(**few), contract).passed


def test_a_dated_field_may_be_set_without_its_days(contract: Contract) -> None:
    given, expect = one_row(600, 1000), {"5a": {"status": "not achieved"}}
    assert run_case(case(given=given, expect=expect, set={"5a": {"target": "61%"}}), contract).passed
    assert run_case(case(given=given, expect=expect, set={"5a": {"target": {"2018-09-30": "61%"}}}), contract).passed


def test_every_problem_of_a_case_is_told_at_once(contract: Contract) -> None:
    wrong = case(
        set={"minimum_denominater": "1", "partial": "sometimes", "5a": {"stagee": "baseline", "minimum_coverage": "80"}}
    )
    with pytest.raises(Refusal) as refused:
        run_case(wrong, contract)
    assert {(one.rule, one.field) for one in refused.value.problems} == {
        ("CFG.UNKNOWN_KEY", "set.minimum_denominater"),
        ("CODE.LIST", "set.partial"),
        ("CFG.UNKNOWN_KEY", "set.5a.stagee"),
        ("CFG.SHARE", "set.5a.minimum_coverage"),
    }
    assert 'Did you mean "minimum_denominator"?' in [one.fix for one in refused.value.problems]
    assert {one.file for one in refused.value.problems} == {'case "A case"'}


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("indicator | nominator\n5a | 1", '"nominator" is no column'),
        ("indicator | numerator\n5x | 1", '"5x" is no indicator'),
        ("indicator | numerator\n5a | 1.5", "not a whole number"),
        ("indicator | grain\n5a | year", '"year" is no grain'),
        ("indicator | period\n5a | 2017", '"2017" is not a period'),
        ("indicator | period\n5a | 2014-01", "2014"),
    ],
)
def test_supplied_rows_that_cannot_be_read_are_refused(contract: Contract, row: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        run_case(case(given={"outturns": row}), contract)
    assert said in refused.value.problems[0].message
    assert refused.value.problems[0].field is not None
    assert refused.value.problems[0].field.startswith("given.outturns")


def test_an_expectation_of_nothing_that_exists_is_refused(contract: Contract) -> None:
    with pytest.raises(Refusal) as refused:
        run_case(case(expect={"no-such-thing": {"status": "achieved"}}, expect_payment={"lost": "1"}), contract)
    assert [one.field for one in refused.value.problems] == ["expect.no-such-thing", "expect_payment.lost"]


def test_a_file_of_cases_is_refused_with_every_line(tmp_path: Path) -> None:
    file = tmp_path / "wrong.yaml"
    file.write_text("- case: One\n  period: 2017-10-01\n  given: {}\n- case: Two\n  perriod: x\n  given: {}\n")
    with pytest.raises(Refusal) as refused:
        load_cases(file)
    assert {(one.file, one.line, one.field) for one in refused.value.problems} == {
        ("wrong.yaml", 2, "[0].period"),
        ("wrong.yaml", 4, "[1].period"),
        ("wrong.yaml", 5, "[1].perriod"),
    }
