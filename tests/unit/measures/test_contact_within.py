"""contact_within: the first attended contact, by days or by the clock."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from evenlode.measures import problems_of_parameters, steps
from evenlode.population.segments import assign_segments
from evenlode.results import Grain, Period
from tests.engines.rows import LEAD, SEGMENTS, answer, definition, one, small_store, summed
from tests.engines.verdicts import verdicts

JANUARY = "2018-01-31"
SEVEN_DAYS = {"within_days": "7"}
FOUR_HOURS = {"within_minutes": "240", "contact": "face to face"}


def of(parameters: Any, **changes: Any) -> Any:
    return definition(parameters, measure="contact_within", **{"segments": (), **changes})


def table(head: str, *rows: str) -> str:
    return "\n".join([head, *rows])


def referred(*rows: str) -> str:
    return table("referral|person|provider|received_day|received_time|priority|team_type", *rows)


def contacted(*rows: str) -> str:
    return table("contact|person|provider|referral|day|time|attendance|mechanism", *rows)


def test_mechanism_03_counts_before_october_2021_only() -> None:
    term = Period(date(2021, 9, 1), date(2021, 10, 31))
    tables = {
        "referrals": referred("a|1|lead|2021-09-28|||", "b|2|lead|2021-09-28|||"),
        "contacts": contacted("k1|1|lead|a|2021-09-30||5|03", "k2|2|lead|b|2021-10-01||5|03"),
    }
    with small_store(date(2021, 10, 31), **tables) as store:
        found = summed(store, of(SEVEN_DAYS, in_force=term), years=[Period(date(2020, 10, 1), term.end)], span=term)
    assert answer(one(found, Grain.MONTH, "2021-09-30")) == (1, 2, 2, 0, 0)


def test_a_referral_is_shown_under_its_provider_and_every_segment_of_its_day() -> None:
    tables = {
        "honos_clusters": table("person|provider|code|from|to", "1|other|11|2018-01-01|2018-01-10"),
        "referrals": referred(
            "a|1|lead|2018-01-10|||", "b|1|lead|2018-01-11|||", "c|2|other|2018-01-10|||", "d|3||2018-01-10|||"
        ),
        "contacts": contacted("k1|1|lead|a|2018-01-12||5|01"),
    }
    with small_store(**tables) as store:
        found = summed(store, of(SEVEN_DAYS), of(SEVEN_DAYS, indicator="psychosis", segments=("psychosis",)))
    here = [each for each in found if (each.grain, each.period.end) == (Grain.MONTH, date(2018, 1, 31))]
    counts = {(each.indicator, each.provider, each.segment): (each.numerator, each.denominator) for each in here}
    places = [(provider, segment) for provider in ("all", LEAD) for segment in ("everybody", "psychosis")]
    assert counts == {
        ("tested", "all", "all"): (1, 4),
        ("tested", LEAD, "all"): (1, 3),
        ("tested", "other", "all"): (0, 1),
        **{("tested", *place): (1, 1) for place in places},
        **{("psychosis", *place): (1, 1) for place in places},
        ("psychosis", "all", "all"): (1, 1),
        ("psychosis", LEAD, "all"): (1, 1),
    }


def test_the_lead_provider_alone() -> None:
    tables = {
        "referrals": referred("a|1|lead|2018-01-10|||", "b|2|other|2018-01-10|||"),
        "contacts": contacted("k1|1|lead|a|2018-01-12||5|01"),
    }
    with small_store(**tables) as store:
        found = summed(store, of(SEVEN_DAYS, provider="lead provider"))
    assert answer(one(found, Grain.MONTH, JANUARY)) == (1, 1, 1, 0, 0)


ON_THE_CLOCK = [
    ("10:00", "2018-01-10|10:00", "in time"),
    ("10:00", "2018-01-10|14:00", "in time"),
    ("10:00", "2018-01-10|14:00:01", "failed"),
    ("10:00", "2018-01-10|09:59", "failed"),
    ("10:00", "2018-01-10|", "untimed"),
    ("10:00", "2018-01-09|", "failed"),
    ("10:00", "2018-01-11|", "failed"),
    ("22:00", "2018-01-11|02:00", "in time"),
    ("22:00", "2018-01-11|", "untimed"),
    ("22:00", "2018-01-12|", "failed"),
    ("", "2018-01-10|10:00", "untimed"),
    ("", "2018-01-20|10:00", "untimed"),
]


def test_every_place_of_a_contact_on_the_clock() -> None:
    numbered = list(enumerate(ON_THE_CLOCK))
    tables = {
        "referrals": referred(*(f"{at}|1|lead|2018-01-10|{received}|1|A06" for at, (received, _, _) in numbered)),
        "contacts": contacted(*(f"k{at}|1|lead|{at}|{contact}|5|01" for at, (_, contact, _) in numbered)),
    }
    with small_store(**tables) as store:
        found = verdicts(store, of(FOUR_HOURS))
    assert [found[str(at)] for at, _ in numbered] == [expected for _, _, expected in ON_THE_CLOCK]


def test_the_steps_lead_to_the_referrals_with_a_contact() -> None:
    tables = {
        "referrals": referred(
            "a|1|lead|2018-01-10|10:00|1|A06", "b|2|lead|2018-01-10|10:00|1|A02", "c|3|lead|2018-02-10|10:00|1|A06"
        ),
        "contacts": contacted("k1|1|lead|a|2018-01-10|11:00|5|02"),
    }
    asked = of({**FOUR_HOURS, "priorities": ["1"], "teams": ["A06"]})
    with small_store(**tables) as store:
        segments = assign_segments(store, SEGMENTS)
        found = steps(store, asked, segments, Period(date(2018, 1, 1), date(2018, 1, 31)))
    assert [(step.text, step.rows) for step in found][:7] == [
        ("referrals that were sent", 3),
        ("referrals after the checks", 3),
        ("received in the period", 2),
        ("not rejected", 2),
        ("with a priority that counts", 2),
        ("to a team that counts", 1),
        ("of these, with an attended contact that counts", 0),
    ]
    assert [step.rows for step in found][7:] == [1, 1, 1, 0, 0]


@pytest.mark.parametrize(
    ("parameters", "field", "rule", "said"),
    [
        ({}, "with", "CFG.DEFINITION", "a limit in days or in minutes, and just one"),
        ({"within_days": "7", "within_minutes": "1"}, "with", "CFG.DEFINITION", "just one"),
        ({"within_days": "soon"}, "with.within_days", "CFG.NUMBER", '"soon" is not a number'),
        ({**SEVEN_DAYS, "contact": "telephone"}, "with.contact", "CODE.LIST", '"telephone"'),
        ({**SEVEN_DAYS, "close_reasons": ["08"]}, "with", "CFG.DEFINITION", "which closures are left out"),
    ],
)
def test_wrong_parameters(parameters: Any, field: str, rule: str, said: str) -> None:
    (problem,) = problems_of_parameters([of(parameters)])
    assert (problem.field, problem.rule) == (field, rule)
    assert said in problem.message


def test_without_contacts_or_referrals_nothing_is_measured() -> None:
    with small_store(referrals=referred("a|1|lead|2018-01-10|10:00|1|A06")) as store:
        assert summed(store, of(FOUR_HOURS)) == []
    with small_store(contacts=contacted("k1|1|lead|a|2018-01-10|11:00|5|01")) as store:
        assert summed(store, of(FOUR_HOURS)) == []
