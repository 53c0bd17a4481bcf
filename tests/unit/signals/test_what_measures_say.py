"""What measures tell the signals: how far from the line, what was known before, and what is left out."""

from __future__ import annotations

from datetime import date
from typing import Any

from evenlode.data.months import month_number
from evenlode.measures import contact_within, paired_change, returned_within
from evenlode.measures.registry import parameters_of
from tests.engines.rows import RETURNED, definition, small_store

MONTHS = (month_number(date(2018, 9, 30)),)


def test_scores_say_how_far_they_are_from_the_least_improvement_and_who_was_worse() -> None:
    reviewed = "\n".join(
        ["person|assessment|date"]
        + [f"{person}|{person}{day}|{day}" for person in "1234" for day in ("2017-10-10", "2018-05-05", "2018-06-06")]
    )
    first, last = {"1": 20, "2": 12, "3": 12, "4": 5}, {"1": 16, "2": 9, "3": 5}
    lines = ["person|assessment|date|tool|item|score"]
    lines += [f"{person}|a|2017-10-10|honos|total|{score}" for person, score in first.items()]
    lines += [f"{person}|b|2018-05-01|honos|total|{score}" for person, score in last.items()]
    asked = definition({"tool": "honos", "by": "4"}, measure="paired_change", segments=())
    with small_store(honos_cluster_assessments=reviewed, scores="\n".join(lines)) as store:
        form: Any = parameters_of(asked)
        line = paired_change.from_line(store, asked, form)
        assert line is not None
        assert sorted(row["distance"] for row in store.fetch(line.rows)) == [-1, 0, 3]  # each pair once
        known = store.fetch(paired_change.known_before(store, asked, form, store.table("segments"), MONTHS))
        any_better: Any = parameters_of(definition({"tool": "honos"}, measure="paired_change", segments=()))
        assert paired_change.from_line(store, asked, any_better) is None
    assert sorted((row["worse"], row["missing"]) for row in known) == [
        (False, False),
        (False, False),
        (False, True),
        (True, False),
    ]
    assert {(row["provider"], row["month"]) for row in known} == {("lead", MONTHS[0])}


def test_waits_are_counted_to_their_limit_in_days_or_quarters_of_an_hour() -> None:
    referred = "referral|person|received_day|received_time\na|1|2018-01-10|10:00\nb|2|2018-01-10|10:00\nc|3|2018-01-10|"
    seen = "contact|person|referral|day|time|attendance|mechanism\n"
    seen += "k|1|a|2018-01-10|13:50|5|01\nl|2|b|2018-01-17|14:01|5|01"
    by_days = definition({"within_days": "7"}, measure="contact_within", segments=())
    by_minutes = definition({"within_minutes": "240"}, measure="contact_within", segments=())
    with small_store(referrals=referred, contacts=seen) as store:
        found = []
        for asked in (by_days, by_minutes):
            form: Any = parameters_of(asked)
            line = contact_within.from_line(store, asked, form)
            found.append((line.step, sorted(row["distance"] for row in store.fetch(line.rows))))
    assert found[0] == (7, [0, 7])
    assert found[1][0] == 1
    assert found[1][1][-1] == 0
    assert found[1][1][0] < -600


def test_a_discharge_by_a_method_that_does_not_count_is_left_out() -> None:
    spells = (
        "person|spell|admitted|discharged|discharge_method\n1|a|2018-01-01|2018-01-10|1\n1|b|2018-01-20|2018-01-25|4"
    )
    asked = definition(RETURNED, segments=())
    with small_store(hospital_spells=spells) as store:
        form: Any = parameters_of(asked)
        rows = store.fetch(returned_within.left_out(store, asked, form))
    assert sorted((row["day"], row["out"]) for row in rows) == [(date(2018, 1, 10), False), (date(2018, 1, 25), True)]
