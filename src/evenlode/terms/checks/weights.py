"""Weights inside an outcome add to 100% on every date; points of outcomes and bonus add to 100."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction

from evenlode.problems import Problem
from evenlode.terms.checks.folder import FileOf, Folder
from evenlode.terms.forms.outcome import OutcomeForm
from evenlode.terms.settle import in_force
from evenlode.terms.values import say_share


def problems(folder: Folder) -> Iterator[Problem]:
    """One problem a date on which the parts do not add up."""
    start = folder.contract.form.term.start if folder.contract else _first_day(folder)
    for file in folder.outcomes:
        yield from _weights(file, start)
        yield from _without(file)
    if folder.contract and folder.contract.form.pot.divided_by == "points":
        yield from _points(folder, start)


def _weights(file: FileOf[OutcomeForm], start: date) -> Iterator[Problem]:
    weighted = [(place, one) for place, one in enumerate(file.form.indicators) if one.weight is not None]
    days = {start} | {day for _, one in weighted for day, _ in (one.weight.entries if one.weight else ())}
    days |= {one.from_ for _, one in weighted if one.from_}
    for day in sorted(days):
        parts = [
            (place, one.weight.on(day))
            for place, one in weighted
            if one.weight and one.weight.starts_by(day) and in_force(one, day, start)
        ]
        total = sum((weight for _, weight in parts), Fraction(0))
        if parts and total != 1:
            place = _stated_on(file, day, parts)
            gap = f"{say_share(abs(1 - total))} {'short' if total < 1 else 'too much'}"
            said = f"The weights of the outcome add to {say_share(total)} from {day}, must be 100%"
            yield file.problem("CFG.WEIGHTS", ("indicators", place, "weight"), said, f"That is {gap}: correct a weight")


def _without(file: FileOf[OutcomeForm]) -> Iterator[Problem]:
    """Indicators that share an outcome and do not say how much of it is theirs."""
    for place, one in enumerate(file.form.indicators):
        if one.weight is None and len(file.form.indicators) > 1:
            said = f"{one.code} shares its outcome and states no weight"
            yield file.problem("CFG.WEIGHTS", ("indicators", place), said, "Add weight:, 0% where it is only watched")


def _stated_on(file: FileOf[OutcomeForm], day: date, parts: list[tuple[int, Fraction]]) -> int:
    """The last indicator whose weight is stated on the day, else the last one."""
    for place, _ in reversed(parts):
        weight = file.form.indicators[place].weight
        if weight and any(start == day for start, _ in weight.entries):
            return place
    return parts[-1][0]


def _points(folder: Folder, start: date) -> Iterator[Problem]:
    contract = folder.contract
    if contract is None or any(file.form.points is None for file in folder.outcomes):
        for file in folder.outcomes:
            if file.form.points is None:
                yield file.problem(
                    "CFG.WEIGHTS", ("outcome",), "The pot is divided by points and this has none", "Add points:"
                )
        return
    bonus = contract.form.bonus
    dated = [file.form.points for file in folder.outcomes if file.form.points] + ([bonus.points] if bonus else [])
    for day in sorted({start} | {day for points in dated for day, _ in points.entries}):
        total = sum((points.on(day) for points in dated if points.starts_by(day)), Decimal(0))
        if total != 100:
            said = f"Points add to {total:f} from {day}, must be 100"
            gap = f"{abs(100 - total):f} {'short' if total < 100 else 'too many'}"
            fix = f"The outcomes and the bonus are {gap}: correct one"
            yield contract.problem("CFG.WEIGHTS", ("bonus", "points"), said, fix)


def _first_day(folder: Folder) -> date:
    """The first day that any outcome states, for a contract.yaml that cannot be read."""
    days = [day for _, _, one in folder.indicators() for day, _ in one.stage.entries]
    return min(days, default=date(2000, 1, 1))
