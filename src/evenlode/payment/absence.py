"""Why an indicator cannot be judged: too few people, too little coverage, no figure; and whose doing that is."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from typing import TYPE_CHECKING

from evenlode.payment.words import beside
from evenlode.results import Judgement, Kind, Outturn, Status

if TYPE_CHECKING:
    from evenlode.terms.terms import IndicatorTerms

_NEEDS_COUNTS = (Kind.PROPORTION,)
_NEEDS_NO_COUNTS = (Kind.SUPPLIED_VALUE,)


class Absence(Enum):
    """A reason for having no answer. The provider's doing: data that it owes and that did not come."""

    LOW_COVERAGE = "low coverage"
    UNKNOWN_COVERAGE = "unknown coverage"
    NO_FIGURE = "no figure"
    UNKNOWN_NUMBERS = "unknown numbers"
    SMALL_NUMBERS = "small numbers"

    @property
    def is_providers_doing(self) -> bool:
        """False for small numbers alone: nobody can help those."""
        return self is not Absence.SMALL_NUMBERS


def exact_value(outturn: Outturn, kind: Kind) -> Fraction | None:
    """The figure to judge, exact; None where it is missing, suppressed or has nobody in it.

    A proportion is judged on its counts alone, so a percentage that came without them is no figure.
    """
    if kind not in _NEEDS_COUNTS:
        return outturn.exact
    if outturn.numerator is None or not outturn.denominator:
        return None
    return Fraction(outturn.numerator, outturn.denominator)


def why_absent(
    value: Fraction | None, denominator: int | None, coverage: Fraction | None, indicator: IndicatorTerms
) -> Absence | None:
    """The first reason why these facts cannot be judged under the indicator's terms; None where they can be."""
    if indicator.minimum_coverage is not None:
        if coverage is None:
            return Absence.UNKNOWN_COVERAGE
        if coverage < indicator.minimum_coverage:
            return Absence.LOW_COVERAGE
    if denominator is not None and denominator < max(indicator.minimum_denominator, 1):
        return Absence.SMALL_NUMBERS
    if value is None:
        return Absence.NO_FIGURE
    if denominator is None and indicator.minimum_denominator and indicator.kind not in _NEEDS_NO_COUNTS:
        return Absence.UNKNOWN_NUMBERS
    return None


def value_or_absence(outturn: Outturn, indicator: IndicatorTerms) -> Fraction | Absence:
    """The exact figure to judge, or why there is none."""
    value = exact_value(outturn, indicator.kind)
    absence = why_absent(value, outturn.denominator, outturn.coverage, indicator)
    if absence is not None:
        return absence
    return Absence.NO_FIGURE if value is None else value


def is_providers_doing(judgement: Judgement, indicator: IndicatorTerms) -> bool:
    """True where there is no answer because data that the provider owes did not come, or came incomplete."""
    if judgement.status is Status.AWAITING_DATA:
        return True
    facts = judgement.because
    absence = why_absent(facts.value, facts.denominator, facts.coverage, indicator)
    return absence is not None and absence.is_providers_doing


def say_absence(absence: Absence, outturn: Outturn, indicator: IndicatorTerms) -> str:
    """One sentence on why the outturn cannot be judged, with what would mend it."""
    match absence:
        case Absence.LOW_COVERAGE:
            coverage, asked = outturn.coverage or Fraction(0), indicator.minimum_coverage or Fraction(0)
            found, line = beside(coverage, asked, is_share=True)
            return f"Coverage is {found}, below the {line} that the contract asks for."
        case Absence.UNKNOWN_COVERAGE if outturn.eligible == 0:
            return "Nobody was eligible, so there is no coverage to hold against the contract's minimum."
        case Absence.UNKNOWN_COVERAGE:
            return "The contract asks for a minimum coverage and the figure came without it: give eligible and missing."
        case Absence.SMALL_NUMBERS:
            least = max(indicator.minimum_denominator, 1)
            return f"The denominator is {outturn.denominator:,}, below the {least:,} that the contract asks for."
        case Absence.NO_FIGURE if outturn.value is not None:
            return "A percentage came without its counts, and nothing is judged on a rounded figure: give both counts."
        case Absence.NO_FIGURE:
            return "The figure is missing or suppressed, and nothing is judged on a figure that cannot be seen."
        case Absence.UNKNOWN_NUMBERS:
            least = indicator.minimum_denominator
            return f"The contract asks for a denominator of at least {least:,} and the figure came without one."
