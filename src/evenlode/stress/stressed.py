"""Stressed: every scenario run for one contract year, with what a board needs of it on one page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenlode.money import Pence
from evenlode.results import Outturn, Period
from evenlode.stress.advice import NONE_NEEDED, SPREAD, Advised, Design, advice_and_designs
from evenlode.stress.assumed import Assumed, assumptions
from evenlode.stress.bench import SEED, YEARS, Bench
from evenlode.stress.calibration import Calibration, calibrated
from evenlode.stress.finding import Finding
from evenlode.stress.noise import paid_by_performance
from evenlode.stress.scenarios import finding_of, scenarios, title_of
from evenlode.stress.together import Beside, beside
from evenlode.terms.contract import Contract

GAPS = (Fraction(2, 100), Fraction(5, 100), Fraction(10, 100))
"""How far from its lines the service is assumed to be: nobody knows it, so three are shown."""


LESS_AT_ONCE = "enough are counted: put less money on one line"


@dataclass(frozen=True, slots=True)
class Noise:
    """What the contract pays where nothing is achieved: one assumption, its pay and its share of the pot."""

    assumption: str
    pay: Pence
    share: float


@dataclass(frozen=True, slots=True)
class Worst:
    """One of the indicators whose money follows luck most. luck: one SD of its pay, in pence."""

    indicator: str
    code: str
    title: str
    luck: Pence
    at_stake: Pence
    follows: float
    change: str


@dataclass(frozen=True, slots=True)
class Stressed:
    """The bench's answer for one contract year.

    noise: pay for nothing under each assumption, never one number. not_estimable: indicators of which nobody knows
    what is true now. years, seed: of the simulation. calibration: what the figures given say of chance and of what
    moves together; beside: pay under it, beside pay where people are independent.
    """

    contract: str
    year: Period
    pot: Pence
    years: int
    seed: int
    assumed: tuple[Assumed, ...]
    noise: tuple[Noise, ...]
    worst: tuple[Worst, ...]
    not_estimable: tuple[str, ...]
    findings: tuple[Finding, ...]
    advised: tuple[Advised, ...]
    designs: tuple[Design, ...]
    calibration: Calibration
    beside: tuple[Beside, ...]


def bench_of(
    contract: Contract, year: Period, outturns: Sequence[Outturn] = (), years: int = YEARS, seed: int = SEED
) -> Bench:
    """The bench for a contract year, with what the outturns or the contract's own folder say of each indicator."""
    terms = contract.terms_on(year.end)
    value = contract.form.annual_value
    envelope = value.on(year.start) if value.starts_by(year.start) else None
    found = calibrated(outturns, terms, seed)
    return Bench(terms, assumptions(contract, terms, outturns), years, seed, envelope, found)


def stressed(contract: Contract, bench: Bench, tell: Callable[[str], None] = lambda said: None) -> Stressed:
    """Run every scenario, saying each as it begins. The same contract, data and seed give the same answer."""
    findings = []
    for scenario in scenarios():
        tell(f"{scenario.CODE} {title_of(scenario)}")
        findings.append(finding_of(scenario, bench))
    tell("Advice for each indicator")
    advised, designs = advice_and_designs(bench)
    tell("The page for the board")
    return Stressed(
        contract=contract.form.title,
        year=bench.terms.year,
        pot=bench.terms.pot,
        years=bench.years,
        seed=bench.seed,
        assumed=bench.assumed,
        noise=paid_for_noise(bench),
        worst=worst_three(bench, advised),
        not_estimable=tuple(one.indicator.code for one in bench.assumed if not one.has_baseline),
        findings=tuple(findings),
        advised=advised,
        designs=designs,
        calibration=bench.calibration,
        beside=beside(bench, bench.calibration),
    )


def paid_for_noise(bench: Bench) -> tuple[Noise, ...]:
    """What a year pays a service that achieves nothing asked of it, under each assumption about where it stands.

    Where what is true now is known of every indicator, the first assumption is that nothing changes; those that
    already meet their line are left out of it, since they earn what they are paid.
    """
    found = []
    now = bench.true_shares()
    short = {
        one.indicator.indicator: now[one.indicator.indicator]
        for one in bench.shares
        if one.has_baseline and one.is_short
    }
    if short and all(one.has_baseline for one in bench.shares if one.line is not None):
        found.append(_noise(bench, "nothing changes, indicators short of their line alone", short))
    for gap in GAPS:
        shares = bench.true_shares(-gap, of="line")
        found.append(_noise(bench, f"every indicator {int(gap * 100)} points short of its line", shares))
    return tuple(found)


def worst_three(bench: Bench, advised: Sequence[Advised]) -> tuple[Worst, ...]:
    """The three indicators in whose pay luck moves most pounds, where services differ by three points."""
    follows = paid_by_performance(bench, SPREAD)
    at_stake = bench.at_stake
    drawn = bench.draw("worst", bench.true_shares(of="line"))
    earned = bench.price(drawn).earned
    changes = {one.indicator: one.change for one in advised}
    found = [
        Worst(
            indicator=(name := one.indicator.indicator),
            code=one.indicator.code,
            title=one.indicator.title,
            luck=round(float(earned[name].std())),
            at_stake=at_stake[name],
            follows=follows.by_indicator.get(name) or 0.0,
            change=LESS_AT_ONCE if changes.get(name) == NONE_NEEDED else changes.get(name, "nothing looked at"),
        )
        for one in bench.shares
        if one.indicator.indicator in earned and one.line is not None
    ]
    return tuple(sorted(found, key=lambda one: (-one.luck * (1 - one.follows), one.code))[:3])


def _noise(bench: Bench, assumption: str, shares: dict[str, Fraction]) -> Noise:
    pay = round(float(bench.price(bench.draw(assumption, shares)).total.mean()))
    return Noise(assumption, pay, pay / bench.terms.pot if bench.terms.pot else 0.0)
