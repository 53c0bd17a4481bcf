"""attendances_before_after: one comparison a referral, one answer a person and period."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from evenlode.measures import problems_of_parameters, steps
from evenlode.population.segments import assign_segments
from evenlode.results import Grain, Period
from tests.engines.rows import LEAD, SEGMENTS, answer, definition, figures, one, small_store, summed

REFERRALS = "referral|person|provider|received_day\n"
VISITS = "person|provider|arrived_day|type\n"
NOBODY = f"{VISITS}9|hospital|2018-01-01|01"


def of(**parameters: Any) -> Any:
    return definition(parameters, measure="attendances_before_after", segments=())


def test_months_before_that_begin_before_the_data_are_untimed() -> None:
    referrals = f"{REFERRALS}a|1|lead|2016-03-29\nb|2|lead|2016-03-30\nc|3|lead|2016-04-01"
    with small_store(referrals=referrals, ed_attendances=NOBODY) as store:
        store.data_from = date(2015, 10, 1)
        found = summed(store, of())
    assert answer(one(found, Grain.MONTH, "2016-09-30")) == (1, 1, 1, 0, 1)
    assert answer(one(found, Grain.MONTH, "2016-10-31")) == (1, 1, 1, 0, 0)


def test_a_half_year_from_a_long_month_ends_with_the_short_one() -> None:
    referrals = f"{REFERRALS}a|1|lead|2017-08-31"
    visits = f"{VISITS}1|hospital|2017-02-28|01\n1|hospital|2018-02-28|01"
    with small_store(referrals=referrals, ed_attendances=visits) as store:
        found = summed(store, of())
    assert figures(found, Grain.MONTH) == {"2018-02-28": "0/1"}


def test_under_each_provider_its_own_latest_and_in_the_total_the_latest_of_all() -> None:
    referrals = f"{REFERRALS}a|1|lead|2017-10-15\nb|1|other|2017-12-20"
    visits = f"{VISITS}1|hospital|2017-11-01|01\n1|hospital|2017-12-01|01"
    with small_store(referrals=referrals, ed_attendances=visits) as store:
        found = summed(store, of())
    year = {each.provider: each.numerator for each in found if each.grain is Grain.CONTRACT_YEAR and each.denominator}
    assert year == {"all": 1, LEAD: 0, "other": 1}
    assert figures(found, Grain.MONTH) == {"2018-04-30": "0/1", "2018-06-30": "1/1"}


def test_a_shorter_time_and_other_departments() -> None:
    referrals = f"{REFERRALS}a|1|lead|2018-01-10\nb|2|lead|2018-01-10"
    visits = f"{VISITS}1|hospital|2017-12-20|03\n2|hospital|2018-02-01|3\n2|hospital|2017-12-01|03"
    with small_store(referrals=referrals, ed_attendances=visits) as store:
        found = summed(store, of(months="1", types=["3"]))
    assert figures(found, Grain.MONTH) == {"2018-02-28": "1/2"}


def test_without_attendances_nothing_is_measured() -> None:
    with small_store(referrals=f"{REFERRALS}a|1|lead|2018-01-10") as store:
        assert summed(store, of()) == []


def test_the_steps_lead_to_the_people_who_attended() -> None:
    referrals = f"{REFERRALS}a|1|lead|2017-07-10\nb|2|lead|2017-07-10\nc|3|lead|2018-01-10"
    visits = f"{VISITS}1|hospital|2017-07-01|01\n2|hospital|2017-07-01|03"
    with small_store(referrals=referrals, ed_attendances=visits) as store:
        segments = assign_segments(store, SEGMENTS)
        found = steps(store, of(), segments, Period(date(2018, 1, 1), date(2018, 1, 31)))
    assert [(step.text, step.rows) for step in found][:5] == [
        ("referrals that were sent", 3),
        ("referrals after the checks", 3),
        ("received 6 months before a day of the period", 2),
        ("not rejected", 2),
        ("of these, with an attendance in the months compared", 1),
    ]


@pytest.mark.parametrize(
    ("parameters", "field", "rule"),
    [
        ({"zero": "fails"}, "with.zero", "CODE.LIST"),
        ({"months": "half a year"}, "with.months", "CFG.NUMBER"),
        ({"months": "0"}, "with", "CFG.DEFINITION"),
        ({"types": []}, "with", "CFG.MISSING"),
    ],
)
def test_wrong_parameters(parameters: Any, field: str, rule: str) -> None:
    (problem,) = problems_of_parameters([of(**parameters)])
    assert (problem.field, problem.rule) == (field, rule)
