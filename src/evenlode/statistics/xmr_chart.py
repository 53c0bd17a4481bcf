"""The XmR chart of Making Data Count: limits from the moving range, four rules, variation and assurance."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from evenlode.statistics.chart import Assurance, Chart, Kind, Point, Signal
from evenlode.statistics.checks import choice
from evenlode.statistics.refusal import Refusal
from evenlode.statistics.rules import LIMIT, SAME, SIGNALS, centre_and_range, signals
from evenlode.statistics.series import Bounds, Series, Target, check_bounds, read_series, targets_of

if TYPE_CHECKING:
    from evenlode.statistics.rules import Floats

RULE_SETS = {"plot-the-dots": True, "making-data-count-workbook": False}
"""The two named rule sets, and whether each leaves out moving ranges that are far too long (screen_outliers).

The published workbook of Making Data Count does not screen; NHSRplotthedots does unless told otherwise.
"""

DIRECTIONS = ("increase", "decrease", "neutral")
FEWEST_POINTS = 13
FEWEST_FIXED = 12
RISES = {Signal.ABOVE, Signal.RISE, Signal.TWO_ABOVE, Signal.SEVEN_ABOVE}


def xmr(
    values: Sequence[float | None],
    dates: Sequence[date | str] | None = None,
    improvement: str = "increase",
    target: Target = None,
    rebase: Sequence[date | str | int] = (),
    fix_after: int | None = None,
    screen_outliers: bool = True,
    bounds: Bounds = None,
    close_up: bool = False,
) -> Chart:
    """A chart of individual values and moving ranges.

    Limits are the mean plus and minus 2.66 mean moving ranges, of each group between two rebasings. A point breaks, in
    this order: a limit; a trend of 7 points (6 strict steps); 2 of 3 points between two and three sigma with all three
    on one side; 7 points on one side of the mean.

    values: None is a missing figure. dates: in order, each once; periods missing between them are put in and shown.
    improvement: increase, decrease or neutral. target: a number, or a history {first day: target}. rebase: dates from
    which new limits count (without dates: rows, from 2). fix_after: limits from the first so many points of each
    group, at least 12. screen_outliers: RULE_SETS["a named rule set"]. bounds: the least and greatest possible value;
    cuts limits only where they are shown. close_up: take the rows for consecutive whatever their dates, as
    NHSRplotthedots does; only for comparing with it.

    A point is not assessable where it is missing or its group's limits are undefined (one point, or no moving range
    left) or collapse (no movement). Raises Refusal for bad input, and names the row.

    Source: NHS England, Making Data Count: Strengthening your decisions, 2019; Provost L, Murray S. The health care
    data guide. Jossey-Bass 2011.
    """
    where = "xmr"
    choice(where, "improvement", improvement, DIRECTIONS)
    check_bounds(where, bounds)
    check_fix_after(where, fix_after)
    series = read_series(where, values, dates, rebase, bounds, close_up)
    targets = targets_of(where, target, series.dates, len(series.values), bounds)

    points: list[Point] = []
    for group in range(series.groups[-1] + 1):
        points += _group(series, group, improvement, fix_after, screen_outliers)
    points = [replace(point, target=due) for point, due in zip(points, targets, strict=True)]
    return Chart(
        points=tuple(points),
        variation=points[-1].kind,
        assurance=assurance_of(points[-1], improvement),
        warnings=(*series.warnings, *_group_warnings(points)),
        method=next(name for name, screens in RULE_SETS.items() if screens == screen_outliers),
        bounds=bounds,
    )


def assurance_of(last: Point, improvement: str) -> Assurance | None:
    """The last point's target against its limits; None without a target or a better direction."""
    if last.target is None or improvement == "neutral":
        return None
    if last.lower is None or last.upper is None:
        return Assurance.NOT_ASSESSABLE
    slack = SAME * max(abs(last.lower), abs(last.upper))
    if last.upper - last.lower <= 6 * slack:
        return Assurance.NOT_ASSESSABLE
    if last.target > last.upper + slack:
        return Assurance.FAIL if improvement == "increase" else Assurance.PASS
    if last.target < last.lower - slack:
        return Assurance.PASS if improvement == "increase" else Assurance.FAIL
    return Assurance.INCONSISTENT


def kind_of(signal: Signal, improvement: str) -> Kind:
    """What a signal means: by its own direction, so that a rising trend is a rise even below the mean."""
    if signal is Signal.NONE:
        return Kind.COMMON_CAUSE
    if signal is Signal.NOT_ASSESSABLE:
        return Kind.NOT_ASSESSABLE
    rises = signal in RISES
    if improvement == "neutral":
        return Kind.NEUTRAL_HIGH if rises else Kind.NEUTRAL_LOW
    return Kind.IMPROVEMENT if rises == (improvement == "increase") else Kind.CONCERN


def check_fix_after(where: str, fix_after: int | None) -> None:
    """Refuse limits fixed on fewer than 12 points."""
    if fix_after is not None and (not isinstance(fix_after, int) or fix_after < FEWEST_FIXED):
        message = f"limits cannot be fixed after {fix_after!r} points"
        raise Refusal("STAT.FIX_AFTER", where, message, f"Give a whole number from {FEWEST_FIXED}")


def limits_of(values: Floats, fix_after: int | None, screen_outliers: bool) -> tuple[Floats, Floats]:
    """The mean and mean moving range of each row, from its first `fix_after` known points where that is given."""
    import numpy as np

    base = values
    if fix_after is not None:
        base = np.where(np.cumsum(~np.isnan(values), axis=1) <= fix_after, values, np.nan)
    return centre_and_range(base, screen_outliers)


def _group(series: Series, group: int, improvement: str, fix_after: int | None, screen: bool) -> list[Point]:
    """The points of one group: its own limits, its own runs."""
    import numpy as np

    places = [place for place, of in enumerate(series.groups) if of == group]
    known = [np.nan if (value := series.values[place]) is None else value for place in places]
    values = np.array([known], dtype=np.float64)
    centre, average = limits_of(values, fix_after, screen)
    codes = signals(values, centre, average)[0]
    mean = None if np.isnan(centre[0]) else float(centre[0])
    reach = None if np.isnan(average[0]) else LIMIT * float(average[0])
    lacking = _why_no_limits(reach, values, float(centre[0]))
    points = []
    for place, code in zip(places, codes, strict=True):
        value, signal = series.values[place], SIGNALS[int(code)]
        points.append(
            Point(
                value=value,
                mean=mean,
                lower=None if mean is None or reach is None else mean - reach,
                upper=None if mean is None or reach is None else mean + reach,
                signal=signal,
                kind=kind_of(signal, improvement),
                date=series.dates[place] if series.dates else None,
                group=group,
                reason="" if signal is not Signal.NOT_ASSESSABLE else (lacking or "no figure for this period"),
            )
        )
    return points


def _why_no_limits(reach: float | None, values: Floats, centre: float) -> str:
    """Why a group has no limits that could be used; empty where it has."""
    import numpy as np

    count = int((~np.isnan(values)).sum())
    if count < 2:
        return f"{count} point{'s' * (count != 1)} in the group: there is no moving range"
    if reach is None and np.nanmin(values) == np.nanmax(values):
        return "every value is the same: there are no limits"
    if reach is None:
        return "no two neighbouring points, or no moving range left after screening: there are no limits"
    if reach <= LIMIT * SAME * max(abs(centre), float(np.nanmax(np.abs(values)))):
        return "the limits collapse on the mean: no moving range but zero is left"
    return ""


def _group_warnings(points: Sequence[Point]) -> list[str]:
    """What to say of each group: that it is short, or has no limits."""
    said = []
    last = points[-1].group
    for group in range(last + 1):
        of = [point for point in points if point.group == group]
        name = f"group {group + 1}: " if last else ""
        count = sum(point.value is not None for point in of)
        if count < FEWEST_POINTS:
            said.append(f"{name}{count} points are fewer than {FEWEST_POINTS}: the limits are provisional")
        for reason in sorted({point.reason for point in of if point.reason and point.value is not None}):
            said.append(f"{name}not assessable: {reason}")
    return said
