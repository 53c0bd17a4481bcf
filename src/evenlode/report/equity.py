"""Equity: an indicator's year by sex, age, ethnicity and deprivation, and whether groups differ by more than chance."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from evenlode import statistics as st
from evenlode.report.report import Equity, GroupRow, Parked
from evenlode.report.said import interval
from evenlode.report.sure import Unit
from evenlode.report.words import figure
from evenlode.results import EVERYONE, Grain, Kind, Outturn, Period
from evenlode.terms.contract import SEEN_LATELY, Contract

FEWEST = 30
"""Groups with fewer in the denominator than this are shown together: none is dropped."""
LEVEL = 0.01
"""A difference is called one where chance alone would make it this seldom: many are looked at."""
TOGETHER = "smaller groups together"


def parked(contract: Contract, outturns: Sequence[Outturn], year: Period) -> Parked | None:
    """Who of the caseload nobody has seen lately; None where the contract does not watch it or nothing was measured."""
    form = contract.seen_lately
    own = [one for one in outturns if one.indicator == SEEN_LATELY]
    whole = next(
        (one for one in own if one.grain is Grain.CONTRACT_YEAR and one.period == year and is_everybody(one)), None
    )
    if form is None or whole is None or whole.numerator is None or not whole.denominator:
        return None
    unseen = whole.denominator - whole.numerator
    share = figure(Fraction(unseen, whole.denominator), "share")
    months = contract.form.watched.seen_within_months
    said = (
        f"{unseen:,} of {whole.denominator:,} people on the caseload at the end of the year ({share}) had no attended "
        f"contact in the {months} months before it."
    )
    return Parked(said, equity_of(own, year, "share"))


def is_everybody(one: Outturn) -> bool:
    """True for the outturn of every provider, segment and group."""
    return one.provider == one.segment == one.stratum == EVERYONE


def equity_of(outturns: Sequence[Outturn], year: Period, unit: Unit) -> tuple[Equity, ...]:
    """The year's shares by attribute; empty where nothing was measured by group. outturns: one indicator's."""
    own = [one for one in outturns if _is_stratum(one, year)]
    attributes = sorted({one.stratum.split(": ")[0] for one in own})
    return tuple(
        _attribute(name, [one for one in own if one.stratum.split(": ")[0] == name], unit) for name in attributes
    )


def _is_stratum(one: Outturn, year: Period) -> bool:
    in_year = one.grain is Grain.CONTRACT_YEAR and one.period == year
    counted = one.kind is Kind.PROPORTION and one.numerator is not None and bool(one.denominator)
    return in_year and counted and ": " in one.stratum and one.provider == one.segment == EVERYONE


def _attribute(name: str, found: Sequence[Outturn], unit: Unit) -> Equity:
    large = [one for one in found if (one.denominator or 0) >= FEWEST]
    small = [one for one in found if (one.denominator or 0) < FEWEST]
    rows = [(one.stratum.split(": ")[1], one.numerator or 0, one.denominator or 0) for one in large]
    if small:
        label = TOGETHER if len(small) > 1 else small[0].stratum.split(": ")[1]
        rows.append((label, sum(one.numerator or 0 for one in small), sum(one.denominator or 0 for one in small)))
    return Equity(
        attribute=name,
        groups=tuple(_row(label, top, bottom, found[0], unit) for label, top, bottom in rows),
        differs=_said("The result", [(top, bottom) for _, top, bottom in rows]),
        left_out=_left_out(found),
    )


def _row(label: str, numerator: int, denominator: int, like: Outturn, unit: Unit) -> GroupRow:
    one = Outturn(
        *(like.indicator, like.definition, like.kind, like.grain, like.period),
        numerator=numerator,
        denominator=denominator,
    )
    said = "nobody to count" if one.exact is None else figure(one.exact, unit)
    return GroupRow(label, numerator, denominator, said, interval(one, unit))


def _left_out(found: Sequence[Outturn]) -> str | None:
    """Whether people without a record are spread evenly; None where nobody is missing or nobody said."""
    counts = [(one.missing, one.eligible) for one in found if one.missing is not None and one.eligible]
    if not sum(missing for missing, _ in counts):
        return None
    return _said("Who has no record", counts)


def _said(what: str, counts: Sequence[tuple[int, int]]) -> str:
    """Whether shares differ between the groups, in a sentence."""
    found = st.groups_differ([top for top, _ in counts], [bottom for _, bottom in counts])
    if isinstance(found, st.NotAssessable):
        return f"{what} cannot be compared: {found.reason}."
    if found.chance >= LEVEL:
        return f"{what} does not differ between the groups by more than chance."
    often = f"less than once in {1000:,}" if found.chance < 0.001 else f"{found.chance:.1%} of the time"
    return f"{what} differs between the groups: chance alone would do this {often}."
