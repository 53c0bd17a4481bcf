"""Rows to be sent: who they are about, who sends them in which month, and their columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from evenlode.data.invented.days import NEVER, Array, month_of
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.sending.text import Column

LEAD = 0
"""The party that is the lead provider; its partners are 1, 2, 3 and so on."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Rows of one table. person: places in the block's people. party, month: who sends each row, and in which month."""

    person: Array
    party: Array
    month: Array
    columns: Mapping[str, Column]

    def __len__(self) -> int:
        return len(self.person)

    def chosen(self, rows: Array) -> Rows:
        """Some of the rows, in the order given; a row may come twice."""
        columns = {name: column.chosen(rows) for name, column in self.columns.items()}
        return Rows(self.person[rows], self.party[rows], self.month[rows], columns)

    def kept(self, where: Array) -> Rows:
        """The rows where the mask is true."""
        return self.chosen(np.flatnonzero(where))

    def having(self, **columns: Column) -> Rows:
        """The same with other columns in the place of their namesakes."""
        return replace(self, columns={**self.columns, **columns})


def sent_once(plan: Plan, person: Array, day: Array, columns: Mapping[str, Column]) -> Rows:
    """Rows of the lead provider, each sent in the month of its day; what was before the data comes with the first."""
    month = np.maximum(month_of(day), plan.first_month)
    return Rows(person, np.full(len(person), LEAD), month, columns)


def months_open(plan: Plan, first: Array, last: Array) -> tuple[Array, Array]:
    """(row, month) of every month in which something that lasts is sent. last: NEVER while it lasts."""
    begins = np.maximum(month_of(first), plan.first_month)
    ends = np.where(last >= NEVER, plan.last_month, np.minimum(month_of(np.minimum(last, NEVER)), plan.last_month))
    often = np.maximum(ends - begins + 1, 0)
    row = np.repeat(np.arange(len(begins)), often)
    since = np.arange(len(row)) - np.repeat(np.cumsum(often) - often, often)
    return row, begins[row] + since


def as_known(day: Array, month_end: Array) -> Array:
    """A day as it is known at a month's end: NEVER where it is still to come."""
    found: Array = np.where(day > month_end, NEVER, day)
    return found
