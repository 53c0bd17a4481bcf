"""Compared: providers beside each other within the limits of chance, and beside what their mix of segments explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evenlode import statistics as st
from evenlode.report.funnel import INSIDE
from evenlode.report.sure import Standing, Unit
from evenlode.results import EVERYONE, Kind, Outturn, Period

FEWEST = 3
"""Fewer providers than this make no funnel."""
MANY = 10
"""From so many providers on, how much they differ beyond chance can be estimated and is allowed for."""


def standings(outturns: Sequence[Outturn], year: Period, unit: Unit, parts: Sequence[str]) -> Mapping[str, Standing]:
    """Each provider's standing in the year, by its slug; empty where the figure is no share or providers are few.

    outturns: one indicator's. parts: segments that share nobody and hold everybody the indicator is about.
    """
    found = funnel_of(outturns, year, unit)
    if found is None:
        return {}
    alone, funnel = found
    of_year = [one for one in outturns if one.period == year and one.stratum == EVERYONE and _is_share(one)]
    expected = _expected(of_year, parts)
    return {
        one.provider: Standing(
            limits=f"{limits.lower95:.1%} to {limits.upper95:.1%}",
            found=_found(point.value, limits),
            expected=expected.get(one.provider),
        )
        for one, point, limits in zip(alone, funnel.points, funnel.limits, strict=True)
    }


def funnel_of(outturns: Sequence[Outturn], year: Period, unit: Unit) -> tuple[list[Outturn], st.Funnel] | None:
    """The year's outturn of each provider, and their funnel; None where the figure is no share or providers are few."""
    alone = [
        one
        for one in outturns
        if one.period == year and one.segment == one.stratum == EVERYONE != one.provider and _is_share(one)
    ]
    numerators, denominators = ([getattr(one, name) or 0 for one in alone] for name in ("numerator", "denominator"))
    if unit != "share" or len(alone) < FEWEST or not 0 < sum(numerators) < sum(denominators):
        return None
    return alone, st.funnel(numerators, denominators, over_dispersion=len(alone) >= MANY)


def separate(codes: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The segments that hold no other segment: of 'clusters 4 to 17', '4 to 8' and '10 to 17', the last two."""
    held = {name: frozenset(found) for name, found in codes.items()}
    return tuple(name for name, own in held.items() if not any(other < own for other in held.values()))


def _is_share(one: Outturn) -> bool:
    known = one.numerator is not None and one.denominator is not None and one.denominator > 0
    return one.kind is Kind.PROPORTION and known


def _found(value: float, limits: st.Limits) -> str:
    if limits.lower95 <= value <= limits.upper95:
        return INSIDE
    side = "Above" if value > limits.upper95 else "Below"
    far = value > limits.upper998 or value < limits.lower998
    return f"{side} the {'99.8' if far else '95'}% limit"


def _expected(of_year: Sequence[Outturn], parts: Sequence[str]) -> dict[str, str]:
    """What each provider's mix of segments would give at everybody's rates, and how it compares."""
    cells = {(one.provider, one.segment): one for one in of_year if one.segment in parts}
    reference = [cells.get((EVERYONE, part)) for part in parts]
    known = [(part, one) for part, one in zip(parts, reference, strict=True) if one is not None]
    if len(known) < 2:
        return {}
    events, among = [float(one.numerator or 0) for _, one in known], [float(one.denominator or 0) for _, one in known]
    said = {}
    for provider in {one.provider for one in of_year} - {EVERYONE}:
        own = [cells.get((provider, part)) for part, _ in known]
        people = [float(one.denominator or 0) if one else 0.0 for one in own]
        observed = sum(one.numerator or 0 for one in own if one)
        expected = st.expected_events(people, events, among)
        if expected > 0 and sum(people) > 0:
            ratio = st.indirectly_standardised_ratio(float(observed), people, events, among, per=1)
            share = expected / sum(people)
            said[provider] = f"{share:.1%}; {ratio.value:.2f} times it ({ratio.lower:.2f} to {ratio.upper:.2f})"
    return said
