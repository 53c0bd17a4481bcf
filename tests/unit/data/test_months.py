"""Month numbers: plain and as expressions, the same."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from evenlode.data.memory import store_of
from evenlode.data.months import (
    days_in,
    first_day,
    last_day,
    last_month_end_by,
    month_ends,
    month_number,
    month_of,
)
from evenlode.results import Period
from tests.engines.rows import tables

days = st.dates(date(1950, 1, 1), date(2150, 1, 1))


@given(days)
def test_a_month_number_is_the_months_since_year_0(day: date) -> None:
    month = month_number(day)
    assert first_day(month) <= day <= last_day(month)
    assert month_number(last_day(month) + timedelta(days=1)) == month + 1


@given(days, days)
def test_month_ends_are_those_inside(one: date, other: date) -> None:
    period = Period(min(one, other), max(one, other))
    first, last = month_ends(period)
    inside = [month for month in range(month_number(period.start) - 1, last + 3) if last_day(month) in period]
    assert inside == list(range(first, last + 1))


def test_expressions_agree_with_the_calendar() -> None:
    ends = [last_day(month) for month in range(month_number(date(1999, 1, 1)), month_number(date(2005, 1, 1)))]
    ends += [last_day(month) for year in (1900, 2000, 2016, 2100) for month in (12 * year + 1,)]
    known = sorted({day + timedelta(days=more) for day in ends for more in (-1, 0, 1)})
    rows = "\n".join(["person|date|code", *(f"{day}|{day}|01" for day in known)])
    with store_of(tables(employment_status=rows), date(2150, 1, 1)) as store:
        found = store.table("employment_status")
        month = month_of(found.day)
        asked = found.select("day", month=month, by=last_month_end_by(found.day), days=days_in(month))
        answers = store.fetch(asked)
    assert len(answers) == len(known)
    for row in answers:
        assert row["month"] == month_number(row["day"])
        assert last_day(row["by"]) <= row["day"] < last_day(row["by"] + 1)
        assert row["days"] == calendar.monthrange(row["day"].year, row["day"].month)[1]
