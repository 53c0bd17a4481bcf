"""Funnel plots: which of many providers differ from the rest by more than chance, and more than they all differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import asin, exp, log, sin, sqrt

from evenlode.statistics.checks import above_zero, choice, number, numbers, same_length
from evenlode.statistics.count_limits import exact_limits
from evenlode.statistics.refusal import Refusal

KINDS = ("proportion", "ratio", "counts")
RATIO_METHODS = ("SHMI", "CQC")
Z95, Z998 = 1.959964, 3.090232
"""Rounded as NHS Digital's SHMI specification and FunnelPlotR have them."""
TRIM = 0.1
"""The share of z-scores at each end that over-dispersion is not measured from."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Lower and upper funnel limits at 95% and 99.8%."""

    lower95: float
    upper95: float
    lower998: float
    upper998: float


@dataclass(frozen=True, slots=True)
class FunnelPoint:
    """One provider: its figure, its z-score, the score after trimming (None: cut off), and its limits.

    limits: chance alone; adjusted: on the transformed scale with tau2 added. outlier: beyond the adjusted limits where
    there is over-dispersion and it was asked for, else beyond those of chance alone.
    """

    value: float
    z: float
    trimmed: float | None
    limits: Limits
    adjusted: Limits
    outlier: bool


@dataclass(frozen=True, slots=True)
class Funnel:
    """The points in the order given, the centre line, and how much more than chance they differ.

    phi: the mean square of the trimmed z-scores, 1 where chance is all; tau2: the variance between providers on the
    transformed scale. Both are 0 where over_dispersion was not asked for.
    """

    points: tuple[FunnelPoint, ...]
    centre: float
    phi: float
    tau2: float
    method: str

    @property
    def limits(self) -> tuple[Limits, ...]:
        """The limits in use at each point."""
        return tuple(point.adjusted if self.tau2 > 0 else point.limits for point in self.points)


@dataclass(frozen=True, slots=True)
class _Scale:
    """A transformation on which figures are near normal: of each figure, its standard error, and back again."""

    target: float
    scores: list[float]
    errors: list[float]
    back: Callable[[float], float]


def funnel(
    numerators: Sequence[float],
    denominators: Sequence[float],
    kind: str = "proportion",
    over_dispersion: bool = True,
    per: float = 1,
    ratio_method: str = "SHMI",
    limit: float = 0.998,
) -> Funnel:
    """The funnel of one figure over many providers.

    kind: proportion (arcsine scale); ratio, of observed to expected events (SHMI: log scale, the outer tenths of the
    scores cut off; CQC: square-root scale); counts, a ratio of two counts (log scale). Except for SHMI the outer tenths
    of the scores are drawn in (winsorised) before over-dispersion is measured, so that an outlier does not hide itself.
    The limits of `counts` take 1 / (2 sqrt(denominator)) for the standard error, as FunnelPlotR does, although the
    scores take the numerator into account too: the limits are narrow where numerators are small.
    per: what figures and limits are multiplied by. limit: 0.95 or 0.998, beyond which a point is an outlier.

    Raises Refusal for columns that differ in length, a denominator not above zero, a numerator below zero or above
    the denominator of its proportion, or a ratio on the log scale with none observed; names the row.

    Sources: Spiegelhalter DJ. Stat Med 2005; 24: 1185-1202, and Qual Saf Health Care 2005; 14: 347-351; NHS Digital,
    SHMI specification; as in FunnelPlotR.
    """
    where = "funnel"
    choice(where, "kind", kind, KINDS)
    choice(where, "ratio method", ratio_method, RATIO_METHODS)
    if limit not in (0.95, 0.998):
        raise Refusal("STAT.CHOICE", where, f"the limit {limit} is neither 0.95 nor 0.998", "Give 0.95 or 0.998")
    number(where, "per", per)
    have, among = _checked(where, numerators, denominators, kind, logs=kind == "ratio" and ratio_method == "SHMI")
    centre = 1.0 if kind == "ratio" else sum(have) / sum(among)
    scale = _scale(kind, ratio_method, have, among, centre)
    z = [(score - scale.target) / error for score, error in zip(scale.scores, scale.errors, strict=True)]
    cuts = kind == "ratio" and ratio_method == "SHMI"
    trimmed = _truncated(z) if cuts else _winsorised(z)
    phi, tau2 = _dispersion(trimmed, scale.errors) if over_dispersion else (0.0, 0.0)

    points = []
    for top, bottom, error, score, kept in zip(have, among, scale.errors, z, trimmed, strict=True):
        alone = _chance_limits(kind, bottom, centre, scale, per)
        adjusted = _limits(scale, 1 / (2 * sqrt(bottom)) if kind == "counts" else error, tau2, per)
        used = adjusted if tau2 > 0 else alone
        value = top / bottom * per
        least, most = (used.lower95, used.upper95) if limit == 0.95 else (used.lower998, used.upper998)
        points.append(FunnelPoint(value, score, kept, alone, adjusted, outlier=not least <= value <= most))
    name = f"{kind} {ratio_method}" if kind == "ratio" else kind
    return Funnel(tuple(points), centre * per, phi, tau2, f"{name}, {'over-dispersion' if tau2 else 'chance alone'}")


def _checked(
    where: str, numerators: Sequence[float], denominators: Sequence[float], kind: str, logs: bool
) -> tuple[list[float], list[float]]:
    same_length(where, numerators=numerators, denominators=denominators)
    have = numbers(where, "numerator", numerators, least=0)
    among = above_zero(where, "denominator", denominators)
    for row, (top, bottom) in enumerate(zip(have, among, strict=True), 1):
        if kind == "proportion" and top > bottom:
            message = f"row {row}: the numerator {top:g} is above the denominator {bottom:g}"
            raise Refusal("STAT.NUMERATOR", where, message, "Count the numerator among those of the denominator")
        if logs and top == 0:
            message = f"row {row}: none observed, and zero has no logarithm"
            raise Refusal("STAT.NUMERATOR", where, message, "Use the CQC method, whose scale has a zero")
    if sum(have) == 0 or (kind == "proportion" and sum(have) == sum(among)):
        message = "every row is none of its denominator" if sum(have) == 0 else "every row is all of its denominator"
        raise Refusal("STAT.NUMERATOR", where, message, "There is nothing to compare")
    return have, among


def _scale(kind: str, ratio_method: str, have: list[float], among: list[float], centre: float) -> _Scale:
    pairs = list(zip(have, among, strict=True))
    halves = [1 / (2 * sqrt(bottom)) for bottom in among]
    if kind == "proportion":
        scores = [asin(sqrt(top / bottom)) for top, bottom in pairs]
        return _Scale(asin(sqrt(centre)), scores, halves, lambda at: sin(at) ** 2)
    if kind == "counts":
        errors = [sqrt(top / (top + 0.5) ** 2 + bottom / (bottom + 0.5) ** 2) for top, bottom in pairs]
        return _Scale(log(centre), [log((top + 0.5) / (bottom + 0.5)) for top, bottom in pairs], errors, exp)
    if ratio_method == "SHMI":
        return _Scale(0.0, [log(top / bottom) for top, bottom in pairs], [1 / sqrt(b) for b in among], exp)
    return _Scale(1.0, [sqrt(top / bottom) for top, bottom in pairs], halves, lambda at: at)


def _limits(scale: _Scale, error: float, tau2: float, per: float) -> Limits:
    reach = sqrt(error * error + tau2)
    lower95, upper95, lower998, upper998 = (
        per * scale.back(scale.target + z * reach) for z in (-Z95, Z95, -Z998, Z998)
    )
    return Limits(lower95, upper95, lower998, upper998)


def _chance_limits(kind: str, bottom: float, centre: float, scale: _Scale, per: float) -> Limits:
    """Exact Poisson limits of the expected count for a ratio, those of the transformed scale otherwise."""
    if kind == "ratio":
        (lower95, upper95), (lower998, upper998) = (exact_limits(bottom, c) for c in (0.95, 0.998))
        return Limits(*(per * edge / bottom for edge in (lower95, upper95, lower998, upper998)))
    return _limits(scale, 1 / (2 * sqrt(bottom)), 0.0, per)


def _winsorised(z: list[float]) -> list[float | None]:
    """Scores beyond the 10th and 90th percentile drawn in to it."""
    lowest, highest = _quantile(z, TRIM), _quantile(z, 1 - TRIM)
    return [min(max(score, lowest), highest) for score in z]


def _truncated(z: list[float]) -> list[float | None]:
    """Scores in the lowest or the highest tenth by rank cut off; equal scores share their mean rank."""
    parts = 1 / TRIM
    kept: list[float | None] = []
    for score in z:
        rank = sum(other < score for other in z) + (sum(other == score for other in z) + 1) / 2
        part = int(rank * parts / (len(z) + 1))
        kept.append(score if 0 < part < parts - 1 else None)
    return kept


def _quantile(values: list[float], at: float) -> float:
    """By linear interpolation between the two nearest in order."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * at
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (place - below) * (ordered[above] - ordered[below])


def _dispersion(trimmed: list[float | None], errors: list[float]) -> tuple[float, float]:
    """Phi and tau2, by the method of moments of DerSimonian and Laird."""
    pairs = [(score, 1 / error**2) for score, error in zip(trimmed, errors, strict=True) if score is not None]
    count = len(pairs)
    if count == 0:
        return 0.0, 0.0
    phi = sum(score * score for score, _ in pairs) / count
    whole = sum(weight for _, weight in pairs)
    spare = whole - sum(weight * weight for _, weight in pairs) / whole
    if count * phi < count - 1 or spare <= 0:
        return phi, 0.0
    return phi, max(0.0, (count * phi - (count - 1)) / spare)
