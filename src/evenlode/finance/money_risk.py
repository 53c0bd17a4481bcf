"""Risk on the money: deficits, a bid against its envelope, knock-on to others, and what a gain share is worth."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenlode.finance.returns.finance_return import FinanceReturn, in_order
from evenlode.finance.thousands import whole
from evenlode.finance.years import name_of
from evenlode.money import Pence, pounds
from evenlode.problems import refuse


@dataclass(frozen=True, slots=True)
class Spread:
    """A yearly rate that is not known: its low end, its likeliest value and its high end."""

    low: float
    likely: float
    high: float


@dataclass(frozen=True, slots=True)
class DeficitRisk:
    """One provider in one year ahead: the chance of a deficit, the mean result, and its 5th and 95th percentile."""

    provider: str
    year: str
    chance: float
    mean: Pence
    low: Pence
    high: Pence


def deficit_risk(
    returns: Sequence[FinanceReturn],
    inflation: Spread,
    demand: Spread,
    uplift: float,
    years: int = 3,
    draws: int = 10_000,
    seed: int = 1,
) -> tuple[DeficitRisk, ...]:
    """The result of each provider in the years after its last return.

    Cost grows by (1 + inflation)(1 + demand) a year, drawn anew for each year and the same for all providers; income by
    the uplift alone, which is zero for flat cash. The same seed gives the same figures. Raises a Refusal for numbers
    that cannot be used.
    """
    import numpy as np

    if not 1 <= years <= 20 or not 100 <= draws <= 1_000_000:
        raise refuse(
            "RISK.NUMBERS", f"{years} years and {draws} draws cannot be used", "Use 1 to 20 and 100 to 1,000,000"
        )
    for name, spread in (("inflation", inflation), ("demand", demand)):
        if not spread.low <= spread.likely <= spread.high:
            raise refuse("RISK.SPREAD", f"{name} runs from high to low", "Give low, likely and high in this order")
    random = np.random.default_rng(seed)
    cost = np.ones(draws)
    last = {one.provider: one for one in in_order(returns)}
    found = []
    for ahead in range(1, years + 1):
        for spread in (inflation, demand):
            if spread.low < spread.high:
                cost = cost * (1 + random.triangular(spread.low, spread.likely, spread.high, draws))
            else:
                cost = cost * (1 + spread.likely)
        for provider, one in last.items():
            spent = one.direct_cost + one.sub_contracts + one.overhead
            results = one.income * (1 + uplift) ** ahead - spent * cost
            low, high = np.percentile(results, (5, 95))
            year = name_of(int(one.year[:4]) + ahead)
            chance, mean = float((results < 0).mean()), round(float(results.mean()))
            found.append(DeficitRisk(provider, year, chance, mean, round(float(low)), round(float(high))))
    return tuple(sorted(found, key=lambda one: (one.provider, one.year)))


@dataclass(frozen=True, slots=True)
class BidGap:
    """Income that a bid assumes, by line, against the envelope it is to come from."""

    assumed: Mapping[str, Pence]
    envelope: Pence

    @property
    def gap(self) -> Pence:
        """Assumed beyond the envelope; negative where less is assumed."""
        return sum(self.assumed.values()) - self.envelope

    def reconcile_or_stop(self) -> None:
        """Raises a Refusal unless every pound that is assumed is in the envelope, and none is left over."""
        if self.gap:
            word = "more" if self.gap > 0 else "less"
            total = pounds(sum(self.assumed.values()))
            message = (
                f"the bid assumes {total}, {pounds(abs(self.gap))} {word} than the envelope of {pounds(self.envelope)}"
            )
            raise refuse("BID.GAP", message, "Do not sign: agree line by line where the difference comes from")


@dataclass(frozen=True, slots=True)
class KnockOn:
    """What a shift of referrals takes from another provider: an amount and its share of that provider's income."""

    provider: str
    lost: Pence
    share: Fraction


def knock_on(provider: str, income: Pence, from_contract: Pence, shift: Fraction) -> KnockOn:
    """A share of the income that a provider has from the contract's referrals moves away from it.

    Raises a Refusal where the contract's part is more than the whole, or the shift is no share.
    """
    if not 0 <= from_contract <= income or not income or not 0 <= shift <= 1:
        message = "the part from the contract is at most the whole income, and the shift a share from 0% to 100%"
        raise refuse("RISK.KNOCK_ON", message, "Correct one of the three")
    lost = whole(from_contract * shift)
    return KnockOn(provider, lost, Fraction(lost, income))


@dataclass(frozen=True, slots=True)
class GainShareWorth:
    """What a gain share is worth before anybody does anything: from luck and from a true saving.

    expected and spread (one standard deviation) in pence; chance of any payment; by_luck: expected with no true saving.
    """

    expected: Pence
    spread: Pence
    chance: float
    by_luck: Pence


def gain_share_worth(
    spending: Pence, true_saving: float, noise: float, share: float, least: float = 0
) -> GainShareWorth:
    """A provider gets `share` of the measured saving once that reaches `least`; it bears no loss.

    true_saving, noise and least are shares of spending; noise is the standard error of the measured saving, for example
    the coefficient of variation of one person's cost over the root of the number of people. Closed form for a normal
    measured saving X: E[X; X >= least] = m P + s phi(z), E[X^2; X >= least] = (m^2 + s^2) P + s (m + least) phi(z),
    with z = (least - m) / s. Raises a Refusal for a noise that is not above zero or a share outside 0 to 1.
    """
    if noise <= 0 or not 0 <= share <= 1 or least < 0:
        raise refuse(
            "RISK.GAIN_SHARE",
            "noise is above zero, the share from 0 to 1, the least saving not below zero",
            "Correct it",
        )

    def moments(mean: float) -> tuple[float, float, float]:
        z = (least - mean) / noise
        density, above = math.exp(-z * z / 2) / math.sqrt(2 * math.pi), math.erfc(z / math.sqrt(2)) / 2
        first = mean * above + noise * density
        return above, first, (mean**2 + noise**2) * above + noise * (mean + least) * density

    chance, first, second = moments(true_saving)
    spread = math.sqrt(max(second - first * first, 0))
    luck = moments(0)[1]
    scale = spending * share
    return GainShareWorth(round(scale * first), round(scale * spread), chance, round(scale * luck))
