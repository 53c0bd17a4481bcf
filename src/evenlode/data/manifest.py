"""manifest.json: which files make up a store, byte for byte, and what it says about itself."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from evenlode.problems import Problem, Refusal, refuse
from evenlode.terms.form import Form

NAME = "manifest.json"


class FileEntry(Form):
    """One Parquet file of a table: its name in the store's folder, the hash of its bytes, its number of rows.

    Of a file that was received: feed, what it is superseded with; source, the table that was sent; sent, what a person
    calls the file that it came from.
    """

    file: str
    sha256: str
    rows: int
    feed: str | None = None
    source: str | None = None
    sent: str | None = None


class MappingEntry(Form):
    """The mapping that a file was read by: its name, version, the fingerprint of the layout, the hash of all of it."""

    mapping: str
    version: int
    fingerprint: str
    sha256: str


class SentEntry(Form):
    """One file as it was sent: its name, the hash and number of its bytes, its table, its rows and those left out."""

    file: str
    sha256: str
    size: int
    table: str
    rows: int
    left_out: int


class Submission(Form):
    """What one provider sent together for one period.

    submission: its name, made of its content. replaces: the feeds whose earlier rows of the same provider and period it
    takes the place of; where it is a part of a submission, the tables that were sent. archive: the zip that the files
    came in. copied: whether they are kept as they were sent. mapping: by which the files were read, where they have
    columns of their own. findings: where every row that was left out is listed.
    """

    submission: str
    provider: str
    start: date
    end: date
    received: date
    version: str | None = None
    replaces: tuple[str, ...]
    archive: FileEntry | None = None
    copied: bool
    mapping: MappingEntry | None = None
    sent: tuple[SentEntry, ...]
    tables: dict[str, tuple[FileEntry, ...]]
    findings: FileEntry | None = None

    def covers(self, entry: FileEntry) -> bool:
        """True where it takes the place of an earlier file."""
        return entry.feed in self.replaces or entry.source in self.replaces


class Manifest(Form):
    """What a store says about itself.

    invented: nobody's data. data_to: the last day of data. data_from: the first day that all of it covers, where
    that is known. lead_provider: which of the providers in the rows leads, by its name in the contract. seed: what
    invented rows were made from. pseudonyms: how people are called: as they were sent, or with which key.

    A store in the simple form names its files under `tables`. One that receives has `submissions`, in the order in
    which they were taken in, and no tables of its own.
    """

    invented: bool
    data_to: date
    data_from: date | None = None
    lead_provider: str | None = None
    seed: int | None = None
    pseudonyms: str | None = None
    tables: dict[str, tuple[FileEntry, ...]] = {}  # noqa: RUF012 - pydantic copies a default for each value
    submissions: tuple[Submission, ...] = ()

    @property
    def receives(self) -> bool:
        """True where it holds submissions, so that it is known when rows arrived."""
        return bool(self.submissions)

    def of(self, submissions: tuple[Submission, ...]) -> Manifest:
        """The manifest of a store that holds just these submissions."""
        first, last = min(one.start for one in submissions), max(one.end for one in submissions)
        return self.model_copy(update={"submissions": submissions, "data_from": first, "data_to": last})

    def files(self) -> Iterator[tuple[str, FileEntry]]:
        """Every file with the table that it is of."""
        for tables in (self.tables, *(one.tables for one in self.submissions)):
            for table, entries in tables.items():
                yield from ((table, entry) for entry in entries)


def read_manifest(folder: Path, names: bool = True) -> tuple[Manifest, str]:
    """The manifest of the store in the folder, and the hash of its bytes. A Refusal where there is none to read.

    names: look for every file that it names.
    """
    path = folder / NAME
    if not path.is_file():
        fix = "Name a folder that holds one with --store, or make one of invented people with `evenlode demo`"
        raise refuse("STORE.MISSING", "There is no store of rows here: it has no manifest.json", fix, file=str(path))
    raw = path.read_bytes()
    try:
        manifest = Manifest.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        field = ".".join(str(step) for step in first["loc"]) or None
        fix = "Restore the file, or make the store again"
        raise refuse(
            "STORE.MANIFEST", f"The manifest cannot be read: {first['msg']}", fix, file=str(path), field=field
        ) from None
    if names:
        _check_names(manifest, folder, path)
    return manifest, hashlib.sha256(raw).hexdigest()


def manifest_bytes(manifest: Manifest) -> bytes:
    """The manifest in its one form of bytes: what the file holds, and what its hash is of."""
    tables = dict(sorted(manifest.tables.items()))
    said = manifest.model_copy(update={"tables": tables}).model_dump_json(indent=1, exclude_none=True)
    return said.encode() + b"\n"


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it into the folder."""
    (folder / NAME).write_bytes(manifest_bytes(manifest))


def file_sha256(path: Path) -> str:
    """The hash of a file's bytes, read in pieces."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _check_names(manifest: Manifest, folder: Path, path: Path) -> None:
    """Every file must stand in the folder itself: a name may not lead out of it, nor name nothing."""
    problems: list[Problem] = []
    inside: dict[Path, bool] = {}
    home = folder.resolve()
    for table, entry in sorted(manifest.files(), key=lambda one: (one[0], one[1].file)):
        named = folder / entry.file
        stands_in = named if named.is_symlink() else named.parent
        if stands_in not in inside:
            inside[stands_in] = stands_in.resolve().is_relative_to(home)
        if not inside[stands_in] or not named.is_file():
            said = f'The manifest names "{entry.file}" for {table}, which is not in the store'
            fix = "Restore the file, or make the store again"
            problems.extend(refuse("STORE.MISSING", said, fix, file=str(path), field=f"tables.{table}").problems)
    if problems:
        raise Refusal(problems)
