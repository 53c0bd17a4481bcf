"""Sure: what the chart of an indicator says, and how its groups stand to each other, as values for the page."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal

from evenlode.results import Period

Unit = Literal["share", "change", "number"]
"""How a figure is written: as a per cent, as percentage points of change, or as a plain number."""


class Variation(StrEnum):
    """What the last point of a chart says, in words that stand beside the icon."""

    IMPROVEMENT = "improving beyond chance"
    CONCERN = "worsening beyond chance"
    COMMON_CAUSE = "no change beyond chance"
    NOT_ASSESSABLE = "not assessable"


class Assured(StrEnum):
    """The target against the limits of the chart: whether the process, left as it is, will meet it."""

    PASS = "meets the target every time"  # noqa: S105 - a finding, no password
    FAIL = "misses the target every time"
    INCONSISTENT = "meets and misses by chance"
    NOT_ASSESSABLE = "not assessable"


@dataclass(frozen=True, slots=True)
class Limit:
    """The centre line and limits of one period, as shares of 1 or in the figure's own unit, cut where impossible."""

    period: Period
    mean: float
    lower: float
    upper: float


@dataclass(frozen=True, slots=True)
class ChartFound:
    """The chart of an indicator's periods. finding: one sentence. points: how many periods have a figure.

    assurance is None where there is no target. false_signals: how often this chart signals where nothing changed.
    rules: the named rule set. limits: what is drawn, empty where there are none. notes: what to know of the chart.
    """

    finding: str
    variation: Variation
    assurance: Assured | None
    points: int
    false_signals: str | None
    rules: str
    limits: tuple[Limit, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How a provider stands: against the limits of chance around all providers, and against its mix of segments.

    limits: the 95% limits at its size. found: inside or beyond them, in words. expected: the figure that its mix of
    segments would give at everybody's rates, with observed over expected and its interval; None where it is unknown.
    """

    limits: str
    found: str
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class FunnelSpot:
    """One provider in a funnel: how many it counted, its share, and whether it is beyond the 95% limits."""

    name: str
    size: int
    value: Fraction
    is_outside: bool


@dataclass(frozen=True, slots=True)
class Rim:
    """The limits of chance at one size, as shares of 1."""

    size: float
    lower95: float
    upper95: float
    lower998: float
    upper998: float


@dataclass(frozen=True, slots=True)
class FunnelPlot:
    """What the picture of a funnel shows. title: the finding; centre: everybody's share; rims: the curves."""

    title: str
    subtitle: str
    spots: tuple[FunnelSpot, ...]
    centre: float
    rims: tuple[Rim, ...]
    invented: bool


Line = tuple[tuple[int, Fraction], ...]
"""Figures by the place of their period among all periods; a period without a figure is not there."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One segment or provider: its figures, and its last figure in words."""

    name: str
    line: Line
    last: str


@dataclass(frozen=True, slots=True)
class Panels:
    """What the picture of small panels shows. everybody: the line behind every panel. periods: how many there are."""

    title: str
    subtitle: str
    alt: str
    panels: tuple[Panel, ...]
    everybody: Line
    periods: int
    unit: Unit
    invented: bool
