"""Days as whole numbers counted from 1970, in arrays: months, month ends and months added, without a loop."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[Any]

NEVER = 400_000
"""Stands for a day that has not come: later than any that is written."""

_EPOCH = 12 * 1970


def day_number(day: date) -> int:
    """Days since 1 January 1970."""
    return (day - date(1970, 1, 1)).days


def month_of(days: Array) -> Array:
    """The number of the month that holds each day, as evenlode.data.months counts them."""
    found: Array = np.asarray(days).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64) + _EPOCH
    return found


def first_of(months: Array) -> Array:
    """The first day of each month."""
    found: Array = (np.asarray(months) - _EPOCH).astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return found


def last_of(months: Array) -> Array:
    """The last day of each month."""
    found: Array = first_of(np.asarray(months) + 1) - 1
    return found


def add_months(days: Array, months: int) -> Array:
    """The same day so many months later (earlier, below zero), or that month's last where it is shorter."""
    there = month_of(days)
    moved: Array = np.minimum(first_of(there + months) + np.asarray(days) - first_of(there), last_of(there + months))
    return moved
