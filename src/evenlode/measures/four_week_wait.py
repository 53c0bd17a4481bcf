"""The four-week wait of community mental health: on which day the clock stops."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

_ASSESSMENT_NEEDED_FROM = date(2024, 4, 1)


@dataclass(frozen=True, slots=True)
class ClockStop:
    """The day, and how many days after the start of the spell."""

    day: date
    days: int


def clock_stop(
    start: date,
    first_contact: date | None,
    first_outcome: date | None,
    first_assessment: date | None,
    first_plan_or_intervention: date | None,
) -> ClockStop | None:
    """The latest of four firsts: contact attended, outcome tool, meaningful assessment, care plan or intervention.

    None while one of them is missing. The assessment is neither asked for nor waited for where the spell and the
    first contact both began before April 2024. Source: NHS Digital monthly statistics, four-week waits, 7b4d742.
    """
    needed = [first_contact, first_outcome, first_plan_or_intervention]
    early = start < _ASSESSMENT_NEEDED_FROM and first_contact is not None and first_contact < _ASSESSMENT_NEEDED_FROM
    if not early:
        needed.append(first_assessment)
    found = [day for day in needed if day is not None]
    if len(found) < len(needed):
        return None
    return ClockStop(max(found), (max(found) - start).days)
