"""What a case gives and expects outside the pot: audited costs, head counts, gain share, base, advance, flows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

from pydantic_core import PydanticCustomError

from evenlode.cases.differing import Difference
from evenlode.cases.setting import case_problem
from evenlode.data.supplied.audited import Item, put_together, read_item, wrong_with
from evenlode.money import Pence, pounds
from evenlode.payment import Settlement, Supplied
from evenlode.problems import Problem, Refusal
from evenlode.results import HeadCount, Period, next_month
from evenlode.terms.forms.case import CaseForm
from evenlode.terms.values import read_whole, wrong

T = TypeVar("T", Item, HeadCount)

AUDITED, HEADS = "audited_costs", "head_counts"
"""The tables of `given` that hold figures outside the pot."""

_COLUMNS = {AUDITED: ("item", "amount", "year_end"), HEADS: ("month", "segment", "people", "joiners", "leavers")}
_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
_GAIN = ("saving", "to_provider", "provider", "commissioner", "retained", "reinvested", "carried_forward")
_BASE = ("paid", "adjustment", "total")
_ADVANCE = ("paid", "due", "top_up", "from_suspense", "from_provider")
_PARTNER = ("fixed", "incentive", "risk", "total", "real_terms")


def beside(case: CaseForm, year: Period) -> Supplied:
    """The audited costs, suspense and head counts of the case. Raises a Refusal with everything that is wrong."""
    problems: list[Problem] = []
    items = list(_read(case, AUDITED, problems, _item))
    heads = list(_read(case, HEADS, problems, _head))
    if not problems:
        found = wrong_with(items, year)
        problems = [case_problem(case, rule, f"given.{AUDITED}", message, fix) for rule, message, fix in found]
    if problems:
        raise Refusal(problems)
    audited = put_together(items, year)
    return Supplied(audited.costs, tuple(heads), audited.suspense)


def differs_beside(case: CaseForm, settled: Settlement, accounts: Mapping[str, Pence]) -> list[Difference]:
    """Everything outside the pot that differs from what the case expects. A Refusal for a sum that does not exist."""
    wanted: list[tuple[str, Mapping[str, Pence], Mapping[str, Pence] | None, Sequence[str]]] = [
        ("gain share", case.expect_gain_share, _gain(settled), _GAIN),
        ("base payment", case.expect_base, _base(settled), _BASE),
        ("advance", case.expect_advance, _advance(settled), _ADVANCE),
    ]
    flows = {line.partner: line for line in settled.partners}
    for partner, sums in case.expect_partners.items():
        line = flows.get(partner)
        got = {name: getattr(line, name) or 0 for name in _PARTNER} if line else None
        wanted.append((partner, sums, got, _PARTNER))
    wanted.append(("accounts", case.expect_accounts, accounts, (*accounts, *case.expect_accounts)))
    problems = [
        case_problem(case, "CFG.UNKNOWN_KEY", f"{of}.{name}", f'"{name}" is no sum of it', f"Use {', '.join(known)}")
        for of, sums, _, known in wanted
        for name in sums
        if name not in known
    ]
    if problems:
        raise Refusal(problems)
    return [one for of, sums, got, _ in wanted for one in _compared(of, sums, got)]


def _compared(of: str, expected: Mapping[str, Pence], got: Mapping[str, Pence] | None) -> Iterator[Difference]:
    for name, amount in expected.items():
        words = name.replace("_", " ")
        if got is None:
            yield Difference(of, words, pounds(amount), "none in this settlement")
        elif got.get(name, 0) != amount:
            yield Difference(of, words, pounds(amount), pounds(got.get(name, 0)))


def _gain(settled: Settlement) -> Mapping[str, Pence] | None:
    gain = settled.gain
    if gain is None:
        return None
    carried = sum(loss.amount for loss in gain.carried_forward)
    return {**{name: getattr(gain, name) for name in _GAIN[:-1]}, "carried_forward": carried}


def _base(settled: Settlement) -> Mapping[str, Pence] | None:
    if not (settled.base or settled.heads):
        return None
    paid = sum(one.amount for one in settled.base) + sum(line.paid for line in settled.heads)
    adjustment = sum(line.adjustment for line in settled.heads)
    return {"paid": paid, "adjustment": adjustment, "total": paid + adjustment}


def _advance(settled: Settlement) -> Mapping[str, Pence] | None:
    return None if settled.advance is None else {name: getattr(settled.advance, name) for name in _ADVANCE}


def _read(case: CaseForm, table: str, problems: list[Problem], of: Callable[[Mapping[str, str]], T]) -> Iterator[T]:
    rows = case.given.get(table, ())
    for name in rows[0] if rows else ():
        if name not in _COLUMNS[table]:
            fix = f"Use {', '.join(_COLUMNS[table])}"
            problems.append(case_problem(case, "CFG.UNKNOWN_KEY", f"given.{table}", f'"{name}" is no column', fix))
    for place, row in enumerate(rows):
        try:
            yield of(row)
        except PydanticCustomError as error:
            said = error.context or {}
            where = f"given.{table}[{place}]"
            problems.append(case_problem(case, str(said["rule"]), where, str(said["message"]), str(said["fix"])))


def _item(row: Mapping[str, str]) -> Item:
    return read_item(row.get("item", ""), row.get("amount", ""), row.get("year_end", ""))


def _head(row: Mapping[str, str]) -> HeadCount:
    text = row.get("month", "")
    if not _MONTH.fullmatch(text):
        raise wrong("DATE.FORMAT", f'"{text}" is not a month', "Write year-month, for example 2017-10")
    first = date.fromisoformat(f"{text}-01")
    people, joiners, leavers = (read_whole(row.get(name) or "0") for name in _COLUMNS[HEADS][2:])
    month = Period(first, next_month(first) - timedelta(days=1))
    return HeadCount(month, row.get("segment", ""), people, joiners, leavers)
