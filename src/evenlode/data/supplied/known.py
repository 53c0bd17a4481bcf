"""What the contract knows: the names, periods and definitions that a supplied figure may be about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from evenlode.problems import Refusal
from evenlode.results import EVERYONE, Grain, Period, next_month
from evenlode.terms.contract import Contract
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.outcome import IndicatorForm, StandardForm


@dataclass(frozen=True, slots=True)
class Named:
    """An indicator or local quality standard: its slug, and the last day it is in the contract where one is set."""

    slug: str
    until: date | None


class Known:
    """Look-ups in one contract, each made once. Names are found by slug or by code."""

    def __init__(self, contract: Contract) -> None:
        self.contract = contract
        self.last_day = _last_day(contract)
        self.span = Period(contract.term.start, self.last_day)
        self.segments = [EVERYONE, *(segment.segment for segment in contract.population.segments)]
        self.segments += [category for scheme in contract.population.schemes for category in scheme.categories]
        self.providers = {EVERYONE: EVERYONE}
        for party in contract.providers():
            self.providers |= {party.party: party.party, **({party.code: party.party} if party.code else {})}
        self.others = {party.party for party in contract.form.parties} - set(self.providers)
        self.versions: dict[str, list[Definition]] = {}
        for version in contract.definitions(self.span):
            self.versions.setdefault(version.indicator, []).append(version)
        self._named: dict[str, Named | str] = {}

    def indicator(self, name: str) -> Named | str:
        """The indicator with this slug or code; where there is none, what to do about it."""
        if name not in self._named:
            try:
                form = self.contract.indicator(name)
                self._named[name] = Named(slug_of(form), form.until)
            except Refusal as refusal:
                self._named[name] = refusal.fix
        return self._named[name]

    def definition_on(self, named: Named, day: date) -> Definition | None:
        """The version in force on the day; in the years of an extension the last one goes on."""
        if named.until is not None and day > named.until:
            return None
        return next((one for one in reversed(self.versions[named.slug]) if one.in_force.start <= day), None)

    def periods(self, grain: Grain, year: Period) -> list[Period]:
        """The periods of a grain that end in the contract year, in order."""
        months = year.months()
        if grain is Grain.MONTH:
            return months
        if grain is Grain.QUARTER:
            return [Period(months[at].start, months[at + 2].end) for at in range(0, len(months) - 2, 3)]
        if grain is Grain.CONTRACT_YEAR:
            return [year]
        return [Period(_year_before(month.end), month.end) for month in months]

    def why_not(self, grain: Grain, period: Period) -> tuple[str, str, str] | None:
        """Rule, message and fix where the period is outside the contract or is not one of the grain; else None."""
        first = period.end if grain is Grain.ROLLING_YEAR else period.start
        if not (first in self.span and period.end in self.span):
            message = f"{period.start} to {period.end} is outside the contract, {self.span.start} to {self.last_day}"
            return "PERIOD.OUTSIDE", message, "Correct the days, or send the file with the contract it belongs to"
        right = self.periods(grain, self.contract.year_of(period.end))
        if period in right:
            return None
        near = min(
            right, key=lambda one: (abs((one.start - period.start).days) + abs((one.end - period.end).days), one)
        )
        message = f"{period.start} to {period.end} is no {grain} of the contract"
        return (
            "PERIOD.GRAIN",
            message,
            f"The nearest {grain} is {near.start} to {near.end}; correct the days or the grain",
        )


def slug_of(form: IndicatorForm | StandardForm) -> str:
    """The slug of an indicator or of a local quality standard."""
    return form.indicator if isinstance(form, IndicatorForm) else form.standard


def natural_grain(period: Period) -> Grain | None:
    """The grain that a period of one, three or twelve whole calendar months has, wherever it starts; else None."""
    months = period.months()
    whole = bool(months) and months[0].start == period.start and months[-1].end == period.end
    return {1: Grain.MONTH, 3: Grain.QUARTER, 12: Grain.ROLLING_YEAR}.get(len(months)) if whole else None


def _last_day(contract: Contract) -> date:
    """The last day of the term with its extension."""
    end = contract.term.end
    for _ in range(contract.form.term.extension_years):
        end = contract.year_of(end + timedelta(days=1)).end
    return end


def _year_before(end: date) -> date:
    """The first day of the twelve months that end on the last day of a month."""
    after = next_month(end)
    return after.replace(year=after.year - 1)
