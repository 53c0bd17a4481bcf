"""Reports to look at: the shipped contract on made-up figures, the same as if real, and its published statuses."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any

import pytest

from evenlode.payment import judge, pay, replay
from evenlode.problems import Level, Problem
from evenlode.report.build import build_report
from evenlode.report.renderers import renderers
from evenlode.report.report import Report
from evenlode.results import Grain, Kind, Outturn, Period, Source
from evenlode.terms.contract import Contract
from evenlode.terms.definitions import Definition
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder

HASHES = {"contract": "c" * 64, "manifest": "", "outturns": "0" * 64, "definitions": "d" * 64}
SHARES = {
    "recovery-star-improvement": (58, 100),
    "honos-reduction": (40, 100),
    "not-readmitted-28-days": (94, 100),
    "not-readmitted-90-days": (86, 100),
    "crisis-contact-two-hours": (92, 100),
    "in-a-meaningful-role": (57, 100),
    "in-paid-employment": (21, 100),
    "in-stable-accommodation": (71, 100),
    "less-urgent-care": (83, 100),
    "smoking-prevalence": (41, 100),
    "outpatient-letters": (70, 100),
    "discharge-summaries-10-days": (90, 100),
}
"""The share of each indicator in 100, from which every made-up figure is worked out."""


@pytest.fixture(scope="session")
def contract() -> Contract:
    return read_contract(contract_folder("oxfordshire-mental-health"))


@pytest.fixture(scope="session")
def outturns(contract: Contract) -> list[Outturn]:
    """Two years of figures: own grain, year, two segments, two providers; a month missing, one indicator too small."""
    return [one for year in contract.years()[:2] for one in made_up(contract, year)]


@pytest.fixture(scope="session")
def make(contract: Contract, outturns: list[Outturn]) -> Callable[..., Report]:
    """report_of the shipped contract and these figures, unless others are given."""

    def made(changed: Contract = contract, figures: list[Outturn] = outturns, **given: Any) -> Report:
        return report_of(changed, figures, **{"invented": True} | given)

    return made


@pytest.fixture(scope="session")
def titled(contract: Contract) -> Callable[[str], Contract]:
    """The contract with another title for outcome 6 and for its indicator."""

    def made(title: str) -> Contract:
        outcomes = [
            one.model_copy(
                update={
                    "title": title,
                    "indicators": tuple(found.model_copy(update={"title": title}) for found in one.indicators),
                }
            )
            if one.number == 6
            else one
            for one in contract.outcomes
        ]
        return replace(contract, outcomes=tuple(outcomes))

    return made


@pytest.fixture(scope="session")
def invented(contract: Contract, outturns: list[Outturn]) -> Report:
    return report_of(contract, outturns, invented=True)


@pytest.fixture(scope="session")
def real(contract: Contract, outturns: list[Outturn]) -> Report:
    return report_of(contract, outturns, invented=False)


@pytest.fixture(scope="session")
def replayed(contract: Contract) -> Report:
    years = contract.years()[:3]
    rows = [row for form in contract.published for row in form.judgements]
    by_year = [replay(rows, contract.terms_on(year.end)) for year in years]
    return build_report(
        contract=contract,
        terms=contract.terms_on(years[-1].end),
        outturns=[],
        judgements=by_year[-1],
        payment=None,
        earlier=[one for found in by_year[:-1] for one in found],
        hashes={"contract": contract.sha256},
        statement_sha256=None,
        invented=False,
    )


@pytest.fixture(scope="session")
def drawn() -> Callable[[Report, str], bytes]:
    """A report in one form, made once for all tests that look at it."""
    made: dict[tuple[int, str], tuple[Report, bytes]] = {}

    def draw(report: Report, suffix: str) -> bytes:
        key = (id(report), suffix)
        if key not in made:
            made[key] = (report, renderers()[suffix].render(report))
        return made[key][1]

    return draw


def report_of(contract: Contract, outturns: list[Outturn], *, invented: bool, year: int = 1, **more: Any) -> Report:
    """The report of a contract year (0 is the first) on these figures, judged and paid by the code that does so."""
    years = contract.years()
    terms = contract.terms_on(years[year].end)
    judgements = judge(outturns, terms)
    earlier = [one for past in years[:year] for one in judge(outturns, contract.terms_on(past.end))]
    finding = Problem(
        "VALUE.RANGE", Level.REJECT_RECORD, "RNU.csv", 4, "age", "an age is above 120", "Send it again", 3
    )
    return build_report(
        contract=contract,
        terms=terms,
        outturns=outturns,
        judgements=judgements,
        payment=pay(judgements, terms),
        earlier=earlier,
        findings=[finding, finding],
        hashes=HASHES,
        statement_sha256="5" * 64,
        invented=invented,
        data_to=date(2017, 9, 30),
        **more,
    )


def made_up(contract: Contract, year: Period) -> Iterator[Outturn]:
    """Figures of one year. They drift by period so that lines are met in some and missed in others."""
    for definition in contract.definitions(year):
        share = SHARES.get(definition.indicator)
        if definition.indicator == "under-75-mortality-gap":
            yield figure(definition, Grain.CONTRACT_YEAR, year, value="-1.5")
        elif definition.kind is Kind.CHANGE:
            yield figure(definition, Grain.CONTRACT_YEAR, year, value="-0.012")
        elif share is not None:
            yield from shares(definition, year, Fraction(*share))


def shares(definition: Definition, year: Period, share: Fraction) -> Iterator[Outturn]:
    for place, period in enumerate(periods(definition.grain, year)):
        if definition.indicator == "not-readmitted-28-days" and period.start == date(2017, 2, 1):
            continue
        people = 200 + 7 * place
        drift = Fraction(place % 5 - 2, 100)
        yield figure(definition, definition.grain, period, round(people * (share + drift)), people)
    people = 20 if definition.indicator == "honos-reduction" else 1_000
    yield figure(
        definition, Grain.CONTRACT_YEAR, year, round(people * share), people, eligible=people, missing=people // 10
    )
    for group, part in (("provider", "lead-provider"), ("provider", "partner-1")):
        yield figure(definition, Grain.CONTRACT_YEAR, year, round(400 * share), 400, **{group: part})
    for segment in ("clusters 4 to 8", "clusters 10 to 17"):
        yield figure(definition, Grain.CONTRACT_YEAR, year, round(500 * share), 500, segment=segment)


def figure(
    definition: Definition,
    grain: Grain,
    period: Period,
    numerator: int | None = None,
    denominator: int | None = None,
    **more: Any,
) -> Outturn:
    return Outturn(
        indicator=definition.indicator,
        definition=definition.version,
        kind=definition.kind,
        grain=grain,
        period=period,
        numerator=numerator,
        denominator=denominator,
        source=Source.SUPPLIED if definition.measure == "supplied" else Source.MEASURED,
        **more,
    )


def periods(grain: Grain, year: Period) -> list[Period]:
    """The months or quarters of the year; the year itself is a figure of its own."""
    if grain is Grain.CONTRACT_YEAR:
        return []
    months = year.months()
    if grain is Grain.MONTH:
        return months
    return [Period(months[place].start, months[place + 2].end) for place in range(0, 12, 3)]
