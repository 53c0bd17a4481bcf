"""The form of a mapping: how the columns of a table of the store are made of the rows of one table that was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from evenlode.data.received.rows import Rows

Cell = Callable[["Rows"], Any]
"""Makes one column: an Arrow array as long as the rows, of text or a dictionary of text unless it is a day, a time or a
number."""

MHSDS = "mhsds"
"""The feed of the national data set: its tables come together, and later ones take the place of all of them."""


@dataclass(frozen=True, slots=True)
class Mapped:
    """One table of the store, from one table that is sent.

    feed: what is sent together and superseded together. columns: a column that is not named is blank.
    """

    table: str
    sent: str
    columns: Mapping[str, Cell]
    feed: str = MHSDS
