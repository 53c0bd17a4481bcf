"""Jacobson and Truax: the size of a reliable change, and the cut-off between two groups, from stated figures."""

from __future__ import annotations

from decimal import Decimal, localcontext
from fractions import Fraction

from evenlode.instruments.exact import Number, exact
from evenlode.problems import refuse

_DIGITS = 30


def reliable_change_index(sd: Number, reliability: Number, criterion: Number = "1.96") -> Decimal:
    """The smallest difference that measurement error alone seldom makes, in the score's unit, right to 29 digits.

    criterion * sqrt(2) * sd * sqrt(1 - reliability). sd and reliability belong to the contract, never to the people
    being judged. Raises a Refusal for an sd or criterion that is not above 0, or a reliability outside 0 to 1.
    Source: Jacobson and Truax, Journal of Consulting and Clinical Psychology 1991; 59: 12-19.
    """
    spread, z = _above_nothing(sd, "sd"), _above_nothing(criterion, "criterion")
    r = exact(reliability)
    if r is None or not 0 <= r <= 1:
        raise refuse("INSTR.RELIABILITY", "the reliability is not from 0 to 1", "Give a share", field="reliability")
    squared = 2 * (1 - r) * (z * spread) ** 2
    with localcontext(prec=_DIGITS):
        return (Decimal(squared.numerator) / Decimal(squared.denominator)).sqrt()


def cut_off_c(mean_clinical: Number, sd_clinical: Number, mean_norm: Number, sd_norm: Number) -> Fraction:
    """The score between two groups, nearer to the group that varies less: criterion c, exact.

    (sd_norm * mean_clinical + sd_clinical * mean_norm) / (sd_norm + sd_clinical), whichever way is better.
    Raises a Refusal for a mean that is no number or an sd that is not above 0. Source: as reliable_change_index.
    """
    clinical, norm = _number(mean_clinical, "mean_clinical"), _number(mean_norm, "mean_norm")
    spread_clinical, spread_norm = _above_nothing(sd_clinical, "sd_clinical"), _above_nothing(sd_norm, "sd_norm")
    return (spread_norm * clinical + spread_clinical * norm) / (spread_norm + spread_clinical)


def _number(value: Number, name: str) -> Fraction:
    found = exact(value)
    if found is None:
        raise refuse("INSTR.NUMBER", f"{name} is no number", "Give a number", field=name)
    return found


def _above_nothing(value: Number, name: str) -> Fraction:
    found = _number(value, name)
    if found <= 0:
        raise refuse("INSTR.NUMBER", f"{name} is not above 0", "Give a number above 0", field=name)
    return found
