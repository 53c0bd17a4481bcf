"""returned_within: eligible discharges, and whether the person stayed out for the days after."""

from __future__ import annotations

from datetime import date

from evenlode.measures import problems_of_parameters
from evenlode.results import Grain, Period
from tests.engines.rows import LEAD, RETURNED, definition, each_person, figures, one, small_store, summed

HEAD = "person|provider|spell|admitted|discharged|admission_source|discharge_method|discharge_destination|ward_class"
JANUARY = "2018-01-31"


def spells(*rows: str) -> str:
    """Rows as words in the order of HEAD, ~ for a blank."""
    return "\n".join([HEAD, *("|".join(row.split()) for row in rows)]).replace("~", "")


def discharged(person: int) -> str:
    """Somebody discharged on 31 January 2018."""
    return f"{person} lead a{person} 2018-01-01 {JANUARY} ~ ~ ~ ~"


def back(person: int, admitted: str, provider: str = LEAD, source: str = "~") -> str:
    """Somebody admitted, and still there."""
    return f"{person} {provider} b{person} {admitted} ~ {source} ~ ~ ~"


def stayed(*rows: str, **parameters: str) -> dict[str, str]:
    """What becomes of each person's discharges in January 2018."""
    with small_store(hospital_spells=spells(*rows)) as store:
        found = each_person(store, definition({**RETURNED, **parameters}, segments=()))
    return {person: months[JANUARY] for person, months in sorted(found.items())}


RETURNS = {1: "2018-01-31", 2: "2018-02-27", 3: "2018-02-28", 4: "2018-03-01"}


def test_a_return_counts_from_the_day_of_discharge_to_the_last_of_the_days() -> None:
    rows = [discharged(person) for person in range(1, 6)] + [back(person, day) for person, day in RETURNS.items()]
    assert stayed(*rows) == {"1": "0/1", "2": "0/1", "3": "0/1", "4": "1/1", "5": "1/1"}
    inside = stayed(*rows, last_day="does not count", same_day="does not count")
    assert inside == {"1": "1/1", "2": "0/1", "3": "1/1", "4": "1/1", "5": "1/1"}


def test_a_transfer_is_no_readmission_and_another_provider_may_be() -> None:
    rows = [discharged(person) for person in range(1, 4)]
    rows += [back(1, "2018-02-01", source="53"), back(2, "2018-02-01", "other"), back(3, "2018-02-01", source="19")]
    assert stayed(*rows) == {"1": "1/1", "2": "0/1", "3": "0/1"}
    assert stayed(*rows, readmission="same provider") == {"1": "1/1", "2": "1/1", "3": "0/1"}


def test_methods_of_admission_can_narrow_what_a_readmission_is() -> None:
    rows = """
        person | spell | admitted   | discharged | admission_method
        1      | a     | 2018-01-01 | 2018-01-31 |
        1      | b     | 2018-02-01 |            | 11
        2      | c     | 2018-01-01 | 2018-01-31 |
        2      | d     | 2018-02-01 |            | 21
        """
    with small_store(hospital_spells=rows) as store:
        found = each_person(store, definition({**RETURNED, "admission_methods": ["21"]}, segments=()))
    assert {person: months[JANUARY] for person, months in found.items()} == {"1": "1/1", "2": "0/1"}


def test_other_discharges_are_not_counted_and_blanks_stay_in() -> None:
    rows = [
        "1 lead a 2018-01-01 2018-01-31 ~ ~ ~ ~",
        "2 lead b 2018-01-01 2018-01-31 ~ 1 19 201",
        "3 lead c 2018-01-01 2018-01-31 ~ 4 ~ 10",
        "4 lead d 2018-01-01 2018-01-31 ~ 1 87 10",
        "5 lead e 2018-01-01 2018-01-31 ~ 1 19 37",
        "6 lead f 2018-01-01 ~ ~ ~ ~ 10",
    ]
    assert stayed(*rows) == {"1": "1/1", "2": "1/1"}


def test_a_discharge_that_cannot_be_followed_yet_is_untimed_whatever_has_happened() -> None:
    rows = spells(discharged(1), "2 lead c 2018-01-01 2018-01-30 ~ ~ ~ ~", discharged(3), back(3, "2018-02-01"))
    with small_store(date(2018, 2, 27), hospital_spells=rows) as store:
        found = one(summed(store, definition(RETURNED, segments=())), Grain.MONTH, JANUARY)
    assert (found.numerator, found.denominator, found.eligible, found.untimed) == (1, 1, 1, 2)


def test_of_two_spells_on_one_day_just_one_follows_the_other() -> None:
    assert stayed("1 lead a 2018-01-31 2018-01-31 ~ ~ ~ ~", "2 lead b 2018-01-31 2018-01-31 ~ ~ ~ ~") == {
        "1": "1/1",
        "2": "1/1",
    }
    same = spells("1 lead a 2018-01-31 2018-01-31 ~ ~ ~ ~", "1 lead b 2018-01-31 2018-01-31 ~ ~ ~ ~")
    with small_store(hospital_spells=same) as store:
        found = one(summed(store, definition(RETURNED, segments=())), Grain.MONTH, JANUARY)
    assert (found.numerator, found.denominator) == (1, 2)


def test_people_are_counted_once_a_period_and_fail_if_any_discharge_did() -> None:
    rows = spells(
        "1 lead a 2018-01-01 2018-01-02 ~ ~ ~ ~",
        "1 lead b 2018-01-12 2018-01-20 ~ ~ ~ ~",
        "1 lead c 2018-06-01 2018-06-20 ~ ~ ~ ~",
        "2 lead d 2018-01-01 2018-01-02 ~ ~ ~ ~",
    )
    with small_store(hospital_spells=rows) as store:
        found = summed(store, definition({**RETURNED, "counting": "people"}, segments=()))
    assert figures(found, Grain.MONTH) == {"2018-01-31": "1/2", "2018-06-30": "1/1"}
    assert figures(found, Grain.QUARTER) == {"2018-03-31": "1/2", "2018-06-30": "1/1"}
    assert figures(found, Grain.CONTRACT_YEAR)["2018-09-30"] == "1/2"


def test_the_last_discharge_before_a_return_fails_and_the_earlier_ones_do_not_count() -> None:
    rows = [
        "1 lead a 2018-01-01 2018-01-20 ~ ~ ~ ~",
        "1 lead b 2018-01-21 2018-01-31 53 ~ ~ ~",
        "1 lead c 2018-02-10 2018-02-11 19 ~ ~ ~",
        "1 lead d 2018-02-20 ~ 19 ~ ~ ~",
        "2 lead e 2018-01-01 2018-01-31 ~ ~ ~ ~",
    ]
    with small_store(hospital_spells=spells(*rows)) as store:
        asked = definition({**RETURNED, "before_readmission": "last discharge"}, segments=(), indicator="last")
        found = summed(store, asked, definition(RETURNED, segments=(), indicator="every"))
    last, every = ([each for each in found if each.indicator == name] for name in ("last", "every"))
    assert figures(last, Grain.MONTH) == {"2018-01-31": "1/2", "2018-02-28": "0/1"}
    assert figures(every, Grain.MONTH) == {"2018-01-31": "1/3", "2018-02-28": "0/1"}


def test_a_month_measured_alone_knows_of_a_later_discharge_in_the_next() -> None:
    rows = [
        "1 lead a 2018-01-01 2018-01-28 ~ ~ ~ ~",
        "1 lead b 2018-01-29 2018-02-05 53 ~ ~ ~",
        "1 lead c 2018-02-20 ~ 19 ~ ~ ~",
        "2 lead d 2018-01-01 2018-01-20 ~ ~ ~ ~",
    ]
    asked = definition({**RETURNED, "before_readmission": "last discharge"}, segments=())
    with small_store(hospital_spells=spells(*rows)) as store:
        found = summed(store, asked, span=Period(date(2018, 1, 1), date(2018, 1, 31)))
    assert figures(found, Grain.MONTH) == {"2018-01-31": "1/1"}


def test_the_lead_provider_alone_and_the_segment_of_the_day() -> None:
    rows = spells("1 lead a 2018-01-01 2018-01-31 ~ ~ ~ ~", "1 other b 2018-01-01 2018-01-31 ~ ~ ~ ~")
    clusters = "person | provider | code | from | to\n1 | other | 11 | 2018-01-01 | 2018-01-31"
    with small_store(hospital_spells=rows, honos_clusters=clusters) as store:
        found = summed(
            store,
            definition(RETURNED, segments=(), provider="lead provider", indicator="lead"),
            definition(RETURNED, segments=("psychosis",), indicator="psychosis"),
            definition(RETURNED, segments=("non-psychosis",), indicator="non-psychosis"),
        )
    here = [each for each in found if each.period.end == date(2018, 1, 31) and each.grain is Grain.MONTH]
    of_lead = {(each.provider, each.segment): each.denominator for each in here if each.indicator == "lead"}
    places = ("all", "everybody", "psychosis")
    assert of_lead == {(provider, segment): 1 for provider in ("all", LEAD) for segment in places}
    assert one([each for each in here if each.indicator == "psychosis"], Grain.MONTH, JANUARY).denominator == 2
    assert [each for each in here if each.indicator == "non-psychosis"] == []


def test_days_are_needed() -> None:
    found = problems_of_parameters([definition({"counting": "beds"}, measure="returned_within")])
    assert sorted((problem.rule, problem.field) for problem in found) == [
        ("CFG.MISSING", "with.days"),
        ("CODE.LIST", "with.counting"),
    ]
