"""Underperformance: breach, notice, plan, trajectory, then release, withholding or a break, each on its clause.

What is withheld lies in suspense until a release gives it back, or it is forfeited, which a break does as well.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from evenlode.money import Pence, pounds
from evenlode.problems import Refusal, refuse
from evenlode.results import Polarity, say_day


class BreachStep(StrEnum):
    """What was done about an indicator that was missed."""

    BREACH = "breach"
    NOTICE = "notice"
    PLAN = "plan"
    TRAJECTORY = "trajectory"
    RELEASE = "release"
    WITHHOLD = "withhold"
    FORFEIT = "forfeit"
    BREAK = "break"


_AFTER: dict[BreachStep, tuple[BreachStep, ...]] = {
    BreachStep.NOTICE: (BreachStep.BREACH,),
    BreachStep.PLAN: (BreachStep.NOTICE,),
    BreachStep.TRAJECTORY: (BreachStep.PLAN, BreachStep.TRAJECTORY, BreachStep.WITHHOLD, BreachStep.FORFEIT),
    BreachStep.RELEASE: (BreachStep.TRAJECTORY, BreachStep.WITHHOLD, BreachStep.FORFEIT),
    BreachStep.WITHHOLD: (BreachStep.NOTICE, BreachStep.TRAJECTORY, BreachStep.FORFEIT),
    BreachStep.FORFEIT: (BreachStep.WITHHOLD, BreachStep.TRAJECTORY),
    BreachStep.BREAK: (BreachStep.TRAJECTORY, BreachStep.WITHHOLD, BreachStep.FORFEIT),
}
"""Which steps each step may follow; a breach begins anew, after a release or where nothing is open."""


@dataclass(frozen=True, slots=True)
class Waypoint:
    """What a recovery trajectory promises by a day: the least, or where lower is better the most."""

    by_day: date
    line: Fraction


@dataclass(frozen=True, slots=True)
class BreachDone:
    """A step: about which indicator, on which day, by whom, and the clause that it rests on.

    amount: pence that a withholding puts into suspense. year: the contract year that they are
    of, as the ledger names it: contract/first day.
    """

    indicator: str
    step: BreachStep
    on: date
    by: str
    clause: str
    because: str = ""
    waypoints: tuple[Waypoint, ...] = ()
    amount: Pence = 0
    year: str = ""


ENDS_WITHHOLDING = (BreachStep.RELEASE, BreachStep.FORFEIT, BreachStep.BREAK)
"""Steps after which nothing is withheld any more."""


def check_breach(history: Sequence[BreachDone], new: BreachDone) -> None:
    """Raise a Refusal where the step may not follow the steps so far. history: of every indicator, in order."""
    own = [one for one in history if one.indicator == new.indicator]
    last = own[-1] if own else None
    if not new.clause.strip():
        raise _refused("BREACH.CLAUSE", "no clause is named", "Name the clause that the step rests on", new)
    if last and new.on < last.on:
        message = f"the step before was taken on {say_day(last.on)}"
        raise _refused("BREACH.DATE", message, "Give that day or a later one", new)
    if (new.amount > 0) != (new.step is BreachStep.WITHHOLD) or new.amount < 0:
        message = f"{new.step} with {pounds(new.amount)}"
        raise _refused("MONEY.RANGE", message, "A withholding names an amount above £0, and no other step does", new)
    if new.step is BreachStep.BREACH:
        if last and last.step not in (BreachStep.RELEASE, BreachStep.BREAK):
            message = f"a breach of {new.indicator} is open since {say_day(last.on)}"
            raise _refused("BREACH.STATE", message, "Take its next step, or release it", new)
        return
    wanted = _AFTER[new.step]
    if last is None or last.step not in wanted:
        said = f"the last step was {last.step}" if last else "there is no breach"
        message = f"{said}, and {new.step} follows {' or '.join(wanted)}"
        raise _refused("BREACH.STATE", message, "Take the steps in their order", new)
    if new.step is BreachStep.FORFEIT and not withheld(history, new.indicator):
        raise _refused("BREACH.STATE", "nothing is withheld", "Withhold an amount first", new)
    if new.step is BreachStep.TRAJECTORY:
        days = [one.by_day for one in new.waypoints]
        if not days or days != sorted(set(days)) or days[0] < new.on:
            fix = "Give at least one, in order of their days, none before today"
            raise _refused("BREACH.TRAJECTORY", "a trajectory needs dated lines to reach", fix, new)


def withheld(history: Sequence[BreachDone], indicator: str) -> dict[str, Pence]:
    """What is withheld for an indicator and neither released nor forfeited, by contract year; pence."""
    found: dict[str, Pence] = {}
    for one in history:
        if one.indicator == indicator:
            if one.step in ENDS_WITHHOLDING:
                found = {}
            elif one.amount:
                found[one.year] = found.get(one.year, 0) + one.amount
    return found


def is_on_track(waypoints: Sequence[Waypoint], day: date, value: Fraction, polarity: Polarity) -> bool | None:
    """Whether a figure of the day keeps the promise that was due last; None where none is due yet."""
    due = [one for one in waypoints if one.by_day <= day]
    if not due:
        return None
    return value >= due[-1].line if polarity is Polarity.HIGHER_IS_BETTER else value <= due[-1].line


def _refused(rule: str, message: str, fix: str, new: BreachDone) -> Refusal:
    return refuse(rule, message, fix, file="breach", field=f"{new.indicator}.{new.step}")
