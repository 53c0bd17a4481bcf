"""Compared: providers beside each other within the limits of chance, and beside what their mix of segments explains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from evenlode import statistics as st
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
    of_year = [one for one in outturns if one.period == year and one.stratum == EVERYONE and _is_share(one)]
    alone = {one.provider: one for one in of_year if one.segment == EVERYONE != one.provider}
    if unit != "share" or len(alone) < FEWEST:
        return {}
    counts = [(one.numerator or 0, one.denominator or 0) for one in alone.values()]
    if not 0 < sum(top for top, _ in counts) < sum(bottom for _, bottom in counts):
        return {}
    numerators, denominators = [top for top, _ in counts], [bottom for _, bottom in counts]
    funnel = st.funnel(numerators, denominators, over_dispersion=len(counts) >= MANY)
    expected = _expected(of_year, parts)
    return {
        provider: Standing(
            limits=f"{limits.lower95:.1%} to {limits.upper95:.1%}",
            found=_found(point.value, limits),
            expected=expected.get(provider),
        )
        for provider, point, limits in zip(alone, funnel.points, funnel.limits, strict=True)
    }


def separate(codes: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """The segments that hold no other segment: of 'clusters 4 to 17', '4 to 8' and '10 to 17', the last two."""
    held = {name: frozenset(found) for name, found in codes.items()}
    return tuple(name for name, own in held.items() if not any(other < own for other in held.values()))


def _is_share(one: Outturn) -> bool:
    known = one.numerator is not None and one.denominator is not None and one.denominator > 0
    return one.kind is Kind.PROPORTION and known


def _found(value: float, limits: st.Limits) -> str:
    if limits.lower95 <= value <= limits.upper95:
        return "Within chance"
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
