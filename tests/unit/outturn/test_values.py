"""Rates over persons' time, and medians that keep those who still wait."""

from __future__ import annotations

import pytest

from evenlode.outturn.values import median_of
from evenlode.results import EVERYONE, Grain, Kind
from tests.engines.rows import LEAD, definition, one, small_store, summed

SEGMENTS = "person | provider | code | from\n1 | lead | 04 | 2015-01-01\n2 | other | 11 | 2015-01-01"


@pytest.mark.parametrize(
    ("waits", "median"),
    [
        ([(10, True, 1), (20, True, 1), (30, True, 1)], 20),
        ([(10, True, 2), (20, True, 2)], 10),
        ([(10, True, 1), (15, False, 1), (20, True, 1), (30, True, 1)], 20),
        ([(10, False, 5), (20, True, 1)], 20),
        ([(10, True, 1), (20, False, 2)], None),
        ([(0, True, 3), (400, False, 2)], 0),
        ([], None),
    ],
)
def test_half_of_the_waits_are_over(waits: list[tuple[int, bool, int]], median: int | None) -> None:
    assert median_of(waits) == median


def test_the_textbook_median_of_remission() -> None:
    """Freireich's 21 patients on 6-MP, the example of most textbooks: the median is 23 weeks."""
    over = {6: 3, 7: 1, 10: 1, 13: 1, 16: 1, 22: 1, 23: 1}
    still = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35]
    waits = [(weeks, True, number) for weeks, number in over.items()] + [(weeks, False, 1) for weeks in still]
    assert median_of(waits) == 23


def test_a_rate_has_its_persons_months_at_every_grain_and_provider() -> None:
    visits = "person | arrived_day | type\n1 | 2018-01-10 | 01\n1 | 2018-01-11 | 01\n2 | 2018-03-01 | 01"
    asked = {"events": "ed attendances", "per_people": "10", "per_months": "12"}
    rate = definition(asked, measure="event_rate", kind=Kind.RATE)
    with small_store(honos_clusters=SEGMENTS, ed_attendances=visits) as store:
        found = summed(store, rate)
    year = one(found, Grain.CONTRACT_YEAR, "2018-09-30")
    assert (year.numerator, year.denominator, year.eligible, year.value) == (3, 24, 24, "15")
    lead = one(found, Grain.MONTH, "2018-01-31", LEAD)
    assert (lead.numerator, lead.denominator, lead.value) == (2, 1, "240")
    quarter = one(found, Grain.QUARTER, "2018-03-31", EVERYONE, "psychosis")
    assert (quarter.numerator, quarter.denominator, quarter.value) == (1, 3, "40")
    quiet = one(found, Grain.QUARTER, "2018-06-30")
    assert (quiet.numerator, quiet.denominator, quiet.value) == (0, 6, "0")


def test_admissions_are_events_too_and_transfers_are_none() -> None:
    spells = "person | admitted | admission_source\n1 | 2018-01-10 | 19\n1 | 2018-01-20 | 53\n2 | 2018-02-01 | 19"
    rate = definition({"events": "admissions"}, measure="event_rate", kind=Kind.RATE)
    with small_store(honos_clusters=SEGMENTS, hospital_spells=spells) as store:
        year = one(summed(store, rate), Grain.CONTRACT_YEAR, "2018-09-30")
    assert (year.numerator, year.denominator, year.value) == (2, 24, "50")


def test_a_median_is_of_the_waits_that_began_in_the_period() -> None:
    referrals = "person | referral | received_day\n1 | a | 2018-01-01\n1 | b | 2018-01-01\n2 | c | 2018-05-01"
    contacts = """person | contact | referral | day | attendance | mechanism
        1 | k | a | 2018-01-11 | 5 | 01
        1 | l | b | 2018-01-31 | 5 | 01"""
    wait = definition({"contact_number": "1"}, measure="median_wait", kind=Kind.MEDIAN, segments=())
    with small_store(referrals=referrals, contacts=contacts) as store:
        found = summed(store, wait)
    assert one(found, Grain.MONTH, "2018-01-31").value == "10"
    assert one(found, Grain.CONTRACT_YEAR, "2018-09-30").value == "30"
    may = one(found, Grain.MONTH, "2018-05-31")
    assert (may.value, may.exact, may.denominator) == (None, None, 1)
