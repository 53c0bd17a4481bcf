"""A slow check: the measures of the readable cases are written in Spark's SQL, so that none needs one engine alone.

    python -m tools.assure_spark

Each definition that a case of tests/spec/measures looks at is built over the case's rows, written in Spark's dialect by
Ibis, with the tables that are worked out on the way, and read back by the Spark grammar of sqlglot. No Java is needed.
It shows that every expression can be said to Spark. It does not show that Spark gives the same figures: nothing is run.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CASES = Path(__file__).parents[1] / "tests" / "spec" / "measures"


@dataclass(frozen=True, slots=True)
class Said:
    """One definition of one measure: how many queries it takes, or why it cannot be written for Spark."""

    measure: str
    indicator: str
    queries: int
    wrong: str | None = None


def said_to_spark(files: list[Path], measures: frozenset[str] = frozenset()) -> Iterator[Said]:
    """Each definition once, at the first case that looks at it; of these measures alone where some are named."""
    from evenlode.cases import load_cases
    from evenlode.terms.contract import Contract
    from evenlode.terms.reading import read_contract
    from evenlode.terms.shipped import contract_folder

    contracts: dict[str, Contract] = {}
    seen: set[tuple[str, str]] = set()
    for file in files:
        for case in load_cases(file):
            name = case.contract or ""
            if name not in contracts:
                contracts[name] = read_contract(contract_folder(name))
            yield from _of_case(contracts[name], case, measures, seen)


def _of_case(contract: Any, case: Any, measures: frozenset[str], seen: set[tuple[str, str]]) -> Iterator[Said]:
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
    rows = {name: table for name, table in case.given.items() if name != "outturns"}
    with store_of(rows, data_to, known.lead_provider.party) as store:
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


def main() -> int:
    """Print a line for each definition; 1 where one cannot be written, or where a measure has no case."""
    from evenlode.measures import measure_names

    found = list(said_to_spark(sorted(CASES.glob("*.yaml"))))
    for one in found:
        print(f"{one.measure:28} {one.indicator:40} {one.wrong or f'{one.queries} queries'}")
    without = set(measure_names()) - {one.measure for one in found} - {"supplied"}
    for name in sorted(without):
        print(f"{name:28} has no case")
    return 1 if without or any(one.wrong for one in found) else 0


if __name__ == "__main__":
    sys.exit(main())
