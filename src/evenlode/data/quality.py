"""Data-quality maturity: how complete and valid a provider's data items are, and for how many months they came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from evenlode.data.codes import CODE_LISTS
from evenlode.data.latest import counted, known_on
from evenlode.data.manifest import Manifest, read_manifest
from evenlode.data.months import last_day, month_number
from evenlode.data.store import connect, folder_of
from evenlode.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class Item:
    """One data item: a column of a table, and the codes that are an answer; any text is one where there are none."""

    table: str
    column: str
    codes: tuple[str, ...] = ()


def _listed(name: str) -> tuple[str, ...]:
    """The codes of a list that say something; 'not known' is no answer."""
    found = CODE_LISTS[name]
    return tuple(code for code in found.codes if code not in (*found.says_nothing, "99"))


ITEMS = (
    Item("people", "birth_month"),
    Item("people", "gender", ("1", "2", "3", "4", "9")),
    Item("people", "ethnicity", tuple("ABCDEFGHJKLMNPRS")),
    Item("people", "commissioner"),
    Item("referrals", "source"),
    Item("referrals", "priority", ("1", "2", "3", "4")),
    Item("referrals", "team_type"),
    Item("contacts", "attendance", ("2", "3", "4", "5", "6", "7")),
    Item("contacts", "mechanism", ("01", "02", "03", "04", "05", "06", "09", "10", "11", "12", "13", "98")),
    Item("accommodation_status", "settled", _listed("settled")),
    Item("employment_status", "code", _listed("employment status")),
    Item("honos_clusters", "code", _listed("HoNOS cluster")),
)
"""The items of the index: twelve that the contract's indicators rest on. The list is ours."""


def maturity_index(item_scores: Sequence[Fraction], sent: int, expected: int) -> Fraction:
    """The mean item score times the coverage, from 0 to 100: scores of 9.7 of 12 and 7 months of 12 give 47.2.

    item_scores: the share of rows with a valid answer, one an item. sent, expected: months. 0 without items.
    Source: NHS Digital, data quality maturity index methodology: mean data item score times dataset coverage.
    """
    if not item_scores or not expected:
        return Fraction(0)
    return sum(item_scores, Fraction(0)) / len(item_scores) * Fraction(sent, expected) * 100


@dataclass(frozen=True, slots=True)
class Quality:
    """One provider, in one month or over all of them.

    valid, rows: of each item that was sent, by its place in ITEMS.

    months: how many months with any of the items came, of how many expected. month: its number; None for all together.
    """

    provider: str
    month: int | None
    valid: Mapping[int, int]
    rows: Mapping[int, int]
    months: int
    expected: int

    @property
    def scores(self) -> dict[int, Fraction]:
        """The share of valid answers of each item that has rows."""
        return {place: Fraction(self.valid[place], rows) for place, rows in self.rows.items() if rows}

    @property
    def index(self) -> Fraction:
        """The maturity index, 0 to 100."""
        return maturity_index(tuple(self.scores.values()), self.months, self.expected)


def quality(store: str | Path, as_known_on: date | None = None) -> list[Quality]:
    """Each provider that sent any of the items: over all months first, then month by month, those that never came too.

    The months expected run from the first to the last month that any provider sent. Empty for a store in the simple
    form, which does not know what came when. as_known_on: use only what had been received by the end of that day. A
    Refusal where there is no store.
    """
    folder = folder_of(store).resolve()
    manifest, _ = read_manifest(folder)
    if not manifest.receives or not manifest.submissions:
        return []
    manifest, _ = known_on(manifest, as_known_on)
    found = _counts(folder, manifest)
    first = min(month_number(one.start) for one in manifest.submissions)
    last = max(month_number(one.end) for one in manifest.submissions)
    expected = range(first, last + 1)
    answer = []
    for provider in sorted({provider for provider, _ in found}):
        months = {month: counts for (name, month), counts in found.items() if name == provider}
        valid, rows = _added(counts[0] for counts in months.values()), _added(counts[1] for counts in months.values())
        answer.append(Quality(provider, None, valid, rows, len(months), len(expected)))
        for month in expected:
            own = months.get(month, ({}, {}))
            answer.append(Quality(provider, month, *own, months=int(month in months), expected=1))
    return answer


def quality_findings(store: str | Path, as_known_on: date | None = None) -> list[Problem]:
    """The index of each provider in a sentence, for the list of what was found about the data."""
    return [_finding(one) for one in quality(store, as_known_on) if one.month is None]


def say_index(index: Fraction) -> str:
    """The index to one decimal, half up: 47.2."""
    tenths = int(index * 10 + Fraction(1, 2))
    return f"{tenths // 10}.{tenths % 10}"


def say_scores(one: Quality) -> str:
    """How the item scores add up: 9.7 of 12."""
    return f"{say_index(sum(one.scores.values(), Fraction(0)))} of {len(one.scores)}"


def _finding(one: Quality) -> Problem:
    said = (
        f"Data-quality maturity index of {one.provider}: {say_index(one.index)} of 100. Item scores {say_scores(one)}, "
        f"months {one.months} of {one.expected}"
    )
    fix = "None needed; evenlode quality shows it by month and item"
    return Problem("DATA.MATURITY", Level.ACCEPT, "manifest.json", None, None, said, fix)


_Counts = tuple[dict[int, int], dict[int, int]]


def _counts(folder: Path, manifest: Manifest) -> dict[tuple[str, int], _Counts]:
    """(provider, month) -> valid answers and rows of each item, of the submissions that count."""
    folder = folder.absolute()  # as DuckDB says where a row is from
    whose = {one.submission: (one.provider, month_number(one.end)) for one in manifest.submissions}
    found: dict[tuple[str, int], _Counts] = defaultdict(lambda: ({}, {}))
    files = counted(manifest)
    backend, close = connect()
    try:
        for table in dict.fromkeys(item.table for item in ITEMS):
            by_file = {(folder / one.entry.file).as_posix(): whose[one.submission] for one in files.get(table, ())}
            for row in _of_table(backend, table, list(by_file)) if by_file else ():
                valid, rows = found[by_file[Path(row["filename"]).as_posix()]]
                for place, item in enumerate(ITEMS):
                    if item.table == table:
                        valid[place] = valid.get(place, 0) + int(row[item.column])
                        rows[place] = rows.get(place, 0) + int(row["rows"])
    finally:
        backend.disconnect()
        close()
    return dict(found)


def _of_table(backend: Any, table: str, files: list[str]) -> list[dict[str, Any]]:
    import glob

    rows = backend.read_parquet([glob.escape(file) for file in files], filename=True)
    flags = {}
    for item in ITEMS:
        if item.table == table:
            column = rows[item.column]
            valid = column.isin(item.codes) if item.codes else column.notnull()
            flags[item.column] = valid.fill_null(False).cast("int64").sum()
    by_file = rows.group_by("filename").agg(rows=rows.count(), **flags)
    return list(backend.to_pyarrow(by_file).to_pylist())


def _added(counts: Iterable[Mapping[int, int]]) -> dict[int, int]:
    total: dict[int, int] = {}
    for one in counts:
        for place, number in one.items():
            total[place] = total.get(place, 0) + number
    return total


def month_name(month: int) -> str:
    """'2017-10'."""
    return f"{last_day(month):%Y-%m}"
