"""A Parquet file as text, with the types its columns had, so that a type which lost something is found."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from evenlode.data.sent.at_once import MANY
from evenlode.data.sent.limits import Limits, too_many_rows
from evenlode.data.sent.raw import RawTable
from evenlode.problems import Level, Problem


def read_parquet(path: Path, limits: Limits) -> RawTable:
    """The file's columns cast to text; a type that has no text (a list, bytes) gives a blank column.

    Rows are numbered from 1. The types are kept: see evenlode.data.sent.header for what is wrong with them.
    """
    try:
        with pq.ParquetFile(path) as opened:
            if opened.metadata.num_rows > limits.most_rows:
                return RawTable(path, problems=(too_many_rows(path, limits),))
            read = opened.read(use_threads=opened.metadata.num_rows > MANY)
    except (pa.ArrowException, OSError):
        said, fix = "This is no Parquet file, or it is cut off", "Write it again as Parquet, or send a CSV"
        return RawTable(path, problems=(Problem("FILE.PARQUET", Level.REJECT_FILE, path.name, None, None, said, fix),))
    return RawTable(
        path,
        tuple(read.schema.names),
        tuple(_as_text(read.column(place)) for place in range(read.num_columns)),
        np.arange(1, read.num_rows + 1, dtype=np.int64),
        dict(zip(read.schema.names, read.schema.types, strict=True)),
    )


def _as_text(column: Any) -> Any:
    try:
        return column.cast(pa.string())
    except pa.ArrowException:
        return pa.chunked_array([pa.nulls(len(column), pa.string())])
