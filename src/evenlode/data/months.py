"""Months as numbers that can be added to, 12 * year + month - 1: in plain Python and in query expressions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from evenlode.results import Period, next_month


def month_number(day: date) -> int:
    """The number of the month that holds the day."""
    return 12 * day.year + day.month - 1


def first_day(month: int) -> date:
    """The first day of the month with this number."""
    return date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> date:
    """The last day of the month with this number."""
    return next_month(first_day(month)) - timedelta(days=1)


def month_ends(period: Period) -> tuple[int, int]:
    """The first and last month whose last day lies in the period; the last is before the first where there is none."""
    return month_number(period.start), month_number(period.end + timedelta(days=1)) - 1


def month_of(day: Any) -> Any:
    """The month number of a date column, as an expression."""
    return (day.year() * 12 + day.month() - 1).cast("int64")


def last_month_end_by(day: Any) -> Any:
    """The number of the last month that ends on the day of a date column or before it, as an expression."""
    import ibis

    return month_of(day + ibis.interval(days=1)) - 1


def days_in(month: Any) -> Any:
    """How many days the month has, as an expression over month numbers."""
    import ibis

    year, of_year = month // 12, month % 12
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    return ibis.cases((of_year.isin((3, 5, 8, 10)), 30), ((of_year == 1) & leap, 29), (of_year == 1, 28), else_=31)
