"""Small tables measured in one call: what the tests of the rows' side share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from evenlode.data.memory import store_of
from evenlode.data.months import last_day
from evenlode.data.store import Store
from evenlode.measures import measure
from evenlode.outturn import outturns
from evenlode.population.segments import assign_segments
from evenlode.results import EVERYONE, Grain, Kind, Outturn, Period, Polarity
from evenlode.terms.definitions import Definition
from evenlode.terms.forms.population import SegmentForm
from evenlode.terms.text_table import TextTable, read_text_table

LEAD = "lead"
YEARS = [Period(date(year, 10, 1), date(year + 1, 9, 30)) for year in (2015, 2016, 2017, 2018)]
TERM = Period(YEARS[0].start, YEARS[-1].end)
SEGMENTS = (
    SegmentForm(segment="everybody", scheme="test", honos_clusters=("4", "5", "11", "12")),
    SegmentForm(segment="non-psychosis", scheme="test", honos_clusters=("4", "5")),
    SegmentForm(segment="psychosis", scheme="test", honos_clusters=("11", "12")),
)

ROLE: Mapping[str, Any] = {"table": "role_status", "roles": ["paid", "education", "voluntary"], "structured": "yes"}
SETTLED: Mapping[str, Any] = {"table": "accommodation_status", "settled": "Y"}
RETURNED: Mapping[str, Any] = {"days": "28"}


def definition(
    parameters: Mapping[str, Any] = ROLE,
    *,
    measure: str = "",
    indicator: str = "tested",
    in_force: Period = TERM,
    grain: Grain = Grain.MONTH,
    annual: Any = "recount",
    segments: tuple[str, ...] = ("everybody",),
    provider: Any = "all",
    kind: Kind = Kind.PROPORTION,
) -> Definition:
    """A definition with these parameters; a measure is guessed from them."""
    return Definition(
        indicator=indicator,
        code="T",
        title="Tested",
        measure=measure or ("status_at_date" if "table" in parameters else "returned_within"),
        parameters=parameters,
        in_force=in_force,
        kind=kind,
        grain=grain,
        annual=annual,
        segments=segments,
        provider=provider,
        polarity=Polarity.HIGHER_IS_BETTER,
    )


def tables(**texts: str) -> dict[str, TextTable]:
    """Text tables by name."""
    return {name: read_text_table(text) for name, text in texts.items()}


def small_store(data_to: date = date(2018, 9, 30), threads: int | None = None, **texts: str) -> Store:
    """A store of text tables whose lead provider is LEAD."""
    return store_of(tables(**texts), data_to, LEAD, threads)


def summed(
    store: Store, *definitions: Definition, years: Sequence[Period] = YEARS, span: Period | None = None
) -> list[Outturn]:
    """Every outturn of the definitions."""
    whole = span or Period(years[0].start, years[-1].end)
    counted = measure(store, definitions, assign_segments(store, SEGMENTS), whole)
    return outturns(counted, definitions, years, whole, None)


def each_person(store: Store, of: Definition) -> dict[str, dict[str, str]]:
    """Person -> month end -> 'numerator/denominator' of that person alone, with a ? where the record is missing."""
    counted = measure(store, [of], assign_segments(store, SEGMENTS), TERM)
    rows = counted.rows(counted.measured[0])
    everybody = rows.filter(rows.provider == EVERYONE, rows.segment == EVERYONE)
    found: dict[str, dict[str, str]] = {}
    for row in store.fetch(everybody):
        for month in range(row["from_month"], row["to_month"] + 1):
            said = f"{row['numerator']}/{row['denominator']}{'?' * row['missing']}"
            known = found.setdefault(row["person"], {})
            assert known.setdefault(last_day(month).isoformat(), said) is said, "somebody has two rows for one month"
    return found


def figures(
    found: Sequence[Outturn], grain: Grain, provider: str = EVERYONE, segment: str = EVERYONE
) -> dict[str, str]:
    """Period end -> 'numerator/denominator' of one provider and segment, in order of time."""
    return {
        one.period.end.isoformat(): f"{one.numerator}/{one.denominator}"
        for one in found
        if (one.grain, one.provider, one.segment) == (grain, provider, segment)
    }


def one(found: Sequence[Outturn], grain: Grain, end: str, provider: str = EVERYONE, segment: str = EVERYONE) -> Outturn:
    """The one outturn of this grain, period end, provider and segment."""
    (only,) = [
        each
        for each in found
        if (each.grain, each.period.end.isoformat(), each.provider, each.segment) == (grain, end, provider, segment)
    ]
    return only


def answer(each: Outturn) -> tuple[int | None, ...]:
    """numerator, denominator, eligible, missing, untimed."""
    return (each.numerator, each.denominator, each.eligible, each.missing, each.untimed)
