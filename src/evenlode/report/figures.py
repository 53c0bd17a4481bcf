"""Figures: the outturns of one indicator as rows of tables, with the periods that nobody supplied marked as such."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from evenlode.report.report import Coverage, FigureRow, GroupRow, TargetStep
from evenlode.report.said import interval, no_figure, segment_name
from evenlode.report.sure import Standing, Unit
from evenlode.report.targets import step_on
from evenlode.report.words import decimals, figure, period_name, sentence
from evenlode.results import EVERYONE, Grain, Outturn, Period, next_month

NO_STANDINGS: Mapping[str, Standing] = {}

_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.CONTRACT_YEAR: 12}


@dataclass(frozen=True, slots=True)
class Figures:
    """The outturns of one indicator up to the end of a contract year, and how to write them.

    year_number: the number of that year in the contract; steps: the indicator's targets by date.
    """

    outturns: tuple[Outturn, ...]
    year: Period
    year_number: int
    unit: Unit
    steps: tuple[TargetStep, ...]

    def rows(self, grain: Grain) -> tuple[FigureRow, ...]:
        """One row a period of the grain, oldest first; a period that nobody supplied is a row without a value.

        They start with the contract year that holds the first figure there is.
        """
        by_period = {one.period: one for one in self._of_everyone(grain)}
        first = min((period.start for period in by_period), default=self.year.start)
        expected = _expected(grain, Period(self._year_start(first), self.year.end))
        return tuple(self._row(period, grain, by_period.get(period)) for period in sorted({*by_period, *expected}))

    def of_year(self) -> tuple[FigureRow, Outturn] | tuple[None, None]:
        """The figure that is judged, as a row and as the outturn itself; None where the year has none."""
        found = [one for one in self._of_everyone(Grain.CONTRACT_YEAR) if one.period == self.year]
        return (self._row(self.year, Grain.CONTRACT_YEAR, found[-1]), found[-1]) if found else (None, None)

    def by_segment(self, names: Sequence[str]) -> tuple[GroupRow, ...]:
        """The year's figure of each segment, in the order of the names."""
        found = {one.segment: one for one in self._in_groups() if one.provider == EVERYONE != one.segment}
        return self._groups(found, {name: segment_name(name) for name in names})

    def by_provider(self, names: Mapping[str, str], standings: Mapping[str, Standing]) -> tuple[GroupRow, ...]:
        """The year's figure of each provider, in the order of the names: slug or code to name. Nothing is ranked."""
        found = {one.provider: one for one in self._in_groups() if one.segment == EVERYONE != one.provider}
        return self._groups(found, names, standings)

    def _groups(
        self, found: Mapping[str, Outturn], names: Mapping[str, str], standings: Mapping[str, Standing] = NO_STANDINGS
    ) -> tuple[GroupRow, ...]:
        known = [key for key in names if key in found]
        order = known + sorted(key for key in found if key not in names)
        return tuple(self._group(names.get(key, key), found[key], standings.get(key)) for key in order)

    def _in_groups(self) -> list[Outturn]:
        return [
            one
            for one in self.outturns
            if one.grain is Grain.CONTRACT_YEAR and one.period == self.year and one.stratum == EVERYONE
        ]

    def _of_everyone(self, grain: Grain) -> list[Outturn]:
        found = [one for one in self.outturns if one.grain is grain]
        return [one for one in found if one.provider == one.segment == one.stratum == EVERYONE]

    def _group(self, name: str, one: Outturn, standing: Standing | None) -> GroupRow:
        said = no_figure(one) if one.exact is None else figure(one.exact, self.unit)
        return GroupRow(name, one.numerator, one.denominator, said, interval(one, self.unit), standing)

    def _row(self, period: Period, grain: Grain, outturn: Outturn | None) -> FigureRow:
        step = step_on(self.steps, period.end)
        value = outturn.exact if outturn else None
        back = self.year.start.year - self._year_start(period.end).year
        return FigureRow(
            label=f"Year {self.year_number - back}" if grain is Grain.CONTRACT_YEAR else period_name(period, grain),
            period=period,
            numerator=outturn.numerator if outturn else None,
            denominator=outturn.denominator if outturn else None,
            value=value,
            said=no_figure(outturn) if value is None else figure(value, self.unit, step.value if step else None),
            year=f"Year {self.year_number - back}",
            target=step.said if step else None,
        )

    def _year_start(self, day: date) -> date:
        """The first day of the contract year that holds the day."""
        start = self.year.start
        while start > day:
            start = start.replace(year=start.year - 1)
        return start


def coverage_of(outturn: Outturn | None, unit: Unit) -> Coverage | None:
    """Who should have a record and has none, and the figure under both policies; None where nobody said."""
    if outturn is None or outturn.eligible is None:
        return None
    fail, left_out = outturn.if_missing_fail, outturn.if_missing_excluded
    said = [f"{outturn.eligible:,} people or events should have a record"]
    if outturn.missing is not None:
        verb = "has" if outturn.missing == 1 else "have"
        said.append(f"{outturn.missing:,} of them {verb} none" if outturn.missing else "every one has it")
    if outturn.untimed:
        said.append(f"{outturn.untimed:,} could not be timed")
    return Coverage(
        eligible=outturn.eligible,
        missing=outturn.missing,
        untimed=outturn.untimed,
        coverage=None if outturn.coverage is None else f"{decimals(outturn.coverage * 100, 1)}%",
        missing_fail=_under_policy(fail, outturn, unit),
        missing_left_out=_under_policy(left_out, outturn, unit),
        sentence=sentence("; ".join(said)),
    )


def _under_policy(value: Fraction | None, outturn: Outturn, unit: Unit) -> str | None:
    """'57.1%, judged': the figure under one policy, and whether it is the one that is judged."""
    if value is None or unit != "share":
        return None
    return f"{figure(value, unit)}{', judged' if outturn.missing and value == outturn.exact else ''}"


def _expected(grain: Grain, span: Period) -> list[Period]:
    """The periods of the grain that the span should hold; none for a rolling one, which may end in any month."""
    if grain not in _MONTHS:
        return []
    found, start = [], span.start
    while start <= span.end:
        after = start
        for _ in range(_MONTHS[grain]):
            after = next_month(after)
        if after - timedelta(days=1) <= span.end:
            found.append(Period(start, after - timedelta(days=1)))
        start = after
    return found
