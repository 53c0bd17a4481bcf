"""Assumed: how many are counted and what is true of each indicator, from outturns, or as the contract's folder says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evenlode.results import EVERYONE, Grain, Kind, Outturn, Polarity
from evenlode.terms.contract import Contract
from evenlode.terms.forms.stress import AssumedForm, ScoresForm
from evenlode.terms.terms import IndicatorTerms, Terms


@dataclass(frozen=True, slots=True)
class Assumed:
    """What the bench takes to be so of one indicator.

    people: counted in a contract year. share: true of the service as it is; None where neither data nor the folder
    say, and the line itself then stands in. line: what the year is judged against; None where there is none.
    scores: of the instrument behind a change of score. source: where people and share are from.
    """

    indicator: IndicatorTerms
    people: int
    share: Fraction | None
    line: Fraction | None
    scores: ScoresForm | None
    source: str

    @property
    def baseline(self) -> Fraction | None:
        """The share the service has now, else the line; None where neither is known."""
        return self.share if self.share is not None else self.line

    @property
    def has_baseline(self) -> bool:
        """True where what is true of the service was measured or stated, so that money paid for noise can be told."""
        return self.share is not None

    @property
    def is_short(self) -> bool:
        """True where what is true now is known and does not meet the line."""
        if self.share is None or self.line is None:
            return False
        higher = self.indicator.polarity is Polarity.HIGHER_IS_BETTER
        return self.share < self.line if higher else self.share > self.line

    def better_by(self, share: Fraction, gap: Fraction) -> Fraction:
        """The share moved by the gap towards better, kept from 0 to 1; a gap below zero makes it worse."""
        sign = 1 if self.indicator.polarity is Polarity.HIGHER_IS_BETTER else -1
        return min(max(share + sign * gap, Fraction(0)), Fraction(1))


def assumptions(contract: Contract, terms: Terms, outturns: Sequence[Outturn] = ()) -> tuple[Assumed, ...]:
    """One for each indicator in force about which anything is known, in the order of the contract.

    outturns: the newest contract-year figure of everybody gives people and share; where an indicator has none, the
    contract's stress/ folder does.
    """
    stated = {one.indicator: one for file in contract.stress for one in file.assumed}
    measured = _newest(outturns)
    found = []
    for indicator in terms.indicators():
        one = _assumed(indicator, terms, measured.get(indicator.indicator), stated.get(indicator.indicator))
        if one is not None:
            found.append(one)
    return tuple(found)


def _assumed(
    indicator: IndicatorTerms, terms: Terms, outturn: Outturn | None, stated: AssumedForm | None
) -> Assumed | None:
    line = _line(indicator, terms)
    scores = stated.scores if stated else None
    if outturn is not None and outturn.numerator is not None and outturn.denominator:
        share = Fraction(outturn.numerator, outturn.denominator)
        source = f"measured or supplied for {outturn.period}"
        return Assumed(indicator, outturn.denominator, share, line, scores, source)
    if stated is None:
        return None
    source = stated.reference or f"assumed: {stated.illustrative}"
    return Assumed(indicator, stated.people, stated.share, line, scores, source)


def _line(indicator: IndicatorTerms, terms: Terms) -> Fraction | None:
    """The target on the year's last day, or the best level's line of a ladder."""
    target = indicator.line_on(terms.year.end)
    if target is not None:
        return target.value
    ladder = indicator.ladder_on(terms.year.end)
    return ladder.levels[-1][1].value if ladder and ladder.levels else None


def _newest(outturns: Sequence[Outturn]) -> Mapping[str, Outturn]:
    """The latest contract year of everybody, by indicator; figures of the kinds that are counts."""
    own = [
        one
        for one in outturns
        if one.grain is Grain.CONTRACT_YEAR
        and one.provider == one.segment == one.stratum == EVERYONE
        and one.kind in (Kind.PROPORTION, Kind.CHANGE)
    ]
    return {one.indicator: one for one in sorted(own, key=lambda one: one.period)}
