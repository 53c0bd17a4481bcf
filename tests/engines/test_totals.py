"""People are counted once: a total is not the sum over providers or segments, nor the sum of a person's rows."""

from __future__ import annotations

from datetime import date

from evenlode.results import EVERYONE, Grain
from tests.engines.rows import LEAD, ROLE, definition, figures, one, small_store, summed

PEOPLE, WITH_TWO = 3348, 463
"""As in a toy year: 3,811 rows of people and providers, 3,348 people."""


def test_3348_people_are_not_3811() -> None:
    people = range(PEOPLE)
    clusters = [f"{person}|{LEAD}|04|2017-01-01|" for person in people]
    clusters += [f"{person}|other|04|2017-06-01|" for person in people if person < WITH_TWO]
    roles = [f"{person}|2018-01-01|{'paid' if person % 2 else 'none'}" for person in people]
    with small_store(
        honos_clusters="\n".join(["person|provider|code|from|to", *clusters]),
        role_status="\n".join(["person|date|role", *roles]),
    ) as store:
        found = summed(store, definition(annual="last"))
    by_provider = [one(found, Grain.CONTRACT_YEAR, "2018-09-30", provider) for provider in (LEAD, "other")]
    assert sum(each.denominator or 0 for each in by_provider) == 3811
    for segment in (EVERYONE, "everybody", "non-psychosis"):
        total = one(found, Grain.CONTRACT_YEAR, "2018-09-30", segment=segment)
        assert (total.numerator, total.denominator) == (PEOPLE // 2, PEOPLE)


def test_overlaps_of_one_person_are_merged_in_every_total() -> None:
    with small_store(
        honos_clusters="""
            person | provider | code | from       | to
            1      | lead     | 04   | 2017-10-01 | 2018-01-15
            1      | lead     | 04   | 2018-01-10 | 2018-03-15
            1      | other    | 11   | 2018-01-01 | 2018-05-31
            2      | other    | 05   | 2018-01-01 | 2018-05-31
            """,
        role_status="person | date | role\n1 | 2018-01-20 | paid",
    ) as store:
        found = summed(store, definition())
    assert figures(found, Grain.MONTH) == {
        "2017-10-31": "0/1",
        "2017-11-30": "0/1",
        "2017-12-31": "0/1",
        "2018-01-31": "1/2",
        "2018-02-28": "1/2",
        "2018-03-31": "1/2",
        "2018-04-30": "1/2",
        "2018-05-31": "1/2",
    }
    assert figures(found, Grain.MONTH, LEAD)["2018-02-28"] == "1/1"
    assert "2018-03-31" not in figures(found, Grain.MONTH, LEAD)
    assert figures(found, Grain.MONTH, segment="psychosis")["2018-04-30"] == "1/1"
    assert figures(found, Grain.MONTH, segment="non-psychosis")["2018-02-28"] == "1/2"


def test_one_provider_takes_each_person_once() -> None:
    with small_store(
        date(2018, 9, 30),
        honos_clusters="""
            person | provider | code | from       | to
            1      | lead     | 04   | 2017-10-01 | 2018-01-15
            1      | zulu     | 04   | 2017-10-01 | 2018-06-30
            1      | alpha    | 04   | 2018-03-01 | 2018-04-30
            """,
        role_status="person | date | role\n1 | 2017-10-01 | paid",
    ) as store:
        found = summed(store, definition({**ROLE, "attribution": "one provider"}))
    assert list(figures(found, Grain.MONTH, LEAD)) == ["2017-10-31", "2017-11-30", "2017-12-31"]
    assert list(figures(found, Grain.MONTH, "alpha")) == ["2018-03-31", "2018-04-30"]
    assert list(figures(found, Grain.MONTH, "zulu")) == ["2018-01-31", "2018-02-28", "2018-05-31", "2018-06-30"]
    assert set(figures(found, Grain.MONTH).values()) == {"1/1"}
