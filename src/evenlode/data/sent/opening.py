"""Reading one file that was sent: which table it is, how it is read, and its rows under the declared schema."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from evenlode.data.sent.csv_text import read_csv
from evenlode.data.sent.form import SentTable
from evenlode.data.sent.header import columns_of, expected_types
from evenlode.data.sent.limits import Limits, unopened
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.parquet_text import read_parquet
from evenlode.data.sent.sheet import Sheet, sheet_of
from evenlode.data.sent.tables import nearest_tables, table_called
from evenlode.problems import Level, Problem


@dataclass(frozen=True)
class Opened:
    """One file. sheet: None where it cannot be used at all. unread: rows that could not be taken in."""

    path: Path
    form: SentTable | None
    sheet: Sheet | None
    problems: tuple[Problem, ...]
    unread: int = 0
    shows: str = ""


def open_sent(path: Path, manifest: Manifest, limits: Limits) -> Opened:
    """The file as rows of its table. Its name says which table, its ending or its first bytes how it is read."""
    if problem := unopened(path, limits):
        return Opened(path, table_called(path.name), None, (problem,))
    form = table_called(path.name)
    if form is None:
        return Opened(path, None, None, (_unknown(path),))
    if _is_parquet(path):
        raw = read_parquet(path, limits)
    elif (what := _neither(path)) is not None:
        return Opened(path, form, None, (what,))
    else:
        raw = read_csv(path, manifest.encoding, limits)
    if raw.stops:
        return Opened(path, form, None, raw.problems)
    places, wrong = columns_of(raw, form, _mapped(manifest, form))
    problems = (*raw.problems, *wrong)
    if wrong:
        shows = f"{path.name} as Parquet: {expected_types(form)}" if raw.kinds else ""
        return Opened(path, form, None, problems, shows=shows)
    return Opened(path, form, sheet_of(raw, form, places), problems, raw.unread)


def _mapped(manifest: Manifest, form: SentTable) -> dict[str, str]:
    found = (names for table, names in manifest.columns.items() if table.casefold() == form.name.casefold())
    return {theirs: our for names in found for theirs, our in names.items()}


def _is_parquet(path: Path) -> bool:
    with path.open("rb") as opened:
        return path.suffix.casefold() == ".parquet" or opened.read(4) == b"PAR1"


_OTHERS = {
    b"PK\x03\x04": ("a zip archive or a workbook", "Unpack it, or save each sheet as CSV UTF-8"),
    b"\xd0\xcf\x11\xe0": ("an old workbook", "Save each sheet as CSV UTF-8"),
    b"\x1f\x8b": ("a gzip archive", "Unpack it"),
    b"%PDF": ("a PDF", "Export the rows as CSV UTF-8"),
}


def _neither(path: Path) -> Problem | None:
    """The refusal of what is certainly no CSV."""
    with path.open("rb") as opened:
        start = opened.read(8)
    for signature, (looks_like, fix) in _OTHERS.items():
        if start.startswith(signature):
            said = f"The file looks like {looks_like}"
            return Problem("FILE.KIND", Level.REJECT_FILE, path.name, None, None, said, fix)
    return None


def _unknown(path: Path) -> Problem:
    fix = f"Name it after its table. {nearest_tables(path.name)}"
    said = "The file's name is that of no table that can be sent"
    return Problem("FILE.KIND", Level.REJECT_FILE, path.name, None, None, said, fix)
