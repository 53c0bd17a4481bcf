"""Generated rows: the engine and plain Python, working independently, give the same figure in every cell."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenlode.data.memory import store_of
from evenlode.results import Grain, Outturn, Period
from evenlode.terms.text_table import TextTable
from tests.engines.plain import Discharges, Figures, Row, Snapshot, Status
from tests.engines.rows import LEAD, RETURNED, ROLE, SEGMENTS, SETTLED, YEARS, definition, summed

FIRST, LAST = date(2015, 6, 1), date(2017, 9, 30)
SPAN = Period(YEARS[0].start, LAST)
CODES = {form.segment: {code.zfill(2) for code in form.honos_clusters} for form in SEGMENTS}

awkward = st.sampled_from(
    [date(2016, 2, 28), date(2016, 2, 29), date(2016, 3, 1), date(2016, 3, 31), date(2016, 12, 31), date(2017, 2, 28)]
)
day = st.one_of(awkward, st.integers(0, (LAST - FIRST).days).map(lambda after: FIRST + timedelta(days=after)))
PEOPLE = [str(number) for number in range(1, 13)]
person = st.sampled_from(PEOPLE)
provider = st.sampled_from([LEAD, "other", "third"])


def rows_of(**columns: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    """Rows of a table: many at once, because a run of the engine costs the same for few."""
    return st.lists(st.fixed_dictionaries(columns), min_size=40, max_size=90)


@st.composite
def clusters(draw: st.DrawFn) -> list[dict[str, Any]]:
    """HoNOS clusters that do not overlap for one person and provider; now and then with a gap, or without an end."""
    found = []
    for who in PEOPLE:
        for where in (LEAD, "other", "third"):
            days = sorted(draw(st.sets(day, max_size=3)))
            for at, start in enumerate(days):
                end = days[at + 1] - timedelta(days=1) if at + 1 < len(days) else draw(st.none() | day)
                open_end = draw(st.booleans()) and at + 1 < len(days)
                to_day = None if open_end or (end is not None and end < start) else end
                code = draw(st.sampled_from(["4", "04", "05", "11", "12", "18"]))
                row = {"person": who, "provider": where, "code": code, "from_day": start, "to_day": to_day}
                found.append(row)
    return found


roles = rows_of(
    person=person,
    provider=provider,
    day=day,
    role=st.sampled_from(["paid", "education", "voluntary", "home_parent", "none"]),
    structured=st.sampled_from(["yes", "no", None]),
)
employment = rows_of(person=person, provider=provider, day=day, code=st.sampled_from(["01", "1", "02", "03", "ZZ"]))
homes = rows_of(
    person=person, provider=provider, day=day, type=st.none(), settled=st.sampled_from(["Y", "Y", "N", "Z", "9", None])
)


@st.composite
def spells(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Hospital spells, many of them close together, each with a name of its own."""
    code = st.sampled_from
    found = []
    for number in range(draw(st.integers(30, 50))):
        admitted = date(2017, 3, 1) + timedelta(days=draw(st.integers(0, 200)))
        discharged = admitted + timedelta(days=draw(st.integers(0, 20)))
        found.append(
            {
                "person": draw(code(PEOPLE[:7])),
                "provider": draw(provider),
                "spell": f"{number:02d}",
                "admitted": admitted,
                "discharged": discharged if draw(st.integers(0, 9)) and discharged <= LAST else None,
                "admission_source": draw(code([None, "19", "19", "49", "53"])),
                "discharge_method": draw(code([None, "1", "1", "4"])),
                "discharge_destination": draw(code([None, "19", "19", "49", "87"])),
                "ward_class": draw(code([None, "10", "12", "37"])),
            }
        )
    return found


def as_text(rows: list[dict[str, Any]]) -> TextTable:
    return tuple({name: "" if value is None else str(value) for name, value in row.items()} for row in rows)


def engine(tables: Mapping[str, list[dict[str, Any]]], **definitions: Any) -> Figures:
    """What the engine says, for every grain, provider and segment."""
    given_tables = {name: as_text(rows) for name, rows in tables.items()}
    with store_of(given_tables, LAST, LEAD) as store:
        found = summed(store, definition(**definitions), span=SPAN)
    return {
        (one.grain.value, one.period.end.isoformat(), one.provider, one.segment): _answer(one)
        for one in found
        if one.eligible or one.untimed
    }


def _answer(one: Outturn) -> tuple[int, int, int, int, int]:
    counts = (one.numerator, one.denominator, one.eligible, one.missing, one.untimed)
    return tuple(int(count or 0) for count in counts)  # type: ignore[return-value]


def by_months(plain: Snapshot, annual: str) -> Figures:
    """Plain figures for months, quarters and whole contract years."""
    found: Figures = {}
    months = SPAN.months()
    counts = [plain.month_end(month.end) for month in months]
    for at, month in enumerate(months):
        _put(found, Grain.MONTH, month.end, counts[at])
        if at % 3 == 2:
            _put(found, Grain.QUARTER, month.end, counts[at])
        if at % 12 == 11:
            year = counts[at - 11 : at + 1] if annual == "mean of snapshots" else counts[at : at + 1]
            places = {place for each in year for place in each}
            total = {place: [sum(each.get(place, [0] * 5)[n] for each in year) for n in range(5)] for place in places}
            _put(found, Grain.CONTRACT_YEAR, month.end, total)
    return found


def _put(found: Figures, grain: Grain, end: date, counts: Mapping[tuple[str, str], list[int]]) -> None:
    for (provider, segment), own in counts.items():
        if own[2] or own[4]:
            found[grain.value, end.isoformat(), provider, segment] = tuple(own)  # type: ignore[assignment]


def role_status(rows: list[Row], only_paid: bool = False) -> Status:
    def counts(row: Row) -> bool:
        others = not only_paid and row["role"] in ("education", "voluntary") and row["structured"] == "yes"
        return bool(row["role"] == "paid" or others)

    return Status(rows, lambda row: True, counts)


few = settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@few
@given(
    clusters(), roles, employment, st.sampled_from(["fail", "exclude"]), st.sampled_from(["last", "mean of snapshots"])
)
def test_a_role_or_an_employment_status(
    cluster: list[Row], role: list[Row], work: list[Row], missing: str, annual: str
) -> None:
    tables = {"honos_clusters": cluster, "role_status": role, "employment_status": work}
    found = engine(tables, parameters={**ROLE, "employment_codes": ["01", "03"], "missing": missing}, annual=annual)
    first = role_status(role)
    second = Status(work, lambda row: row["code"] != "ZZ", lambda row: row["code"].zfill(2) in ("01", "03"))

    def verdict(who: str, on: date) -> tuple[bool, bool, bool]:
        recorded, counts = first.on(who, on)
        return (True, recorded, counts) if recorded else (True, *second.on(who, on))

    plain = Snapshot(cluster, CODES, ["everybody"], verdict, missing_fails=missing == "fail")
    assert found == by_months(plain, annual)


@few
@given(clusters(), roles, st.booleans())
def test_of_those_with_a_role_under_one_provider(cluster: list[Row], role: list[Row], lead_alone: bool) -> None:
    parameters = {**ROLE, "roles": ["paid"], "among": ROLE, "attribution": "one provider"}
    found = engine(
        {"honos_clusters": cluster, "role_status": role},
        parameters=parameters,
        segments=("psychosis",),
        provider="lead provider" if lead_alone else "all",
    )
    having, paid = role_status(role), role_status(role, only_paid=True)
    plain = Snapshot(
        cluster,
        CODES,
        ["psychosis"],
        lambda who, on: (having.on(who, on)[1], *paid.on(who, on)),
        only=LEAD if lead_alone else None,
        one_provider=LEAD,
    )
    assert found == by_months(plain, "recount")


@few
@given(clusters(), homes, st.sampled_from([1, 6, 12]))
def test_settled_accommodation(cluster: list[Row], home: list[Row], recency: int) -> None:
    parameters = {**SETTLED, "recency_months": str(recency)}
    found = engine({"honos_clusters": cluster, "accommodation_status": home}, parameters=parameters, segments=())
    status = Status(home, lambda row: row["settled"] in ("Y", "N"), lambda row: row["settled"] == "Y", False, recency)
    plain = Snapshot(cluster, CODES, [], lambda who, on: (True, *status.on(who, on)))
    assert found == by_months(plain, "recount")


@few
@given(clusters(), spells(), st.booleans(), st.sampled_from(["any provider", "same provider"]), st.booleans())
def test_readmissions(cluster: list[Row], spell: list[Row], people: bool, readmission: str, in_segments: bool) -> None:
    parameters = {**RETURNED, "counting": "people" if people else "spells", "readmission": readmission}
    segments = ("everybody",) if in_segments else ()
    found = engine(
        {"honos_clusters": cluster, "hospital_spells": spell},
        parameters=parameters,
        segments=segments,
        grain=Grain.ROLLING_YEAR,
    )
    plain = Discharges(
        spell, cluster, CODES, segments, 28, LAST, people=people, same_provider=readmission == "same provider"
    )
    expected: Figures = {}
    months = SPAN.months()
    for at, month in enumerate(months):
        _put(expected, Grain.MONTH, month.end, plain.period(month))
        if at % 3 == 2:
            _put(expected, Grain.QUARTER, month.end, plain.period(Period(months[at - 2].start, month.end)))
        if at % 12 == 11:
            _put(expected, Grain.CONTRACT_YEAR, month.end, plain.period(Period(months[at - 11].start, month.end)))
        if at >= 11:
            _put(expected, Grain.ROLLING_YEAR, month.end, plain.period(Period(months[at - 11].start, month.end)))
    assert found == expected
