"""Audited costs and head counts reach the statement, its hashes and the ledger; a year without them is as it was."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from evenlode.data.supplied.supplied import Audited
from evenlode.job.provenance import Provenance
from evenlode.job.settled import hashes_of, settle_year
from evenlode.job.supplied import SuppliedFigures
from evenlode.payment import Supplied
from evenlode.payment.ledger import balances, postings
from evenlode.results import AuditedCosts, Grain, HeadCount, Kind, Outturn, Period, Source
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contracts_folder

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))
COSTS = AuditedCosts(62_500_000_00, 61_500_000_00)
JANUARY = Period(date(2024, 1, 1), date(2024, 1, 31))


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(contracts_folder() / "gallery" / "shared-saving")


def outturns(contract: Contract) -> list[Outturn]:
    return [
        Outturn(
            one.indicator,
            one.version,
            Kind.PROPORTION,
            Grain.CONTRACT_YEAR,
            YEAR,
            numerator=numerator,
            denominator=100,
            source=Source.SUPPLIED,
        )
        for one, numerator in zip(contract.definitions(YEAR), (80, 69), strict=True)
    ]


def test_audited_costs_reach_statement_hashes_and_ledger(contract: Contract) -> None:
    beside = Supplied(costs=COSTS)
    settled = settle_year(contract, outturns(contract), YEAR, Provenance(invented="yes"), beside)
    said = json.loads(settled.statement or b"")
    assert (said["gain_share"]["to_provider"], said["gain_share"]["reinvested"]) == (300_000_00, 120_000_00)
    assert said["hashes"]["audited_costs"] == hashes_of(beside)["audited_costs"]
    assert "head_counts" not in said["hashes"]
    assert settled.beside == beside
    assert settled.payment is not None
    held = balances(postings(settled.payment, settled.terms, "a" * 64, settled.settlement))
    assert held["reinvestment"] == 120_000_00


def test_without_them_there_is_no_gain_share_and_no_hash(contract: Contract) -> None:
    said = json.loads(settle_year(contract, outturns(contract), YEAR, Provenance(invented="yes")).statement or b"")
    assert "gain_share" not in said
    assert set(said["hashes"]) == {"contract", "data_manifest", "outturns", "definitions", "code_lists"}


def test_each_hash_is_of_all_that_was_supplied() -> None:
    whole = Supplied(COSTS, (HeadCount(JANUARY, "one", 5), HeadCount(JANUARY, "two", 6)), 7)
    same = hashes_of(whole)
    assert hashes_of(replace(whole, heads=whole.heads[::-1])) == same
    assert hashes_of(replace(whole, suspense=8))["audited_costs"] != same["audited_costs"]
    assert hashes_of(replace(whole, costs=replace(COSTS, people=1)))["audited_costs"] != same["audited_costs"]
    assert hashes_of(replace(whole, heads=whole.heads[:1]))["head_counts"] != same["head_counts"]


def test_a_year_takes_its_own_figures_alone() -> None:
    other = Period(date(2025, 1, 1), date(2025, 12, 31))
    supplied = SuppliedFigures(audited=(Audited(YEAR, COSTS, 7),), heads=(HeadCount(JANUARY, "one", 5),))
    assert supplied.beside(YEAR) == Supplied(COSTS, (HeadCount(JANUARY, "one", 5),), 7)
    assert supplied.beside(other) == Supplied()
