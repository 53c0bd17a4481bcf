"""The same rows give the same outturns, shuffled and in any number of threads; the queries suit other engines."""

from __future__ import annotations

import random
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from evenlode.data.invented import invent
from evenlode.data.manifest import FileEntry, file_sha256, read_manifest, write_manifest
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


@pytest.fixture(scope="module")
def store(contract: Contract, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("rows") / "store"
    invent(contract, folder, people=300, seed=5)
    return folder


def measured(folder: Path, contract: Contract, threads: int) -> list[Outturn]:
    with open_store(folder, threads=threads) as opened:
        span = Period(contract.term.start, opened.data_to)
        definitions = contract.definitions(span)
        counted = measure(opened, definitions, assign_segments(opened, contract.population.segments), span)
        return outturns(counted, definitions, contract.years(), span, opened.data_to)


def shuffled(folder: Path, to: Path) -> Path:
    """The same rows in another order, every table split over two files."""
    to.mkdir()
    manifest, _ = read_manifest(folder)
    tables = {}
    for name, (entry,) in manifest.tables.items():
        rows = pq.read_table(folder / entry.file)
        order = list(range(len(rows)))
        random.Random(7).shuffle(order)  # noqa: S311 - a shuffle, not a secret
        entries = []
        for part, indices in enumerate((order[: len(order) // 3], order[len(order) // 3 :])):
            file = to / f"{name}-{part}.parquet"
            pq.write_table(rows.take(pa.array(indices)), file)
            entries.append(FileEntry(file=file.name, sha256=file_sha256(file), rows=len(indices)))
        tables[name] = tuple(entries)
    write_manifest(to, manifest.model_copy(update={"tables": tables}))
    return to


def test_shuffled_rows_and_other_threads_give_the_same_list(contract: Contract, store: Path, tmp_path: Path) -> None:
    first = measured(store, contract, threads=1)
    assert len({one.key for one in first}) == len(first) > 1000
    assert {one.indicator for one in first} == {
        "in-a-meaningful-role",
        "in-paid-employment",
        "in-stable-accommodation",
        "not-readmitted-28-days",
        "not-readmitted-90-days",
    }
    assert measured(shuffled(store, tmp_path / "shuffled"), contract, threads=2) == first


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
