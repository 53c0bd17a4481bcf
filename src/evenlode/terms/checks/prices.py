"""A unit price counts outcomes reached, changes with the contract year, and its cap fits in its part of the pot."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from evenlode.money import pounds
from evenlode.problems import Problem
from evenlode.results import Kind, Polarity
from evenlode.terms.checks.folder import FileOf, Folder
from evenlode.terms.forms.outcome import IndicatorForm, OutcomeForm
from evenlode.terms.yaml_text import Path

_COUNTED = (Kind.PROPORTION, Kind.RATE, Kind.RATIO, Kind.SUPPLIED_VALUE)


def problems(folder: Folder) -> Iterator[Problem]:
    """Prices that cannot be counted, prices that change in mid-year, and caps above the largest pot."""
    start = folder.contract.form.term.start if folder.contract else None
    largest = _largest_pot(folder)
    for file, place, one in folder.indicators():
        inside: Path = ("indicators", place)
        if one.unit_price is not None:
            yield from _prices(file, inside, one, start, largest)
        if one.percentile_ladder is not None and one.kind is not Kind.SUPPLIED_VALUE:
            said = f"A percentile is supplied, and {one.code} is a {one.kind.value}"
            yield file.problem("CFG.JUDGING", (*inside, "percentile_ladder"), said, "Write kind: supplied value")


def _prices(
    file: FileOf[OutcomeForm], inside: Path, one: IndicatorForm, start: date | None, largest: int | None
) -> Iterator[Problem]:
    path: Path = (*inside, "unit_price")
    if one.polarity is not Polarity.HIGHER_IS_BETTER:
        said = "A unit price pays for each outcome reached, so more is better"
        yield file.problem("CFG.JUDGING", (*inside, "polarity"), said, "Write polarity: higher is better")
    if one.kind not in _COUNTED:
        said = f"A unit price counts outcomes reached, and {one.code} is a {one.kind.value}"
        yield file.problem("CFG.JUDGING", path, said, "Count them: kind proportion, or supplied value")
    for day, entry in one.unit_price.entries if one.unit_price else ():
        where = (*path, day.isoformat())
        if start and (day.month, day.day) != (start.month, start.day):
            said = f"The price changes on {day}, in mid-year, and one price pays a year"
            yield file.problem("CFG.EFFECTIVE_DATE", where, said, f"Change it on {_first_day(day, start)}")
        cap = entry.value.cap
        if cap is not None and largest is not None and cap > largest:
            said = f"The cap of {pounds(cap)} is more than any year's pot, of at most {pounds(largest)}"
            yield file.problem("CFG.POT", where, said, "Lower the cap, or raise the pot")


def _first_day(day: date, start: date) -> date:
    """The first day of the contract year after the one that holds the day."""
    years = (day.year, day.year + 1)
    leap = (start.month, start.day) == (2, 29)
    firsts = [date(year, 3, 1) if leap else start.replace(year=year) for year in years]
    return next(first for first in firsts if first > day)


def _largest_pot(folder: Folder) -> int | None:
    """The largest pot that any year states; None where it cannot be told."""
    if folder.contract is None:
        return None
    form = folder.contract.form
    value = max(entry.value for _, entry in form.annual_value.entries)
    found = [
        stated.value.amount
        if stated.value.amount is not None
        else int(value * (stated.value.share_of_annual_value or 0))
        for _, stated in form.pot.years.entries
    ]
    return max(found, default=None)
