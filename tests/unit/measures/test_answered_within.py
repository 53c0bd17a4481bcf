"""answered_within: everybody who had to be called, by the clock."""

from __future__ import annotations

from datetime import date
from typing import Any

from evenlode.measures import problems_of_parameters, steps
from evenlode.population.segments import assign_segments
from evenlode.results import Period
from tests.engines.rows import SEGMENTS, definition, small_store, summed
from tests.engines.verdicts import verdicts

REFERRALS = "referral|person|provider|received_day|received_time|priority|team_type\n"
LOG = (
    "referral|provider|patient_contacted_day|patient_contacted_time"
    "|carer_applicable|carer_contacted_day|carer_contacted_time|gp_contacted_day|gp_contacted_time\n"
)


def of(**parameters: Any) -> Any:
    return definition({"within_minutes": "120", **parameters}, measure="answered_within", segments=())


ON_THE_LINE = [
    ("10:00", "10:00|no|||11:00", "in time"),
    ("10:00", "10:00|yes||10:00|11:00", "failed"),
    ("10:00", "10:00|yes|2018-01-10|12:00|11:00", "in time"),
    ("10:00", "10:00|yes|2018-01-10|12:01|11:00", "failed"),
    ("10:00", "10:00|yes|2018-01-10||11:00", "untimed"),
    ("10:00", "10:00|yes|2018-01-11||11:00", "failed"),
    ("10:00", "10:00|yes|2018-01-09||11:00", "failed"),
    ("10:00", "10:00|no|2018-01-11||11:00", "in time"),
    ("10:00", "|no|||13:00", "failed"),
    ("10:00", "|no|||11:00", "untimed"),
    ("", "10:00|no|||11:00", "untimed"),
    ("23:00", "23:10|yes|2018-01-11||23:20", "untimed"),
]
"""When it was received, then: the patient's time, whether there is a carer, their day and time, the GP's time."""


def test_every_kind_of_call_and_no_line_at_all() -> None:
    referrals, log = ["no-line|1|lead|2018-01-10|10:00|1|A02", "no-time|1|lead|2018-01-10||1|A02"], []
    for at, (received, line, _) in enumerate(ON_THE_LINE):
        patient, applicable, carer_day, carer_time, gp = line.split("|")
        referrals.append(f"{at}|1|lead|2018-01-10|{received}|1|A02")
        log.append(f"{at}|lead|2018-01-10|{patient}|{applicable}|{carer_day}|{carer_time}|2018-01-10|{gp}")
    tables = {"referrals": REFERRALS + "\n".join(referrals), "crisis_log": LOG + "\n".join(log)}
    with small_store(**tables) as store:
        found = verdicts(store, of())
    assert [found[str(at)] for at in range(len(ON_THE_LINE))] == [expected for _, _, expected in ON_THE_LINE]
    assert (found["no-line"], found["no-time"]) == ("failed", "untimed")


def test_a_line_of_another_provider_is_about_another_referral() -> None:
    tables = {
        "referrals": f"{REFERRALS}a|1|lead|2018-01-10|10:00|1|A02",
        "crisis_log": f"{LOG}a|other|2018-01-10|10:00|no|||2018-01-10|10:00",
    }
    with small_store(**tables) as store:
        assert verdicts(store, of()) == {"a": "failed"}


def test_without_a_log_nothing_is_measured() -> None:
    with small_store(referrals=f"{REFERRALS}a|1|lead|2018-01-10|10:00|1|A02") as store:
        assert summed(store, of()) == []


def test_the_steps_lead_to_the_referrals_in_the_log() -> None:
    tables = {
        "referrals": f"{REFERRALS}a|1|lead|2018-01-10|10:00|1|A02\nb|2|lead|2018-01-10|10:00|3|A02",
        "crisis_log": f"{LOG}b|lead|2018-01-10|10:00|no|||2018-01-10|10:00",
    }
    with small_store(**tables) as store:
        segments = assign_segments(store, SEGMENTS)
        found = steps(store, of(), segments, Period(date(2018, 1, 1), date(2018, 1, 31)))
    assert [(step.text, step.rows) for step in found][4:7] == [
        ("with a priority that counts", 1),
        ("to a team that counts", 1),
        ("of these, with a line in the log", 0),
    ]


def test_wrong_parameters() -> None:
    found = problems_of_parameters([of(within_minutes="soon", called=["neighbour"])])
    assert [(problem.field, problem.rule) for problem in found] == [
        ("with.within_minutes", "CFG.NUMBER"),
        ("with.called[0]", "CODE.LIST"),
    ]
