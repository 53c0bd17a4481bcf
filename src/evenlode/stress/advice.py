"""Advice: for each indicator, what would make its pay follow performance, and what each design costs in incentive."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from evenlode.money import Pence
from evenlode.stress.bench import Bench
from evenlode.stress.noise import Follows, paid_by_performance
from evenlode.stress.redesign import as_levels, as_linear
from evenlode.stress.scores import no_effect_shares
from evenlode.stress.words import percent
from evenlode.terms.terms import Terms

WANTED = 0.7
"""The share of differences in pay that should follow performance: the usual least for a figure about one provider."""
SPREAD = 0.03
"""How far services are taken to differ in truth: three points, one SD."""
OFTEN = 0.2
"""A no-effect share above this is worth a stricter rule of change."""
DRAWN = 300
"""How many services are drawn for each design: a share is then right to some four points."""
NONE_NEEDED = "none needed for its numbers"
AVERAGED = (1, 2, 3)
"""Over how many years a figure may be averaged."""

DESIGNS: Mapping[str, Callable[[Terms], Terms]] = {
    "as agreed": lambda terms: terms,
    "three levels": as_levels,
    "a straight line": as_linear,
}


@dataclass(frozen=True, slots=True)
class Advised:
    """One indicator: how far its pay follows performance as agreed, and the smallest change that reaches enough.

    enough: False where no change looked at reaches it. reached: how far pay then follows performance.
    """

    indicator: str
    code: str
    now: float
    change: str
    reached: float
    enough: bool


@dataclass(frozen=True, slots=True)
class Design:
    """One design of the whole contract: pay for one point of improvement everywhere, and one SD of luck, in pence."""

    name: str
    for_a_point: Pence
    noise: Pence
    reliability: float


def advice_and_designs(bench: Bench) -> tuple[tuple[Advised, ...], tuple[Design, ...]]:
    """What to change for each indicator judged on a share, and incentive against noise for each design.

    Every design is looked at over one, two and three years. Indicators are in the order of the contract, designs the
    quietest first.
    """
    tried: dict[tuple[str, int], tuple[Bench, Follows]] = {}
    for name, change in DESIGNS.items():
        designed = replace(bench.under(change(bench.terms)), years=min(bench.years, DRAWN))
        for years in AVERAGED:
            here = _over(designed, years)
            tried[name, years] = here, paid_by_performance(here, SPREAD)
    follows = {key: found for key, (_, found) in tried.items()}
    designs = [
        Design(_words(*key), round(for_a_point(here)), round(found.noise_sd), found.reliability)
        for key, (here, found) in tried.items()
    ]
    return _advised(bench, follows), tuple(sorted(designs, key=lambda one: (one.noise, one.name)))


def _advised(bench: Bench, follows: Mapping[tuple[str, int], Follows]) -> tuple[Advised, ...]:
    scores = no_effect_shares(bench)
    advised = []
    for one in bench.shares:
        slug = one.indicator.indicator
        now = follows["as agreed", 1].by_indicator.get(slug)
        if now is None:
            continue
        changes = sorted(follows, key=lambda key: (key[1], list(DESIGNS).index(key[0])))
        reached = {key: follows[key].by_indicator.get(slug) or 0.0 for key in changes}
        good = next((key for key in changes if reached[key] >= WANTED), None)
        best = good or max(changes, key=lambda key: reached[key])
        words = _words(*best) if reached[best] > now else "nothing looked at does better"
        if best == ("as agreed", 1) and good:
            words = NONE_NEEDED
        if slug in scores and scores[slug].worse_half > OFTEN > scores[slug].reliably:
            was, then = percent(scores[slug].worse_half), percent(scores[slug].reliably)
            words += f"; count reliable change alone ({then} by chance instead of {was})"
        advised.append(Advised(slug, one.indicator.code, now, words, reached[best], good is not None))
    return tuple(advised)


def for_a_point(bench: Bench) -> float:
    """What one point of improvement everywhere pays on average, for a service on its lines, in pence."""
    point = Fraction(1, 100)
    better, worse = (
        float(bench.price(bench.draw("one point", bench.true_shares(gap, of="line"))).total.mean())
        for gap in (point, -point)
    )
    return (better - worse) / 2


def _over(bench: Bench, years: int) -> Bench:
    """The same bench with so many times the people: a figure averaged over years counts each year's people."""
    return bench if years == 1 else bench.with_people(lambda people: people * years)


def _words(name: str, years: int) -> str:
    over = {1: "", 2: " over two years", 3: " over three years"}[years]
    return f"{name}{over}" if name != "as agreed" or years > 1 else name
