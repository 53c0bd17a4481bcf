"""Why two payments differ: data, definition, target or price, each in pence, and together the whole difference."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from evenlode.money import Pence
from evenlode.payment import judge, pay
from evenlode.problems import Refusal
from evenlode.results import Outturn, Payment, Period
from evenlode.terms.terms import IndicatorTerms, Terms


class Cause(StrEnum):
    """What made a payment another one, in the order in which the causes are taken."""

    DATA = "data"
    DEFINITION = "definition"
    TARGET = "target"
    PRICE = "price"
    SOFTWARE = "software"


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: the terms of its year, its outturns, and what its statement said it pays, where there is one."""

    terms: Terms
    outturns: tuple[Outturn, ...]
    stated: Amounts | None = None


@dataclass(frozen=True, slots=True)
class Amounts:
    """A pot and where it goes, or a difference of two of them; pence."""

    pot: Pence = 0
    earned: Pence = 0
    held: Pence = 0
    not_earned: Pence = 0
    not_on_offer: Pence = 0

    def __sub__(self, other: Amounts) -> Amounts:
        return Amounts(*(mine - theirs for mine, theirs in zip(self.values(), other.values(), strict=True)))

    def __add__(self, other: Amounts) -> Amounts:
        return Amounts(*(mine + theirs for mine, theirs in zip(self.values(), other.values(), strict=True)))

    def values(self) -> tuple[Pence, ...]:
        """Pot, earned, held, not earned, not on offer."""
        return (self.pot, self.earned, self.held, self.not_earned, self.not_on_offer)


@dataclass(frozen=True, slots=True)
class Part:
    """What one cause changed: all amounts, and what is earned by line (outcome, and indicator where there is one)."""

    cause: Cause
    change: Amounts
    lines: tuple[tuple[str, Pence], ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """Two payments and the parts of their difference. before + every part = after."""

    before: Amounts
    after: Amounts
    parts: tuple[Part, ...]

    def __post_init__(self) -> None:
        total = self.before
        for part in self.parts:
            total += part.change
        if total != self.after:
            raise ValueError("the causes do not add to the difference")


def amounts_of(payment: Payment) -> Amounts:
    """What a payment comes to."""
    return Amounts(payment.pot, payment.earned, payment.held, payment.not_earned, payment.not_on_offer)


def compare(old: Side, new: Side) -> Compared:
    """The difference between two payments by cause. Each cause is what changes when it alone is put in, in this order.

    Data: the new figures of every indicator whose definition is the same. Definition: the other new figures. Target:
    the new lines and rules of judging. Price: everything else of the new terms, such as pot, points, weights and
    stages. Where the years differ, the old terms are carried into the new year as they stood on their last day.
    Software: what a statement says beside what the same figures and terms come to now; nothing unless the rules of
    the program changed in between. Raises Refusal where figures or terms cannot be judged or paid.
    """
    carried = old.terms if old.terms.year == new.terms.year else _in_year(old.terms, new.terms.year)
    moved = tuple(_shifted(one, old.terms.year, new.terms.year) for one in old.outturns)
    steps: list[tuple[Cause, Payment]] = [
        (Cause.TARGET, _paid(moved, carried)),
        (Cause.DATA, _paid(_with_new_data(moved, new.outturns), carried)),
        (Cause.DEFINITION, _paid(new.outturns, carried)),
        (Cause.TARGET, _with_new_targets(new, carried)),
        (Cause.PRICE, _paid(new.outturns, new.terms)),
    ]
    first = _paid(old.outturns, old.terms)
    found: dict[Cause, Part] = {cause: Part(cause, Amounts(), ()) for cause in Cause}
    earlier = first
    for cause, payment in steps:
        found[cause] = _added(found[cause], earlier, payment)
        earlier = payment
    before, after = old.stated or amounts_of(first), new.stated or amounts_of(earlier)
    software = (amounts_of(first) - before) + (after - amounts_of(earlier))
    parts = [found[cause] for cause in Cause if cause is not Cause.SOFTWARE]
    if software != Amounts():
        parts.append(Part(Cause.SOFTWARE, software, ()))
    return Compared(before, after, tuple(parts))


def _paid(outturns: Iterable[Outturn], terms: Terms) -> Payment:
    return pay(judge(outturns, terms), terms)


def _added(part: Part, earlier: Payment, later: Payment) -> Part:
    lines = dict(part.lines)
    for sign, payment in ((-1, earlier), (1, later)):
        for line in payment.lines:
            name = line.outcome if line.indicator is None else f"{line.outcome}, {line.indicator}"
            lines[name] = lines.get(name, 0) + sign * line.earned
    change = part.change + (amounts_of(later) - amounts_of(earlier))
    return Part(part.cause, change, tuple((name, amount) for name, amount in lines.items() if amount))


def _with_new_data(old: Iterable[Outturn], new: Iterable[Outturn]) -> tuple[Outturn, ...]:
    """The new figures, but the old ones of every indicator that was then measured by another definition."""
    old, new = tuple(old), tuple(new)
    before, after = _definitions(old), _definitions(new)
    same = {name for name in after if before.get(name, after[name]) == after[name]}
    kept = tuple(one for one in old if one.indicator in after and one.indicator not in same)
    return (*(one for one in new if one.indicator in same), *kept)


def _definitions(outturns: Iterable[Outturn]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for one in outturns:
        found.setdefault(one.indicator, set()).add(one.definition)
    return {name: frozenset(versions) for name, versions in found.items()}


def _with_new_targets(new: Side, terms: Terms) -> Payment:
    """The payment of the terms with the new side's lines and rules of judging.

    Where no pot could be divided so, for example as a level that is new has no price yet, it is the new payment.
    """
    theirs = {indicator.indicator: indicator for indicator in new.terms.indicators()}
    outcomes = tuple(
        replace(
            outcome,
            indicators=tuple(_judged_like(own, theirs.get(own.indicator)) for own in outcome.indicators),
        )
        for outcome in terms.outcomes
    )
    rules = replace(new.terms.rules, gates=terms.rules.gates, bonus_feedback=terms.rules.bonus_feedback)
    try:
        return _paid(new.outturns, replace(terms, outcomes=outcomes, rules=rules))
    except Refusal:
        return _paid(new.outturns, new.terms)


def _judged_like(own: IndicatorTerms, other: IndicatorTerms | None) -> IndicatorTerms:
    """The indicator with the other's way of judging; its weight, stage and prices stay."""
    if other is None:
        return own
    return replace(other, weight=own.weight, stage=own.stage, prices=own.prices or other.prices, outcome=own.outcome)


def _in_year(terms: Terms, year: Period) -> Terms:
    """The terms carried into another contract year, every dated value as it was on their own last day."""
    last = terms.year.end
    outcomes = tuple(
        replace(outcome, indicators=tuple(_as_on(indicator, last) for indicator in outcome.indicators))
        for outcome in terms.outcomes
    )
    return replace(terms, year=year, outcomes=outcomes)


def _as_on(indicator: IndicatorTerms, day: date) -> IndicatorTerms:
    """The indicator with the values of one day alone, in force since ever."""
    return replace(
        indicator,
        lines=_always(indicator.line_on(day)),
        ladders=_always(indicator.ladder_on(day)),
        improvements=_always(indicator.improvement_on(day)),
        prices=_always(indicator.price_on(day)),
        returns=_always(indicator.return_on(day)),
    )


def _always(one: Any) -> tuple[Any, ...]:
    return () if one is None else (replace(one, start=date.min),)


def _shifted(outturn: Outturn, year: Period, to: Period) -> Outturn:
    years = to.start.year - year.start.year
    if not years:
        return outturn
    after = outturn.period.end + timedelta(days=1)
    start = outturn.period.start.replace(year=outturn.period.start.year + years)
    return replace(outturn, period=Period(start, after.replace(year=after.year + years) - timedelta(days=1)))
