"""Whether a finance return adds up: totals, staff, apportionment, and what made up a deficit."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction

from evenlode.finance.returns.finance_return import FinanceReturn
from evenlode.finance.returns.form import HEADER_ROW, Sheet
from evenlode.finance.thousands import whole
from evenlode.money import Pence, pounds
from evenlode.problems import Level, Problem

Key = tuple[str, str, str]
Wrong = tuple[Key, str, str, str]
"""A cell, the rule, what is wrong and what to do."""

_PENNIES = 100
"""A typed total may miss its parts by a pound, for rounding."""


def adds_up(found: FinanceReturn, asked: Sequence[Sheet], file: str, unread: Collection[str] = ()) -> Iterator[Problem]:
    """Everything that does not agree with something else in the same finance return, each at its cell.

    unread: cells that could not be read. What only follows from one of them is not said.
    """
    places = {
        (sheet.name, row.name, column.name): (sheet.cell(at, across), HEADER_ROW + 1 + at)
        for sheet in asked
        for at, row in enumerate(sheet.rows)
        for across, column in enumerate(sheet.columns)
    }
    faulty = {place.partition("!")[0] for place in unread}

    def problem(rule: str, key: Key, message: str, fix: str) -> Iterator[Problem]:
        place, line = places[key]
        beside = {where for (sheet, row, _), (where, _) in places.items() if (sheet, row) == key[:2]}
        if not beside & set(unread):
            yield Problem(rule, Level.REJECT_FILE, file, line, place, message, fix)

    for row, total, name, sheets_added in _totals(found):
        key = ("Position", row, "amount")
        if faulty & set(sheets_added):
            continue
        if not found.text(*key):
            if total or row == "result":
                yield from problem("TOTAL.MISSING", key, f"the total of {name} is blank", f"Type {pounds(total)}")
        elif abs(found.pence(*key) - total) > _PENNIES:
            said = f"{name} is {pounds(found.pence(*key))}, and the parts come to {pounds(total)}"
            yield from problem("TOTAL.SUM", key, said, "Correct the total or a part")
    for key, rule, said, fix in (*_staffing(found), *_activity(found), *_partners(found), *_stated(found)):
        yield from problem(rule, key, said, fix)


def _staffing(found: FinanceReturn) -> Iterator[Wrong]:
    for row in found.rows("Staffing"):
        fte = [int(found.text("Staffing", row, column) or 0) for column in ("established", "in-post", "vacant")]
        if abs(fte[1] + fte[2] - fte[0]) > _PENNIES:  # a tenth of an FTE
            said = "FTE in post and vacant do not add to FTE established"
            yield ("Staffing", row, "established"), "STAFF.SUM", said, "Correct one of the three"


def _activity(found: FinanceReturn) -> Iterator[Wrong]:
    for row in found.rows("Activity"):
        people, eligible = (found.count("Activity", row, column) for column in ("people", "eligible"))
        if eligible is not None and eligible > (people or 0):
            said = "more people are eligible than were seen"
            yield ("Activity", row, "eligible"), "COUNT.MORE", said, "Correct one of the two; they may be swapped"


def _partners(found: FinanceReturn) -> Iterator[Wrong]:
    for row in found.rows("Sub-contracts"):
        if found.pence("Sub-contracts", row, "uplift") > found.pence("Sub-contracts", row, "paid"):
            said = "the uplift is more than the whole payment"
            yield ("Sub-contracts", row, "uplift"), "TOTAL.SUM", said, "Type the part of the payment that is uplift"


def _stated(found: FinanceReturn) -> Iterator[Wrong]:
    for row in ("driver", "owner", "version") if found.overhead else ():
        if not found.text("Apportionment", row, "value"):
            said = f"overhead is charged, and the apportionment does not state its {row}"
            yield ("Apportionment", row, "value"), "APPORTIONMENT.STATED", said, "State it"


def charged(found: FinanceReturn) -> Pence:
    """Overhead and pool charged by the stated shares, to the nearest penny."""
    amounts = (("overhead", "overhead-share"), ("pool", "pool-share"))
    exact = sum((found.pence("Apportionment", a, "value") * found.share(b) for a, b in amounts), Fraction(0))
    return whole(exact)


def _totals(found: FinanceReturn) -> tuple[tuple[str, Pence, str, tuple[str, ...]], ...]:
    """Row of the position, what it must come to, its name, and the sheets that it adds up."""
    result = found.income - found.direct_cost - charged(found) - found.sub_contracts
    return (
        ("total-income", found.income, "income", ("Income",)),
        ("total-direct", found.direct_cost, "direct cost", ("Direct cost",)),
        ("total-overhead", charged(found), "overhead and pool", ("Apportionment",)),
        ("total-sub-contracts", found.sub_contracts, "what partners were paid", ("Sub-contracts",)),
        ("result", result, "the result", ("Income", "Direct cost", "Apportionment", "Sub-contracts")),
    )
