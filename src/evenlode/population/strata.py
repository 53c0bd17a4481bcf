"""Strata: the groups that equity asks after (sex, age, ethnicity, deprivation), and when a person is in each."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evenlode.data.months import month_of
from evenlode.data.store import Store

if TYPE_CHECKING:
    import ibis

NOT_KNOWN = "not known"

_SEXES = {"1": "male", "2": "female", "3": "another", "4": "another", "9": "another"}
_ETHNICITIES = {
    "White": ("A", "B", "C"),
    "Mixed": ("D", "E", "F", "G"),
    "Asian or Asian British": ("H", "J", "K", "L"),
    "Black or Black British": ("M", "N", "P"),
    "another ethnic group": ("R", "S"),
}
"""The sixteen codes of the 2001 census that the national data set uses, in its own five groups."""
_FIFTHS = {
    "1, most deprived": ("1", "2"),
    "2": ("3", "4"),
    "3": ("5", "6"),
    "4": ("7", "8"),
    "5, least deprived": ("9", "10"),
}
_AGES = {"under 18": (0, 17), "18 to 24": (18, 24), "25 to 34": (25, 34), "35 to 44": (35, 44), "45 to 54": (45, 54)}
_AGES |= {"55 to 64": (55, 64), "65 and over": (65, 130)}

_ALWAYS = (0, 12 * 3000)
"""The first and last month of what does not change."""


def strata(store: Store) -> ibis.Table:
    """Rows (person, stratum, from_month, to_month), closed ranges of months, worked out once and kept.

    Everybody in `people` is in one stratum of each attribute in any month, 'ethnicity: not known' among them; the
    age is that at the month's end, and an age is reached with the first day of the month of birth. Where providers
    differ, the last code in the order of the list holds. A person without a row is in no stratum.
    """
    return store.keep(("strata",), lambda: _strata(store.table("people")))


def _strata(people: ibis.Table) -> ibis.Table:
    import ibis

    found = people.group_by("person").agg(
        gender=people.gender.max(),
        ethnicity=people.ethnicity.max(),
        deprivation=people.deprivation.max(),
        born=month_of(people.birth_month.max()),
    )
    ethnicities = {code: group for group, codes in _ETHNICITIES.items() for code in codes}
    fifths = {code: f"fifth {group}" for group, codes in _FIFTHS.items() for code in codes}
    parts = [
        _steady(found, "sex", found.gender, _SEXES),
        _steady(found, "ethnicity", found.ethnicity, ethnicities),
        _steady(found, "deprivation", found.deprivation, fifths),
        *(_aged(found, group, *ages) for group, ages in _AGES.items()),
        _always(found.filter(found.born.isnull()), ibis.literal(f"age: {NOT_KNOWN}")),
    ]
    return ibis.union(*parts)


def _steady(people: ibis.Table, attribute: str, code: Any, groups: dict[str, str]) -> ibis.Table:
    """One attribute that a person keeps, by its code."""
    import ibis

    named = ibis.cases(*((code == given, f"{attribute}: {group}") for given, group in groups.items()), else_=None)
    return _always(people, named.fill_null(f"{attribute}: {NOT_KNOWN}"))


def _always(people: ibis.Table, stratum: Any) -> ibis.Table:
    import ibis

    first, last = (ibis.literal(month, "int64") for month in _ALWAYS)
    return people.select("person", stratum=stratum, from_month=first, to_month=last)


def _aged(people: ibis.Table, group: str, youngest: int, oldest: int) -> ibis.Table:
    """The months in which a person has these ages."""
    import ibis

    known = people.filter(people.born.notnull())
    return known.select(
        "person",
        stratum=ibis.literal(f"age: {group}"),
        from_month=known.born + 12 * youngest,
        to_month=known.born + 12 * (oldest + 1) - 1,
    )
