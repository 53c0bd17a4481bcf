"""What a settlement needs beside outturns, as JSON values and back, without loss: audited costs and head counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from evenlode.payment import AuditedCosts, CarriedLoss, HeadCount, Supplied
from evenlode.results import Period


def to_json(beside: Supplied) -> dict[str, Any]:
    """The figures as text and whole numbers."""
    costs = beside.costs
    return {
        "costs": None
        if costs is None
        else {
            "envelope": costs.envelope,
            "actual": costs.actual,
            "people": costs.people,
            "costs_of_people": list(costs.costs_of_people),
            "quality": None if costs.quality is None else str(Fraction(costs.quality)),
            "brought_forward": [[one.year_end.isoformat(), one.amount] for one in costs.brought_forward],
        },
        "heads": [
            [one.month.start.isoformat(), one.month.end.isoformat(), one.segment, one.people, one.joiners, one.leavers]
            for one in beside.heads
        ],
        "suspense": beside.suspense,
    }


def from_json(said: Mapping[str, Any]) -> Supplied:
    """The figures that `to_json` gave."""
    costs = said["costs"]
    return Supplied(
        costs=None
        if costs is None
        else AuditedCosts(
            envelope=costs["envelope"],
            actual=costs["actual"],
            people=costs["people"],
            costs_of_people=tuple(costs["costs_of_people"]),
            quality=None if costs["quality"] is None else Fraction(costs["quality"]),
            brought_forward=tuple(
                CarriedLoss(date.fromisoformat(end), amount) for end, amount in costs["brought_forward"]
            ),
        ),
        heads=tuple(
            HeadCount(Period(date.fromisoformat(start), date.fromisoformat(end)), *rest)
            for start, end, *rest in said["heads"]
        ),
        suspense=said["suspense"],
    )
