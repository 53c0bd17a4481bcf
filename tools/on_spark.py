"""A real Spark session in the place of DuckDB: what a store asks of its engine, and no more."""

from __future__ import annotations

import importlib
import importlib.util
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

if TYPE_CHECKING:
    import ibis

SETTINGS = {
    "spark.ui.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
    "spark.default.parallelism": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}
"""Small tables on one machine: most of the time would go into shuffling nothing and compiling for it."""


def what_is_missing() -> str | None:
    """What to install before Spark can run here; None where nothing is missing."""
    if importlib.util.find_spec("pyspark") is None:
        return 'pyspark is not installed: python -m pip install "evenlode[spark]", or "pyspark>=4,<4.1"'
    if shutil.which("java") is None:
        return "Java is not installed: Spark 4 runs on Java 17 or 21, for example the package openjdk-17-jre-headless"
    return None


class OnSpark:
    """The engine of a store: tables made of Arrow or of expressions, worked out at once, and answers as Arrow."""

    name = "pyspark"

    def __init__(self, session: Any) -> None:
        import ibis

        self._session = session
        self._ibis: Any = ibis.pyspark.connect(session)
        self._views: list[str] = []
        self.version = session.version

    def create_table(self, name: str, made_from: Any, temp: bool = True) -> ibis.Table:
        """A view of rows that are worked out now, so that no query grows with what it stands on."""
        import pyarrow as pa

        rows = made_from if isinstance(made_from, pa.Table) else self.to_pyarrow(made_from)
        self._session.createDataFrame(rows).createOrReplaceTempView(name)
        self._views.append(name)
        table: ibis.Table = self._ibis.table(name)
        return table

    def to_pyarrow(self, rows: ibis.Table) -> Any:
        """The rows as Arrow, under the types that Ibis says they have."""
        import pyarrow as pa

        self._ibis._run_pre_execute_hooks(rows)
        found = self._session.sql(self.compile(rows)).toArrow()
        kinds = rows.schema().to_pyarrow()
        return pa.table([found.column(at).cast(one.type) for at, one in enumerate(kinds)], schema=kinds)

    def compile(self, rows: ibis.Table, pretty: bool = False) -> str:
        """The query in Spark's own words."""
        return str(self._ibis.compile(rows, pretty=pretty))

    def disconnect(self) -> None:
        """Forget the tables; the session serves the next store."""
        for name in self._views:
            self._session.catalog.dropTempView(name)
        self._views.clear()


@contextmanager
def spark() -> Iterator[None]:
    """Every store of tables in memory that is made inside is on one Spark session, and no query is remembered."""
    work = tempfile.mkdtemp(prefix="evenlode-spark-")
    builder = importlib.import_module("pyspark.sql").SparkSession.builder.master("local[1]").appName("evenlode")
    for name, value in {**SETTINGS, "spark.local.dir": work, "spark.sql.warehouse.dir": work}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    engine = OnSpark(session)
    try:
        with (
            patch("evenlode.data.memory.connect", lambda threads=None: (engine, lambda: None)),
            patch("evenlode.data.planned.planned", lambda store: store),
        ):
            yield
    finally:
        session.stop()
        shutil.rmtree(work, ignore_errors=True)
