"""truth.csv: a row for each indicator, grain, period, provider and segment with anybody in it."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

COLUMNS = (
    *("indicator", "grain", "period start", "period end", "provider", "segment"),
    *("eligible", "numerator", "denominator", "missing", "untimed"),
)

_KEY = 6
_MARK = "# INVENTED"


@dataclass(frozen=True, slots=True)
class Counts:
    """The counts of one figure; none at all where nobody is in it.

    numerator: None where a change cannot be told, because nobody was counted now or in the year it is a change from.
    """

    eligible: int = 0
    numerator: int | None = 0
    denominator: int = 0
    missing: int = 0
    untimed: int = 0


def read_truth(path: Path) -> dict[tuple[str, ...], Counts]:
    """The table as it was written: counts by the first six columns."""
    with path.open(encoding="utf-8", newline="") as opened:
        rows = csv.reader(line for line in opened if not line.startswith("#"))
        next(rows)
        return {tuple(row[:_KEY]): _counts(dict(zip(COLUMNS, row, strict=True))) for row in rows}


def _counts(row: Mapping[str, str]) -> Counts:
    numerator = row["numerator"]
    return Counts(
        eligible=int(row["eligible"]),
        numerator=int(numerator) if numerator else None,
        denominator=int(row["denominator"]),
        missing=int(row["missing"]),
        untimed=int(row["untimed"]),
    )


def write_truth(path: Path, rows: Iterable[tuple[str, ...]]) -> None:
    """The rows, each as long as COLUMNS, in order of their text."""
    with path.open("w", encoding="utf-8", newline="") as opened:
        opened.write(f"{_MARK}\n")
        writer = csv.writer(opened, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows(sorted(rows))
