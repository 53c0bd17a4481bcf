"""Every indicator that the two documents and the official lists name is a definition that a readable case looks at."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

import pytest

from evenlode.cases import load_cases
from evenlode.cases.measuring import gives_rows
from evenlode.results import Period
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder
from tests.spec.test_cases import HERE

IN_FORCE = """
1 2a-i 2a-ii 2a-iii 2a-iv 2a-v 2b 2c-i 2c-ii 3 5a 5b 6 7a 7b 7c
L1 L2 L3 L4 L5 L6 L7
"""
"""Figure 1 of the review and its local quality standards. Outcome 4 has no indicator there."""
FINAL_LIST = """
1.1 1.2 2.1 2.2 2.3 2.4 2.5 2.6 2.7
3.1a 3.1b 3.2 3.3 3.4 3.5 4.1 4.2 4.3 4.4
5.1 5.2 5.3 5.4 6.1 7.1 7.2
"""
"""The final table of the business case, its line 3.1 in two."""
FIRST_LIST = [f"A{number}" for number in range(1, 23)]
"""The list of August 2013."""
OFFICIAL = ("AMH14e", "AMH17e", "AMH15", "AMH18", "AMH06", "ACC62", "ACC37", "MHS80", "CPA7", "MHS106", "MHS108")
OFFICIAL += ("MHS126", "MRS01b", "CCR119a", "CCR120", "CMH-ReQoL", "CMH-DIALOG", "CMH-GBO")


SUPPLIED = {"1", "1.1", "1.2", "4.1", "A2", "A4", "A5"}
"""What no rows of a provider can tell: public health gives the first, and each of the others says why."""


@cache
def contract() -> Contract:
    return read_contract(contract_folder("oxfordshire-mental-health"))


def known() -> dict[str, tuple[str, str]]:
    """Code -> what it is, and its name."""
    found = {one.code: ("in force", one.indicator) for outcome in contract().outcomes for one in outcome.indicators}
    found |= {one.code: ("in force", one.standard) for one in contract().standards}
    found |= {one.code: (one.status, one.indicator) for file in contract().proposed for one in file.proposed}
    return found | {one.code: ("official", one.benchmark) for one in contract().benchmarks}


@cache
def looked_at(rows: bool = False) -> frozenset[str]:
    """Names and codes that a case expects something of; of cases with rows to measure alone, where that is asked."""
    files = [*HERE.rglob("*.yaml"), *(contract().folder / "cases").glob("*.yaml")]
    cases = [case for file in files for case in load_cases(file)]
    return frozenset(name for case in cases if gives_rows(case) or not rows for name in case.expect)


@pytest.mark.parametrize(
    ("codes", "kinds"),
    [
        (IN_FORCE.split(), {"in force"}),
        (FINAL_LIST.split(), {"proposed", "superseded"}),
        (FIRST_LIST, {"proposed", "superseded"}),
        (OFFICIAL, {"official"}),
    ],
    ids=["in force", "final list", "first list", "official"],
)
def test_every_line_is_a_definition_with_a_case(codes: Iterable[str], kinds: set[str]) -> None:
    found = known()
    assert [code for code in codes if code not in found] == []
    assert {found[code][0] for code in codes} <= kinds
    assert [code for code in codes if not {found[code][1], code.lower()} & looked_at()] == []


def test_what_rows_can_give_is_measured_and_has_a_case_of_rows() -> None:
    """A definition whose figure is supplied, and a case that supplies it, satisfy a line in name alone."""
    everything = contract().taking_up(list(known()))
    whole = Period(contract().term.start, contract().last_day)
    measured = {one.code: one.indicator for one in everything.definitions(whole) if one.measure != "supplied"}
    assert known().keys() - measured.keys() == SUPPLIED
    assert [code for code, name in measured.items() if not {name, code.lower()} & looked_at(rows=True)] == []


def test_nothing_is_defined_that_no_list_names() -> None:
    assert known().keys() == {*IN_FORCE.split(), *FINAL_LIST.split(), *FIRST_LIST, *OFFICIAL}


def test_official_measures_are_never_among_what_is_judged_or_paid() -> None:
    official = {one.benchmark for one in contract().benchmarks}
    whole = Period(contract().term.start, contract().last_day)
    assert not official & {one.indicator for one in contract().definitions(whole)}
    for year in contract().years():
        judged = {one.indicator for outcome in contract().terms_on(year.end).outcomes for one in outcome.indicators}
        assert not official & judged
    taken = contract().taking_up(official)
    assert official <= {one.standard for one in taken.standards}
    assert all(one.differs and one.said.startswith("official measure, differs in: ") for one in contract().benchmarks)
