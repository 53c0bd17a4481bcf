"""Who is counted: age, commissioner, care and HoNOS cluster, each on the day it changes."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from evenlode.data.memory import store_of
from evenlode.data.store import Store
from evenlode.population.not_counted import Reason, not_counted
from evenlode.population.segments import assign_segments
from evenlode.terms.dated import Dated, Entry
from evenlode.terms.forms.population import SegmentForm
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder
from tests.engines.rows import LEAD, small_store, tables


def dated(**values: int) -> Dated[int]:
    """Dated ages from d20151001=18."""
    return Dated(
        [(date.fromisoformat(f"{day[1:5]}-{day[5:7]}-{day[7:]}"), Entry(value=age)) for day, age in values.items()]
    )


ONE = SegmentForm(segment="counted", scheme="test", honos_clusters=("4", "11"), commissioners=("10Q",)).model_copy(
    update={"age_from": dated(d20151001=18), "age_to": dated(d20151001=65)}
)
LATER = date(2040, 1, 1)
"""No row of these tests ends on a later day but for the ages people grow to."""

PERSON = "person | provider | birth_month | commissioner\n1 | lead | 1980-05-01 | 10Q"
CLUSTER = "person | code | from\n1 | 04 | 2016-01-01"
REFERRAL = "person | provider | referral | received_day\n1 | lead | r | 2016-01-01"


def store_with(texts: dict[str, str]) -> Store:
    return store_of(tables(**texts), date(2018, 9, 30), LEAD)


def days(store: Store, segment: SegmentForm = ONE) -> list[tuple[str, str, str, str]]:
    """(person, provider, first day, last day or ...) of the segment, sorted."""
    return sorted(
        (
            row["person"],
            row["provider"],
            str(row["from_day"]),
            "..." if row["to_day"] > LATER else str(row["to_day"]),
        )
        for row in store.fetch(assign_segments(store, (segment,)))
    )


def given_rows(**changes: str) -> list[tuple[str, str, str, str]]:
    """The days of one person who is counted from 2016, but for what is changed."""
    rows = {"people": PERSON, "honos_clusters": CLUSTER, "referrals": REFERRAL, **changes}
    with store_with({name: text for name, text in rows.items() if text}) as store:
        return days(store)


def test_an_age_is_reached_on_the_first_day_of_the_month_of_birth() -> None:
    head = "person | provider | birth_month | commissioner\n1 | lead | {} | 10Q"
    assert given_rows(people=head.format("1952-03-01")) == [("1", LEAD, "2016-01-01", "2018-02-28")]
    assert given_rows(people=head.format("2000-03-01")) == [("1", LEAD, "2018-03-01", "...")]
    assert given_rows(people=head.format("1949-12-01")) == []
    assert given_rows(people=head.format("")) == []


def test_ages_that_change_hold_from_their_day() -> None:
    older = ONE.model_copy(update={"age_to": dated(d20151001=65, d20180401=70)})
    rows = "person | provider | birth_month | commissioner\n1 | lead | 1950-03-01 | 10Q\n2 | lead | 1952-04-01 | 10Q"
    clusters = "person | code | from\n1 | 04 | 2015-01-01\n2 | 04 | 2015-01-01"
    referrals = "person | referral | received_day\n1 | r | 2015-01-01\n2 | s | 2015-01-01"
    with small_store(people=rows, honos_clusters=clusters, referrals=referrals) as store:
        assert days(store, older) == [
            ("1", LEAD, "2015-01-01", "2016-02-29"),
            ("1", LEAD, "2018-04-01", "2021-02-28"),
            ("2", LEAD, "2015-01-01", "2023-03-31"),
        ]


def test_the_commissioner_must_be_one_of_the_contract_s() -> None:
    head = "person | provider | birth_month | commissioner\n"
    assert given_rows(people=head + "1 | lead | 1980-05-01 | 99Z") == []
    assert given_rows(people=head + "1 | lead | 1980-05-01 |") == []
    assert given_rows(people=head + "2 | lead | 1980-05-01 | 10Q") == []
    several = head + "1 | lead | 1980-05-01 | 99Z\n1 | other | 1980-05-01 | 10Q"
    assert given_rows(people=several) == [("1", LEAD, "2016-01-01", "...")]
    assert given_rows(people="") == [("1", LEAD, "2016-01-01", "...")]


def test_a_referral_counts_from_its_first_day_to_the_day_before_it_is_closed() -> None:
    head = "person | provider | referral | received_day | closed | rejected\n"
    rows = """1 | lead  | r | 2016-01-01 | 2016-03-01 |
              1 | lead  | s | 2016-03-01 | 2016-04-01 |
              1 | lead  | t | 2016-06-01 | 2016-06-01 |
              1 | other | u | 2016-02-01 |            | 2016-05-01
              1 | third | v | 2016-02-01 |            |"""
    assert given_rows(referrals=head + rows) == [
        ("1", LEAD, "2016-01-01", "2016-03-31"),
        ("1", "third", "2016-02-01", "..."),
    ]


def test_a_partner_s_caseload_counts_as_care_and_a_cluster_alone_does_not() -> None:
    head = "person | provider | service | from | to\n"
    caseload = head + "1 | partner | s | 2016-02-01 | 2016-02-29\n2 | partner | s | 2016-02-01 |"
    assert given_rows(referrals="", partner_caseload=caseload) == [("1", "partner", "2016-02-01", "2016-02-29")]
    elsewhere = "person | referral | received_day\n2 | r | 2016-01-01"
    assert given_rows(referrals=elsewhere) == []


def test_the_cluster_that_started_last_holds_whoever_gave_it() -> None:
    clusters = """
        person | provider | code | from       | to
        1      | lead     | 04   | 2016-01-01 | 2016-12-31
        1      | other    | 18   | 2016-03-01 | 2016-04-30
        1      | third    | 11   | 2016-06-01 | 2016-06-30
        1      | fourth   | 18   | 2016-06-01 | 2016-06-30
        1      | third    | 11   | 2016-08-01 | 2016-08-31
        1      | fourth   | 03   | 2016-08-01 | 2016-08-31
        """
    assert given_rows(honos_clusters=clusters) == [
        ("1", LEAD, "2016-01-01", "2016-02-29"),
        ("1", LEAD, "2016-05-01", "2016-05-31"),
        ("1", LEAD, "2016-07-01", "2016-12-31"),
    ]


def test_a_segment_may_have_ages_of_its_own() -> None:
    young = ONE.model_copy(update={"segment": "young", "age_from": dated(d20151001=18), "age_to": dated(d20151001=25)})
    rows = {"people": PERSON.replace("1980", "1992"), "honos_clusters": CLUSTER, "referrals": REFERRAL}
    with store_with(rows) as store:
        found = {(row["segment"], str(row["to_day"])) for row in store.fetch(assign_segments(store, (ONE, young)))}
    assert found == {("counted", "2058-04-30"), ("young", "2018-04-30")}


def test_why_people_are_not_counted_is_told_in_numbers() -> None:
    people = """
        person | provider | birth_month | commissioner
        1      | lead     | 1980-05-01  | 10Q
        2      | lead     | 1940-05-01  | 99Z
        3      | lead     |             |
        4      | lead     | 1980-05-01  | 10Q
        5      | lead     | 1980-05-01  | 10Q
        """
    clusters = "person | code | from\n1 | 04 | 2016-01-01\n2 | 18 | 2016-01-01\n4 | 04 | 2016-01-01"
    referrals = "person | referral | received_day\n1 | a | 2016-01-01\n2 | b | 2016-01-01\n3 | c | 2016-01-01"
    with small_store(people=people, honos_clusters=clusters, referrals=referrals) as store:
        found = not_counted(store, ONE, date(2018, 1, 31))
    assert (found.known, found.counted) == (4, 1)
    assert found.reasons == (
        Reason("no open referral and on nobody's caseload", 1),
        Reason("no HoNOS cluster in force", 1),
        Reason("in a HoNOS cluster outside counted", 1),
        Reason("commissioner not known", 1),
        Reason("another commissioner", 1),
        Reason("month of birth not known", 1),
        Reason("too young or too old", 1),
    )


def test_there_are_no_reasons_where_it_was_decided_elsewhere() -> None:
    with small_store(segments="person | segment\n1 | counted\n1 | counted", people=PERSON) as store:
        found = not_counted(store, ONE, date(2018, 1, 31))
    assert (found.known, found.counted, found.reasons) == (1, 1, ())


FIRST, LAST = date(2016, 1, 1), date(2017, 12, 31)
day = st.integers(0, (LAST - FIRST).days).map(lambda after: FIRST + timedelta(days=after))
PEOPLE = [str(number) for number in range(1, 9)]
PROVIDERS = [LEAD, "other", "third"]


@st.composite
def ranges(draw: st.DrawFn) -> list[tuple[str, str, date, date | None]]:
    found = []
    for _ in range(draw(st.integers(10, 40))):
        start, end = draw(day), draw(st.none() | day)
        found.append(
            (
                draw(st.sampled_from(PEOPLE)),
                draw(st.sampled_from(PROVIDERS)),
                start,
                end if end and end >= start else None,
            )
        )
    return found


@st.composite
def cluster_rows(draw: st.DrawFn) -> list[tuple[str, str, str, date, date]]:
    """HoNOS clusters, none of one person and provider overlapping."""
    found = []
    for who in PEOPLE:
        for where in PROVIDERS[: draw(st.integers(1, 3))]:
            edges = sorted(draw(st.sets(day, min_size=2, max_size=6)))
            for start, end in zip(edges[::2], edges[1::2], strict=False):
                found.append((who, where, draw(st.sampled_from(["03", "04", "11", "18"])), start, end))
    return found


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    cluster_rows(),
    ranges(),
    st.lists(st.sampled_from([date(1951, 6, 1), date(1980, 1, 1), date(1999, 3, 1), None]), min_size=8, max_size=8),
)
def test_every_day_is_as_plain_python_says(clusters: list[Any], care: list[Any], born: list[date | None]) -> None:
    births = dict(zip(PEOPLE, born, strict=True))
    texts = {
        "honos_clusters": ["person|provider|code|from|to", *(f"{w}|{p}|{c}|{a}|{b}" for w, p, c, a, b in clusters)],
        "referrals": [
            "person|provider|referral|received_day|closed",
            *(f"{w}|{p}|{n}|{a}|{b or ''}" for n, (w, p, a, b) in enumerate(care)),
        ],
        "people": [
            "person|provider|birth_month|commissioner",
            *(f"{who}|lead|{month or ''}|10Q" for who, month in births.items()),
        ],
    }
    with store_with({name: "\n".join(rows) for name, rows in texts.items()}) as store:
        rows = store.fetch(assign_segments(store, (ONE,)))
    for on in [
        FIRST,
        date(2016, 2, 29),
        date(2017, 3, 1),
        date(2017, 5, 31),
        date(2017, 6, 1),
        LAST,
        *(c[3] for c in clusters),
        *(c[4] for c in clusters),
    ]:
        found = sorted((row["person"], row["provider"]) for row in rows if row["from_day"] <= on <= row["to_day"])
        assert found == sorted(plainly(on, clusters, care, births)), on


def plainly(on: date, clusters: list[Any], care: list[Any], births: dict[str, date | None]) -> set[tuple[str, str]]:
    found = set()
    for who, month in births.items():
        age = None if month is None else (on.year - month.year) - (on.month < month.month)
        held = [(start, code) for one, _, code, start, end in clusters if one == who and start <= on <= end]
        if age is not None and 18 <= age <= 65 and held and max(held)[1] in ("04", "11"):
            found |= {
                (who, where)
                for one, where, start, end in care
                if one == who and start <= on and (end is None or end > on)
            }
    return found


def test_a_population_gives_its_ages_and_commissioners_to_every_segment() -> None:
    found = read_contract(contract_folder("oxfordshire-mental-health")).population
    assert {(form.age_from, form.age_to, form.commissioners) for form in found.segments} == {
        (found.age_from, found.age_to, ("10Q",))
    }
