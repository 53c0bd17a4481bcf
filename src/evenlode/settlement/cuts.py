"""Cuts: until which day the data of a contract year may still change, and when they are frozen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from evenlode.results import Period
from evenlode.terms.contract import Contract


@dataclass(frozen=True, slots=True)
class Cuts:
    """Days after the last day of a contract year. Until flex data come in, until refresh they are put right.

    From the day after the freeze cut on, the year can be frozen. 30, 60 and 90 days where a contract names none.
    """

    flex_days: int = 30
    refresh_days: int = 60
    freeze_days: int = 90

    def flex(self, year: Period) -> date:
        """The last day on which data of the year come in."""
        return year.end + timedelta(days=self.flex_days)

    def refresh(self, year: Period) -> date:
        """The last day on which they are put right."""
        return year.end + timedelta(days=self.refresh_days)

    def freeze(self, year: Period) -> date:
        """The day of the freeze: what is known on it counts."""
        return year.end + timedelta(days=self.freeze_days)


def cuts_of(contract: Contract) -> Cuts:
    """The cuts that the contract names, or the usual ones."""
    close = contract.form.close
    return Cuts(close.flex_days, close.refresh_days, close.freeze_days) if close else Cuts()
