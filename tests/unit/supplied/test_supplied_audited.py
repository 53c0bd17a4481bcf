"""Audited costs and head counts: what a file gives, how a wrong one is refused, what the journal keeps of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from evenlode.data.supplied.reading import read_supplied
from evenlode.data.supplied.supplied import Audited, Supplied
from evenlode.payment import Supplied as Beside
from evenlode.problems import Level, Problem, Refusal
from evenlode.records import beside_json
from evenlode.records.journal import Journal
from evenlode.records.supply import record_supply, supplied_audited, supplied_heads
from evenlode.results import AuditedCosts, CarriedLoss, HeadCount, Period
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contracts_folder

YEAR = Period(date(2024, 1, 1), date(2024, 12, 31))
JANUARY = Period(date(2024, 1, 1), date(2024, 1, 31))
HEADER = "year start,item,amount,year end\n"
ALL = HEADER + "".join(
    f"2024-01-01,{row}\n"
    for row in (
        'envelope,"£62,500,000",',
        "actual,61500000.50,",
        "people,1200,",
        "cost of a person,30000,",
        "cost of a person,25000,",
        "points earned,62.5,",
        "loss brought forward,100000,2023-12-31",
        "loss brought forward,5,2022-12-31",
        "suspense,12.34,",
    )
)
COSTS = AuditedCosts(
    envelope=62_500_000_00,
    actual=61_500_000_50,
    people=1200,
    costs_of_people=(25_000_00, 30_000_00),
    quality=Fraction(125, 2),
    brought_forward=(CarriedLoss(date(2022, 12, 31), 5_00), CarriedLoss(date(2023, 12, 31), 100_000_00)),
)


@pytest.fixture(scope="module")
def sharing() -> Contract:
    return read_contract(contracts_folder() / "gallery" / "shared-saving")


@pytest.fixture(scope="module")
def by_head() -> Contract:
    return read_contract(contracts_folder() / "gallery" / "pooled-capitation")


def read(contract: Contract, folder: Path, content: str) -> Supplied:
    path = folder / "sent.csv"
    path.write_text(content, encoding="utf-8")
    return read_supplied(path, contract, date(2026, 1, 1))


def refused(contract: Contract, folder: Path, content: str) -> list[Problem]:
    with pytest.raises(Refusal) as refusal:
        read(contract, folder, content)
    return list(refusal.value.problems)


def test_every_item_has_its_place(sharing: Contract, tmp_path: Path) -> None:
    supplied = read(sharing, tmp_path, ALL)
    assert supplied.audited == (Audited(YEAR, COSTS, 12_34),)
    assert (supplied.form, supplied.findings, supplied.invented) == ("a file of audited costs", (), False)


def test_suspense_may_stand_alone(sharing: Contract, tmp_path: Path) -> None:
    assert read(sharing, tmp_path, HEADER + "2024-01-01,suspense,5,\n").audited == (Audited(YEAR, None, 5_00),)


@pytest.mark.parametrize(
    ("rows", "rule", "field", "says"),
    [
        ("2024-01-01,envelop,5,", "CODE.LIST", "item", "Did you mean envelope?"),
        ("2024-01-01,suspense,5.001,", "MONEY.FORMAT", "amount", "5.001"),
        ("2024-01-01,suspense,-5,", "VALUE.RANGE", "amount", "below nothing"),
        ("2024-01-01,points earned,101,", "VALUE.RANGE", "amount", "cannot be the points earned"),
        ("2024-01-01,suspense,5,2023-12-31", "CFG.MISSING", "year_end", "the loss alone"),
        ("2024-01-01,loss brought forward,5,", "CFG.MISSING", "year_end", "last day of its year"),
        ("2024-02-01,suspense,5,", "PERIOD.GRAIN", "year_start", "Write 2024-01-01"),
        ("2024-01-01,actual,5,", "CFG.MISSING", "item", "Give both"),
        ("2024-01-01,suspense,5,\n2024-01-01,suspense,6,", "KEY.DUPLICATE", "item", "2 times"),
    ],
)
def test_wrong_costs(sharing: Contract, tmp_path: Path, rows: str, rule: str, field: str, says: str) -> None:
    (problem,) = refused(sharing, tmp_path, HEADER + rows + "\n")
    assert (problem.rule, problem.field) == (rule, field)
    assert says in f"{problem.message}. {problem.fix}"


def test_costs_that_change_nothing_are_noted(tmp_path: Path) -> None:
    plain = read_contract(contracts_folder() / "gallery" / "levels")
    start = plain.term.start
    (problem,) = read(plain, tmp_path, HEADER + f"{start},suspense,5,\n").findings
    assert (problem.rule, problem.level) == ("CFG.GAIN_SHARE", Level.WARN)


def test_heads_have_joiners_and_leavers(by_head: Contract, tmp_path: Path) -> None:
    header = "month,segment,people,joiners,leavers\n"
    month = Period(date(2010, 4, 1), date(2010, 4, 30))
    supplied = read(by_head, tmp_path, header + "2010-04,people in treatment,100,3,\n")
    assert supplied.heads == (HeadCount(month, "people in treatment", 100, 3, 0),)
    problems = refused(
        by_head,
        tmp_path,
        header + "2010-04,people in treatmnt,1,,\n2010-13,people in treatment,1,,\n2010-04,people in treatment,1,,2\n"
        "2009-04,people in treatment,1,,\n2010-05,people in treatment,,,\n2010-06,people in treatment,1,,\n"
        "2010-06,people in treatment,2,,\n",
    )
    assert [(one.line, one.rule, one.field) for one in problems] == [
        (2, "CODE.LIST", "segment"),
        (3, "DATE.FORMAT", "month"),
        (4, "VALUE.RANGE", "leavers"),
        (5, "PERIOD.OUTSIDE", "month"),
        (6, "VALUE.NUMBER", "people"),
        (8, "KEY.DUPLICATE", "segment"),
    ]


def test_the_journal_gives_back_what_it_was_given(tmp_path: Path) -> None:
    audited = Audited(YEAR, COSTS, 12_34)
    heads = (HeadCount(JANUARY, "one", 5, 1, 2), HeadCount(JANUARY, "two", 6))
    supplied = Supplied((), (), (), (), "a" * 64, False, audited=(audited,), heads=heads)
    later = replace(supplied, sha256="b" * 64, audited=(replace(audited, suspense=0),), heads=heads[:1])
    with Journal.open(tmp_path / "records.db") as journal:
        record_supply(journal, supplied, YEAR.start, by="somebody")
        assert (supplied_audited(journal), supplied_heads(journal)) == ([audited], list(heads))
        record_supply(journal, later, YEAR.start, by="somebody")
        assert (supplied_audited(journal), supplied_heads(journal)) == ([later.audited[0]], list(heads))
        with pytest.raises(Refusal, match="side by side"):
            record_supply(journal, replace(later, sha256="c" * 64, invented=True), YEAR.start, by="somebody")


def test_what_a_settlement_was_given_comes_back() -> None:
    beside = Beside(COSTS, (HeadCount(JANUARY, "one", 5, 1, 2),), 7)
    assert beside_json.from_json(beside_json.to_json(beside)) == beside
    assert beside_json.from_json(beside_json.to_json(Beside())) == Beside()
