"""Estimate: a figure with the limits of its interval."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, the lower and upper limit of its interval, and the name of the method that gave them."""

    value: float
    lower: float
    upper: float
    method: str
