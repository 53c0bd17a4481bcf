"""Data-quality maturity of a store: each provider's valid answers, by month and over all the months that came."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from evenlode.data.latest import counted, known_on
from evenlode.data.manifest import Manifest, Submission, read_manifest
from evenlode.data.maturity import ITEMS, Quality, finding_of
from evenlode.data.months import last_day, month_number
from evenlode.data.store import connect, folder_of
from evenlode.problems import Problem


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
    expected = _expected(manifest.submissions)
    answer = []
    for provider in sorted({provider for provider, _ in found}):
        months = {month: counts for (name, month), counts in found.items() if name == provider}
        valid, rows = _added(counts[0] for counts in months.values()), _added(counts[1] for counts in months.values())
        answer.append(Quality(provider, None, valid, rows, len(months), len(expected)))
        for month in expected:
            own = months.get(month, ({}, {}))
            answer.append(Quality(provider, month, *own, months=int(month in months), expected=1))
    return answer


def coverage(submissions: Sequence[Submission], provider: str) -> tuple[int, int]:
    """For how many months a provider sent any of the items, and of how many: from anybody's first month to the last."""
    tables = {item.table for item in ITEMS}
    sent = {month_number(one.end) for one in submissions if one.provider == provider and tables & one.tables.keys()}
    return len(sent), len(_expected(submissions))


def _expected(submissions: Sequence[Submission]) -> range:
    first = min(month_number(one.start) for one in submissions)
    return range(first, max(month_number(one.end) for one in submissions) + 1)


def quality_findings(store: str | Path, as_known_on: date | None = None) -> list[Problem]:
    """The index of each provider in a sentence, for the list of what was found about the data."""
    fix = "None needed; evenlode quality shows it by month and item"
    return [finding_of(one, "manifest.json", fix) for one in quality(store, as_known_on) if one.month is None]


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
