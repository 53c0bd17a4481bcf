"""Outturns by stratum: the year's figures again by sex, age, ethnicity and deprivation, nobody lost on the way."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from evenlode.measures import measure
from evenlode.outturn import outturns
from evenlode.outturn.strata import by_stratum
from evenlode.population.segments import assign_segments
from evenlode.results import EVERYONE, Grain, Outturn, Period
from tests.engines.rows import RETURNED, ROLE, SEGMENTS, YEARS, definition, small_store

TERM = Period(YEARS[0].start, YEARS[-1].end)
CLUSTERS = "person | code | from | to\n" + "\n".join(f"{one} | 04 | 2016-01-01 |" for one in range(1, 6))
PEOPLE = """
person | birth_month | gender | ethnicity | deprivation
1      | 1993-03-01  | 1      | A         | 1
2      | 1992-06-01  | 2      | H         | 2
3      | 1953-04-01  | 2      | Z         | 10
4      |             | 9      | M         |
5      | 1980-01-01  | 1      | A         | 5
"""
ROLES = "person | date | role\n1 | 2018-07-01 | paid\n2 | 2018-07-01 | none\n5 | 2018-08-01 | paid"


def found(parameters: object = ROLE, **tables: str) -> tuple[dict[str, list[Outturn]], list[Outturn]]:
    """Outturns of year 3 by stratum, and those of everybody."""
    one = definition(parameters, annual="last", segments=("everybody",) if parameters is ROLE else ())  # type: ignore[arg-type]  # a mapping either way
    with small_store(date(2018, 12, 31), honos_clusters=CLUSTERS, **tables) as store:
        segments = assign_segments(store, SEGMENTS)
        counted = measure(store, [one], segments, TERM)
        rows = by_stratum(counted, [one], YEARS, TERM, None)
        everybody = outturns(counted, [one], YEARS, TERM, None)
    by_name = defaultdict(list)
    for row in rows:
        assert row.grain is Grain.CONTRACT_YEAR
        assert (row.provider, row.segment) == (EVERYONE, EVERYONE)
        if row.period == YEARS[2]:
            by_name[row.stratum].append(row)
    return by_name, [row for row in everybody if row.period == YEARS[2] and row.grain is Grain.CONTRACT_YEAR]


def counts(rows: list[Outturn]) -> tuple[int | None, int | None]:
    assert len(rows) == 1
    return rows[0].numerator, rows[0].denominator


def test_each_group_has_its_own_people() -> None:
    strata, _ = found(people=PEOPLE, role_status=ROLES)
    assert counts(strata["sex: male"]) == (2, 2)
    assert counts(strata["sex: female"]) == (0, 2)
    assert counts(strata["sex: another"]) == (0, 1)
    assert counts(strata["ethnicity: White"]) == (2, 2)
    assert counts(strata["ethnicity: not known"]) == (0, 1)
    assert counts(strata["deprivation: fifth 1, most deprived"]) == (1, 2)
    assert counts(strata["deprivation: not known"]) == (0, 1)


def test_every_attribute_adds_up_to_everybody() -> None:
    strata, everybody = found(people=PEOPLE, role_status=ROLES)
    whole = next(row for row in everybody if row.provider == row.segment == EVERYONE)
    for attribute in ("sex", "ethnicity", "deprivation", "age"):
        own = [row for name, rows in strata.items() if name.startswith(attribute) for row in rows]
        assert sum(row.numerator or 0 for row in own) == whole.numerator
        assert sum(row.denominator or 0 for row in own) == whole.denominator


def test_the_age_is_that_at_the_end_of_the_month() -> None:
    """Somebody born in April 1953 is 65 from the end of April 2018 on; 25 comes in March 2018 for the first."""
    strata, _ = found(people=PEOPLE, role_status=ROLES)
    assert counts(strata["age: 65 and over"]) == (0, 1)
    assert counts(strata["age: 25 to 34"]) == (1, 2)
    assert counts(strata["age: not known"]) == (0, 1)


def test_an_event_is_in_the_age_group_of_its_month() -> None:
    spells = "person|spell|admitted|discharged\n1|a|2017-11-01|2017-11-20\n1|b|2018-05-01|2018-05-20"
    strata, _ = found(RETURNED, people=PEOPLE, hospital_spells=spells)
    assert "age: 18 to 24" not in strata, "a year by its last month, and nobody left hospital then"
    one = definition(RETURNED, annual="recount", segments=())
    with small_store(date(2018, 12, 31), people=PEOPLE, hospital_spells=spells) as store:
        counted = measure(store, [one], assign_segments(store, SEGMENTS), TERM)
        rows = by_stratum(counted, [one], YEARS, TERM, None)
    by_name = {row.stratum: row.denominator for row in rows if row.period == YEARS[2]}
    assert by_name["age: 18 to 24"] == 1
    assert by_name["age: 25 to 34"] == 1
    assert by_name["sex: male"] == 2


def test_without_people_there_are_no_strata() -> None:
    assert not found(role_status=ROLES)[0]
