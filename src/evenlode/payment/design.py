"""Design: whether a contract is of the size that the national guidance on outcomes contracts recommends."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from evenlode.terms.terms import Terms

_OUTCOMES = (3, 7)
_INDICATORS = (6, 15)
_AT_RISK = (Fraction(2, 100), Fraction(4, 100))


@dataclass(frozen=True, slots=True)
class Design:
    """The size of a contract, and whether each part of it lies within the guidance, both ends included."""

    outcomes: int
    indicators: int
    at_risk: Fraction
    outcomes_ok: bool
    indicators_ok: bool
    at_risk_ok: bool


def design_of(outcomes: int, indicators: int, at_risk: Fraction) -> Design:
    """3 to 7 outcomes, 6 to 15 indicators, 2% to 4% of the value at risk.

    Advice, never a refusal: the contract in Oxfordshire had more of each. Source: guidance of 2016 on outcomes-based
    payment in mental health, as the health press reported it.
    """
    return Design(
        outcomes=outcomes,
        indicators=indicators,
        at_risk=at_risk,
        outcomes_ok=_OUTCOMES[0] <= outcomes <= _OUTCOMES[1],
        indicators_ok=_INDICATORS[0] <= indicators <= _INDICATORS[1],
        at_risk_ok=_AT_RISK[0] <= at_risk <= _AT_RISK[1],
    )


def design_of_year(terms: Terms) -> Design:
    """The design of a contract year: its outcomes, its indicators in force, and its pot against the annual value."""
    at_risk = Fraction(terms.pot, terms.annual_value) if terms.annual_value else Fraction(0)
    return design_of(len(terms.outcomes), len(terms.indicators()), at_risk)
