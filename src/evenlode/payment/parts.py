"""Parts of the pot: what each outcome and indicator could pay at most; it follows from the terms alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.money import Pence, share_out
from evenlode.payment.prepared import Prepared
from evenlode.problems import Level, Problem, Refusal

if TYPE_CHECKING:
    from evenlode.terms.terms import IndicatorTerms, OutcomeTerms, Terms


def amounts_of(ready: Prepared) -> tuple[Pence, ...]:
    """The pot divided: a part an outcome in the order of the contract, then the bonus or what no level pays.

    Raises Refusal, with every Problem at once, where the terms do not say how the pot is divided.
    """
    return ready.remember("amounts", lambda: _amounts(ready.terms))


def part_of_pot(indicator: IndicatorTerms, ready: Prepared) -> Pence:
    """The indicator's own part of the pot in pence, before any other indicator's money is shared with it."""
    return ready.remember(("part of the pot", indicator.indicator), lambda: _part(indicator, ready))


def _part(indicator: IndicatorTerms, ready: Prepared) -> Pence:
    for outcome, amount in zip(ready.terms.outcomes, amounts_of(ready), strict=False):
        weights = ready.weights[outcome.outcome]
        for own, part in zip(outcome.indicators, share_out(amount, weights) if any(weights) else (), strict=False):
            if own.indicator == indicator.indicator:
                return part
    return 0


def best_level(pays: Iterable[Fraction]) -> Fraction:
    """The most that any level pays of the pot."""
    return max(pays, default=Fraction(0))


def _amounts(terms: Terms) -> tuple[Pence, ...]:
    problems = list(_wrong_with(terms))
    if problems:
        raise Refusal(problems)
    return tuple(share_out(terms.pot, _weights(terms)))


def _weights(terms: Terms) -> tuple[Fraction, ...]:
    """What divides the pot: the outcomes in the order of the contract, then the bonus or what no level pays."""
    if terms.divided_by == "points":
        points = tuple(outcome.points or Fraction(0) for outcome in terms.outcomes)
        return (*points, terms.bonus_points) if terms.bonus_points else points
    bests = tuple(best_level(outcome.pays.values()) for outcome in terms.outcomes)
    return (*bests, 1 - sum(bests, Fraction(0)))


def _wrong_with(terms: Terms) -> Iterator[Problem]:
    """What keeps the terms from dividing the pot. A contract that was read has none of it."""
    if terms.pot < 0:
        yield _problem("CFG.POT", "pot", "the pot is below zero", "State a pot of zero or more")
    if not terms.outcomes:
        yield _problem("CFG.POINTS", "outcomes", "there is no outcome to divide the pot by", "Add an outcome")
    for outcome in terms.outcomes:
        yield from _wrong_with_outcome(outcome, terms)
    if terms.divided_by == "points":
        if terms.bonus_points < 0 or not any(_weights(terms)):
            yield _problem("CFG.POINTS", "points", "the points add to nothing", "State points that add to 100")
        return
    if sum((best_level(outcome.pays.values()) for outcome in terms.outcomes), Fraction(0)) > 1:
        yield _problem("CFG.LEVELS", "pays", "the best levels pay more than the pot", "Lower them to 100% in all")
    if terms.bonus_points:
        message = "bonus points stand beside a pot divided by per cent"
        yield _problem("CFG.POT", "bonus", message, "Divide the pot in one way: by points or by per cent")


def _wrong_with_outcome(outcome: OutcomeTerms, terms: Terms) -> Iterator[Problem]:
    if terms.divided_by == "points" and (outcome.points is None or outcome.points < 0):
        yield _problem("CFG.POINTS", outcome.outcome, "it states no points", "Add points of zero or more")
    if any(share < 0 for share in outcome.pays.values()):
        yield _problem("CFG.LEVELS", outcome.outcome, "a level pays less than nothing", "State 0% or more")
    for indicator in outcome.indicators:
        if indicator.weight < 0:
            yield _problem("CFG.WEIGHTS", indicator.indicator, "its weight is below zero", "State 0% or more")
        ladder = indicator.ladder_on(terms.year.end)
        levels = ladder.levels if ladder else ()
        by_points = terms.divided_by == "points"
        own = by_points or indicator.shape != "levels"
        pays = [share if own else outcome.pays.get(name, Fraction(0)) for name, _, share in levels]
        if pays != sorted(pays):
            message = "a higher level pays less than a lower one"
            yield _problem("CFG.LEVELS", indicator.indicator, message, "Let each level pay at least what the last does")


def _problem(rule: str, field: str, message: str, fix: str) -> Problem:
    return Problem(rule, Level.REJECT_FILE, "contract", None, field, message, fix)
