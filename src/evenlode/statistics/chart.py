"""A control chart as a value: its points, what each one signals, and the two findings that an icon shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Signal(StrEnum):
    """Which rule a point breaks; the first of them, in this order."""

    ABOVE = "Above UCL"
    BELOW = "Below LCL"
    RISE = "7 Point Trend (Increasing)"
    FALL = "7 Point Trend (Decreasing)"
    TWO_ABOVE = "2 in 3 Above CL"
    TWO_BELOW = "2 in 3 Below CL"
    SEVEN_ABOVE = "7 Points Above CL"
    SEVEN_BELOW = "7 Points Below CL"
    NONE = "Common Cause"
    NOT_ASSESSABLE = "not assessable"


class Kind(StrEnum):
    """What a signal means where one direction is better."""

    COMMON_CAUSE = "common_cause"
    IMPROVEMENT = "special_cause_improvement"
    CONCERN = "special_cause_concern"
    NEUTRAL_HIGH = "special_cause_neutral_high"
    NEUTRAL_LOW = "special_cause_neutral_low"
    NOT_ASSESSABLE = "not_assessable"


class Assurance(StrEnum):
    """Whether the process, left as it is, meets its target: always, never, or now and then."""

    PASS = "consistent_pass"  # noqa: S105 - a finding, no password
    FAIL = "consistent_fail"
    INCONSISTENT = "inconsistent"
    NOT_ASSESSABLE = "not_assessable"


@dataclass(frozen=True, slots=True)
class Point:
    """One period. A missing one has no value; limits that cannot be worked out are None, and the reason says why.

    group: which stretch between two rebasings the point is in, from 0; target: the one in force on its date.
    """

    value: float | None
    mean: float | None
    lower: float | None
    upper: float | None
    signal: Signal
    kind: Kind
    date: date | None = None
    target: float | None = None
    group: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True)
class RunRules:
    """Anhøj's rules on a whole chart: the longest run on one side of the centre line, and how often it is crossed.

    useful: points not on the line. signal: the run is longer, or the crossings fewer, than chance allows.
    """

    useful: int
    longest_run: int | None
    longest_run_max: int | None
    crossings: int | None
    crossings_min: int | None
    signal: bool


@dataclass(frozen=True, slots=True)
class Chart:
    """The points in order, what the last one says (variation), the target against the last limits (assurance).

    method: the named rule set or chart. assurance is None where there is no target or no better direction. runs: for
    attribute charts. bounds: the least and greatest possible value, which cut the limits where they are shown.
    """

    points: tuple[Point, ...]
    variation: Kind
    assurance: Assurance | None
    warnings: tuple[str, ...]
    method: str
    runs: RunRules | None = None
    bounds: tuple[float, float] | None = None

    @property
    def measured(self) -> int:
        """How many points have a value."""
        return sum(point.value is not None for point in self.points)

    @property
    def reason(self) -> str:
        """Why the last point is not assessable; empty where it is."""
        return self.points[-1].reason

    def shown_limits(self, point: Point) -> tuple[float | None, float | None]:
        """A point's limits cut to the possible values. For drawing only: every rule uses the limits themselves."""
        if self.bounds is None or point.lower is None or point.upper is None:
            return point.lower, point.upper
        least, most = self.bounds
        return max(least, point.lower), min(most, point.upper)
