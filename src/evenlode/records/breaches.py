"""Underperformance in the journal: every step about every indicator, with its day, writer, clause and money."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from evenlode.money import Pence, pounds
from evenlode.payment.book import Posting
from evenlode.problems import refuse
from evenlode.records.journal import Journal
from evenlode.records.settling import balance_of
from evenlode.records.statements import posting_entries
from evenlode.settlement.breaching import (
    ENDS_WITHHOLDING,
    BreachDone,
    BreachStep,
    Waypoint,
    check_breach,
    withheld,
)
from evenlode.settlement.moving import no_longer_withheld, withholding

KIND = "breach step"


def record_breach(
    journal: Journal, contract: str, new: BreachDone, at: datetime | None = None, *, most: Pence | None = None
) -> BreachDone:
    """Keep a step with the postings that follow from it: all of it or nothing.

    A withholding puts its amount into suspense, a release gives all that is withheld for the indicator back, and a
    forfeit or a break gives it to what is reinvested; each is its own posting, under the contract year it was withheld
    in. most: the most that may be withheld in a year, for all indicators together. Raises a Refusal where the step may
    not follow the steps so far, or more would be withheld.
    """
    with journal.writing():
        known = breaches(journal, contract)
        check_breach(known, new)
        if most is not None and new.amount > most - _withheld_in(known, new.year):
            left = max(most - _withheld_in(known, new.year), 0)
            message = f"{pounds(new.amount)} cannot be withheld: {pounds(left)} of the year's value is left"
            raise refuse("MONEY.RANGE", message, "Withhold no more than that", file="breach", field="amount")
        body: dict[str, Any] = {
            "contract": contract,
            "indicator": new.indicator,
            "step": new.step.value,
            "on": new.on.isoformat(),
            "by": new.by,
            "clause": new.clause,
            "because": new.because,
            "waypoints": [[one.by_day.isoformat(), str(one.line)] for one in new.waypoints],
        }
        if new.amount:
            body |= {"amount": new.amount, "year": new.year}
        number = len(known) + 1
        journal.append(KIND, body, f"{contract}/{number}", by=new.by, at=at)
        for year, moved in _money(journal, known, new):
            journal.append_all(posting_entries(f"{year}/breach {number}", moved), by=new.by, at=at)
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
            amount=said.get("amount", 0),
            year=said.get("year", ""),
        )
        for entry in journal.entries(KIND, as_known_on)
        for said in [entry.document]
        if said["contract"] == contract
    ]


def _money(journal: Journal, known: Sequence[BreachDone], new: BreachDone) -> list[tuple[str, list[Posting]]]:
    """The postings of a step by contract year."""
    about = f"{new.indicator}; clause {new.clause}"
    if new.step is BreachStep.WITHHOLD:
        return [(new.year, withholding(new.amount, balance_of(journal), f"withheld for {about}"))]
    if new.step not in ENDS_WITHHOLDING:
        return []
    is_forfeited = new.step is not BreachStep.RELEASE
    words = f"{'forfeited' if is_forfeited else 'released'}, withheld for {about}"
    return [
        (year, no_longer_withheld(amount, words, is_forfeited=is_forfeited))
        for year, amount in withheld(known, new.indicator).items()
    ]


def _withheld_in(known: Sequence[BreachDone], year: str) -> Pence:
    return sum(withheld(known, name).get(year, 0) for name in {one.indicator for one in known})
