"""Run, c, i, p, p', u, u', g and t charts: for counts, proportions, rates and what lies between rare events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from evenlode.statistics.chart import Chart, Point, Signal
from evenlode.statistics.checks import choice, number, same_length, some
from evenlode.statistics.refusal import Refusal
from evenlode.statistics.rules import SAME
from evenlode.statistics.runs import run_rules
from evenlode.statistics.series import all_periods, ordered_dates
from evenlode.statistics.xmr_chart import DIRECTIONS, FEWEST_POINTS, kind_of

if TYPE_CHECKING:
    from evenlode.statistics.rules import Floats

KINDS = ("run", "c", "i", "p", "pp", "u", "up", "g", "t")
OF_DENOMINATORS = ("p", "pp", "u", "up")
ANY_SIGN = ("run", "i")
PER_RANGE = 1.128
"""The mean moving range of two normal values, in standard deviations."""
POWER = 3.6
"""Times between events, raised to 1 / 3.6, are near normal: Nelson LS. J Qual Technol 1994; 26: 239-240."""


@dataclass(frozen=True, slots=True)
class Lines:
    """What a chart draws, series by points: the figure, the centre line and the limits (NaN: none)."""

    figure: Floats
    centre: Floats
    lower: Floats
    upper: Floats


def attribute_chart(
    kind: str,
    numerators: Sequence[float | None],
    denominators: Sequence[float | None] | None = None,
    improvement: str = "neutral",
    dates: Sequence[date | str] | None = None,
) -> Chart:
    """A chart with limits at three sigma and Anhøj's run rules.

    kind: run (median, no limits), i (individual values), c (counts), p (proportion), pp (Laney's p'), u (rate), up
    (Laney's u'), g (cases between rare events), t (time between rare events). numerators: the values or counts; for p,
    pp, u and up also denominators. None is a missing figure, and so is a denominator of zero with a numerator of zero.

    A point beyond a limit is `Above UCL` or `Below LCL`; runs belong to the whole chart and stand in its `runs`. A
    point is not assessable where it is missing or the limits collapse. Raises Refusal for bad input, with the row.

    Sources: Montgomery DC. Introduction to statistical quality control. Wiley 2009; Laney DB. Quality Engineering
    2002; 14: 531-537; Provost L, Murray S. The health care data guide. Jossey-Bass 2011; as in qicharts2.
    """
    where = "attribute_chart"
    choice(where, "kind", kind, KINDS)
    choice(where, "improvement", improvement, DIRECTIONS)
    values, among, days = _periods(where, kind, numerators, denominators, dates)
    lines = lines_of(kind, _array(values), None if among is None else _array(among))
    points = tuple(
        _point(kind, lines, place, improvement, days[place] if days else None) for place in range(len(values))
    )
    runs = run_rules([_side(lines, place) for place in range(len(values))])
    measured = sum(point.value is not None for point in points)
    warnings = []
    if measured < FEWEST_POINTS:
        warnings.append(f"{measured} points are fewer than {FEWEST_POINTS}: the limits are provisional")
    missing = [str(point.date or row) for row, point in enumerate(points, 1) if point.value is None]
    if missing:
        warnings.append(f"no figure for {', '.join(missing)}: a run of points ends there")
    if runs.signal:
        warnings.append("the run rules signal: the process did not stay the same over the chart")
    return Chart(points, points[-1].kind, None, tuple(warnings), f"{kind} chart", runs)


def lines_of(kind: str, values: Floats, among: Floats | None = None) -> Lines:
    """The lines of a chart for many series at once: arrays of series by points, NaN for a missing one."""
    import numpy as np

    figure = values
    if among is not None:
        figure = np.divide(values, among, out=np.full(values.shape, np.nan), where=among > 0)
    if kind == "run":
        nothing = np.full(figure.shape, np.nan)
        return Lines(figure, _wide(_median(figure), figure), nothing, nothing)
    if kind == "t":
        inner = lines_of("i", figure ** (1 / POWER))
        return Lines(
            figure, inner.centre**POWER, np.maximum(inner.lower, 0.0) ** POWER, np.maximum(inner.upper, 0.0) ** POWER
        )
    if among is None:
        centre = _wide(np.nanmean(figure, axis=1), figure)
        spread = _moving_sigma(figure) if kind == "i" else np.sqrt(centre * (centre + 1) if kind == "g" else centre)
        middle = _wide(_median(figure), figure) if kind == "g" else centre
        return _limited(kind, figure, middle, centre, spread)
    known = ~np.isnan(figure)
    total: Any = np.where(known, values, 0.0).sum(axis=1) / np.where(known, among, 0.0).sum(axis=1)
    centre = _wide(total, figure)
    variance = centre * (1 - centre) if kind in ("p", "pp") else centre
    spread = np.sqrt(np.divide(variance, among, out=np.full(values.shape, np.nan), where=among > 0))
    if kind in ("pp", "up"):
        score = np.divide(figure - centre, spread, out=np.full(values.shape, np.nan), where=spread > 0)
        spread = spread * _moving_sigma(score)
    return _limited(kind, figure, centre, centre, spread)


def _limited(kind: str, figure: Floats, middle: Floats, centre: Floats, spread: Floats) -> Lines:
    """Three sigma either side of the centre, cut to what the figure can be."""
    import numpy as np

    least = -np.inf if kind in ANY_SIGN else 0.0
    most = 1.0 if kind in ("p", "pp") else np.inf
    return Lines(figure, middle, np.maximum(centre - 3 * spread, least), np.minimum(centre + 3 * spread, most))


def _moving_sigma(figure: Floats) -> Floats:
    """The standard deviation by the mean moving range, not screened."""
    import numpy as np

    moving = np.abs(np.diff(figure, axis=1))
    known = ~np.isnan(moving)
    count = known.sum(axis=1)
    total: Any = np.where(known, moving, 0.0).sum(axis=1)
    return _wide(np.divide(total, count, out=np.full(len(figure), np.nan), where=count > 0) / PER_RANGE, figure)


def _median(figure: Floats) -> Floats:
    import numpy as np

    found: Floats = np.nanmedian(figure, axis=1)
    return found


def _wide(one_each: Floats, figure: Floats) -> Floats:
    """One number for each series, at every point."""
    import numpy as np

    return np.repeat(one_each[:, None], figure.shape[1], axis=1)


def _side(lines: Lines, place: int) -> int | None:
    """Which side of the centre line a point is on."""
    import numpy as np

    figure, centre = float(lines.figure[0, place]), float(lines.centre[0, place])
    if np.isnan(figure):
        return None
    away = figure - centre
    return 0 if abs(away) <= SAME * max(abs(figure), abs(centre)) else 1 if away > 0 else -1


def _point(kind: str, lines: Lines, place: int, improvement: str, day: date | None) -> Point:
    figure, centre, lower, upper = (
        None if array[0, place] != array[0, place] else float(array[0, place])
        for array in (lines.figure, lines.centre, lines.lower, lines.upper)
    )
    signal, reason = Signal.NONE, ""
    if figure is None:
        signal, reason = Signal.NOT_ASSESSABLE, "no figure for this period"
    elif kind == "run":
        pass
    elif lower is None or upper is None:
        signal, reason = Signal.NOT_ASSESSABLE, "there are no two neighbouring points, so no limits"
    elif upper - lower <= SAME * max(abs(upper), abs(lower)):
        signal, reason = Signal.NOT_ASSESSABLE, "the limits collapse on the centre line"
    elif figure > upper + SAME * abs(upper):
        signal = Signal.ABOVE
    elif figure < lower - SAME * abs(lower):
        signal = Signal.BELOW
    found = kind_of(signal, improvement)
    return Point(figure, centre, lower, upper, signal, found, day, reason=reason)


def _array(values: Sequence[float | None]) -> Floats:
    import numpy as np

    return np.array([[np.nan if value is None else value for value in values]], dtype=np.float64)


def _periods(
    where: str,
    kind: str,
    numerators: Sequence[float | None],
    denominators: Sequence[float | None] | None,
    dates: Sequence[date | str] | None,
) -> tuple[list[float | None], list[float | None] | None, tuple[date, ...] | None]:
    """The checked columns with a row for every period."""
    some(where, "numerator", numerators)
    if (denominators is None) != (kind not in OF_DENOMINATORS):
        need = "needs" if kind in OF_DENOMINATORS else "takes no"
        message = f"a {kind} chart {need} denominators"
        raise Refusal("STAT.ROWS", where, message, f"Charts of denominators are {', '.join(OF_DENOMINATORS)}")
    pairs = _checked(where, kind, numerators, denominators)
    days = None
    if dates is not None:
        same_length(where, numerators=numerators, dates=dates)
        given = ordered_dates(where, dates)
        by_day = dict(zip(given, pairs, strict=True))
        days = all_periods(given)[0] if kind not in ("g", "t") else given
        pairs = [by_day.get(day, (None, None)) for day in days]
    if all(value is None for value, _ in pairs):
        raise Refusal("STAT.EMPTY", where, "every value is missing", "Give at least one value")
    return [value for value, _ in pairs], None if denominators is None else [among for _, among in pairs], days


def _checked(
    where: str, kind: str, numerators: Sequence[float | None], denominators: Sequence[float | None] | None
) -> list[tuple[float | None, float | None]]:
    """Numerator and denominator of each row; a row that lacks either, or has nobody in it, is missing."""
    column = [1.0] * len(numerators) if denominators is None else list(denominators)
    same_length(where, numerators=numerators, denominators=column)
    found: list[tuple[float | None, float | None]] = []
    for row, (value, among) in enumerate(zip(numerators, column, strict=True), 1):
        if value is None or among is None:
            found.append((None, None))
            continue
        have = number(where, "numerator", value, -float("inf") if kind in ANY_SIGN else 0, row)
        of = number(where, "denominator", among, 0, row)
        if kind == "t" and have == 0:
            message = f"row {row}: the time between two events is zero"
            raise Refusal("STAT.RANGE", where, message, "Give the time in smaller units, or use a c or u chart")
        if (kind in ("p", "pp") and have > of) or (of == 0 and have > 0):
            message = f"row {row}: the numerator {have:g} is above the denominator {of:g}"
            raise Refusal("STAT.NUMERATOR", where, message, "Count the numerator among those of the denominator")
        found.append((None, None) if of == 0 else (have, of))
    return found
