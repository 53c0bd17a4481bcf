"""Money beside the pot: a table for each kind that a contract has, and no section for a contract that has none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from evenlode.cases.beside import beside
from evenlode.cases.given import supplied_outturns
from evenlode.cases.setting import with_what_it_sets
from evenlode.payment import NOTHING_SUPPLIED, Settlement, judge, pay, settle
from evenlode.report.beside_the_pot import beside_the_pot
from evenlode.report.renderers.html import render
from evenlode.report.report import Report
from evenlode.report.tables import Table
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contracts_folder
from evenlode.terms.terms import Terms


def settled(folder: str, place: int = 0, *, supplied: bool = True) -> tuple[Contract, Terms, Settlement]:
    """A case of a contract of the gallery, settled with what it supplies beside the pot, or without."""
    contract = read_contract(contracts_folder() / "gallery" / folder)
    case = contract.cases[place]
    contract = with_what_it_sets(contract, case)
    terms = contract.terms_on(case.period.end)
    judgements = judge(supplied_outturns(contract, case), terms)
    given = beside(case, terms.year) if supplied else NOTHING_SUPPLIED
    return contract, terms, settle(pay(judgements, terms), terms, given, judgements)


def by_caption(found: tuple[Table, ...]) -> dict[str, dict[str, tuple[str, ...]]]:
    return {one.caption: {row[0]: row[1:] for row in one.rows} for one in found}


def test_a_saving_is_told_in_the_order_of_operations_with_who_has_it_and_what_passes_on() -> None:
    found = by_caption(beside_the_pot(*settled("pooled-budget")))
    assert list(found) == [
        "The fixed envelope, paid at the start of each month",
        "The gain share, step by step",
        "Who has the saving",
        "What the lead provider passes to each partner",
    ]
    base, steps, parts, partners = found.values()
    assert len(base) == 13
    assert base["The year"] == ("£11,760,000",)
    assert [(name, row[0]) for name, row in steps.items()] == [
        ("Envelope less audited cost", "£400,000"),
        ("Bands", "£200,000"),
    ]
    assert parts["The provider's part"] == parts["The provider pays the commissioner"] == ("£200,000",)
    assert partners["The partner"] == ("£1,200,000", "£19,200", "£50,000", "£1,269,200")


def test_what_waits_for_audited_costs_or_head_counts_says_so() -> None:
    found = beside_the_pot(*settled("profit-cap", supplied=False))
    assert [one.caption for one in found] == [
        "Capitation: people times price; it waits for head counts",
        "The gain share; it waits for audited costs",
    ]
    assert {row[1] for row in found[1].rows} == {"waits"}


def test_head_counts_are_told_by_segment_with_what_was_put_right() -> None:
    contract, terms, done = settled("three-tiers")
    (found,) = beside_the_pot(contract, terms, done)
    assert [row[0] for row in found.rows] == [*sorted({one.segment for one in done.heads}), "All segments"]
    assert found.has_total
    assert by_caption((found,))[found.caption]["All segments"][-1].startswith("£")


def test_an_advance_shows_where_a_clawback_comes_from() -> None:
    (rows,) = by_caption(beside_the_pot(*settled("cquin"))).values()
    assert rows["Paid in advance"] == ("£1,250,000",)
    assert rows["Earned"] == ("£125,000",)
    assert rows["Clawed back from the provider"] == ("£1,125,000",)


def test_a_contract_without_such_terms_has_no_section(invented: Report) -> None:
    assert invented.beside == ()
    assert b"beside-the-pot" not in render(invented)
    contract, terms, done = settled("levels")
    assert beside_the_pot(contract, terms, done) == ()
    assert beside_the_pot(contract, terms, None) == ()


@pytest.mark.parametrize("title", ["The fixed envelope", "The gain share", "What the lead provider passes"])
def test_the_page_has_the_tables_and_a_way_to_them(invented: Report, title: str) -> None:
    page = render(replace(invented, beside=beside_the_pot(*settled("pooled-budget")))).decode()
    assert '<h2 id="beside-the-pot">Money beside the pot</h2>' in page
    assert 'href="#beside-the-pot"' in page
    assert f"<caption>{title}" in page
