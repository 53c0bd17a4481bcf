"""Measured flows: a CSV with a row a month, read whole; a service as it is today from its last year; a chart a flow."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from evenlode.finance.csv_text import CsvText, read_csv
from evenlode.finance.demand.flows import DAYS_A_MONTH, Service
from evenlode.problems import Problem, Refusal, refuse
from evenlode.results import next_month
from evenlode.statistics import Chart, xmr

COLUMNS = (
    "referrals",
    "contacts",
    "taken on",
    "left unseen",
    "discharges",
    "waiting",
    "caseload",
    "fte established",
    "fte vacant",
    "admissions",
    "bed days",
    "beds",
    "out-of-area days",
)
"""Every column beside `month`. Stocks (waiting, caseload, FTE, beds) are those at the end of the month."""

FLOWS = ("referrals", "contacts", "taken on", "left unseen", "discharges", "admissions", "bed days", "out-of-area days")
"""Those of them that are charted: what happens in a month, not what is there at its end."""

_NUMBER = re.compile(r"\d{1,9}(\.\d{1,6})?")
_LAST = 12


@dataclass(frozen=True, slots=True)
class Measured:
    """Months in order without a gap, and each column's figures; None where a cell was blank."""

    invented: bool
    months: tuple[date, ...]
    columns: dict[str, tuple[float | None, ...]]


def read_flows(path: Path) -> Measured:
    """The months of a CSV. Raises a Refusal with everything that is wrong, by row and column.

    A first line `# INVENTED` marks figures that nobody measured.
    """
    text = read_csv(path, ("month",), ("month", *COLUMNS))
    problems: list[Problem] = []
    months: list[date] = []
    columns: dict[str, list[float | None]] = {name: [] for name in text.header if name != "month"}
    for line, cells in text.rows:
        for name, cell in zip(text.header, cells, strict=True):
            if name == "month":
                _month(text, line, cell, months, problems)
            elif cell and not _NUMBER.fullmatch(cell):
                fix = "Write digits alone, or leave the cell blank"
                problems.append(text.problem(line, name, "this is no count of people, days or FTE", fix))
            else:
                columns[name].append(float(cell) if cell else None)
    if problems:
        raise Refusal(problems)
    return Measured(text.invented, tuple(months), {name: tuple(found) for name, found in columns.items()})


def _month(text: CsvText, line: int, cell: str, months: list[date], problems: list[Problem]) -> None:
    try:
        month = date.fromisoformat(f"{cell}-01")
    except ValueError:
        problems.append(text.problem(line, "month", "this is no month", "Write it as 2018-09"))
        return
    if months and month != next_month(months[-1]):
        said = f"{cell} does not follow {months[-1]:%Y-%m}"
        fix = "Give every month once, in order, and leave figures blank where there are none"
        problems.append(text.problem(line, "month", said, fix))
    months.append(month)


def service_today(measured: Measured, out_of_area_day: int = 0) -> Service:
    """The service from its last twelve months: stocks as at the end, flows as their mean, rates from both.

    Referrals are those that stay: whoever leaves unseen takes no room. What one FTE takes on is the mean of the year,
    so a service that could do more than it was asked for looks smaller than it is. Raises a Refusal where a column it
    needs is missing or blank.
    """
    needed = ("referrals", "taken on", "discharges", "waiting", "caseload", "fte established", "fte vacant")
    missing = [name for name in needed if not [one for one in measured.columns.get(name, ()) if one is not None]]
    if missing:
        raise refuse("FLOW.COLUMN", f"there are no figures for {', '.join(missing)}", "Add them")
    established, vacant = _last(measured, "fte established"), _last(measured, "fte vacant")
    in_post = established - vacant
    if in_post <= 0 or not _mean(measured, "discharges"):
        raise refuse("FLOW.COLUMN", "nobody is in post, or nobody is ever discharged", "Correct the figures")
    admissions, days = _mean(measured, "admissions"), _mean(measured, "bed days") + _mean(measured, "out-of-area days")
    return Service(
        waiting=_last(measured, "waiting"),
        caseload=_last(measured, "caseload"),
        referrals=max(_mean(measured, "referrals") - _mean(measured, "left unseen"), 0),
        fte=established,
        vacancies=vacant / established,
        first_contacts_per_fte=_mean(measured, "taken on") / in_post,
        caseload_per_fte=max(one for one in measured.columns["caseload"] if one is not None) / in_post,
        months_in_care=_mean(measured, "caseload") / _mean(measured, "discharges"),
        beds=_last(measured, "beds") or _mean(measured, "bed days") / DAYS_A_MONTH,
        admissions=admissions,
        days_in_bed=days / admissions if admissions else 0,
        out_of_area_day=out_of_area_day,
    )


def charts(measured: Measured) -> dict[str, Chart]:
    """An XmR chart for every flow that has figures; no direction of it is better than the other."""
    return {
        name: xmr(measured.columns[name], measured.months, improvement="neutral")
        for name in FLOWS
        if any(one is not None for one in measured.columns.get(name, ()))
    }


def _last(measured: Measured, name: str) -> float:
    return next((one for one in reversed(measured.columns.get(name, ())) if one is not None), 0.0)


def _mean(measured: Measured, name: str) -> float:
    known = [one for one in measured.columns.get(name, ())[-_LAST:] if one is not None]
    return sum(known) / len(known) if known else 0.0
