"""Rows and the rows they belong to: orphans, and what falls because something above it fell, counted at its cause."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from evenlode.data.sent.form import Parent
from evenlode.data.sent.hits import Hit, places_of
from evenlode.data.sent.saying import counted, listed, shown
from evenlode.data.sent.sheet import Places, Sheet
from evenlode.problems import Level

NO_CAUSE = -1


@dataclass
class Judged:
    """A sheet with its hits. cause: for each row the number of the hit that it is left out for, or NO_CAUSE."""

    sheet: Sheet
    hits: list[int]
    cause: Places


@dataclass
class Causes:
    """Every hit of every sheet by number, and how many rows of which table fall with it."""

    hits: list[Hit] = field(default_factory=list)
    fallen: list[Counter[str]] = field(default_factory=list)

    def add(self, judged: Judged, hit: Hit) -> None:
        """Give the hit a number, and leave out its rows where nothing did before."""
        number = len(self.hits)
        self.hits.append(hit)
        self.fallen.append(Counter())
        judged.hits.append(number)
        rows = hit.rejects(judged.sheet)
        judged.cause[rows[judged.cause[rows] == NO_CAUSE]] = number

    def said(self, number: int) -> str:
        """'; 3 rows of MHS502 fall with it', or nothing."""
        parts = [f"{counted(rows, 'row')} of {table}" for table, rows in sorted(self.fallen[number].items())]
        total = sum(self.fallen[number].values())
        return f"; {listed(parts)} {'falls' if total == 1 else 'fall'} with it" if parts else ""


def link(judged: Mapping[str, Sequence[Judged]], unusable: frozenset[str], part: bool, causes: Causes) -> None:
    """Find the orphans of every table, and give each row whose parent fell the parent's cause.

    judged: the sheets of each table, parents before children. unusable: tables of which some file could not be used;
    nothing is looked for in them, since the file is the cause. A table that was not sent at all is looked for in vain
    only where it is MHS001, and not in a part of a submission: people must always be sent with what is said of them.
    """
    for sheets in judged.values():
        for one in sheets:
            for parent in one.sheet.form.parents:
                if parent.table in unusable:
                    continue
                above = judged.get(parent.table, ())
                if above or (parent.table == "MHS001" and not part):
                    _to(one, parent, above, causes)


def _to(child: Judged, parent: Parent, above: Sequence[Judged], causes: Causes) -> None:
    columns = [name for name in parent.by if child.sheet.has(name) and all(up.sheet.has(name) for up in above)]
    if not columns:
        return
    within = [name for name in ("OrgIDProv",) if all(one.sheet.has(name) for one in (child, *above))]
    names = [columns[0], *within]
    key = child.sheet.key(names)
    keys, fell_for = _above(above, names)
    known = pc.fill_null(pc.index_in(key.dictionary, value_set=keys), -1).to_numpy(zero_copy_only=False)
    place = key.spread(np.append(known, -1).astype(np.int64))
    orphans = places_of((key.which >= 0) & (place < 0))
    if len(orphans):
        causes.add(child, _orphans(child.sheet, parent, columns[0], orphans))
    if fell_for is None or not len(keys):
        return
    reason = np.where(place >= 0, fell_for[place], NO_CAUSE)
    falls = (reason != NO_CAUSE) & (child.cause == NO_CAUSE)
    for number, rows in Counter(reason[falls].tolist()).items():
        causes.fallen[number][child.sheet.form.name] += rows
    child.cause[falls] = reason[falls]


def _above(above: Sequence[Judged], names: Sequence[str]) -> tuple[pa.Array, Places | None]:
    """Every key of the parents once, and what each of them fell for: nothing where any row with it still stands.

    None where nothing fell at all.
    """
    if not above:
        return pa.array([], pa.string()), None
    keys = [one.sheet.key(names) for one in above]
    cause = np.concatenate([one.cause for one in above])
    if len(keys) == 1 and (cause == NO_CAUSE).all():
        return keys[0].dictionary, None
    together = pa.concat_arrays([key.dictionary for key in keys]).dictionary_encode()
    if (cause == NO_CAUSE).all():
        return together.dictionary, None
    starts = np.cumsum([0, *(len(key.dictionary) for key in keys)])
    numbered = together.indices.to_numpy(zero_copy_only=False).astype(np.int64)
    which = np.concatenate(
        [
            key.spread(np.append(numbered[start : start + len(key.dictionary)], -1))
            for key, start in zip(keys, starts, strict=False)
        ]
    )
    fell_for = np.full(len(together.dictionary), NO_CAUSE, dtype=np.int64)
    for rows in (
        np.flatnonzero((cause != NO_CAUSE) & (which >= 0))[::-1],
        np.flatnonzero((cause == NO_CAUSE) & (which >= 0)),
    ):
        fell_for[which[rows]] = cause[rows]  # the last one written counts: the first that fell, or any that stands
    return together.dictionary, fell_for


def _orphans(sheet: Sheet, parent: Parent, column: str, places: Places) -> Hit:
    who = shown(sheet.at(column, int(places[0])))
    said = f"No row in {parent.table} for {sheet.sent_as[column]} {who}"
    whom = "person" if parent.table == "MHS001" else "parent"
    row = sheet.form.row
    fix = f"Include the {whom} row, or remove the {row} (cascade count shown once, at the parent)"
    return Hit("LINK.MISSING_PARENT", Level.REJECT_RECORD, column, places, said, fix)
