"""What a provider's file can be mapped to: every table that can be sent, and the outturns that can be supplied."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from dataclasses import replace

from evenlode.data.sent.form import Kind, Must, SentColumn, SentTable
from evenlode.data.sent.lists import SentList
from evenlode.data.sent.tables import sent_tables
from evenlode.results import Grain

OUTTURNS = "outturns"
"""Figures for `evenlode supply`; every other target is a table for `evenlode receive`."""

_GRAINS = SentList("grain", "Evenlode", tuple(grain.value for grain in Grain))
_FIGURES = SentTable(
    OUTTURNS,
    "figure",
    (
        SentColumn("indicator", must=Must.FILLED, aliases=("measure", "KPI")),
        SentColumn("grain", must=Must.FILLED, codes=_GRAINS, aliases=("period type", "frequency")),
        SentColumn("start", Kind.DAY, Must.FILLED, ("period start", "from", "month"), said="start"),
        SentColumn("end", Kind.DAY, Must.FILLED, ("period end", "to"), said="end"),
        SentColumn("numerator", Kind.SCORE),
        SentColumn("denominator", Kind.SCORE),
        SentColumn("value", Kind.SCORE, aliases=("result", "outturn", "actual")),
        SentColumn("eligible", Kind.SCORE),
        SentColumn("missing", Kind.SCORE),
        SentColumn("untimed", Kind.SCORE),
        SentColumn("provider", aliases=("organisation",)),
        SentColumn("segment"),
        SentColumn("stratum"),
    ),
    either=("denominator", "value"),
)


def target_called(name: str) -> SentTable | None:
    """The table of this name, whatever its capitals; None where there is none."""
    found = (table for table in (_FIGURES, *sent_tables().values()) if table.name.casefold() == name.casefold())
    return next(found, None)


def targets() -> Sequence[str]:
    """The names of all of them."""
    return (OUTTURNS, *sorted(sent_tables()))


def nearest_target(name: str) -> str:
    """What to write in place of a name that is no target's."""
    near = difflib.get_close_matches(name.casefold(), [one.casefold() for one in targets()], n=1)
    meant = next((one for one in targets() if near and one.casefold() == near[0]), None)
    return f'Did you mean "{meant}"?' if meant else f"Use one of {', '.join(targets())}"


def with_codes(table: SentTable, column: str, codes: SentList) -> SentTable:
    """The table with a list of codes for one of its columns, to propose translations by."""
    columns = tuple(replace(one, codes=codes) if one.name == column else one for one in table.columns)
    return replace(table, columns=columns)
