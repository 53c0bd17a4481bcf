"""Said: figures and intervals of an indicator in the words of the page."""

from __future__ import annotations

from fractions import Fraction

from evenlode.report.sure import Unit
from evenlode.results import EVERYONE, Kind, Outturn, Polarity, Source

COMES_FROM = {
    Source.MEASURED: "Counted from records",
    Source.SUPPLIED: "Supplied as a figure, not counted from records here",
    Source.PUBLISHED_STATUS: "Published as a status, without a figure",
}


def unit_of(kind: Kind) -> Unit:
    """How figures of the kind are written."""
    return "share" if kind is Kind.PROPORTION else "change" if kind is Kind.CHANGE else "number"


def no_figure(outturn: Outturn | None) -> str:
    """Why a period has no figure, in words; never a nought."""
    return "nobody to count" if outturn is not None and outturn.denominator == 0 else "not supplied"


def interval(outturn: Outturn, unit: Unit) -> str | None:
    """'37.7% to 41.6%': the 95% interval of a share of people or events; None for any other figure."""
    from evenlode.statistics import proportion

    numerator, denominator = outturn.numerator, outturn.denominator
    if unit != "share" or outturn.value is not None or numerator is None or not denominator or numerator > denominator:
        return None
    found = proportion(numerator, denominator)
    return f"{found.lower * 100:.1f}% to {found.upper * 100:.1f}%"


def segment_name(segment: str) -> str:
    """A segment's name as a reader needs it: a bare 'clusters 4 to 17' says that they are HoNOS clusters."""
    if segment == EVERYONE:
        return "Everybody"
    return f"HoNOS {segment}" if segment.startswith("cluster") else segment


def at_least(polarity: Polarity) -> str:
    """The words before a line: a target is at least so much, or at most."""
    return "at least" if polarity is Polarity.HIGHER_IS_BETTER else "at most"


def meets(value: Fraction, line: Fraction, polarity: Polarity) -> bool:
    """True where the exact value is on the line or on its better side."""
    return value >= line if polarity is Polarity.HIGHER_IS_BETTER else value <= line
