"""Calibration: the spending by HoNOS cluster that would give the printed savings, and how far it misses them."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from evenlode.finance.tables import Lever
from evenlode.finance.thousands import Thousands

_PARTS = 2000
_STEPS = range(-40, 81)
"""Yearly growth that is tried, in parts: -2% to 4% in steps of a twentieth of a per cent."""


@dataclass(frozen=True, slots=True)
class Fit:
    """What the printed savings of one HoNOS cluster behave like.

    levers: names of those whose shares, added up, fit best. base: spending in the base year that they would apply to,
    thousands of pounds; growth: by year; modelled: savings by year from that; misfit: the largest gap to a printed one.
    named: whether every one of these levers names the HoNOS cluster.
    """

    cluster: int
    levers: tuple[str, ...]
    named: bool
    base: Thousands
    growth: Fraction
    printed: tuple[Thousands, ...]
    modelled: tuple[Thousands, ...]

    @property
    def misfit(self) -> Thousands:
        """The largest gap between a printed and a modelled saving."""
        return max(abs(a - b) for a, b in zip(self.printed, self.modelled, strict=True))


def calibrate(savings: Mapping[int, Sequence[Thousands]], levers: Sequence[Lever]) -> tuple[Fit, ...]:
    """The best fit for every HoNOS cluster with savings, in order.

    saving(t) = base x (1 + growth)^t x (sum of the levers' shares in t), t from 1. For each set of levers that name
    the HoNOS cluster (all levers where none does) and each growth on a grid, base is the least-squares one, exactly;
    the set and growth with the smallest sum of squares win, and fewer levers before more where they tie. A shift is
    fitted as a share of spending too, since the unit costs that would tell its worth are not printed.
    """
    return tuple(_best(cluster, tuple(printed), levers) for cluster, printed in sorted(savings.items()) if any(printed))


def modelled(fit: Fit, levers: Sequence[Lever], scale: Mapping[str, Fraction]) -> tuple[Thousands, ...]:
    """The fit's savings by year with each lever scaled by name (1 is as declared)."""
    chosen = [lever for lever in levers if lever.name in fit.levers]
    return tuple(
        fit.base
        * (1 + fit.growth) ** (at + 1)
        * sum((lever.shares[at] * scale.get(lever.name, Fraction(1)) for lever in chosen), Fraction(0))
        for at in range(len(fit.printed))
    )


def _best(cluster: int, printed: tuple[Thousands, ...], levers: Sequence[Lever]) -> Fit:
    naming = [lever for lever in levers if cluster in lever.clusters]
    tried = [one for size in range(1, len(naming) + 1) for one in combinations(naming, size)]
    best: tuple[Fraction, tuple[Lever, ...], int] | None = None
    for chosen in tried or [(lever,) for lever in levers]:
        for step in _STEPS:
            explained = _explained(printed, _shares(chosen, len(printed)), step)
            if best is None or explained > best[0]:
                best = explained, tuple(chosen), step
    if best is None:
        raise ValueError("there is no lever to fit the savings to")
    _, fitting, step = best
    growth = Fraction(step, _PARTS)
    weights = [share * (1 + growth) ** (at + 1) for at, share in enumerate(_shares(fitting, len(printed)))]
    squares = sum((weight * weight for weight in weights), Fraction(0))
    products = sum((a * b for a, b in zip(printed, weights, strict=True)), Fraction(0))
    base = products / squares if squares else Fraction(0)
    names = tuple(lever.name for lever in fitting)
    return Fit(cluster, names, bool(naming), base, growth, printed, tuple(base * weight for weight in weights))


def _shares(chosen: Sequence[Lever], years: int) -> list[Fraction]:
    """The shares of some levers added up, by year."""
    return [sum((lever.shares[at] for lever in chosen), Fraction(0)) for at in range(years)]


def _explained(printed: Sequence[Fraction], shares: Sequence[Fraction], step: int) -> Fraction:
    """How much of the printed savings' sum of squares the best base explains: (sum of p x w)^2 / sum of w^2.

    The largest leaves the smallest sum of squared gaps. It stays the same when all weights are scaled, so whole numbers
    are used: they are far faster than fractions.
    """
    scale, money = (math.lcm(*(one.denominator for one in found)) for found in (shares, printed))
    years = len(printed)
    weights = [
        int(share * scale) * (_PARTS + step) ** (at + 1) * _PARTS ** (years - 1 - at) for at, share in enumerate(shares)
    ]
    squares = sum(weight * weight for weight in weights)
    products = sum(int(amount * money) * weight for amount, weight in zip(printed, weights, strict=True))
    return Fraction(products * products, squares * money * money) if squares else Fraction(-1)
