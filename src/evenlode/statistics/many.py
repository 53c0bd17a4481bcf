"""XmR charts of thousands of series at once, as arrays: the rules of `xmr` without an object for every point."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evenlode.statistics.chart import Signal
from evenlode.statistics.checks import choice
from evenlode.statistics.refusal import Refusal
from evenlode.statistics.rules import LIMIT, SIGNALS, signals
from evenlode.statistics.xmr_chart import DIRECTIONS, check_fix_after, limits_of

if TYPE_CHECKING:
    from evenlode.statistics.rules import Codes, Floats


@dataclass(frozen=True, slots=True)
class Charts:
    """mean, lower, upper: one for each series (NaN: none). codes: series by points, the place of each in SIGNALS."""

    mean: Floats
    lower: Floats
    upper: Floats
    codes: Codes

    def signal(self, series: int, point: int) -> Signal:
        """The rule that one point breaks first; both count from 0, and -1 is the last."""
        return SIGNALS[int(self.codes[series, point])]


def xmr_many(values: Any, fix_after: int | None = None, screen_outliers: bool = True) -> Charts:
    """Limits and signals of many series of the same length: an array with a series a row, NaN for a missing point.

    The same figures as `xmr` gives each row on its own. Raises Refusal where the array has no two dimensions, is
    empty, or holds an infinite value.
    """
    import numpy as np

    found = np.asarray(values, dtype=np.float64)
    if found.ndim != 2 or found.size == 0:
        message = f"an array of the shape {found.shape} is not series by points"
        raise Refusal("STAT.EMPTY", "xmr_many", message, "Give a row for each series, a column for each point")
    if np.isinf(found).any():
        row = int(np.isinf(found).any(axis=1).argmax()) + 1
        raise Refusal("STAT.NUMBER", "xmr_many", f"row {row}: a value is infinite", "Give NaN where there is no value")
    check_fix_after("xmr_many", fix_after)
    centre, average = limits_of(found, fix_after, screen_outliers)
    reach = LIMIT * average
    return Charts(centre, centre - reach, centre + reach, signals(found, centre, average))


def improving(charts: Charts, improvement: str = "increase") -> Any:
    """1 where a point improves, -1 where it is of concern, 0 for common cause and what is not assessable."""
    import numpy as np

    choice("improving", "improvement", improvement, DIRECTIONS[:2])
    rises = np.isin(charts.codes, [SIGNALS.index(signal) for signal in SIGNALS[:8:2]])
    falls = np.isin(charts.codes, [SIGNALS.index(signal) for signal in SIGNALS[1:8:2]])
    return (rises.astype(np.int8) - falls.astype(np.int8)) * (1 if improvement == "increase" else -1)
