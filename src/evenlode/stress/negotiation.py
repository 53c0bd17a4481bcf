"""Negotiation: two offers paid for the same invented years, and each concession between them priced by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from evenlode.money import Pence, pounds
from evenlode.problems import refuse
from evenlode.stress.bench import Bench
from evenlode.stress.words import percent, thousands
from evenlode.terms.terms import IndicatorTerms, OutcomeTerms, Terms

WHERE = (Fraction(-5, 100), Fraction(0), Fraction(5, 100))
"""Where the service may stand against the first offer's lines: five points short, on them, five points beyond."""

Move = Callable[[Terms], Terms]


@dataclass(frozen=True, slots=True)
class Compared:
    """What both offers pay on average where the service stands so against the first offer's lines."""

    assumption: str
    ours: Pence
    theirs: Pence


@dataclass(frozen=True, slots=True)
class Concession:
    """One change from the first offer to the second, made alone; what it is worth to the provider in a year."""

    what: str
    change: str
    lowest: Pence
    highest: Pence


@dataclass(frozen=True, slots=True)
class Negotiation:
    """Both offers on the same years, and the log of concessions in the order of the contract."""

    sentence: str
    compared: tuple[Compared, ...]
    concessions: tuple[Concession, ...]


def negotiate(bench: Bench, second: Terms) -> Negotiation:
    """The first offer is on the bench. Raises a Refusal where the second is of another contract year."""
    if second.year != bench.terms.year:
        said = f"the second offer is for {second.year} and the first for {bench.terms.year}"
        raise refuse("PERIOD.OUTSIDE", said, "Compare two offers for the same contract year")
    drawn = {gap: bench.draw(f"offers {gap}", bench.true_shares(gap, of="line")) for gap in WHERE}

    def paid(terms: Terms) -> list[float]:
        here = replace(bench, terms=terms)
        known = {one.indicator for one in terms.indicators()}
        return [
            float(here.price({name: own for name, own in years.items() if name in known}).total.mean())
            for years in drawn.values()
        ]

    ours, theirs = paid(bench.terms), paid(second)
    concessions = []
    for what, change, move in _moves(bench.terms, second):
        worth = [after - before for after, before in zip(paid(move(bench.terms)), ours, strict=True)]
        concessions.append(Concession(what, change, round(min(worth)), round(max(worth))))
    compared = tuple(
        Compared(_stands(gap), round(before), round(after))
        for gap, before, after in zip(WHERE, ours, theirs, strict=True)
    )
    gap = theirs[1] - ours[1]
    more = "more" if gap >= 0 else "less"
    return Negotiation(
        f"On its lines a service would be paid {thousands(abs(gap))} a year {more} under the second offer.",
        compared,
        tuple(concessions),
    )


def _stands(gap: Fraction) -> str:
    if not gap:
        return "On every line of the first offer"
    return f"{int(abs(gap) * 100)} points {'beyond' if gap > 0 else 'short of'} every line of the first offer"


def _moves(first: Terms, second: Terms) -> Iterator[tuple[str, str, Move]]:
    """Each difference between the offers, in words, and how to make it alone."""
    if first.pot != second.pot:
        yield "The pot", f"{pounds(first.pot)} to {pounds(second.pot)}", lambda terms: replace(terms, pot=second.pot)
    if first.bonus_points != second.bonus_points:
        points = f"{float(first.bonus_points):g} to {float(second.bonus_points):g} points"
        yield "The bonus", points, lambda terms: replace(terms, bonus_points=second.bonus_points)
    if first.rules != second.rules:
        yield "The rules of judging", _rules(first, second), lambda terms: replace(terms, rules=second.rules)
    others = {one.outcome: one for one in second.outcomes}
    for outcome in first.outcomes:
        other = others.get(outcome.outcome)
        if other is not None:
            yield from _of_outcome(outcome, other)


def _of_outcome(first: OutcomeTerms, second: OutcomeTerms) -> Iterator[tuple[str, str, Move]]:
    name = f"Outcome {first.number}"
    if first.points != second.points:
        said = f"{float(first.points or 0):g} to {float(second.points or 0):g} points"
        yield name, said, _with_outcome(first.outcome, lambda one: replace(one, points=second.points))
    if dict(first.pays) != dict(second.pays):
        yield name, "what its levels pay", _with_outcome(first.outcome, lambda one: replace(one, pays=second.pays))
    others = {one.indicator: one for one in second.indicators}
    for one in first.indicators:
        other = others.get(one.indicator)
        if other is None:
            yield one.code, "left out", _without(one.indicator)
        elif other != one:
            yield one.code, _said(one, other, first, second), _swapped(one.indicator, other)


def _said(one: IndicatorTerms, other: IndicatorTerms, first: OutcomeTerms, second: OutcomeTerms) -> str:
    parts = []
    if one.shape != other.shape:
        parts.append(f"{one.shape.replace('_', ' ')} to {other.shape.replace('_', ' ')}")
    was, now = (found.lines[-1].value if found.lines else None for found in (one, other))
    if was != now and was is not None and now is not None:
        parts.append(f"line {percent(was, 1)} to {percent(now, 1)}")
    if one.weight != other.weight:
        parts.append(f"weight {percent(one.weight, 1)} to {percent(other.weight, 1)}")
    if one.stage != other.stage:
        parts.append(f"{one.stage} to {other.stage}")
    if one.minimum_denominator != other.minimum_denominator:
        parts.append(f"at least {one.minimum_denominator} to at least {other.minimum_denominator} counted")
    return "; ".join(parts) or "its levels, prices or definition"


def _rules(first: Terms, second: Terms) -> str:
    names = ("judging_day", "partial", "outcome_achieved", "not_assessable", "not_measured", "baseline_pays")
    changed = [name for name in names if getattr(first.rules, name) != getattr(second.rules, name)]
    said = [
        f"{name.replace('_', ' ')}: {getattr(first.rules, name)} to {getattr(second.rules, name)}" for name in changed
    ]
    return "; ".join(said) or "gates or weights"


def _with_outcome(outcome: str, change: Callable[[OutcomeTerms], OutcomeTerms]) -> Move:
    def move(terms: Terms) -> Terms:
        return replace(terms, outcomes=tuple(change(one) if one.outcome == outcome else one for one in terms.outcomes))

    return move


def _swapped(indicator: str, by: IndicatorTerms) -> Move:
    return _with_indicators(lambda own: by if own.indicator == indicator else own)


def _without(indicator: str) -> Move:
    return _with_indicators(lambda own: None if own.indicator == indicator else own)


def _with_indicators(change: Callable[[IndicatorTerms], IndicatorTerms | None]) -> Move:
    def move(terms: Terms) -> Terms:
        outcomes = tuple(
            replace(one, indicators=tuple(kept for own in one.indicators if (kept := change(own)) is not None))
            for one in terms.outcomes
        )
        return replace(terms, outcomes=outcomes)

    return move
