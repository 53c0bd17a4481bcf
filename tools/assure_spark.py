"""A slow check: every readable case of rows is measured on DuckDB and on Spark, and every figure must be the same.

    python -m tools.assure_spark            Spark itself, where Java and pyspark are there (half an hour)
    python -m tools.assure_spark --said     each definition written in Spark's SQL and parsed: no Java is needed

Spark is the engine of the national data platforms. A case that comes out otherwise there is a mistake of a measure:
what one engine alone understands is no definition.
"""

from __future__ import annotations

import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
CASES = ROOT / "tests" / "spec" / "measures"

if str(ROOT) not in sys.path:  # run by its path, as `start.py assure` does
    sys.path.insert(0, str(ROOT))


@dataclass(frozen=True, slots=True)
class Said:
    """One definition of one measure: how many queries it takes, or why it cannot be written for Spark."""

    measure: str
    indicator: str
    queries: int
    wrong: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """One case on both engines: how many outturns are the same, and what is not."""

    file: str
    case: str
    same: int
    wrong: str | None = None


def on_both(files: list[Path]) -> Iterator[Told]:
    """Every case of rows on DuckDB and then on Spark, file by file."""
    from evenlode.cases import load_cases
    from evenlode.cases.measuring import gives_rows
    from tools.on_spark import spark

    given = [(file.stem, case) for file in files for case in load_cases(file) if gives_rows(case)]
    plain = [_outturns(case) for _, case in given]
    with spark():
        for (file, case), expected in zip(given, plain, strict=True):
            try:
                found = _outturns(case)
            except Exception as error:  # one case that Spark cannot do must not hide the others
                told = traceback.format_exception_only(error)[0].strip().splitlines()[0]
                yield Told(file, case.case, 0, told[:300])
                continue
            other = [f"DuckDB {one}\n    Spark  {two}" for one, two in _differing(expected, found)]
            yield Told(file, case.case, len(expected), other[0] if other else None)


def _outturns(case: Any) -> list[Any]:
    from evenlode.cases.measuring import measured_outturns
    from evenlode.cases.setting import last_day_of_data, with_what_it_sets

    known = _contract(case.contract or "")
    wanted = known.taking_up([*case.expect, *case.expect_gaps, *case.set_])
    return measured_outturns(with_what_it_sets(wanted, case), case, last_day_of_data(case))


def _differing(plain: list[Any], other: list[Any]) -> list[tuple[Any, Any]]:
    """The outturns that are not on both sides, each beside the one of the same key."""
    if plain == other:
        return []
    ours, theirs = {one.key: one for one in plain}, {one.key: one for one in other}
    keys = [key for key in {**ours, **theirs} if ours.get(key) != theirs.get(key)]
    return [(ours.get(key), theirs.get(key)) for key in keys] or [("order", "of the outturns")]


_CONTRACTS: dict[str, Any] = {}


def _contract(name: str) -> Any:
    from evenlode.terms.reading import read_contract
    from evenlode.terms.shipped import contract_folder

    if name not in _CONTRACTS:
        _CONTRACTS[name] = read_contract(contract_folder(name))
    return _CONTRACTS[name]


def said_to_spark(files: list[Path], measures: frozenset[str] = frozenset()) -> Iterator[Said]:
    """Each definition once, at the first case that looks at it; of these measures alone where some are named."""
    from evenlode.cases import load_cases

    seen: set[tuple[str, str]] = set()
    for file in files:
        for case in load_cases(file):
            yield from _of_case(_contract(case.contract or ""), case, measures, seen)


def _of_case(contract: Any, case: Any, measures: frozenset[str], seen: set[tuple[str, str]]) -> Iterator[Said]:
    from evenlode.cases.rows import rows_of
    from evenlode.cases.setting import last_day_of_data, with_what_it_sets
    from evenlode.data.memory import store_of
    from evenlode.data.questions import Question
    from evenlode.measures import measure
    from evenlode.population.segments import assign_segments
    from evenlode.results import Period

    known = with_what_it_sets(contract.taking_up([*case.expect, *case.set_]), case)
    data_to = last_day_of_data(case)
    span = Period(known.year_of(case.period.end).start, data_to)
    wanted = [
        one
        for one in known.definitions(span)
        if {one.indicator, one.code.lower()} & case.expect.keys()
        and (not measures or one.measure in measures)
        and (one.measure, one.indicator) not in seen
    ]
    if not wanted:
        return
    with store_of(rows_of(case), data_to, known.lead_provider.party) as store:
        counted = measure(store, wanted, Question(assign_segments, (known.population.segments,)), span)
        for one in counted.measured:
            seen.add((one.definition.measure, one.definition.indicator))
            yield _written(store, one)


def _written(store: Any, one: Any) -> Said:
    import ibis
    import sqlglot
    from ibis.common.exceptions import IbisError
    from sqlglot.errors import SqlglotError

    name, indicator = one.definition.measure, one.definition.indicator
    expressions = [one.rows(store)]
    expressions += [made for made in store._made_from.values() if made is not None]
    try:
        for expression in expressions:
            sqlglot.parse_one(str(ibis.to_sql(expression, dialect="pyspark")), read="spark")
    except (IbisError, SqlglotError, NotImplementedError) as error:
        return Said(name, indicator, len(expressions), f"{type(error).__name__}: {error}")
    return Said(name, indicator, len(expressions))


def only_said(files: list[Path]) -> int:
    """Print a line for each definition; 1 where one cannot be written, or where a measure has no case."""
    from evenlode.measures import measure_names

    found = list(said_to_spark(files))
    for one in found:
        print(f"{one.measure:28} {one.indicator:40} {one.wrong or f'{one.queries} queries'}")
    without = set(measure_names()) - {one.measure for one in found} - {"supplied"}
    for name in sorted(without):
        print(f"{name:28} has no case")
    return 1 if without or any(one.wrong for one in found) else 0


def measured(files: list[Path]) -> int:
    """Print a line for each case; 1 where a figure is another one on Spark, or a case cannot be run there."""
    wrong, figures, cases = 0, 0, 0
    for one in on_both(files):
        cases, figures, wrong = cases + 1, figures + one.same, wrong + (one.wrong is not None)
        print(f"{one.file:28} {one.case[:70]:70} {one.wrong or f'{one.same} outturns'}", flush=True)
    print(f"{cases} cases, {figures:,} outturns; {wrong} of the cases are not the same on Spark")
    return 1 if wrong else 0


def main(arguments: list[str]) -> int:
    """Every case on both engines, or the files named; with --said the queries alone. 1 where anything is wrong."""
    from tools.on_spark import what_is_missing

    names = [one for one in arguments if not one.startswith("-")]
    files = [Path(one) for one in names] or sorted(CASES.glob("*.yaml"))
    if "--said" in arguments:
        return only_said(files)
    missing = what_is_missing()
    if missing:
        print(f"{missing}\nUntil then only the queries can be checked: python -m tools.assure_spark --said")
        return 1
    return measured(files)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
