"""Quantile groups of areas: quintiles and deciles, such as of deprivation."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from math import ceil

from evenlode.statistics.checks import number, some
from evenlode.statistics.refusal import Refusal


def quantile_groups(values: Sequence[float | None], groups: int = 5, highest_is_first: bool = True) -> list[int | None]:
    """The group of each area, from 1 to `groups`; None where it has no value.

    highest_is_first: the highest values are group 1. Equal values are in the same group, so groups can differ in
    size. Raises Refusal where fewer areas have a value than there are groups, or a value is not a finite number.

    Source: OHID Technical Guide, assigning deprivation categories, as in PHEindicatormethods, phe_quantile.
    """
    where = "quantile_groups"
    some(where, "value", values)
    if not isinstance(groups, int) or isinstance(groups, bool) or groups < 2:
        raise Refusal("STAT.GROUPS", where, f"{groups!r} is no number of groups", "Give a whole number from 2")
    found = [None if value is None else number(where, "value", value, row=row) for row, value in enumerate(values, 1)]
    known = sorted(value for value in found if value is not None)
    if len(known) < groups:
        message = f"{len(known)} areas with a value cannot be put into {groups} groups"
        raise Refusal("STAT.TOO_FEW", where, message, "Take fewer groups, or more areas")
    ordered = [-value for value in reversed(known)] if highest_is_first else known
    size = len(known) / groups

    def group(value: float) -> int:
        rank = bisect_left(ordered, -value if highest_is_first else value) + 1
        return max(1, groups + 1 - ceil((len(known) + 1 - rank) / size))

    return [None if value is None else group(value) for value in found]
