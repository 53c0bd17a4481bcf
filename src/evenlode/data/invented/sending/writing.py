"""Files of a submission: rows cut by party and month and written as text to Parquet, a block after another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np

from evenlode.data.invented.days import Array
from evenlode.data.invented.plan import Plan
from evenlode.data.invented.sending.care import TEAM_NAMES
from evenlode.data.invented.sending.rows import LEAD, Rows
from evenlode.data.invented.sending.shapes import SHAPES, Shape, commissioner_names, month_id
from evenlode.data.invented.world.referrals import TEAMS
from evenlode.data.months import first_day, last_day

_VERSIONS = {4: "v4.1", 5: "v5.0", 6: "v6.0"}
_RECEIVED_AFTER = 20
_AGAIN_AFTER = 50
"""Days from a month's end until its submission comes in, and until it comes in again."""

BLOCKS_A_PART = 20
"""Blocks that are written into one file: what an open file keeps of each of them adds up."""

_TABLES = 30
"""More than the files of one submission."""


class Submissions:
    """The folder that submissions are written to. Use it in a `with` block: leaving it closes every file.

    again: the months sent a second time. missing: (party, month) of what is never sent.

    Files stay open while more blocks come, each adding a piece, and after some blocks new ones are begun beside them:
    what a writer keeps of its pieces would grow without end. Where the system does not let so many files be open, each
    block has files of its own.
    """

    def __init__(self, plan: Plan, folder: Path, again: frozenset[int], missing: frozenset[tuple[int, int]]) -> None:
        self._plan = plan
        self._folder = folder
        self._again = again
        self._missing = missing
        self._open: dict[Path, Any] = {}
        self._part = 0
        blocks = sum(1 for _ in plan.blocks())
        files = len(plan.months) * (_TABLES + 2 * len(plan.partners))
        self._blocks_a_part = min(blocks, BLOCKS_A_PART if blocks > 1 and _may_open(files) else 1)
        self._in_parts = blocks > self._blocks_a_part
        self._parties = (plan.lead, *plan.partners)

    def __enter__(self) -> Submissions:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def begin(self) -> None:
        """Every submission's folder with its manifest and, for the lead provider, its header."""
        for party, name in enumerate(self._parties):
            for month in self._plan.months.tolist():
                if (party, month) not in self._missing:
                    for again in (False, True) if party == LEAD and month in self._again else (False,):
                        folder = self._of(party, month, again)
                        folder.mkdir(parents=True)
                        _write_manifest(self._plan, folder, name, month, again)
                        if party == LEAD:
                            _write_header(self._plan, folder, month)

    def add(self, block: int, tables: Mapping[str, Rows], again: bool = False) -> None:
        """The rows of a block. again: they are what the second sending of a month holds."""
        cut = {name: _cut(rows) for name, rows in tables.items()}
        for party, month in sorted({place for places in cut.values() for place in places}):
            if (party, month) not in self._missing and (not again or (party == LEAD and month in self._again)):
                here = {name: (tables[name], cut[name][party, month]) for name in tables if (party, month) in cut[name]}
                self._add_month(block, party, month, again, here)

    def _add_month(
        self, block: int, party: int, month: int, again: bool, tables: Mapping[str, tuple[Rows, Array]]
    ) -> None:
        """The rows of a block for one submission, every file of it."""
        import pyarrow as pa

        version = self._plan.version(month)
        files: dict[str, list[Any]] = defaultdict(list)
        for name, (rows, at) in tables.items():
            shape = SHAPES[name].get(version)
            if shape is not None:
                files[shape.file].append(_table(shape, rows, at, self._parties[party], month))
        if block // self._blocks_a_part != self._part:
            self._part = block // self._blocks_a_part
            self._close()
        part = f"-{self._part:03d}" if self._in_parts else ""
        for file, pieces in files.items():
            self._put(self._of(party, month, again) / f"{file}{part}.parquet", pa.concat_tables(pieces))

    def _put(self, path: Path, table: Any) -> None:
        import pyarrow.parquet as pq

        if self._blocks_a_part == 1:
            pq.write_table(table, path, write_statistics=False)
            return
        if path not in self._open:
            self._open[path] = pq.ParquetWriter(path, table.schema, write_statistics=False)
        self._open[path].write_table(table)

    def _close(self) -> None:
        for writer in self._open.values():
            writer.close()
        self._open.clear()

    def _of(self, party: int, month: int, again: bool) -> Path:
        day = first_day(month)
        return self._folder / self._parties[party] / f"{day.year}-{day.month:02d}{'-2' if again else ''}"


def _cut(rows: Rows) -> dict[tuple[int, int], Array]:
    """The places of the rows of every party and month."""
    key = rows.party * 100_000 + rows.month
    order = np.argsort(key, kind="stable")
    found, starts = np.unique(key[order], return_index=True)
    pieces = np.split(order, starts[1:])[: len(found)]
    return {(int(at) // 100_000, int(at) % 100_000): piece for at, piece in zip(found, pieces, strict=True)}


def _table(shape: Shape, rows: Rows, at: Array, party: str, month: int) -> Any:
    """Some rows as an Arrow table under the columns of a file."""
    import pyarrow as pa

    renamed = commissioner_names(month)
    columns = {renamed.get(sent, sent): rows.columns[ours].values(at) for sent, ours in shape.columns.items()}
    if shape.is_national:
        columns["OrgIDProv"] = pa.repeat(party, len(at))
        columns["UniqMonthID"] = pa.repeat(month_id(month), len(at))
    return pa.table(columns)


def _write_manifest(plan: Plan, folder: Path, party: str, month: int, again: bool) -> None:
    day = last_day(month)
    lines = [
        f"provider: {party}",
        f"lead_provider: {plan.lead}",
        f"period: {day.year}-{day.month:02d}",
        f"received: {received(month, again).isoformat()}",
        "invented: yes",
        *([f"version: {_VERSIONS[plan.version(month)]}"] if party == plan.lead else []),
    ]
    (folder / "manifest.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def received(month: int, again: bool) -> date:
    """The day on which a month's submission comes in."""
    return last_day(month) + timedelta(days=_AGAIN_AFTER if again else _RECEIVED_AFTER)


def _write_header(plan: Plan, folder: Path, month: int) -> None:
    """MHS000, and from version 6 on the teams of MHS902."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    header = {
        "DatSetVer": _VERSIONS[plan.version(month)],
        "OrgIDProvider": plan.lead,
        "OrgIDSubmit": plan.lead,
        "PrimSystemInUse": "INVENTED",
        "ReportingPeriodStartDate": first_day(month),
        "ReportingPeriodEndDate": last_day(month),
        "DateTimeDatSetCreate": f"{received(month, False).isoformat()}T09:00:00",
    }
    pq.write_table(pa.table({name: pa.array([word]) for name, word in header.items()}), folder / "MHS000.parquet")
    if plan.version(month) == 6:
        size = len(TEAMS)
        columns = {
            "CareProfTeamLocalID": pa.array(TEAM_NAMES),
            "OrgIDCareProfTeamLocalID": pa.repeat(plan.lead, size),
            "ServTeamTypeMH": pa.array(TEAMS),
            "ServTeamIntAgeGroup": pa.repeat("02", size),
            "OrgIDProv": pa.repeat(plan.lead, size),
            "UniqMonthID": pa.repeat(month_id(month), size),
        }
        pq.write_table(pa.table(columns), folder / "MHS902.parquet")


def _may_open(files: int) -> bool:
    """True where so many files may be open at once, after asking for it."""
    try:
        import resource
    except ImportError:
        return False
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < files and (hard == resource.RLIM_INFINITY or hard >= files):
        resource.setrlimit(resource.RLIMIT_NOFILE, (files, hard))
        soft = files
    return soft >= files
