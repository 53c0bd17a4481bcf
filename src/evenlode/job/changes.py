"""Beside the indicators of change: pairs and what became of them, measured in a run and left beside its outturns."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

from evenlode.instruments import Category, instrument
from evenlode.instruments.change_counts import ChangeCounts
from evenlode.job.provenance import Provenance
from evenlode.results import Period
from evenlode.terms.contract import Contract
from evenlode.terms.definitions import Definition

if TYPE_CHECKING:
    from evenlode.data.questions import Question
    from evenlode.data.store import Store
    from evenlode.instruments.item_list import ClinicalLine

FILE = "changes.csv"
MEASURE = "paired_change"
_COUNTS = ("reviewed", "pairs", "reliable", "clinical_at_start", "room")
_COLUMNS = ("indicator", "from", "to", *_COUNTS, *(one.value for one in Category))


def changes_of(
    store: Store, contract: Contract, definitions: Sequence[Definition], segments: Question, span: Period
) -> tuple[ChangeCounts, ...]:
    """The counts of every contract year of each definition of change, by the version in force at the year's end."""
    from evenlode.measures.paired_beside import change_counts

    found: list[ChangeCounts] = []
    years = [year for year in contract.years() if year.start <= span.end]
    for one in definitions:
        own = [year for year in years if min(year.end, span.end) in one.in_force]
        if one.measure == MEASURE:
            found += change_counts(store, one, segments, own, *_rules(contract, one))
    return tuple(found)


def _rules(contract: Contract, definition: Definition) -> tuple[Fraction | None, ClinicalLine | None]:
    """The reliable change and the cut-off: the instrument's own, else the change that the contract assumes."""
    form, figure = instrument(str(definition.parameters["tool"])), str(definition.parameters.get("score", "total"))
    if {"items", "items_at_or_above"} & set(definition.parameters):
        return None, None
    sizes = [Fraction(one.by) for one in form.changes if one.of == figure and one.default]
    lines = [one.clinical for one in form.cut_offs if one.of == figure and one.default]
    assumed = [
        Fraction(one.scores.reliable)
        for file in contract.stress
        for one in file.assumed
        if one.indicator == definition.indicator and one.scores
    ]
    return next(iter([*sizes, *assumed]), None), next(iter(lines), None)


def write_changes(folder: Path, rows: Sequence[ChangeCounts], made_from: Provenance) -> None:
    """changes.csv with its provenance: no person, a row a contract year; no file where nothing was paired."""
    if rows:
        (folder / FILE).write_text(made_from.comment() + "".join(_lines(rows)), encoding="utf-8", newline="")


def _lines(rows: Sequence[ChangeCounts]) -> Iterator[str]:
    yield ",".join(_COLUMNS) + "\n"
    for one in rows:
        counts = ["" if (value := getattr(one, name)) is None else str(value) for name in _COUNTS]
        categories = ["" if one.categories is None else str(one.categories[name]) for name in Category]
        yield ",".join([one.indicator, str(one.year.start), str(one.year.end), *counts, *categories]) + "\n"


def read_changes(outturns: Path) -> tuple[ChangeCounts, ...]:
    """The counts beside an outturn file; none where there is no such file."""
    file = outturns.with_name(FILE)
    if not file.is_file():
        return ()
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return tuple(_read(row) for row in csv.DictReader(lines))


def _read(row: dict[str, str]) -> ChangeCounts:
    def told(name: str) -> int | None:
        return int(row[name]) if row[name] else None

    has = bool(row["reliable"])
    return ChangeCounts(
        indicator=row["indicator"],
        year=Period(date.fromisoformat(row["from"]), date.fromisoformat(row["to"])),
        reviewed=int(row["reviewed"]),
        pairs=int(row["pairs"]),
        reliable=Fraction(row["reliable"]) if has else None,
        clinical_at_start=told("clinical_at_start"),
        room=told("room"),
        categories={one: int(row[one.value]) for one in Category} if has else None,
    )
