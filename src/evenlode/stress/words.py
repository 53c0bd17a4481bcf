"""Words: how the bench writes shares, pounds and lists of indicators."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.money import Pence, pounds
from evenlode.stress.finding import Figure

if TYPE_CHECKING:
    from evenlode.stress.assumed import Assumed


def percent(share: float | Fraction, places: int = 0) -> str:
    """'18%'; '<1%' and '>99%' where rounding would say never or always."""
    value = float(share) * 100
    if places == 0 and 0 < value < 1:
        return "<1%"
    if places == 0 and 99 < value < 100:
        return ">99%"
    return f"{value:.{places}f}%"


def thousands(pence: float) -> str:
    """'£513,000': pounds to the nearest thousand, for what is simulated and never paid; below that to the pound."""
    whole = round(float(pence) / 100)
    return pounds(round(whole, -3) * 100 if abs(whole) >= 10_000 else whole * 100).removesuffix(".00")


def between(lowest: float, highest: float) -> str:
    """'£0.2m to £0.9m' in whole thousands; one figure where both are the same."""
    low, high = thousands(lowest), thousands(highest)
    return low if low == high else f"{low} to {high}"


def by_indicator(
    assumed: Sequence[Assumed], values: Mapping[str, float], said: Mapping[str, str], money: Mapping[str, float]
) -> tuple[Figure, ...]:
    """One figure for each indicator that has one, in the order of the contract."""
    return tuple(
        Figure(
            f"{one.indicator.code} {one.indicator.title}",
            said[one.indicator.indicator],
            values.get(one.indicator.indicator),
            as_pence(money.get(one.indicator.indicator)),
        )
        for one in assumed
        if one.indicator.indicator in said
    )


def as_pence(amount: float | None) -> Pence | None:
    """A simulated amount as whole pence."""
    return None if amount is None else round(amount)
