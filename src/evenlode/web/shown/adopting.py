"""Adopting: what the design lint warns of, each with the variation that would mend it, where a dated value does."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from evenlode.results import Stage

if TYPE_CHECKING:
    from evenlode.terms.contract import Contract
    from evenlode.terms.forms.outcome import IndicatorForm

REPORTING = "pay for reporting"
"""Words of a mend that a stage can give: in the baseline stage, complete data are what is paid for."""
MONITORED = "monitored"


@dataclass(frozen=True, slots=True)
class Proposal:
    """A variation as the form of variations takes it. value: empty where somebody has to choose it."""

    change: str
    value: str
    title: str
    why: str
    evidence: str
    day: str
    month: str
    year: str


@dataclass(frozen=True, slots=True)
class Warned:
    """A warning: its rule, what is wrong, the smallest mend, and the variation that makes it, where there is one."""

    rule: str
    message: str
    mend: str
    proposal: Proposal | None


def warned(
    lint: Sequence[Mapping[str, str]], assumed: Sequence[Mapping[str, Any]], contract: Contract, run: str, today: date
) -> tuple[Warned, ...]:
    """Every warning that a run of the bench kept, first those that a variation would mend.

    assumed: what the run took to be so of each indicator.
    """
    known = {one["indicator"]["indicator"]: one for one in assumed}
    first = _next_year(contract, today)
    found = []
    for one in lint:
        change, value = _change(one, known.get(one["about"]), contract)
        proposal = None
        if change:
            when = (str(first.day), str(first.month), str(first.year)) if first else ("", "", "")
            title = f"{change.partition('.')[0]}: {one['mend'][:1].lower()}{one['mend'][1:]}"[:120]
            proposal = Proposal(change, value, title, f"{one['message']}.", f"Stress test {run}, {one['rule']}", *when)
        found.append(Warned(one["rule"], one["message"][:1].upper() + one["message"][1:], one["mend"], proposal))
    return tuple(sorted(found, key=lambda found: found.proposal is None))


def _next_year(contract: Contract, today: date) -> date | None:
    """The first day of the next contract year, or of what follows the years as let; None where there is none."""
    years = contract.years()
    starts = (*(year.start for year in years), years[-1].end + timedelta(days=1))
    return next((day for day in starts if today < day <= contract.last_day), None)


def _change(one: Mapping[str, str], assumed: Mapping[str, Any] | None, contract: Contract) -> tuple[str, str]:
    """The dated value that the mend changes, and what to; empty where it takes more than a dated value."""
    if any(outcome.outcome == one["about"] and outcome.points is not None for outcome in contract.outcomes):
        return f"{one['about']}.points", ""
    indicator = _indicator(contract, one["about"])
    if indicator is None:
        return "", ""
    if one["rule"] == "DESIGN.WITHIN_NOISE" and indicator.target is not None and assumed:
        return f"{indicator.code}.target", _beyond_noise(assumed)
    if MONITORED in one["mend"]:
        return f"{indicator.code}.stage", Stage.MONITORED.value
    if REPORTING in one["mend"]:
        return f"{indicator.code}.stage", Stage.BASELINE.value
    return "", ""


def _beyond_noise(assumed: Mapping[str, Any]) -> str:
    """The line moved away from what is true now, to the next whole percent that chance does not reach in a year."""
    if assumed["share"] is None or assumed["line"] is None:
        return ""
    share, line = float(Fraction(assumed["share"])), float(Fraction(assumed["line"]))
    reach = 1.96 * math.sqrt(share * (1 - share) / assumed["people"])
    moved = math.ceil((share + reach) * 100) if line >= share else math.floor((share - reach) * 100)
    return f"{min(max(moved, 0), 100)}%"


def _indicator(contract: Contract, slug: str) -> IndicatorForm | None:
    every = (one for outcome in contract.outcomes for one in outcome.indicators)
    return next((one for one in every if one.indicator == slug), None)
