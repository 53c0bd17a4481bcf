"""Contract: a contract folder as frozen values, asked by day."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from evenlode.problems import refuse
from evenlode.results import Grain, Period
from evenlode.terms.alternatives import read_as
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.case import CaseForm
from evenlode.terms.forms.contract import ContractForm, PartyForm
from evenlode.terms.forms.finance import FinanceTableForm
from evenlode.terms.forms.governance import GovernanceForm
from evenlode.terms.forms.official import OfficialFileForm, OfficialForm
from evenlode.terms.forms.outcome import IndicatorForm, MeasuredForm, OutcomeForm, StandardForm
from evenlode.terms.forms.population import PopulationForm
from evenlode.terms.forms.proposed import ProposedFileForm, ProposedForm
from evenlode.terms.forms.published import PublishedForm
from evenlode.terms.forms.stress import StressForm
from evenlode.terms.forms.variations import VariationsForm
from evenlode.terms.settle import terms_of_year
from evenlode.terms.terms import Terms

SEEN_LATELY = "seen-lately"
"""The figure that tells who of the caseload is parked: watched, never an indicator."""


@dataclass(frozen=True)
class Contract:
    """A contract as read. Its forms are frozen; `folder` and `sha256` say which files it came from, byte for byte."""

    folder: Path
    sha256: str
    form: ContractForm
    population: PopulationForm
    variations: VariationsForm
    outcomes: tuple[OutcomeForm, ...]
    standards: tuple[StandardForm, ...]
    finance: tuple[FinanceTableForm, ...]
    governance: tuple[GovernanceForm, ...]
    published: tuple[PublishedForm, ...]
    cases: tuple[CaseForm, ...]
    stress: tuple[StressForm, ...] = ()
    proposed: tuple[ProposedFileForm, ...] = ()
    official: tuple[OfficialFileForm, ...] = ()

    @property
    def slug(self) -> str:
        """The contract's own name, for example oxfordshire-mental-health."""
        return self.form.contract

    @property
    def term(self) -> Period:
        """From the first day to the last day as let, without the extension."""
        return Period(self.form.term.start, self.form.term.end)

    @property
    def last_day(self) -> date:
        """The last day that the contract can run to, its extension included."""
        return _years_after(self.form.term.end + timedelta(days=1), self.form.term.extension_years) - timedelta(days=1)

    def year_of(self, day: date) -> Period:
        """The contract year that holds the day; a Refusal for a day outside the term and its extension."""
        start = self.form.term.start
        if not start <= day <= self.last_day:
            message = f"{day} is outside the contract, which runs from {start} to {self.form.term.end}"
            raise refuse("PERIOD.OUTSIDE", message, "Choose a day inside the contract", field="period")
        years = day.year - start.year
        if _years_after(start, years) > day:
            years -= 1
        return Period(_years_after(start, years), _years_after(start, years + 1) - timedelta(days=1))

    def years(self) -> list[Period]:
        """The contract years of the term as let, in order."""
        found, day = [], self.form.term.start
        while day <= self.form.term.end:
            found.append(self.year_of(day))
            day = found[-1].end + timedelta(days=1)
        return found

    def year_number(self, year: Period) -> int:
        """1 for the first contract year."""
        return year.start.year - self.form.term.start.year + 1

    def terms_on(self, day: date) -> Terms:
        """What judging and paying need for the contract year that holds the day, as in force on the day."""
        return terms_of_year(self.form, self.outcomes, self.year_of(day), day)

    def definitions(self, span: Period) -> list[Definition]:
        """Every version of every indicator's and standard's definition that is in force on some day of the span."""
        found = [version for measured in self._measured() for version in self._versions(*measured)]
        return [definition for definition in found if definition.in_span(span)]

    def other_readings(self, span: Period) -> list[Definition]:
        """Every other reading, named by an indicator or standard, of a definition in force on a day of the span."""
        return [
            read_as(version, other)
            for slug, form in self._measured()
            for version in self._versions(slug, form)
            if version.in_span(span)
            for other in form.alternatives
        ]

    def taking_up(self, names: Collection[str]) -> Contract:
        """The contract with the proposals and official measures of these names or codes as standards, never paid on."""
        forms = {one.indicator: one for file in self.proposed for one in file.proposed}
        found: dict[str, ProposedForm | OfficialForm] = {**forms, **{one.benchmark: one for one in self.benchmarks}}
        own = {standard.standard for standard in self.standards}
        added = [one.as_standard() for slug, one in found.items() if slug not in own and {slug, one.code} & set(names)]
        return replace(self, standards=(*self.standards, *added)) if added else self

    @property
    def benchmarks(self) -> tuple[OfficialForm, ...]:
        """The official measures that stand beside the contract's own."""
        return tuple(one for file in self.official for one in file.measures)

    def official_definitions(self, span: Period) -> list[Definition]:
        """Every version of an official measure's definition that is in force on some day of the span.

        Of those that stand beside what the contract measures; one beside proposals alone is measured when asked for.
        """
        own = {form.code for _, form in self._measured()}
        beside = [one for one in self.benchmarks if own & set(one.beside)]
        found = [version for one in beside for version in self._versions(one.benchmark, one)]
        return [definition for definition in found if definition.in_span(span)]

    def indicator(self, name: str) -> IndicatorForm | StandardForm:
        """The indicator or local quality standard with this slug or code; a Refusal that offers the nearest names."""
        known: dict[str, IndicatorForm | StandardForm] = {}
        for slug, form in self._measured():
            assert isinstance(form, (IndicatorForm, StandardForm))  # noqa: S101 - narrows a union for the reader
            known[slug] = known[form.code] = form
        if name not in known:
            import difflib

            near = difflib.get_close_matches(name, known, n=3)
            fix = f"Did you mean {' or '.join(near)}?" if near else f"Use one of {', '.join(sorted(known))}"
            raise refuse("CODE.LIST", f'"{name}" is no indicator of {self.slug}', fix)
        return known[name]

    def party(self, slug: str) -> PartyForm:
        """The party with this slug; a Refusal where there is none."""
        for party in self.form.parties:
            if party.party == slug:
                return party
        raise refuse("CODE.LIST", f'"{slug}" is no party of {self.slug}', "Use a party of contract.yaml")

    @property
    def lead_provider(self) -> PartyForm:
        """The lead provider: exactly one, checked on reading."""
        return next(party for party in self.form.parties if party.role == "lead provider")

    def providers(self) -> tuple[PartyForm, ...]:
        """The lead provider and its partners, in the order of the contract."""
        return tuple(party for party in self.form.parties if party.role in ("lead provider", "partner"))

    def aliases(self) -> Mapping[str, str]:
        """Party slug to its fictional name, for figures that are invented."""
        return {party.party: party.alias for party in self.form.parties}

    @property
    def seen_lately(self) -> StandardForm | None:
        """What tells who of the caseload is parked, as a standard of its own; None where nobody is watched."""
        months = self.form.watched.seen_within_months
        if months is None:
            return None
        return StandardForm.model_validate(
            {
                "standard": SEEN_LATELY,
                "code": "seen",
                "title": f"People of the caseload seen in the last {months} months",
                "reference": "contract.yaml, watched",
                "measure": "seen_lately",
                "with": {"months": str(months)},
                "period": Grain.QUARTER,
                "annual": "last",
            }
        )

    @property
    def watched(self) -> tuple[StandardForm, ...]:
        """All that is measured and never paid on: the local quality standards, and who was seen lately."""
        return (*self.standards, *((self.seen_lately,) if self.seen_lately else ()))

    def _measured(self) -> Iterator[tuple[str, IndicatorForm | StandardForm]]:
        for outcome in self.outcomes:
            yield from ((indicator.indicator, indicator) for indicator in outcome.indicators)
        yield from ((standard.standard, standard) for standard in self.watched)

    def _versions(self, slug: str, form: MeasuredForm) -> Iterator[Definition]:
        first, last = form.from_ or self.term.start, form.until or self.last_day
        if form.definition is None:
            versions = [(first, form.measure or "", form.with_)]
        else:
            versions = [(start, entry.value.measure, entry.value.with_) for start, entry in form.definition.entries]
        ends = [start - timedelta(days=1) for start, _, _ in versions[1:]] + [last]
        for (start, measure, parameters), end in zip(versions, ends, strict=True):
            yield Definition(
                indicator=slug,
                code=form.code,
                title=form.title,
                measure=measure,
                parameters=parameters,
                in_force=Period(start, end),
                kind=form.kind,
                grain=form.period,
                annual=form.annual,
                segments=form.segments,
                provider=form.provider,
                polarity=form.polarity,
            )


def _years_after(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes 28 February."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
