"""Invented KPI figures for whatever a contract has supplied: seeded, plausible, and marked INVENTED."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from evenlode.results import Grain, Kind, Period, Polarity
from evenlode.terms.contract import Contract
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.outcome import IndicatorForm

COLUMNS = ("indicator", "grain", "start", "end", "numerator", "denominator", "value", "eligible", "missing")
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.CONTRACT_YEAR: 12, Grain.ROLLING_YEAR: 12}
_NO_LINE = Fraction(3, 4)


@dataclass(frozen=True, slots=True)
class _Row:
    definition: Definition
    grain: Grain
    period: Period
    numerator: int | None = None
    denominator: int | None = None
    value: str = ""
    missing: int | None = None

    def cells(self) -> tuple[str | int | None, ...]:
        eligible = None if self.missing is None or self.denominator is None else self.denominator + self.missing
        start, end = self.period.start.isoformat(), self.period.end.isoformat()
        counts = (self.numerator, self.denominator, self.value, eligible, self.missing)
        return (self.definition.indicator, self.grain.value, start, end, *counts)


def invent_supplied(contract: Contract, seed: int, years: Sequence[Period]) -> str:
    """An outturn file as CSV for every supplied indicator and standard in the contract years, the same from one seed.

    Each lies near its target on one side or the other, so that some are missed. One counts very few people; one has
    no figure for the last quarter of any year but the first, and so none for that year.
    """
    plain = [one for one in _supplied(contract, years) if one.kind is Kind.PROPORTION and one.grain is Grain.QUARTER]
    names = sorted({one.indicator for one in plain})
    few, gap = random.Random(f"{seed}").sample(names, 2) if len(names) > 1 else ("", "")  # noqa: S311 - not a secret
    text = io.StringIO()
    text.write("# INVENTED\n")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for definition in _supplied(contract, years):
        rng = random.Random(f"{seed} {definition.indicator} {definition.in_force.start}")  # noqa: S311 - not a secret
        usual = 5 if definition.indicator == few else rng.randint(60, 240)
        for year in years:
            if year.start in definition.in_force:
                rows = list(_year(contract, definition, year, usual, rng))
                late = definition.indicator == gap and year != years[0]
                writer.writerows(row.cells() for row in (rows[:-2] if late else rows))
    return text.getvalue()


def _supplied(contract: Contract, years: Sequence[Period]) -> list[Definition]:
    """The definitions whose figures somebody supplies, in force in the years."""
    span = Period(years[0].start, years[-1].end)
    return [definition for definition in contract.definitions(span) if definition.measure == "supplied"]


def _year(contract: Contract, definition: Definition, year: Period, usual: int, rng: random.Random) -> Iterator[_Row]:
    """A row for each period of the year, then the year's own, which is the last row."""
    if definition.kind is not Kind.PROPORTION:
        yield from _changes(definition, year, usual, rng)
        return
    share = _true_share(contract, definition, year, rng)
    rows = [_counted(definition, period, usual, share, rng) for period in _periods(definition.grain, year)]
    yield from rows
    if definition.grain is not Grain.CONTRACT_YEAR:
        yield _of_year(definition, year, rows[-1:] if definition.annual == "last" else rows)


def _periods(grain: Grain, year: Period) -> list[Period]:
    months, length = year.months(), _MONTHS[grain]
    return [Period(months[at].start, months[at + length - 1].end) for at in range(0, len(months), length)]


def _true_share(contract: Contract, definition: Definition, year: Period, rng: random.Random) -> float:
    """What an invented service really does: near the line in force at the year's end, on either side of it."""
    form = contract.indicator(definition.indicator)
    line = form.target if isinstance(form, IndicatorForm) else form.threshold
    start = line.on(year.end) if line is not None and line.starts_by(year.end) else _NO_LINE
    better = 1 if definition.polarity is Polarity.HIGHER_IS_BETTER else -1
    return min(0.99, max(0.02, float(start) + better * rng.uniform(-0.05, 0.08)))


def _counted(definition: Definition, period: Period, usual: int, share: float, rng: random.Random) -> _Row:
    denominator = max(3, usual + rng.randint(-usual // 8, usual // 8))
    numerator = sum(rng.random() < share for _ in range(denominator))
    missing = rng.randint(0, denominator // 10)
    return _Row(definition, definition.grain, period, numerator, denominator, missing=missing)


def _of_year(definition: Definition, year: Period, rows: Sequence[_Row]) -> _Row:
    """The contract year from the periods that make it up."""
    numerator, denominator = sum(row.numerator or 0 for row in rows), sum(row.denominator or 0 for row in rows)
    missing = sum(row.missing or 0 for row in rows)
    return _Row(definition, Grain.CONTRACT_YEAR, year, numerator, denominator, missing=missing)


def _changes(definition: Definition, year: Period, usual: int, rng: random.Random) -> Iterator[_Row]:
    """Figures that are no quotient: the change since the baseline, mostly the better way."""
    better = 1 if definition.polarity is Polarity.HIGHER_IS_BETTER else -1
    counted = None if definition.kind is Kind.SUPPLIED_VALUE else usual
    rows = [
        _Row(
            definition,
            definition.grain,
            period,
            denominator=counted,
            value=f"{better * rng.randint(-12, 25) / 1000:.3f}",
        )
        for period in _periods(definition.grain, year)
    ]
    yield from rows
    if definition.grain is not Grain.CONTRACT_YEAR:
        yield replace(rows[-1], grain=Grain.CONTRACT_YEAR, period=year)
