"""Looking up by person and day in sorted arrays: a person's last record by a day, or the first from a day on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from evenlode.data.invented.days import Array, add_months

_DAYS = 1_000_000
_SHIFT = 200_000


def key(person: Array, day: Array) -> Array:
    """Person and day as one number that sorts by person and then by day."""
    found: Array = person * _DAYS + np.asarray(day) + _SHIFT
    return found


@dataclass(frozen=True, eq=False)
class Dated:
    """Records sorted by person and day."""

    person: Array
    day: Array

    def last_by(self, person: Array, day: Array) -> Array:
        """The place of each person's last record on or before a day; -1 where there is none."""
        at = np.searchsorted(key(self.person, self.day), key(person, day), side="right") - 1
        found: Array = np.where((at >= 0) & (self._of(at) == person), at, -1)
        return found

    def first_from(self, person: Array, day: Array) -> Array:
        """The place of each person's first record on or after a day; -1 where there is none."""
        at = np.searchsorted(key(self.person, self.day), key(person, day), side="left")
        within = at < len(self.person)
        found: Array = np.where(within & (self._of(np.where(within, at, 0)) == person), at, -1)
        return found

    def recent(self, person: Array, day: Array, months: int) -> Array:
        """The place of the last record in the months before a day: later than the same day so many months earlier."""
        at = self.last_by(person, day)
        if not len(self.day):
            return at
        found: Array = np.where(self.day[at] > add_months(day, -months), at, -1)
        return np.where(at < 0, -1, found)

    def _of(self, at: Array) -> Array:
        """Whose record it is; nobody's where there are none at all."""
        return self.person[at] if len(self.person) else np.full(np.shape(at), -1)


def days_of(person: Array, day: Array, *flags: Array) -> tuple[Dated, list[Array]]:
    """One record a person and day, and of each flag whether any record of that day has it."""
    order = np.argsort(key(person, day), kind="stable")
    found, starts, each = np.unique(key(person, day)[order], return_index=True, return_inverse=True)
    dated = Dated(person[order][starts], day[order][starts])
    return dated, [np.bincount(each, weights=flag[order], minlength=len(found)) > 0 for flag in flags]
