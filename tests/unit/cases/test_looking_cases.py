"""A case that expects other signals or gaps than there are fails, and says what was found instead."""

from __future__ import annotations

from functools import cache

import pytest

from evenlode.cases import run_case
from evenlode.cases.rows import rows_of
from evenlode.problems import Refusal
from evenlode.terms.contract import Contract
from evenlode.terms.forms.case import CaseForm
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

GIVEN = {"referrals": "times|person|referral|received_day\n2|a|r|2017-01-01\n1|b|s|2017-01-01"}


@cache
def contract() -> Contract:
    return read_contract(contract_folder("oxfordshire-mental-health"))


def case(given: dict[str, str] = GIVEN, **more: object) -> CaseForm:
    return CaseForm.model_validate(
        {"case": "tried", "period": "2017-09-01 to 2017-09-30", "given": given, **more}, strict=False
    )


def test_a_row_stands_for_as_many_as_it_says_under_names_of_their_own() -> None:
    rows = rows_of(case())["referrals"]
    assert [(one["person"], one["referral"]) for one in rows] == [("a-1", "r-1"), ("a-2", "r-2"), ("b-1", "s-1")]
    assert {one["received_day"] for one in rows} == {"2017-01-01"}
    for wrong in ("0", "many", "10001", "-1"):
        with pytest.raises(Refusal, match="is no number of rows"):
            rows_of(case({"referrals": f"times|person|referral|received_day\n{wrong}|a|r|2017-01-01"}))


def test_a_signal_that_is_not_as_expected_is_told_with_its_sentence() -> None:
    found = run_case(
        case(expect_signals={"coding-drift/all-rows/all": "signal", "heaped-at-line/L4/nobody": "no signal"}),
        contract(),
    )
    assert [(one.of, one.expected) for one in found.differences] == [
        ("coding-drift/all-rows/all", "signal"),
        ("heaped-at-line/L4/nobody", "no signal"),
    ]
    assert found.differences[0].because == "Too few to say: it takes 40 people in the rows."
    assert found.differences[1].got.startswith("no such look: coding-drift/all-rows/all, heaped-at-line/all-rows/all")


def test_gaps_are_all_of_them_and_only_those() -> None:
    given = {
        "referrals": "person|referral|received_day\n1|a|2017-01-01\n2|b|2017-01-01",
        "honos_clusters": "person|code|from\n1|11|2017-01-01\n2|11|2017-01-01",
        "accommodation_status": "person|date|settled\n1|2017-08-01|N",
    }
    right = "person|state\n1|fails\n2|no record"
    assert run_case(case(given, expect_gaps={"6": right}), contract()).passed
    found = run_case(case(given, expect_gaps={"6": "person|state\n1|fails\n3|fails"}), contract())
    assert [(one.expected, one.got) for one in found.differences] == [
        ("3 | fails", "1 | fails; 2 | no record"),
        ("not there", "2 | no record"),
    ]
    with pytest.raises(Refusal, match='"why" is no column of gaps'):
        run_case(case(given, expect_gaps={"6": "why\nx"}), contract())
    with pytest.raises(Refusal, match='"none" is no indicator in force then'):
        run_case(case(given, expect_gaps={"none": "person\n1"}), contract())
