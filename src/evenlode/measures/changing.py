"""Changing a gap: what would change the answer for those who count against an indicator, in the measure's own words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import ibis


@dataclass(frozen=True, slots=True)
class ToChange:
    """What a measure says of its gaps: half a sentence each, as in "a contact within 14 days".

    fails: for whoever is in the denominator and not in the numerator; None where it is over and nothing changes it.
    missing: for whoever has no record. open: for an event whose limit has not passed. untimed: for an event that
    cannot be timed. lapses: for whoever is in the numerator and will fall out of it; None where nobody does.

    due: (unit, by), the last day on which what counts now still counts, or the last day of an event's limit. It may
    also have `what`, words of its own that stand behind those above, blank for none. A unit without a row has no day.
    """

    fails: str | None = "a record that meets the definition"
    missing: str = "a record that says what the answer is"
    open: str = "what the definition asks for"
    untimed: str = "the day and the time, where they were not recorded"
    lapses: str | None = None
    due: ibis.Table | None = None
