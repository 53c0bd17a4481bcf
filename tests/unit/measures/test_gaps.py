"""Gaps: who counts against a figure or soon will, what would change it, and by which day."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from evenlode.measures.gaps import OVER, Gap, State, gaps
from evenlode.measures.registry import measure_names, rows_measure
from evenlode.population.segments import assign_segments
from evenlode.problems import Refusal
from evenlode.results import EVERYONE, Period
from tests.engines.rows import SEGMENTS, SETTLED, definition, small_store

JANUARY = Period(date(2018, 1, 1), date(2018, 1, 31))
CLUSTERS = """
    person | provider | code | from
    1      | lead     | 04   | 2017-01-01
    1      | other    | 11   | 2017-01-01
    2      | lead     | 04   | 2017-01-01
    3      | lead     | 04   | 2017-01-01
    4      | other    | 04   | 2017-01-01
    5      | lead     | 04   | 2018-02-01
    """
HOMES = """
    person | date       | settled
    1      | 2017-02-20 | Y
    2      | 2017-12-01 | N
    3      | 2016-12-01 | Y
    4      | 2017-12-01 | Y
    """


def found(
    asked: Any, until: date, provider: str = EVERYONE, data_to: date = date(2018, 1, 31), **texts: str
) -> list[Gap]:
    with small_store(data_to, **texts) as store:
        return gaps(store, asked, assign_segments(store, SEGMENTS), JANUARY, until, provider)


def said(every: list[Gap]) -> list[tuple[str, State, str, date | None]]:
    return [(one.unit, one.state, one.change, one.by) for one in every]


def test_a_status_fails_is_missing_or_will_be_too_old() -> None:
    homes = {"honos_clusters": CLUSTERS, "accommodation_status": HOMES}
    march = date(2018, 3, 31)
    assert said(found(definition(SETTLED), march, **homes)) == [
        (
            "1",
            State.LAPSES,
            "the accommodation status recorded again before its last record is too old",
            date(2018, 2, 19),
        ),
        ("2", State.FAILS, "a newer record of the accommodation status that counts (settled)", march),
        ("3", State.MISSING, "a recorded accommodation status", march),
    ]
    soon = found(definition(SETTLED), date(2018, 2, 19), **homes)
    assert [one.unit for one in soon] == ["2", "3"]  # the record is in reach on the very last day
    left_out = found(definition({**SETTLED, "missing": "exclude"}), march, **homes)
    assert [one.state for one in left_out if one.unit == "3"] == [State.MISSING]


def test_a_provider_is_told_what_its_own_rows_say() -> None:
    homes = {"honos_clusters": CLUSTERS, "accommodation_status": HOMES}
    (one,) = found(definition(SETTLED), date(2018, 3, 31), "other", **homes)
    assert (one.person, one.providers, one.segments) == ("1", ("other",), ("everybody", "psychosis"))


def test_a_review_is_asked_for_before_the_last_one_is_out_of_date() -> None:
    reviews = """
        person | assessment | date
        1      | a          | 2017-09-15
        2      | b          | 2017-08-15
        4      | c          | 2017-06-01
        """
    asked = definition({"within_months": "6"}, measure="review_in_date")
    texts = {"honos_clusters": CLUSTERS, "honos_cluster_assessments": reviews}
    assert said(found(asked, date(2018, 2, 28), **texts)) == [
        ("2", State.LAPSES, "the next HoNOS cluster review before the last one is out of date", date(2018, 2, 14)),
        ("3", State.FAILS, "a HoNOS cluster review", date(2018, 2, 28)),
        ("4", State.FAILS, "a HoNOS cluster review", date(2018, 2, 28)),
    ]


def test_a_contact_can_still_come_in_time_or_nothing_changes_it() -> None:
    referrals = """
        referral | person | received_day | received_time
        late     | 1      | 2018-01-02   | 10:00
        open     | 2      | 2018-01-30   | 10:00
        seen     | 3      | 2018-01-02   | 10:00
        """
    contacts = """
        contact | person | referral | day        | attendance | mechanism
        k       | 3      | seen     | 2018-01-05 | 5          | 01
        """
    asked = definition({"within_days": "7"}, measure="contact_within", segments=())
    assert said(found(asked, date(2018, 2, 28), referrals=referrals, contacts=contacts)) == [
        ("lead open", State.OPEN, "an attended direct contact within 7 days of the referral", date(2018, 2, 6)),
        ("lead late", State.FAILS, OVER, None),
    ]
    by_the_clock = definition({"within_minutes": "240"}, measure="contact_within", segments=())
    blank = contacts.replace("2018-01-05 ", "2018-01-02 ")
    untimed = found(by_the_clock, date(2018, 2, 28), referrals=referrals, contacts=blank)
    assert ("lead seen", State.UNTIMED) in [(one.unit, one.state) for one in untimed]


def test_the_checks_that_are_missing_are_named() -> None:
    made = """
        person | date       | check          | value
        1      | 2017-12-01 | bmi            | 22
        1      | 2016-12-01 | smoking        | 1
        2      | 2017-02-10 | bmi            | 22
        2      | 2017-12-01 | smoking        | 1
        """
    asked = definition({"checks": ["bmi", "smoking"]}, measure="checks_complete")
    texts = {"honos_clusters": CLUSTERS, "physical_health": made}
    march = date(2018, 3, 31)
    assert said(found(asked, march, **texts)) == [
        ("2", State.LAPSES, "the oldest check made again before it is too old", date(2018, 2, 9)),
        ("1", State.FAILS, "the checks that are not there or too old: smoking", march),
        ("3", State.FAILS, "the checks that are not there or too old", march),
        ("4", State.FAILS, "the checks that are not there or too old", march),
    ]


def test_a_measure_without_words_of_its_own_has_general_ones() -> None:
    admitted = """
        person | spell | admitted   | discharged
        1      | a     | 2018-01-05 |
        """
    asked = definition({"teams": ["A02"]}, measure="gatekept", segments=())
    spells = {"hospital_spells": admitted, "referrals": "referral|person|received_day", "contacts": "contact|person"}
    (one,) = found(asked, date(2018, 2, 28), **spells)
    assert (one.state, one.change, one.by) == (State.FAILS, OVER, None)


def test_the_optional_functions_of_measures_are_the_ones_that_are_called() -> None:
    """A misspelt one would never be found, and its measure would speak in general words."""
    known = {"to_change", "from_line", "known_before", "left_out"}
    has = {name: {one for one in known if hasattr(rows_measure(name), one)} for name in measure_names()}
    assert has["status_at_date"] == {"to_change", "known_before"}
    assert has["paired_change"] == {"to_change", "known_before", "from_line"}
    assert has["contact_within"] == {"to_change", "from_line"}
    assert has["returned_within"] == {"to_change", "left_out"}
    assert sum("to_change" in one for one in has.values()) >= 11


def test_what_is_supplied_has_no_gaps() -> None:
    with pytest.raises(Refusal, match="is supplied"):
        found(definition({}, measure="supplied"), date(2018, 3, 31), honos_clusters=CLUSTERS)
