"""The two sides, each in a process of its own: what it took, and the cells it found."""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

CODES = ("5a", "5b", "6", "7b", "7c", "2c-i", "2c-ii", "L3", "L4", "L5")
"""The indicators that the hand-written SQL counts too."""

FLOOR = Path(__file__).with_name("floor.sql")
Cells = dict[str, list[int]]
"""'5a | 2018-09 | provider | segment' -> numerator, denominator, eligible, missing, untimed."""


@dataclass(frozen=True)
class Took:
    """Seconds on the clock, seconds of all cores, and the most memory the process ever held, in MB."""

    wall: float
    cpu: float
    peak: float


def timed(work: Callable[[], Any]) -> tuple[Any, Took]:
    """The result and what it took; imports come before."""
    wall, cpu = time.perf_counter(), time.process_time()
    found = work()
    return found, Took(time.perf_counter() - wall, time.process_time() - cpu, _peak())


def _peak() -> float:
    """The most memory that this process held, in MB; what its parent held before it began is not counted."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text(encoding="ascii").splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def ours(store: Path, codes: Iterable[str]) -> tuple[Cells, Took]:
    """Our run: the same definitions through the store, the measures and the outturns, without the checks."""
    import duckdb  # noqa: F401 - imports are not timed
    import ibis.backends.duckdb  # noqa: F401

    from evenlode.data.months import month_number
    from evenlode.data.planned import planned
    from evenlode.data.questions import Question
    from evenlode.data.store import open_store
    from evenlode.measures import measure
    from evenlode.outturn import outturns
    from evenlode.population.segments import assign_segments
    from evenlode.results import Grain, Kind, Period
    from evenlode.terms.reading import read_contract
    from evenlode.terms.shipped import contract_folder

    contract = read_contract(contract_folder("oxfordshire-mental-health"))

    def run() -> Any:
        with planned(open_store(store)) as opened:
            span = Period(contract.term.start, opened.data_to)
            asked = [one for one in contract.definitions(span) if one.code in codes]
            definitions = [replace(one, kind=Kind.PROPORTION) for one in asked]  # of a change, the share behind it
            segments = Question(assign_segments, (contract.population.segments,))
            counted = measure(opened, definitions, segments, span)
            return definitions, outturns(counted, definitions, contract.years(), span, None)

    (definitions, found), took = timed(run)
    by_slug = {one.indicator: one.code for one in definitions}
    cells = {
        _key(by_slug[one.indicator], month_number(one.period.end), one.provider, one.segment): [
            one.numerator or 0,
            one.denominator or 0,
            one.eligible or 0,
            one.missing or 0,
            one.untimed or 0,
        ]
        for one in found
        if one.grain is Grain.MONTH
    }
    return cells, took


def floor(store: Path) -> tuple[Cells, Took]:
    """The hand-written SQL over the same files."""
    import duckdb

    from evenlode.data.manifest import read_manifest
    from evenlode.data.months import month_number

    manifest, _ = read_manifest(store)
    start = manifest.data_from or manifest.data_to
    script = FLOOR.read_text(encoding="utf-8")

    def run() -> Any:
        with duckdb.connect() as engine:
            engine.execute(f"CREATE MACRO first_day() AS DATE '{start}'")
            engine.execute(f"CREATE MACRO last_day() AS DATE '{manifest.data_to}'")
            engine.execute(f"CREATE MACRO first_month() AS {month_number(start)}")
            engine.execute(f"CREATE MACRO last_month() AS {month_number(manifest.data_to)}")
            for name, (entry,) in manifest.tables.items():
                engine.execute(f"CREATE VIEW {name} AS SELECT * FROM read_parquet('{store / entry.file}')")  # noqa: S608
            return engine.execute(script).fetchall()

    rows, took = timed(run)
    return {_key(code, month, provider, segment): counts for code, provider, segment, month, *counts in rows}, took


def _key(code: str, month: int, provider: str, segment: str) -> str:
    return f"{code} | {month // 12}-{month % 12 + 1:02d} | {provider} | {segment}"


if __name__ == "__main__":
    side, folder, to, *wanted = sys.argv[1:]
    answer, cost = ours(Path(folder), wanted) if side == "ours" else floor(Path(folder))
    Path(to).write_text(json.dumps({"cells": answer, "took": vars(cost)}), encoding="utf-8")
