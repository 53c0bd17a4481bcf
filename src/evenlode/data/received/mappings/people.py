"""People, what is recorded of them on a day, and who cares for them."""

from __future__ import annotations

from evenlode.data.codes import ACCOMMODATION_V4, CHECK_WORDS
from evenlode.data.months import month_number
from evenlode.data.received.cells import day, first, month, number, padded, person, sender, text, words
from evenlode.data.received.mapping import Cell, Mapped
from evenlode.data.received.rows import Rows

_PRACTICE_AND_HOME_FROM_2022 = (2022, 7)
"""The first month whose commissioner stands in the columns of sub-ICB locations: month 1468 of the data set."""

_OLD = (text("OrgIDCCGGPPractice"), text("OrgIDCCGRes"))
_NEW = (text("OrgIDSubICBLocGP"), text("OrgIDSubICBLocResidence"))


def _commissioner(rows: Rows) -> object:
    """Of the registered practice, else of the home; in the columns of the submission's month before any others."""
    year, of_year = _PRACTICE_AND_HOME_FROM_2022
    is_new = month_number(rows.together.period.end) >= 12 * year + of_year - 1
    columns: tuple[Cell, ...] = (*_NEW, *_OLD) if is_new else (*_OLD, *_NEW)
    return first(*columns, text("OrgIDComm"))(rows)


_OF = {"person": person, "provider": sender}

MAPPED = (
    Mapped(
        "people",
        "MHS001",
        {
            **_OF,
            "birth_month": month("PersonBirthDate"),
            "died_day": day("PersDeathDate"),
            "gender": first(text("Gender"), text("GenderIDCode")),
            "ethnicity": text("EthnicCategory"),
            "deprivation": text("IMDDecile"),
            "commissioner": _commissioner,
        },
    ),
    Mapped(
        "accommodation_status",
        "MHS003",
        {
            **_OF,
            "day": day("AccommodationTypeDate"),
            "type": words("AccommodationType", ACCOMMODATION_V4, padded=True),
            "settled": text("SettledAccommodationInd"),
        },
    ),
    Mapped(
        "employment_status",
        "MHS004",
        {**_OF, "day": day("EmployStatusRecDate"), "code": padded("EmployStatus")},
    ),
    Mapped(
        "role_status",
        "role_status",
        {**_OF, "day": day("date"), "role": text("role"), "structured": text("structured")},
        feed="role_status",
    ),
    Mapped(
        "physical_health",
        "physical_health",
        {**_OF, "day": day("date"), "check": words("measure", CHECK_WORDS), "value": text("value")},
        feed="physical_health",
    ),
    Mapped(
        "deaths",
        "deaths",
        {**_OF, "day": day("date"), "age": number("age"), "cause": text("cause"), "source": text("source")},
        feed="deaths",
    ),
)
