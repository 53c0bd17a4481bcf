"""Confirming the scope: a named person says that who counts is read rightly for a period; later changes show."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from evenlode.job.workspace import Workspace
from evenlode.problems import refuse
from evenlode.records.journal import Journal
from evenlode.records.scope_confirmations import Confirmation, confirmations, record_confirmation
from evenlode.results import Period, say_day
from evenlode.terms.contract import Contract
from evenlode.terms.dated import Dated


@dataclass(frozen=True, slots=True)
class Changed:
    """A decision that reads otherwise now than it was confirmed; empty where it was not there, or is no longer."""

    what: str
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A confirmation, and what has changed since in the contract for the same period."""

    confirmation: Confirmation
    changed: tuple[Changed, ...]

    @property
    def sentence(self) -> str:
        """Who confirmed it and whether that still holds, for a page and a report."""
        found = self.confirmation
        who = f"Scope confirmed by {found.by.partition(' <')[0]} on {say_day(found.on)}"
        if not self.changed:
            return f"{who}; nothing of it has changed since."
        return f"{who}; changed since: {', '.join(one.what for one in self.changed)}."


NOT_CONFIRMED = "Nobody has confirmed the scope for this year."


def readings(contract: Contract, period: Period) -> dict[str, str]:
    """Each decision about who counts, as the contract says it in the period: ages, rules, switches, segments."""
    found = contract.population
    said = {
        "ages": f"{_dated(found.age_from, period)} to {_dated(found.age_to, period)}",
        "commissioners": ", ".join(found.commissioners) or "everybody's",
    }
    said |= {f"rule {one.rule}": f"{one.test}: {one.result}" for one in found.scope}
    said |= {f"switch {one.switch}": _dated(one.choice, period, one.options) for one in found.switches}
    said |= {
        f"segment {one.segment}": ", ".join(one.honos_clusters)
        + f"; ages {_dated(one.age_from, period)} to {_dated(one.age_to, period)}"
        for one in found.segments
        if one.age_from and one.age_to
    }
    return said


def confirm_scope(contract: Contract, workspace: Workspace, period: Period, on: date, by: str) -> Confirmation:
    """Record that somebody has read who counts in a contract year and agrees with the reading.

    Raises a Refusal where the period is no year of the contract, or the same person confirmed the same before.
    """
    if period not in contract.years():
        raise refuse("SCOPE.PERIOD", f"{period} is no year of the contract", "Choose a contract year", field="year")
    with Journal.open(workspace.records) as journal:
        return record_confirmation(journal, contract.slug, period, readings(contract, period), on, by)


def scope_standings(contract: Contract, workspace: Workspace) -> list[Standing]:
    """Every confirmation, the newest first, each with what has changed since."""
    if not workspace.records.exists():
        return []
    with Journal.open(workspace.records) as journal:
        found = confirmations(journal, contract.slug)
    return [Standing(one, tuple(_changes(one.readings, readings(contract, one.period)))) for one in reversed(found)]


def scope_said(contract: Contract, workspace: Workspace, period: Period) -> str:
    """Who confirmed the scope of a contract year last, and what has changed since, in a sentence."""
    own = [one for one in scope_standings(contract, workspace) if one.confirmation.period == period]
    return own[0].sentence if own else NOT_CONFIRMED


def _changes(was: Mapping[str, str], now: Mapping[str, str]) -> Iterator[Changed]:
    for what in dict.fromkeys((*was, *now)):
        if was.get(what) != now.get(what):
            yield Changed(what, was.get(what, ""), now.get(what, ""))


def _dated(value: Dated[Any], period: Period, words: Mapping[str, str] | None = None) -> str:
    """What is in force at the start of the period, and each value that takes its place within it, with its day."""

    def said(one: Any) -> str:
        return words[one] if words else str(one)

    first = said(value.on(period.start)) if value.starts_by(period.start) else "nothing yet"
    later = [f"{said(one.value)} from {day}" for day, one in value.entries if period.start < day <= period.end]
    return ", then ".join([first, *later])
