"""Estimate: a figure with the limits of its interval; and what stands in its place where there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, the lower and upper limit of its interval, and the name of the method that gave them."""

    value: float
    lower: float
    upper: float
    method: str


@dataclass(frozen=True, slots=True)
class NotAssessable:
    """What was given is sound but does not bear the figure, or not its interval; whatever part of it stands is kept."""

    reason: str
    method: str
    value: float | None = None
    lower: float | None = None
    upper: float | None = None
