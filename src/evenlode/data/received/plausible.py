"""What is sound row by row and unlikely all together: nobody is the contract's, or nothing is of the month."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

import pyarrow.compute as pc

from evenlode.data.received.normalising import Normalised
from evenlode.data.received.rows import PEOPLE
from evenlode.data.sent.saying import FIRST, counted, listed
from evenlode.problems import Level, Problem
from evenlode.results import Period

_COLUMN = "commissioner"
_OF_THE_MONTH = "partner_contacts"
"""The table of the store whose rows are sent for the month that they happened in."""


def implausible(made: Sequence[Normalised], period: Period, ours: Collection[str]) -> Iterator[Problem]:
    """Everything that is unlikely of a submission's rows together. ours: the codes of the contract's commissioners."""
    yield from _strange_commissioners(made, ours)
    yield from _strange_months(made, period)


def _strange_commissioners(made: Sequence[Normalised], ours: Collection[str]) -> Iterator[Problem]:
    """PLAUS.COMMISSIONER where people have codes of commissioners, and none of them is the contract's.

    A provider that works for several commissioners sends the people of all of them, so that a single other code says
    nothing. ours: the contract's codes; without any nothing can be said.
    """
    tables = [one for one in made if one.sent == PEOPLE and _COLUMN in one.rows.column_names]
    coded = [(one, one.rows.filter(pc.is_valid(one.rows[_COLUMN]))) for one in tables]
    codes = {code for _, rows in coded for code in pc.unique(rows[_COLUMN]).to_pylist()}
    if not ours or not codes or codes.intersection(ours):
        return
    others = counted(len(codes), "other code")
    said = f"Nobody here is of a commissioner of the contract ({listed(sorted(ours))}), but of {others}"
    fix = "Check that it is the right file, and the codes of commissioners in the contract's population.yaml"
    yield from (_problem("PLAUS.COMMISSIONER", one.file, rows, said, fix) for one, rows in coded if rows.num_rows)


def _strange_months(made: Sequence[Normalised], period: Period) -> Iterator[Problem]:
    """PLAUS.PERIOD where a partner sent contacts and none of them was in the period that they are received for."""
    for one in made:
        if one.table == _OF_THE_MONTH and one.rows.num_rows:
            days = pc.min_max(one.rows["day"])
            first, last = days["min"].as_py(), days["max"].as_py()
            if last < period.start or first > period.end:
                said, fix = f"None of these contacts was in {period}", "Check the file, and the month that it is for"
                yield _problem("PLAUS.PERIOD", one.file, one.rows, said, fix)


def _problem(rule: str, file: str, rows: Any, said: str, fix: str) -> Problem:
    """A warning about all these rows together."""
    lines = rows["row"].slice(0, FIRST).to_pylist()
    many = tuple(lines) if len(lines) > 1 else ()
    return Problem(rule, Level.WARN, file, lines[0], None, said, fix, rows.num_rows, many)
