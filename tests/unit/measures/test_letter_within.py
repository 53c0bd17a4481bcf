"""letter_within: letters about contacts, discharges and closed referrals."""

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
LETTERS = "event|person|provider|kind|event_day|event_time|sent_day|sent_time\n"
OUTPATIENT = {"event": "letter", "kinds": ["outpatient"], "within_days": "10"}
DISCHARGE = {"event": "hospital discharge", "kinds": ["discharge"], "within_hours": "24"}
SUMMARIES = {"event": "closed referral", "kinds": ["part1", "part2"], "within_days": "10"}


def of(parameters: Any, **changes: Any) -> Any:
    return definition(parameters, measure="letter_within", **{"segments": (), **changes})


IN_HOURS = [
    ("15:00", "2018-01-10|15:00", "in time"),
    ("15:00", "2018-01-11|15:00", "in time"),
    ("15:00", "2018-01-11|15:00:01", "failed"),
    ("15:00", "2018-01-10|", "in time, untimed"),
    ("15:00", "2018-01-11|", "failed, untimed"),
    ("", "2018-01-11|23:59", "in time, untimed"),
    ("", "2018-01-11|", "in time, untimed"),
    ("", "2018-01-12|00:01", "failed, untimed"),
    ("15:00", "|", "failed"),
    ("", "|", "failed"),
]


def test_letters_in_hours() -> None:
    numbered = list(enumerate(IN_HOURS))
    spells = [f"{at}|1|lead|2018-01-01|2018-01-10" for at, _ in numbered]
    letters = [f"{at}|1|lead|discharge|2018-01-10|{time}|{sent}" for at, (time, sent, _) in numbered]
    tables = {
        "hospital_spells": "\n".join(["spell|person|provider|admitted|discharged", *spells]),
        "letters": LETTERS + "\n".join(letters),
    }
    with small_store(**tables) as store:
        found = verdicts(store, of(DISCHARGE))
    assert [found[str(at)] for at, _ in numbered] == [expected for _, _, expected in IN_HOURS]


def test_of_several_letters_about_a_discharge_the_first_one_sent_counts() -> None:
    tables = {
        "hospital_spells": "spell|person|provider|admitted|discharged\na|1|lead|2018-01-01|2018-01-10",
        "letters": (
            f"{LETTERS}a|1|lead|discharge|2018-01-10|15:00|2018-01-20|10:00\n"
            "a|1|lead|discharge|2018-01-10|15:00|2018-01-11|10:00\na|1|lead|discharge|2018-01-10||2018-01-20|"
        ),
    }
    with small_store(**tables) as store:
        assert answer(one(summed(store, of(DISCHARGE)), Grain.MONTH, JANUARY)) == (1, 1, 1, 0, 0)


def test_the_lead_provider_alone_for_each_kind_of_event() -> None:
    tables = {
        "hospital_spells": "spell|person|provider|admitted|discharged"
        "\na|1|lead|2018-01-01|2018-01-10\na|2|other|2018-01-01|2018-01-10",
        "referrals": "referral|person|provider|received_day|closed"
        "\nr|1|lead|2018-01-01|2018-01-10\nr|2|other|2018-01-01|2018-01-10",
        "contacts": "contact|referral|person|provider|day|attendance|mechanism"
        "\nk|r|1|lead|2018-01-05|5|01\nk|r|2|other|2018-01-05|5|01",
        "letters": f"{LETTERS}k|1|lead|outpatient|2018-01-10||2018-01-11|\n"
        "k|2|other|outpatient|2018-01-10||2018-01-11|",
    }
    asked = {"contact": OUTPATIENT, "spell": DISCHARGE, "referral": SUMMARIES}
    with small_store(**tables) as store:
        found = summed(store, *(of(said, indicator=name, provider="lead provider") for name, said in asked.items()))
    months = [each for each in found if each.grain is Grain.MONTH and each.segment == "all"]
    assert {(each.indicator, each.provider, each.denominator) for each in months} == {
        (name, provider, 1) for name in asked for provider in ("all", LEAD)
    }


def test_an_event_is_placed_in_the_segments_of_its_day() -> None:
    tables = {
        "honos_clusters": "person|code|from|to\n1|11|2018-01-01|2018-01-10",
        "letters": f"{LETTERS}k1|1|lead|outpatient|2018-01-10||2018-01-11|\n"
        "k2|1|lead|outpatient|2018-01-11||2018-01-12|",
    }
    with small_store(**tables) as store:
        found = summed(store, of(OUTPATIENT))
    assert answer(one(found, Grain.MONTH, JANUARY)) == (2, 2, 2, 0, 0)
    assert answer(one(found, Grain.MONTH, JANUARY, segment="psychosis")) == (1, 1, 1, 0, 0)


def test_the_steps_begin_with_the_table_of_the_event() -> None:
    tables = {
        "hospital_spells": "spell|person|provider|admitted|discharged\na|1|lead|2018-01-01|2018-01-10",
        "referrals": "referral|person|provider|received_day|closed\na|1|lead|2018-01-01|2018-01-10",
        "contacts": "contact|referral|person|provider|day|attendance|mechanism\nk|a|1|lead|2018-01-05|5|01",
        "letters": f"{LETTERS}a|1|lead|discharge|2018-01-10||2018-01-11|\na|1|lead|outpatient|2018-01-10|||",
    }
    january = Period(date(2018, 1, 1), date(2018, 1, 31))
    with small_store(**tables) as store:
        segments = assign_segments(store, SEGMENTS)
        asked = (OUTPATIENT, DISCHARGE, SUMMARIES)
        found = [{step.text: step.rows for step in steps(store, of(said), segments, january)} for said in asked]
    assert [next(iter(said)) for said in found] == [
        "letters that were sent",
        "spells that were sent",
        "referrals that were sent",
    ]
    assert [said["of these, with a letter that was sent"] for said in found] == [0, 1, 0]
    assert [found[0]["of a kind that counts"], found[1]["discharged in the period"]] == [1, 1]
    assert found[2]["with an attended contact"] == 1


@pytest.mark.parametrize(
    ("parameters", "field", "rule"),
    [
        ({"event": "letter", "kinds": ["outpatient"]}, "with", "CFG.DEFINITION"),
        ({**OUTPATIENT, "within_hours": "24"}, "with", "CFG.DEFINITION"),
        ({**OUTPATIENT, "kinds": []}, "with", "CFG.MISSING"),
        ({**OUTPATIENT, "kinds": ["postcard"]}, "with.kinds[0]", "CODE.LIST"),
        ({**OUTPATIENT, "event": "birthday"}, "with.event", "CODE.LIST"),
    ],
)
def test_wrong_parameters(parameters: Any, field: str, rule: str) -> None:
    (problem,) = problems_of_parameters([of(parameters)])
    assert (problem.field, problem.rule) == (field, rule)


def test_without_letters_or_events_nothing_is_measured() -> None:
    spells = "spell|person|provider|admitted|discharged\na|1|lead|2018-01-01|2018-01-10"
    with small_store(hospital_spells=spells) as store:
        assert summed(store, of(DISCHARGE)) == []
    with small_store(letters=f"{LETTERS}a|1|lead|part1|2018-01-10||2018-01-11|") as store:
        assert summed(store, of(DISCHARGE), of(SUMMARIES, indicator="other")) == []
