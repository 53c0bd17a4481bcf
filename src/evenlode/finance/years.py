"""Financial years, April to March, and what of them falls into a contract year: by twelfths, never a guess."""

from __future__ import annotations

import calendar
import re
from collections.abc import Mapping
from datetime import date, timedelta
from fractions import Fraction

from evenlode.problems import refuse
from evenlode.results import Period

_YEAR = re.compile(r"(\d{4})/(\d{2})")


def financial_year(name: str) -> Period:
    """1 April 2015 to 31 March 2016 from '2015/16'. Raises a Refusal for anything else."""
    found = _YEAR.fullmatch(name)
    if not found or (int(found[1]) + 1) % 100 != int(found[2]):
        raise refuse("PERIOD.YEAR", f'"{name}" is no financial year', "Write it as 2015/16")
    return Period(date(int(found[1]), 4, 1), date(int(found[1]) + 1, 3, 31))


def name_of(start: int) -> str:
    """'2015/16' from 2015."""
    return f"{start}/{(start + 1) % 100:02d}"


def year_names(text: str) -> tuple[str, ...] | None:
    """The years of '2015/16', '2015/16 to 2019/20' or 'from 2016/17' (that year alone); None for 'every year'."""
    found = _YEAR.findall(text)
    if not found:
        return None
    first, last = int(found[0][0]), int(found[-1][0])
    return tuple(name_of(start) for start in range(first, last + 1))


def months(first: date, last: date) -> Fraction:
    """Calendar months in a closed range of days; a part of a month counts by its days. Zero where it is empty."""
    total, day = Fraction(0), first
    while day <= last:
        length = calendar.monthrange(day.year, day.month)[1]
        end = min(last, date(day.year, day.month, length))
        total += Fraction((end - day).days + 1, length)
        day = end + timedelta(days=1)
    return total


def in_period(yearly: Mapping[str, Fraction], period: Period) -> Fraction | None:
    """What of yearly amounts falls into a closed period, by twelfths; None where one of its years has no amount."""
    total = Fraction(0)
    for start in range(period.start.year - 1, period.end.year + 1):
        year = financial_year(name_of(start))
        share = months(max(year.start, period.start), min(year.end, period.end)) / 12
        if share and name_of(start) not in yearly:
            return None
        total += yearly.get(name_of(start), Fraction(0)) * share
    return total
