"""Changes: for a definition of the kind change, a share less the same provider's and segment's in the baseline year."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal, localcontext
from fractions import Fraction

from evenlode.measures.registry import parameters_of
from evenlode.results import Grain, Kind, Outturn
from evenlode.terms.definitions import Definition

DIGITS = 18
"""Decimals of a change. Two shares of fewer than a hundred million people each never differ by less than this shows."""


def baseline_of(definition: Definition) -> date | None:
    """The first day of the contract year that a change is measured from; None where the definition is of no change."""
    if definition.kind is not Kind.CHANGE:
        return None
    day: date | None = getattr(parameters_of(definition), "baseline", None)
    return day


def with_changes(outturns: Sequence[Outturn], definitions: Iterable[Definition]) -> list[Outturn]:
    """The outturns, those of a change with their value: the share less that of the baseline contract year.

    Numerator and denominator stay those of the period. Without a share in the baseline year, or in the period, there
    is no change: the value and the numerator are left out, so that nothing takes the share for the change.
    """
    since = {(one.indicator, one.version): baseline_of(one) for one in definitions}
    years = {
        (one.indicator, one.provider, one.segment, one.period.start): one
        for one in outturns
        if one.grain is Grain.CONTRACT_YEAR
    }
    found = []
    for one in outturns:
        if one.kind is Kind.CHANGE:
            start = since[one.indicator, one.definition]
            baseline = years.get((one.indicator, one.provider, one.segment, start)) if start else None
            share, first = one.exact, baseline.exact if baseline else None
            if share is None or first is None:
                one = replace(one, numerator=None)
            else:
                one = replace(one, value=decimal_text(share - first))
        found.append(one)
    return found


def decimal_text(number: Fraction) -> str:
    """The number with DIGITS decimals at most, half to even, without zeros at the end: '-0.0125'."""
    with localcontext(prec=60):
        exact = Decimal(number.numerator) / Decimal(number.denominator)
        rounded = exact.quantize(Decimal(1).scaleb(-DIGITS), ROUND_HALF_EVEN).normalize()
    return f"{rounded + 0:f}"
