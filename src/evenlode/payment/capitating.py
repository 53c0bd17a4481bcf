"""Capitation: people times price by segment each month, put right afterwards for those who joined and left."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.money import Pence, pounds, share_of
from evenlode.problems import Level, Problem, Refusal, in_reading_order
from evenlode.results import HeadCount, Period, say_day

if TYPE_CHECKING:
    from evenlode.terms.money_terms import CapitationTerms
    from evenlode.terms.terms import Terms


@dataclass(frozen=True, slots=True)
class HeadLine:
    """One month of one segment: what was paid at the time, and the adjustment that followed; pence."""

    month: Period
    segment: str
    price: Pence
    paid: Pence
    adjustment: Pence
    because: str


def capitation(counts: Iterable[HeadCount], terms: Terms) -> tuple[HeadLine, ...]:
    """A line a month and segment of the terms' year, by month and then segment, whatever order the counts come in.

    The price is the one in force on the month's first day. Raises Refusal, with every Problem at once, where the
    contract has no prices by head, or a count is of another year, of a segment without a price, given twice or below
    nothing.
    """
    rule = terms.capitation
    if rule is None or rule.by != "head":
        message = "the contract states no prices by head"
        raise Refusal(_problem("CFG.CAPITATION", "capitation", message, "Add capitation: with by: head and prices:"))
    found = sorted(counts, key=lambda count: (count.month, count.segment))
    problems = list(_wrong_with(found, rule, terms.year))
    if problems:
        raise Refusal(in_reading_order(problems))
    return tuple(_line(count, rule) for count in found)


def per_member_month(amount: Pence, member_months: int) -> Fraction:
    """Exact pence a member a month. Raises ValueError where there are no member months."""
    if member_months <= 0:
        raise ValueError("there are no member months to divide by")
    return Fraction(amount, member_months)


def pounds_for_points(points: Fraction, price: Pence, size: int, average_size: int) -> Pence:
    """What points pay a list of people: points x price x the size of the list against the average; pence.

    Source: how the Quality and Outcomes Framework turns points into pounds. Raises ValueError for no average size.
    """
    if average_size <= 0:
        raise ValueError("the average size of a list is not above nothing")
    return share_of(price, Fraction(points) * size / average_size)


def _line(count: HeadCount, rule: CapitationTerms) -> HeadLine:
    price = rule.price_on(count.segment, count.month.start) or 0
    paid, due = _worth(count.people, count, rule, price), _worth(count.after_all, count, rule, price)
    unit = "days" if rule.counted == "by days" else "people"
    words = f"{count.people:,} {unit} at {pounds(price)} a month"
    if count.joiners or count.leavers:
        words += f"; {count.joiners:,} joined and {count.leavers:,} left, so {count.after_all:,}"
    return HeadLine(count.month, count.segment, price, paid, due - paid, f"{words}.")


def _worth(counted: int, count: HeadCount, rule: CapitationTerms, price: Pence) -> Pence:
    days = (count.month.end - count.month.start).days + 1
    return share_of(price, Fraction(counted, days if rule.counted == "by days" else 1))


def _wrong_with(counts: list[HeadCount], rule: CapitationTerms, year: Period) -> Iterator[Problem]:
    months, seen = set(year.months()), set()
    for count in counts:
        place = f"{count.segment}, {say_day(count.month.start)}"
        if count.month not in months:
            yield _problem("PERIOD.OUTSIDE", place, f"it is no month of {year}", "Give whole months of the year")
        elif rule.price_on(count.segment, count.month.start) is None:
            yield _problem("CODE.LIST", place, "the segment has no price in that month", "Correct it, or add a price")
        if (count.month, count.segment) in seen:
            yield _problem("KEY.DUPLICATE", place, "it is given twice", "Keep one: nobody is paid twice")
        seen.add((count.month, count.segment))
        if min(count.people, count.joiners, count.leavers, count.after_all) < 0:
            yield _problem("VALUE.RANGE", place, "a count is below nothing", "Correct the count")


def _problem(rule: str, place: str, message: str, fix: str) -> Problem:
    return Problem(rule, Level.REJECT_FILE, "head counts", None, place, message, fix)
