"""Schedules and files of a close: to the penny, by financial year, and nothing a spreadsheet would run."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest

from evenlode.payment.book import Posting
from evenlode.problems import Refusal
from evenlode.results import Period
from evenlode.settlement.closing import (
    balance_lines,
    bridge,
    financial_year_of,
    is_agreed,
    journals_csv,
    read_balances,
    remittances,
    schedule,
)
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder


def test_a_contract_year_lies_half_in_each_financial_year() -> None:
    terms = read_contract(contract_folder("two-outcome-illustration")).terms_on(date(2016, 9, 30))
    found = bridge(terms)
    assert [(one.financial_year, one.months, one.pot) for one in found] == [
        ("2015/16", 6, 50_000_000),
        ("2016/17", 6, 50_000_000),
    ]
    assert sum(one.value for one in found) == terms.annual_value
    assert found[0].days == Period(date(2015, 10, 1), date(2016, 3, 31))


def test_a_schedule_is_of_every_month_and_of_nothing_where_nothing_is_paid_ahead() -> None:
    terms = read_contract(contract_folder("two-outcome-illustration")).terms_on(date(2016, 9, 30))
    found = schedule(terms)
    assert len(found) == 12
    assert {(one.base, one.advance) for one in found} == {(0, 0)}


@pytest.mark.parametrize(
    ("day", "year"), [(date(2017, 10, 1), "2017/18"), (date(2018, 3, 31), "2017/18"), (date(2018, 4, 1), "2018/19")]
)
def test_financial_years_begin_in_april(day: date, year: str) -> None:
    assert financial_year_of(day) == year


def test_payers_come_first_and_accounts_that_end_at_nothing_are_left_out() -> None:
    entries = [
        Posting("pot", 5, ""),
        Posting("pot", -5, ""),
        Posting("lead provider", 5, ""),
        Posting("commissioner", -5, ""),
    ]
    assert [(one.account, one.amount) for one in remittances(entries)] == [("commissioner", -5), ("lead provider", 5)]


def test_the_journals_file_balances_and_runs_nothing() -> None:
    entries = [
        (date(2018, 3, 31), "small/2016-10-01/1", Posting("commissioner", -12345, "pot")),
        (date(2018, 4, 1), "small/2016-10-01/1", Posting("=lead", 12345, "earned")),
    ]
    text = journals_csv(entries, invented=True)
    assert text.startswith("# INVENTED\n")
    rows = list(csv.DictReader(io.StringIO(text.split("\n", 1)[1])))
    assert [row["credit"] for row in rows] == ["123.45", ""]
    assert [row["debit"] for row in rows] == ["", "123.45"]
    assert [row["financial_year"] for row in rows] == ["2017/18", "2018/19"]
    assert rows[1]["account"] == "'=lead"


def test_balances_are_read_whole_or_not_at_all() -> None:
    assert read_balances('account,balance\npot,0.00\nsuspense,"1,234.50"\n', "b.csv") == {"pot": 0, "suspense": 123450}
    with pytest.raises(Refusal) as refused:
        read_balances("account,balance\npot,1.5\npot,1.00\npot,2.00\n", "b.csv")
    assert [(one.rule, one.line) for one in refused.value.problems] == [("MONEY.FORMAT", 2), ("KEY.DUPLICATE", 4)]
    with pytest.raises(Refusal, match=r"FILE\.COLUMNS"):
        read_balances("name,amount\n", "b.csv")


def test_balances_agree_only_where_every_account_does() -> None:
    assert is_agreed(balance_lines({"pot": 0, "suspense": 5}, {"suspense": 5}))
    assert not is_agreed(balance_lines({"suspense": 5}, {}))
    assert not is_agreed(balance_lines({}, {"suspense": 5}))
