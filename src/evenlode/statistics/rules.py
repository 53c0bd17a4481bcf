"""The rules of an XmR chart over many series at once: limits, and which rule each point breaks first.

Arrays have a row for each series and a column for each point; NaN is a missing point. Codes are places in SIGNALS.

Source: NHS England, Making Data Count; and NHSRplotthedots, whose labels these are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from evenlode.statistics.chart import Signal

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Flags = NDArray[np.bool_]
    Codes = NDArray[np.int8]

SIGNALS = tuple(Signal)
LIMIT = 2.66
"""Times the mean moving range: three sigma, for 3 / 1.128 = 2.66."""
SCREEN = 3.267
"""A moving range of this many mean moving ranges or more is left out, once, where the rule set screens."""
RUN = 7
SAME = 1e-12
"""Two figures nearer than this share of their size are the same; otherwise rounding would decide what is on a line."""


def centre_and_range(base: Floats, screen: bool) -> tuple[Floats, Floats]:
    """The mean and the mean moving range of each series; NaN where there is nothing to average.

    A moving range joins two neighbouring points; across a missing one there is none.
    """
    import numpy as np

    centre = _mean(base)
    moving = np.abs(np.diff(base, axis=1))
    average = _mean(moving)
    if screen:
        average = _mean(np.where(moving < SCREEN * average[:, None], moving, np.nan))
    return centre, average


def signals(values: Floats, centre: Floats, average: Floats) -> Codes:
    """The first rule that each point breaks, in Signal's order; not assessable where missing or without limits."""
    import numpy as np

    tolerance = SAME * np.nanmax(np.abs(np.concatenate([values, centre[:, None]], axis=1)), axis=1, initial=0.0)
    slack = tolerance[:, None]
    away = values - centre[:, None]
    reach = (LIMIT * average)[:, None]
    side = _sign(away, slack)
    outside = np.abs(away) > reach + slack
    close = ~outside & (np.abs(away) > reach * 2 / 3 + slack)
    known = ~np.isnan(values) & (average > tolerance)[:, None]

    rising, falling = _trends(values, slack)
    up, down, width = side > 0, side < 0, values.shape[1]
    by_rule = {
        Signal.SEVEN_BELOW: _covered(_windows(down, RUN), RUN, width),
        Signal.SEVEN_ABOVE: _covered(_windows(up, RUN), RUN, width),
        Signal.TWO_BELOW: _two_of_three(close, down),
        Signal.TWO_ABOVE: _two_of_three(close, up),
        Signal.FALL: falling,
        Signal.RISE: rising,
        Signal.BELOW: outside & down,
        Signal.ABOVE: outside & up,
    }
    found: Codes = np.full(values.shape, SIGNALS.index(Signal.NONE), dtype=np.int8)
    for signal, broken in by_rule.items():  # the first rule last, for it overwrites the others
        found[broken] = SIGNALS.index(signal)
    found[~known] = SIGNALS.index(Signal.NOT_ASSESSABLE)
    return found


def _mean(values: Floats) -> Floats:
    """The mean of each row's known values, without numpy's warning for a row that has none."""
    import numpy as np

    known = ~np.isnan(values)
    count = known.sum(axis=1)
    total: Any = np.where(known, values, 0.0).sum(axis=1)
    average: Floats = np.divide(total, count, out=np.full(len(values), np.nan), where=count > 0)
    return average


def _sign(difference: Floats, slack: Floats) -> Codes:
    """1, -1 or 0; NaN and what is within the slack are 0."""
    import numpy as np

    up: Any = difference > slack
    down: Any = difference < -slack
    signs: Codes = up.astype(np.int8) - down.astype(np.int8)
    return signs


def _windows(flags: Flags, length: int) -> Flags:
    """Whether all of the `length` flags from each place on are set."""
    import numpy as np

    if flags.shape[1] < length:
        return np.zeros((len(flags), 0), dtype=bool)
    last = flags.shape[1] - length + 1
    full = flags[:, :last].copy()
    for step in range(1, length):
        full &= flags[:, step : step + last]
    return full


def _covered(starts: Flags, points: int, width: int) -> Flags:
    """The points, of so many, that are in a window of `points` that begins where a start is set."""
    import numpy as np

    member = np.zeros((len(starts), width), dtype=bool)
    for step in range(points):
        member[:, step : step + starts.shape[1]] |= starts
    return member


def _trends(values: Floats, slack: Floats) -> tuple[Flags, Flags]:
    """The points of seven that rise, or fall, six times in a row; a tie breaks it; a turning point counts forwards."""
    import numpy as np

    step = _sign(np.diff(values, axis=1), slack)
    width = values.shape[1]
    rising = _covered(_windows(step > 0, RUN - 1), RUN, width)
    falling = _covered(_windows(step < 0, RUN - 1), RUN, width)
    ahead = np.concatenate([step, np.zeros((len(values), 1), dtype=np.int8)], axis=1)
    turning = rising & falling
    return rising & ~(turning & (ahead < 0)), falling & ~(turning & (ahead > 0))


def _two_of_three(close: Flags, side: Flags) -> Flags:
    """The points between two and three sigma of three neighbours on one side, two or three of which are that far."""
    import numpy as np

    if close.shape[1] < 3:
        return np.zeros_like(close)
    near: Any = close.astype(np.int8)
    pairs = near[:, :-2] + near[:, 1:-1] + near[:, 2:] >= 2
    return _covered(pairs & _windows(side, 3), 3, close.shape[1]) & close
