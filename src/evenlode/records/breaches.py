"""Underperformance in the journal: every step about every indicator, with its day, its writer and its clause."""

from __future__ import annotations

from datetime import date, datetime
from fractions import Fraction

from evenlode.records.journal import Journal
from evenlode.settlement.breaching import BreachDone, BreachStep, Waypoint, check_breach

KIND = "breach step"


def record_breach(journal: Journal, contract: str, new: BreachDone, at: datetime | None = None) -> BreachDone:
    """Keep a step. Raises a Refusal where it may not follow the steps so far."""
    with journal.writing():
        known = breaches(journal, contract)
        check_breach(known, new)
        body = {
            "contract": contract,
            "indicator": new.indicator,
            "step": new.step.value,
            "on": new.on.isoformat(),
            "by": new.by,
            "clause": new.clause,
            "because": new.because,
            "waypoints": [[one.by_day.isoformat(), str(one.line)] for one in new.waypoints],
        }
        journal.append(KIND, body, f"{contract}/{len(known) + 1}", by=new.by, at=at)
    return new


def breaches(journal: Journal, contract: str, as_known_on: date | None = None) -> list[BreachDone]:
    """Every step of the contract in order."""
    return [
        BreachDone(
            indicator=said["indicator"],
            step=BreachStep(said["step"]),
            on=date.fromisoformat(said["on"]),
            by=said["by"],
            clause=said["clause"],
            because=said["because"],
            waypoints=tuple(Waypoint(date.fromisoformat(day), Fraction(line)) for day, line in said["waypoints"]),
        )
        for entry in journal.entries(KIND, as_known_on)
        for said in [entry.document]
        if said["contract"] == contract
    ]
