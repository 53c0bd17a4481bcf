"""The same rows give the same outturns, shuffled and in any number of threads; the queries suit other engines."""

from __future__ import annotations

import random
import shutil
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evenlode.data.planned import planned
from evenlode.data.questions import Question
from evenlode.data.rules import accepted
from evenlode.data.store import open_store
from evenlode.data.tables import TABLES
from evenlode.measures import measure
from evenlode.outturn import outturns
from evenlode.population.merging import merged
from evenlode.population.segments import assign_segments
from evenlode.results import Outturn, Period
from evenlode.terms.contract import Contract
from evenlode.terms.reading import read_contract
from evenlode.terms.shipped import contract_folder
from tests.engines.rows import RETURNED, ROLE, SEGMENTS, SETTLED, TERM, definition, small_store


@pytest.fixture(scope="module")
def contract() -> Contract:
    return read_contract(contract_folder("oxfordshire-mental-health"))


def measured(folder: Path, contract: Contract, threads: int) -> list[Outturn]:
    with planned(open_store(folder, threads=threads)) as opened:
        span = Period(contract.term.start, opened.data_to)
        definitions = contract.definitions(span)
        counted = measure(opened, definitions, Question(assign_segments, (contract.population.segments,)), span)
        return outturns(counted, definitions, contract.years(), span, opened.data_to)


def shuffled(folder: Path, to: Path) -> Path:
    """The same store with the rows of every file in another order."""
    shutil.copytree(folder, to)
    drawn = random.Random(7)  # noqa: S311 - a shuffle, not a secret
    files = sorted(to.rglob("*.parquet"))
    assert files
    for file in files:
        rows = pq.ParquetFile(file).read()
        pq.write_table(rows.take(pa.array(drawn.sample(range(len(rows)), len(rows)), "int64")), file)
    return to


def test_shuffled_rows_and_other_threads_give_the_same_list(
    contract: Contract, invented_store: Path, tmp_path: Path
) -> None:
    first = measured(invented_store, contract, threads=1)
    assert len({one.key for one in first}) == len(first) > 1000
    assert len({one.indicator for one in first}) > 15
    assert measured(shuffled(invented_store, tmp_path / "shuffled"), contract, threads=2) == first


def test_every_expression_compiles_for_other_engines() -> None:
    import ibis

    one_day = "person|date|{}\n1|2018-01-01|{}"
    with small_store(
        honos_clusters="person|code|from\n1|4|2017-01-01",
        role_status=one_day.format("role", "paid"),
        employment_status=one_day.format("code", "01"),
        accommodation_status=one_day.format("settled", "Y"),
        hospital_spells="person|admitted|discharged\n1|2018-01-01|2018-01-09",
    ) as store:
        definitions = [
            definition({**ROLE, "employment_codes": ["01"], "among": ROLE, "attribution": "one provider"}),
            definition(SETTLED, indicator="settled"),
            definition(RETURNED, indicator="returned", segments=()),
        ]
        segments = assign_segments(store, SEGMENTS)
        counted = measure(store, definitions, segments, TERM)
        queries = [
            accepted(store.as_sent("honos_clusters").rows, TABLES["honos_clusters"], TERM.end),
            accepted(store.as_sent("hospital_spells").rows, TABLES["hospital_spells"], TERM.end),
            merged(segments, ("person", "provider", "segment")),
            *(counted.rows(one) for one in counted.measured),
        ]
        for dialect in ("postgres", "pyspark", "duckdb"):
            for query in queries:
                assert str(ibis.to_sql(query, dialect=dialect)).upper().count("SELECT") > 1
