"""How often a chart signals although nothing changed: by simulation with a fixed seed."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING

from evenlode.statistics.attribute import KINDS, lines_of
from evenlode.statistics.chart import Signal
from evenlode.statistics.checks import choice, number
from evenlode.statistics.many import xmr_many
from evenlode.statistics.refusal import Refusal
from evenlode.statistics.rules import SIGNALS
from evenlode.statistics.runs import run_rules

if TYPE_CHECKING:
    from evenlode.statistics.rules import Flags, Floats

SEED = 1509
SERIES = 10_000


@dataclass(frozen=True, slots=True)
class FalseSignals:
    """The share of unchanging series with any flagged point, with the last one flagged, and with a run signal.

    error: the standard error that simulation leaves in any_point, at most.
    """

    any_point: float
    last_point: float
    runs: float | None
    error: float
    series: int
    seed: int


def false_signal_rate(
    points: int,
    chart: str = "xmr",
    screen_outliers: bool = True,
    rolling: int = 1,
    expected: float | None = None,
    denominator: float | None = None,
    series: int = SERIES,
    seed: int = SEED,
) -> FalseSignals:
    """Simulate series in which nothing changes and count those that a chart of so many points flags.

    chart: xmr, or a kind of attribute_chart. Without `expected` the values are normal (xmr, run, i). With it they are
    events: `expected` of them a period for xmr, run, i and c; a share of the `denominator` for p and pp; a rate for
    each of the `denominator` for u and up; the mean of cases or of time between events for g and t. rolling: each
    point the mean of so many periods, as in rolling quarters (xmr, run, i). A chart with a run signal counts as flagged
    at any point. The same seed gives the same answer.

    Raises Refusal where there are no points, or a chart is not given what its values need.
    """
    where = "false_signal_rate"
    choice(where, "chart", chart, ("xmr", *KINDS))
    for name, given in (("points", points), ("rolling", rolling), ("series", series)):
        if not isinstance(given, int) or isinstance(given, bool) or given < 1:
            raise Refusal("STAT.COUNT", where, f"the {name} {given!r} is not a whole number", "Give one from 1")
    if points < 2:
        raise Refusal("STAT.COUNT", where, "one point makes no chart", "Give the number of points of the chart in use")
    values, among = _unchanging(where, chart, points + rolling - 1, series, expected, denominator, seed)
    if rolling > 1:
        import numpy as np

        window = np.lib.stride_tricks.sliding_window_view(values, rolling, axis=1)
        values = window.mean(axis=2)
    flagged, runs = _flags(chart, values, among, screen_outliers)
    any_point = flagged.any(axis=1)
    if runs is not None:
        any_point = any_point | runs
    return FalseSignals(
        any_point=float(any_point.mean()),
        last_point=float(flagged[:, -1].mean()),
        runs=None if runs is None else float(runs.mean()),
        error=sqrt(0.25 / series),
        series=series,
        seed=seed,
    )


def _unchanging(
    where: str,
    chart: str,
    points: int,
    series: int,
    expected: float | None,
    denominator: float | None,
    seed: int,
) -> tuple[Floats, Floats | None]:
    """Series of one process, and their denominators where the chart has any."""
    import numpy as np

    random = np.random.default_rng(seed)
    shape = (series, points)
    if expected is None:
        if chart not in ("xmr", "run", "i"):
            message = f"a {chart} chart needs to know what is expected in a period"
            raise Refusal("STAT.ROWS", where, message, "Give `expected`, and a denominator for p, pp, u and up")
        return random.normal(size=shape), None
    mean = number(where, "expected", expected, least=0)
    if chart in ("p", "pp", "u", "up"):
        of = number(where, "denominator", denominator, least=1)
        among = np.full(shape, of)
        if chart in ("u", "up"):
            return random.poisson(mean * of, shape).astype(np.float64), among
        if mean > 1:
            raise Refusal("STAT.RANGE", where, f"the share {mean:g} is above 1", "Give a share from 0 to 1")
        return random.binomial(round(of), mean, shape).astype(np.float64), np.full(shape, float(round(of)))
    if chart == "g":
        return (random.geometric(1 / (1 + mean), shape) - 1).astype(np.float64), None
    if chart == "t":
        return random.exponential(mean, shape), None
    return random.poisson(mean, shape).astype(np.float64), None


def _flags(chart: str, values: Floats, among: Floats | None, screen: bool) -> tuple[Flags, Flags | None]:
    """Which points are flagged, and which series have a run signal."""
    import numpy as np

    if chart == "xmr":
        codes = xmr_many(values, screen_outliers=screen).codes
        quiet = [SIGNALS.index(Signal.NONE), SIGNALS.index(Signal.NOT_ASSESSABLE)]
        return ~np.isin(codes, quiet), None
    lines = lines_of(chart, values, among)
    beyond: Flags = (lines.figure > lines.upper) | (lines.figure < lines.lower)
    sides = np.sign(lines.figure - lines.centre).astype(int).tolist()
    return beyond, np.array([run_rules(row).signal for row in sides])
