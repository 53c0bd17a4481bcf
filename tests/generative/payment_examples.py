"""Contracts and figures drawn at random: every shape, every rule, and everything that goes beside the pot.

EVENLODE_EXAMPLES sets how many contracts a property is tried on: 500 unless said otherwise, fewer where one is slow.
"""

from __future__ import annotations

import os
import random
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from evenlode.results import Grain, Kind, Outturn, Period, Polarity, Stage
from evenlode.terms.money_terms import Band, CapitationTerms, FlowTerms, GainShareTerms, Quality, Uplift
from evenlode.terms.terms import (
    CompleteReturn,
    Gate,
    Improvement,
    IndicatorTerms,
    Ladder,
    Line,
    OutcomeTerms,
    Price,
    Rules,
    Terms,
)

EXAMPLES = int(os.environ.get("EVENLODE_EXAMPLES", "500"))
holds = settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.too_slow])

YEAR = Period(date(2027, 10, 1), date(2028, 9, 30))
START, MIDYEAR, AFTER = date(2026, 10, 1), date(2028, 4, 1), date(2028, 10, 1)
KNOWN = date(2028, 11, 30)
NAMES = ("good", "improved", "excellent")
BY_HEAD = CapitationTerms("head", "on the first day", ((START, {"one": 4_000, "two": 10_050}),))
CHOICES = ("to_reinvestment", "share_within_outcome", "hold")


class Example(NamedTuple):
    """A contract year and its figures."""

    terms: Terms
    outturns: list[Outturn]


class Chooser(random.Random):
    """Draws of one example: a random source that Hypothesis seeds, so that a failure can be run again."""

    def often(self, usual: Any, *others: Any) -> Any:
        """The usual value four times in five."""
        return usual if self.random() < 0.8 else self.choice(others)

    def share(self, most: int = 20, of: int = 20) -> Fraction:
        return Fraction(self.randint(0, most), of)


def lines(choose: Chooser) -> tuple[Line, ...]:
    days = choose.often([START], [START, YEAR.start], [START, MIDYEAR], [MIDYEAR], [])
    return tuple(Line(day, choose.share(most=15), is_share=True) for day in days)


def ladder(choose: Chooser, polarity: Polarity) -> Ladder:
    names = NAMES[: choose.randint(1, 3)]
    thresholds = sorted((choose.share(most=15) for _ in names), reverse=polarity is Polarity.LOWER_IS_BETTER)
    pays = sorted(choose.share(most=7, of=7) for _ in names)
    rungs = [
        (name, Line(START, at, is_share=True), paid) for name, at, paid in zip(names, thresholds, pays, strict=True)
    ]
    return Ladder(START, tuple(rungs))


CLIMBING = ("linear", "better_of", "unit_price", "reporting", "percentile_ladder")
PERCENTILES = (30, 50, 75, 90)


def straight(choose: Chooser, polarity: Polarity, names: tuple[str, str]) -> Ladder:
    """A floor that pays nothing and a ceiling that pays all, apart, the way the polarity points."""
    ends = sorted(choose.sample(range(16), 2), reverse=polarity is Polarity.LOWER_IS_BETTER)
    rungs = [
        (name, Line(START, Fraction(at, 20), is_share=True), Fraction(pays))
        for pays, name, at in zip((0, 1), names, ends, strict=True)
    ]
    return Ladder(START, tuple(rungs))


def percentiles(choose: Chooser) -> Ladder:
    pays = sorted(choose.share(most=7, of=7) for _ in PERCENTILES)
    rungs = [
        (f"percentile {at}", Line(START, Fraction(at), is_share=False), paid)
        for at, paid in zip(PERCENTILES, pays, strict=True)
    ]
    return Ladder(START, tuple(rungs))


def ladders(choose: Chooser, shape: str, polarity: Polarity) -> tuple[Ladder, ...]:
    match shape:
        case "levels":
            return (ladder(choose, polarity),)
        case "linear":
            return (straight(choose, polarity, ("floor", "ceiling")),)
        case "better_of":
            return (straight(choose, polarity, ("threshold", "benchmark")),)
        case "percentile_ladder":
            return (percentiles(choose),)
    return ()


def kind_of(choose: Chooser, shape: str) -> Kind:
    if shape == "any_improvement":
        return Kind.CHANGE
    if shape == "percentile_ladder":
        return Kind.SUPPLIED_VALUE
    return choose.choice([Kind.PROPORTION, Kind.SUPPLIED_VALUE]) if shape == "unit_price" else Kind.PROPORTION


def indicator(choose: Chooser, name: str, in_levels: bool | None) -> IndicatorTerms:
    """in_levels: whether it must, or must not, be judged by levels; None leaves it open."""
    others = (*CLIMBING, "any_improvement", "none")
    shape = choose.choice([choose.choice(["target", "levels"]), choose.choice(others)])
    if in_levels is not None:
        shape = "levels" if in_levels else choose.choice(["target", choose.choice(others)])
    polarity = choose.choice(list(Polarity))
    if shape in ("unit_price", "percentile_ladder"):
        polarity = Polarity.HIGHER_IS_BETTER
    return IndicatorTerms(
        indicator=name,
        code=name,
        title=name,
        outcome="",
        shape=shape,
        kind=kind_of(choose, shape),
        grain=choose.choice([Grain.MONTH, Grain.QUARTER, Grain.CONTRACT_YEAR]),
        polarity=polarity,
        stage=choose.often(Stage.PERFORMANCE, Stage.BASELINE, Stage.MONITORED),
        weight=Fraction(choose.randint(0, 5), 7),
        lines=lines(choose) if shape == "target" else (),
        ladders=ladders(choose, shape, polarity),
        minimum_denominator=choose.choice([0, 30]),
        minimum_coverage=choose.often(None, Fraction(1, 2)),
        improvements=(Improvement(START, choose.share(most=15), choose.random() < 0.5),)
        if shape == "better_of"
        else (),
        prices=(Price(START, choose.choice([1, 151, 10_000]), choose.choice([None, 10_000, 500_000])),)
        if shape == "unit_price"
        else (),
        returns=(CompleteReturn(START, Fraction(3, 5), choose.choice([None, 61, 60])),) if shape == "reporting" else (),
    )


def outcome(choose: Chooser, number: int, by_points: bool) -> OutcomeTerms:
    in_levels = None if by_points else choose.random() < 0.6
    count = choose.often(choose.randint(1, 4), 0)
    found = tuple(indicator(choose, f"{number}-{place}", in_levels) for place in range(count))
    best = Fraction(choose.randint(0, 25), 100)
    several = {"good": best / 4, "improved": best / 2, "excellent": best}
    return OutcomeTerms(
        outcome=f"outcome-{number}",
        number=number,
        title=f"Outcome {number}",
        points=Fraction(choose.randint(1, 30)) if by_points else None,
        pays={} if by_points else several if in_levels else {"met": best},
        indicators=found,
        not_measured=None if found else "nobody knows how",
        headline=found[0].indicator if found else None,
    )


def bands(choose: Chooser) -> tuple[Band, ...]:
    ends = [Fraction(at, 100) for at in sorted(choose.sample(range(1, 12), choose.randint(0, 2)))]
    found = zip([Fraction(0), *ends], [*ends, None], strict=True)
    return tuple(Band(start, end, choose.share()) for start, end in found)


def sharing(choose: Chooser, by_points: bool) -> GainShareTerms:
    """A gain share with any of its steps, in any order that a contract may name."""
    side = choose.choice(["one", "two"])
    held_by = choose.choice(["commissioner", "provider"])
    steps: dict[str, dict[str, Any]] = {
        "cap": {"cap": choose.share(most=5, of=20), "loss_cap": choose.share(most=5, of=20) if side == "two" else None}
    }
    if by_points:
        steps["quality"] = {"quality": Quality("points earned")}
    if side == "one":
        steps["carried losses"] = {"carry_losses_years": 3}
    if held_by == "commissioner":
        steps["support fee"] = {"support_fee": choose.randint(0, 500)}
    chosen = choose.sample(sorted(steps), choose.randint(0, len(steps)))
    place = choose.randint(0, len(chosen))
    order = [*chosen[:place], "bands", *chosen[place:]]
    fields: dict[str, Any] = {name: value for step in chosen for name, value in steps[step].items()}
    if held_by == "provider" and "quality" in chosen:
        order = ["bands", *chosen]
    elif held_by == "commissioner" and choose.random() < 0.5:
        order.insert(choose.randint(0, order.index("bands")), "minimum savings rate")
        fields["minimum_savings_rate"] = fields["minimum_loss_rate"] = choose.share(most=4, of=100)
    loss_bands = bands(choose) if side == "two" and choose.random() < 0.5 else ()
    return GainShareTerms(
        held_by,
        side,
        tuple(order),
        bands(choose),
        loss_bands,
        retained=choose.share(),
        **fields,
    )


def flows(choose: Chooser) -> tuple[FlowTerms, ...]:
    count = choose.randint(0, 3)
    return tuple(
        FlowTerms(
            f"partner-{place}",
            ((START, choose.randint(0, 10**8)), (MIDYEAR, choose.randint(0, 10**8)))[: choose.randint(1, 2)],
            choose.random() < 0.5,
            choose.share(of=20 * max(count, 1)),
            choose.share(of=20 * max(count, 1)),
        )
        for place in range(count)
    )


def terms(choose: Chooser) -> Terms:
    found = terms_of_the_pot(choose)
    everyone = [one.indicator for one in found.indicators()]
    gates = tuple(
        Gate(choose.choice([*everyone, "nobody"]), choose.share(), choose.choice(["to_reinvestment", "hold"]))
        for _ in range(choose.often(0, 1, 2))
    )
    feedback = choose.often(None, *everyone, "nobody")
    capitation = choose.choice([None, BY_HEAD, CapitationTerms("envelope", "on the first day")])
    return replace(
        found,
        rules=replace(found.rules, gates=gates, bonus_feedback=feedback),
        annual_value=choose.choice([0, 10**9]),
        first_value=10**9,
        advance=choose.often(Fraction(0), Fraction(1), Fraction(1, 3)),
        gain_share=choose.choice([None, sharing(choose, found.divided_by == "points")]),
        capitation=capitation,
        uplifts=(Uplift(MIDYEAR, choose.share(of=100), choose.share(of=200), choose.choice(["multiplied", "added"])),),
        flows=flows(choose),
    )


def terms_of_the_pot(choose: Chooser) -> Terms:
    by_points = choose.random() < 2 / 3
    return Terms(
        contract="generated",
        title="Generated",
        year=YEAR,
        pot=choose.choice([0, 1, 99, 100_000_000, choose.randint(0, 10**9)]),
        basis="withheld",
        divided_by="points" if by_points else "pot_percent",
        funders=choose.choice([{}, {"one": Fraction(1, 3), "two": Fraction(2, 3)}]),
        outcomes=tuple(outcome(choose, number, by_points) for number in range(1, choose.randint(2, 4))),
        bonus_points=Fraction(choose.choice([0, 10])) if by_points else Fraction(0),
        rules=Rules(
            judging_day=choose.often("last day of the period", "by month"),
            partial=choose.choice(["half of its periods", "lowest level", "never"]),
            outcome_achieved=choose.choice(["all", "weighted", "headline"]),
            outcome_achieved_weight=Fraction(2, 3),
            not_assessable=choose.choice(CHOICES),
            not_measured=choose.choice(CHOICES),
            baseline_pays=choose.choice(["nothing", "complete data"]),
        ),
    )


def figure(choose: Chooser, found: IndicatorTerms, grain: Grain, period: Period) -> Outturn:
    denominator = choose.often(1000, None, 0, 20, 30, 997)
    numerator = None if denominator is None or choose.random() < 0.05 else choose.randint(0, denominator)
    value = str(choose.choice([-1, 0, 1])) if found.kind is Kind.CHANGE else None
    if found.kind is Kind.SUPPLIED_VALUE:
        value = choose.often(str(choose.randint(0, 100)), None, "89.5", "90")
    eligible, missing = choose.often((1000, 0), (None, None), (1000, 499), (1000, 501))
    return Outturn(
        found.indicator, "1", found.kind, grain, period, numerator=numerator, denominator=denominator, value=value,
        eligible=eligible, missing=missing, as_known_on=KNOWN,
    )  # fmt: skip


def figures(choose: Chooser, given_terms: Terms) -> Iterator[Outturn]:
    for found in given_terms.indicators():
        if choose.random() < 0.95:
            yield figure(choose, found, Grain.CONTRACT_YEAR, YEAR)
        if choose.random() < 0.3:
            yield from (figure(choose, found, Grain.MONTH, month) for month in YEAR.months() if choose.random() < 0.95)


def example(seed: int) -> Example:
    choose = Chooser(seed)
    given_terms = terms(choose)
    return Example(given_terms, list(figures(choose, given_terms)))


seeds = st.integers(min_value=0, max_value=2**64 - 1)
examples = seeds.map(example)
