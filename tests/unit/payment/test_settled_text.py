"""What goes beside the pot in the statement: there where the contract agrees it, whole, and in nobody else's name."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from evenlode.payment import AuditedCosts, HeadCount, Supplied, judge, pay, settle
from evenlode.payment.statement import HASHES, canonical, statement, unchanged
from evenlode.terms.money_terms import CapitationTerms
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

Document = dict[str, Any]
HASH = dict.fromkeys(HASHES, "none")


def told(name: str, day: date, supplied: Supplied, invented: bool = True, **terms: Any) -> Document:
    """The statement of a contract of the gallery on no figures at all."""
    from dataclasses import replace

    contract = read_contract(contract_folder(f"gallery/{name}"))
    given = replace(contract.terms_on(day), **terms)
    judgements = judge([], given)
    payment = pay(judgements, given)
    settled = settle(payment, given, supplied, judgements)
    return statement(contract, given, judgements, payment, HASH, invented, {}, settled)


@pytest.fixture
def saving() -> Document:
    costs = AuditedCosts(62_500_000_00, 61_500_000_00, quality=Fraction(60))
    return told("shared-saving", date(2024, 12, 31), Supplied(costs))


def test_a_gain_share_is_told_with_its_steps(saving: Document) -> None:
    gain = saving["gain_share"]
    assert (gain["saving"], gain["to_provider"], gain["commissioner"]) == (1_000_000_00, 300_000_00, 700_000_00)
    assert (gain["retained"], gain["reinvested"]) == (180_000_00, 120_000_00)
    assert [step["operation"] for step in gain["steps"]] == [
        "minimum savings rate", "bands", "quality", "cap", "carried losses"
    ]  # fmt: skip
    assert gain["steps"][2]["amount"] == "30000000/1"


def test_a_partner_is_shown_by_the_name_that_the_statement_may_show(saving: Document) -> None:
    (partner,) = saving["partners"]
    assert partner["partner"] == "Birch House"
    assert (partner["fixed"], partner["incentive"], partner["risk"]) == (1_200_000_00, 0, 45_000_00)
    assert partner["total"] == 1_245_000_00
    real = told("shared-saving", date(2024, 12, 31), Supplied(), invented=False)
    assert real["partners"][0]["partner"] == "The partner"
    assert "gain_share" not in real
    assert real["partners"][0]["because"].endswith("25% of its gain or loss, which waits for audited costs.")
    assert partner["because"].endswith("25% of its gain or loss.")


def test_an_advance_says_what_is_taken_back() -> None:
    found = told("cquin", date(2022, 12, 31), Supplied(suspense=50_000_00))
    assert found["advance"] == {
        "paid": 1_250_000_00, "due": 0, "top_up": 0, "from_suspense": 50_000_00, "from_provider": 1_200_000_00
    }  # fmt: skip
    assert "partners" not in found


def test_an_envelope_is_told_by_month_and_capitation_by_month_and_segment() -> None:
    envelope = CapitationTerms("envelope", "on the first day")
    found = told("cquin", date(2022, 12, 31), Supplied(), capitation=envelope)
    assert found["base_payment"][0] == {"month": "2022-04", "amount": 8_333_333_34}
    assert sum(one["amount"] for one in found["base_payment"]) == 100_000_000_00
    by_head = CapitationTerms("head", "on the first day", ((date(2022, 4, 1), {"one": 100}),))
    year = read_contract(contract_folder("gallery/cquin")).years()[0]
    heads = (HeadCount(year.months()[0], "one", 10, leavers=1),)
    (line,) = told("cquin", date(2022, 12, 31), Supplied(heads=heads), capitation=by_head)["capitation"]
    assert (line["paid"], line["adjustment"], line["segment"], line["price"]) == (1000, -100, "one", 100)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda found: found["gain_share"].update(retained=1),
        lambda found: found["gain_share"].update(saving=1),
        lambda found: found["partners"][0].update(total=1),
    ],
)
def test_a_statement_whose_parts_no_longer_add_up_is_found_out(
    saving: Document, spoil: Callable[[Document], None]
) -> None:
    assert unchanged(canonical(saving))
    copied = json.loads(canonical(saving))
    spoil(copied)
    assert not unchanged(canonical(copied))


def test_an_advance_that_no_longer_adds_up_is_found_out() -> None:
    found = told("cquin", date(2022, 12, 31), Supplied())
    assert unchanged(canonical(found))
    found["advance"]["top_up"] = 1
    assert not unchanged(canonical(found))
