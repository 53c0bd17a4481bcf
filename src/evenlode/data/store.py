"""The store of rows: lazy tables under the declared schema, whatever engine stands behind them."""

from __future__ import annotations

import difflib
import glob
import shutil
import tempfile
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import takewhile
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any
from urllib.request import url2pathname

from evenlode.data.codes import code_lists_sha256
from evenlode.data.latest import RANK, Counted, counted, known_on, latest
from evenlode.data.manifest import FileEntry, read_manifest
from evenlode.data.rules import accepted
from evenlode.data.shapes import empty_table, header_problems, under_schema
from evenlode.data.tables import TABLES, TableForm
from evenlode.problems import Level, Problem, refuse

if TYPE_CHECKING:
    import ibis

SCHEMES = ("file",)


@dataclass(frozen=True, slots=True)
class SentTable:
    """A table as it was sent: its rows with their places, how many there are, and where they came from.

    rows: the declared columns plus `file` and `row` (from 1, a header not counted). files: what the manifest says of
    each `file`, by its path with forward slashes; empty for rows that came from no file. resent: True where records
    may be in it several times, as rows with a rank, of which the latest are to be taken.
    """

    rows: Any
    count: int
    files: Mapping[str, FileEntry] = field(default_factory=dict)
    resent: bool = False

    def name_of(self, file: str) -> str:
        """How to say a `file` to people."""
        entry = self.files.get(Path(file).as_posix())
        return (entry.sent or entry.file) if entry else file


class Store:
    """Rows that can be measured. Use it in a `with` block: closing it leaves nothing behind.

    invented: nobody's data. data_to: the last day of data; data_from: the first day that all of it covers, where
    known. lead_provider: the provider that leads, by its name in the rows. manifest_sha256: which rows these are,
    byte for byte. opening_problems: tables that cannot be used or are not known; they count as not sent.
    """

    def __init__(
        self,
        backend: Any,
        sent: Mapping[str, SentTable],
        *,
        data_to: date,
        manifest_sha256: str,
        data_from: date | None = None,
        lead_provider: str | None = None,
        invented: bool = False,
        opening_problems: Sequence[Problem] = (),
        on_close: Callable[[], None] = lambda: None,
    ) -> None:
        self.data_to = data_to
        self.data_from = data_from
        self.lead_provider = lead_provider
        self.invented = invented
        self.manifest_sha256 = manifest_sha256
        self.code_lists_sha256 = code_lists_sha256()
        self.opening_problems = tuple(opening_problems)
        self._backend = backend
        self._sent = dict(sent)
        self._kept: dict[tuple[Hashable, ...], Any] = {}
        self._made_from: dict[str, Any] = {}
        self._on_close = on_close

    def has(self, name: str) -> bool:
        """True where the table was sent in a shape that can be used."""
        return name in self._sent

    def as_sent(self, name: str) -> SentTable:
        """Everything that was sent of a table, what is wrong with it included; of a record sent again the latest."""
        sent = self._sent[name]
        if not sent.resent:
            return sent
        rows = self.keep(("latest", name), lambda: under_schema(latest(sent.rows, TABLES[name]), TABLES[name]))
        return replace(sent, rows=rows, resent=False)

    def table(self, name: str) -> ibis.Table:
        """The accepted rows of a table; no rows where it was not sent. See evenlode.data.rules."""
        form = TABLES[name]
        if not self.has(name):
            return empty_table(form)
        return self.keep(("accepted", name), lambda: accepted(self.as_sent(name).rows, form, self.data_to))

    def keep(self, key: tuple[Hashable, ...], rows: Callable[[], Any]) -> ibis.Table:
        """Rows worked out once and kept until the store is closed; asked again by the same key, they are there."""
        if key not in self._kept:
            made_from = rows()
            words = [str(part) for part in takewhile(lambda part: isinstance(part, str), key)]
            name = "_".join([*words, str(len(self._kept) + 1)])
            with _as_written():
                self._kept[key] = self._backend.create_table(name, made_from, temp=True)
            self._made_from[name] = made_from
        return self._kept[key]

    def fetch(self, rows: ibis.Table) -> list[dict[str, Any]]:
        """The rows as Python values, in no order that may be relied on."""
        with _as_written():
            found: list[dict[str, Any]] = self._backend.to_pyarrow(rows).to_pylist()
        return found

    def sql(self, rows: ibis.Table) -> str:
        """The queries that the engine is asked for these rows, those for the kept rows they are made from first."""
        names = self._behind(rows, [])
        kept = [f"CREATE TEMPORARY TABLE {name} AS\n{self._said(self._made_from[name])};\n\n" for name in names]
        return "".join(kept) + self._said(rows)

    def _behind(self, rows: ibis.Table, names: list[str]) -> list[str]:
        """The kept tables that rows are made from, in the order in which they are needed."""
        from ibis.expr.operations import DatabaseTable

        for name in sorted(table.name for table in rows.op().find(DatabaseTable)):
            if name in self._made_from and name not in names:
                self._behind(self._made_from[name], names)
                names.append(name)
        return names

    def _said(self, rows: ibis.Table) -> str:
        return str(self._backend.compile(rows, pretty=True))

    @property
    def engine(self) -> Mapping[str, str]:
        """The query engine and its version."""
        import ibis

        return {"name": self._backend.name, "version": self._backend.version, "ibis": ibis.__version__}

    def close(self) -> None:
        """Let go of the engine and of anything it wrote."""
        self._backend.disconnect()
        self._on_close()

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(url: str | Path, threads: int | None = None, as_known_on: date | None = None) -> Store:
    """The store in a folder of Parquet files with a manifest.json.

    as_known_on: use only what had been received by the end of that day, so that a past state comes back, its hash
    included; a store in the simple form does not know when its rows came, and says so. Nothing is read yet but the
    manifest and files' headers. A Refusal where there is no store (STORE.MISSING), where the manifest cannot be read,
    where nothing had come by that day, or where the URL names an engine that this version does not open.
    """
    folder = folder_of(url)
    manifest, sha256 = read_manifest(folder)
    files = {name: [Counted(entry, 0) for entry in entries] for name, entries in manifest.tables.items()}
    undated = []
    if manifest.receives:
        manifest, sha256 = known_on(manifest, as_known_on)
        files = dict(counted(manifest))
    elif as_known_on is not None:
        undated.append(_undated())
    usable, problems = _headers(folder, files, manifest.receives)
    backend, on_close = connect(threads)
    sent_table = _received_table if manifest.receives else _sent_table
    return Store(
        backend,
        {name: sent_table(backend, TABLES[name], folder, files[name]) for name in usable},
        data_to=manifest.data_to,
        data_from=manifest.data_from,
        lead_provider=manifest.lead_provider,
        manifest_sha256=sha256,
        invented=manifest.invented,
        opening_problems=[*undated, *problems],
        on_close=on_close,
    )


def connect(threads: int | None = None) -> tuple[Any, Callable[[], None]]:
    """A query engine in memory that reaches for no network, and what to do once it is closed."""
    import ibis

    if threads is not None and threads < 1:
        raise refuse("VALUE.RANGE", f"{threads} threads cannot work", "Ask for one or more", field="threads")
    spill = tempfile.mkdtemp(prefix="evenlode-")
    settings: dict[str, Any] = {
        "temp_directory": spill,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if threads is not None:
        settings["threads"] = threads
    backend = ibis.duckdb.connect(**settings)
    backend.raw_sql("SET enable_progress_bar = false")  # started by `python -c` it would draw one on stdout
    return backend, lambda: shutil.rmtree(spill, ignore_errors=True)


@contextmanager
def _as_written() -> Iterator[None]:
    """Let the engine merge one selection into the next, not Ibis: it takes Ibis longer than the engine's whole work."""
    import ibis

    merging = ibis.options.sql.fuse_selects
    ibis.options.sql.fuse_selects = False
    try:
        yield
    finally:
        ibis.options.sql.fuse_selects = merging


def folder_of(url: str | Path) -> Path:
    """The folder that a path or a file:// URL names."""
    text = str(url)
    scheme, sign, rest = text.partition("://")
    if not sign:
        return Path(url)
    if scheme not in SCHEMES:
        said = f'"{scheme}://" is no kind of store that this version opens'
        raise refuse("STORE.SCHEME", said, "Give the path of a folder, or file:// and the path", field="store")
    return Path(url2pathname(rest))


def _headers(folder: Path, files: Mapping[str, Sequence[Counted]], are_ours: bool) -> tuple[list[str], list[Problem]]:
    """The tables whose files have the declared columns, and what is wrong with the others.

    Of files that we wrote ourselves, all of a table alike, the first speaks for all.
    """
    usable: list[str] = []
    problems: list[Problem] = []
    for name, every in sorted(files.items()):
        found = [_unknown(name)] if name not in TABLES else []
        for one in every[: 1 if are_ours else None] if name in TABLES else ():
            found.extend(header_problems(folder / one.entry.file, one.entry.file, name))
        problems.extend(found)
        if every and not found:
            usable.append(name)
    return usable, problems


def _undated() -> Problem:
    said = "The store does not know when its rows came; all of them are used"
    fix = "Receive what was sent with `evenlode receive`, which keeps the day"
    return Problem("STORE.UNDATED", Level.WARN, "manifest.json", None, "as_known_on", said, fix)


def _unknown(name: str) -> Problem:
    near = difflib.get_close_matches(name, TABLES, n=1)
    fix = f'Did you mean "{near[0]}"?' if near else f"Use {', '.join(TABLES)}"
    said = "No table of this name is known; it is not read"
    return Problem("TABLE.UNKNOWN", Level.WARN, name, None, None, said, fix)


def _received_table(backend: Any, form: TableForm, folder: Path, counted: Sequence[Counted]) -> SentTable:
    """The files of one table that count, each row with the line on which it was sent and the rank of its submission."""
    import ibis

    files = {(folder / one.entry.file).as_posix(): one.entry for one in counted}
    names = [glob.escape(file) for file in files]
    rows = backend.read_parquet(names, table_name=form.name, filename=True).rename(file="filename")
    total = sum(one.entry.rows for one in counted)
    if not form.record or len({one.rank for one in counted}) == 1:
        return SentTable(under_schema(rows, form), total, files)
    ranks = {one.submission: one.rank for one in counted}
    named = ibis.memtable({"submission": list(ranks), RANK: list(ranks.values())})
    known = backend.create_table(f"{form.name}_ranks", named, temp=True)  # a steady name, so that queries stay the same
    return SentTable(rows.inner_join(known, "submission"), total, files, resent=True)


def _sent_table(backend: Any, form: TableForm, folder: Path, counted: Sequence[Counted]) -> SentTable:
    """The files of one table as one lazy table with the place of each row."""
    files = {(folder / one.entry.file).as_posix(): one.entry for one in counted}
    names = [glob.escape(file) for file in files]  # a bracket in a folder's name is no pattern
    rows = backend.read_parquet(names, table_name=form.name, union_by_name=True, filename=True, file_row_number=True)
    placed = rows.mutate(file=rows.filename, row=rows.file_row_number + 1)
    return SentTable(under_schema(placed, form), sum(one.entry.rows for one in counted), files)
