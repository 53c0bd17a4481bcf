"""Invented rows: a store of people who never lived, small but worth measuring, the same bytes from the same seed."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evenlode.data.manifest import NAME, FileEntry, Manifest, file_sha256, read_manifest, write_manifest
from evenlode.problems import refuse
from evenlode.results import Period

if TYPE_CHECKING:
    from evenlode.data.invented.people import Columns
    from evenlode.terms.contract import Contract

YEARS = 4
"""How many contract years the rows cover."""


def invent(contract: Contract, to: Path, people: int = 2000, seed: int = 1, clean: bool = False) -> None:
    """Write a store of invented rows for the contract's first four years into the folder `to`.

    people: how many there are over the years, under the lead provider and its partners. clean: nothing missing,
    stale or badly written. A store of invented rows that is there already is replaced, all at once; anything else
    is left as it is, with a Refusal. The magnitudes are assumptions, not anybody's figures.
    """
    from evenlode.data.invented.people import World
    from evenlode.data.invented.records import all_tables

    if people < 1:
        raise refuse("VALUE.RANGE", f"{people} people cannot be invented", "Ask for one or more", field="people")
    _refuse_to_replace(to)
    years = contract.years()[:YEARS]
    span = Period(years[0].start, years[-1].end)
    lead = contract.lead_provider.party
    partners = [party.party for party in contract.providers() if party.party != lead]
    world = World.of(people, seed, clean, span, lead, partners)
    to.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=".making-", dir=to.parent))
    try:
        entries = {name: (_write(making, name, columns),) for name, columns in all_tables(world).items()}
        said = {"invented": True, "data_from": span.start, "data_to": span.end, "lead_provider": lead, "seed": seed}
        write_manifest(making, Manifest.model_validate({**said, "tables": entries}))
        if to.exists():
            shutil.rmtree(to)
        os.replace(making, to)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _refuse_to_replace(to: Path) -> None:
    """Nothing but invented rows may be written over."""
    if to.is_dir() and not any(to.iterdir()):
        return
    if to.exists() and not ((to / NAME).is_file() and read_manifest(to)[0].invented):
        said = f"{to} is there already and holds something other than invented rows"
        raise refuse("STORE.EXISTS", said, "Choose another folder", file=str(to))


def _write(folder: Path, name: str, columns: Columns) -> FileEntry:
    """One table as a Parquet file, its rows in order."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    from evenlode.data.shapes import arrow_schema
    from evenlode.data.tables import TABLES

    schema = arrow_schema(TABLES[name])
    arrays = [_array(columns[field.name], field.type) for field in schema]
    rows = pa.Table.from_arrays(arrays, schema=schema)
    rows = rows.sort_by([(column, "ascending") for column in schema.names])
    path = folder / f"{name}.parquet"
    pq.write_table(rows, path)
    return FileEntry(file=path.name, sha256=file_sha256(path), rows=rows.num_rows)


def _array(values: object, kind: object) -> object:
    """Text, or days counted from 1970; what is masked is blank."""
    import numpy as np
    import pyarrow as pa

    found: Any = np.ma.asarray(values)
    blank = np.ma.getmaskarray(found)
    if pa.types.is_date32(kind):
        return pa.array(found.data.astype("int32"), mask=blank).cast(pa.date32())
    return pa.array(found.data.astype(str), kind, mask=blank)
