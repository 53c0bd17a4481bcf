"""What a case gives and expects outside the pot."""

from __future__ import annotations

import pytest

from evenlode.cases import run_case
from evenlode.problems import Refusal
from evenlode.terms.contract import Contract
from evenlode.terms.forms.case import CaseForm
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contracts_folder

COSTS = "item | amount\nenvelope | £62,500,000\nactual | £61,500,000\n"
MET = "indicator | numerator | denominator\nseen-in-time | 80 | 100\nasked-how-it-was | 69 | 100\n"


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(contracts_folder() / "gallery" / "shared-saving")


def case(**fields: object) -> CaseForm:
    given = {"audited_costs": COSTS, "outturns": MET}
    return CaseForm.model_validate({"case": "A case", "period": "2024-01-01 to 2024-12-31", "given": given, **fields})


EXPECTED = {
    "expect_gain_share": {
        "saving": "£1,000,000",
        "to_provider": "£300,000",
        "retained": "£180,000",
        "reinvested": "£120,000",
        "carried_forward": "£0",
    },
    "expect_partners": {"partner": {"fixed": "£1,200,000", "risk": "£45,000", "total": "£1,245,000"}},
    "expect_accounts": {"reinvestment": "£120,000", "partner: partner": "£1,245,000", "suspense": "£0"},
}


def test_the_gain_share_is_scaled_by_the_points_of_the_case_and_reaches_the_ledger(contract: Contract) -> None:
    assert run_case(case(**EXPECTED), contract).passed


@pytest.mark.parametrize(
    ("expected", "said"),
    [
        ({"expect_gain_share": {"retained": "£1"}}, "gain share: retained: expected £1, got £180,000"),
        ({"expect_partners": {"partner": {"risk": "£1"}}}, "partner: risk: expected £1, got £45,000"),
        ({"expect_partners": {"nobody": {"risk": "£1"}}}, "nobody: risk: expected £1, got none in this settlement"),
        ({"expect_base": {"total": "£1"}}, "base payment: total: expected £1, got none in this settlement"),
        ({"expect_advance": {"top_up": "£1"}}, "advance: top up: expected £1, got none in this settlement"),
        ({"expect_accounts": {"suspense": "£1"}}, "accounts: suspense: expected £1, got £0"),
    ],
)
def test_each_difference_is_said(contract: Contract, expected: dict[str, object], said: str) -> None:
    assert [str(one) for one in run_case(case(**expected), contract).differences] == [said]


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({"expect_gain_share": {"savings": "£1"}}, "CFG.UNKNOWN_KEY"),
        ({"given": {"audited_costs": "item | amount\nenvelop | £5\n"}}, "CODE.LIST"),
        ({"given": {"audited_costs": "item | amount\nactual | £5\n"}}, "CFG.MISSING"),
        ({"given": {"audited_costs": "item | amount | cost\nsuspense | £5 | 1\n"}}, "CFG.UNKNOWN_KEY"),
        ({"given": {"head_counts": "month | segment | people\n2024 | all | 5\n"}}, "DATE.FORMAT"),
    ],
)
def test_a_case_that_cannot_be_run_is_refused(contract: Contract, fields: dict[str, object], rule: str) -> None:
    with pytest.raises(Refusal) as refused:
        run_case(case(**fields), contract)
    assert refused.value.rule == rule
