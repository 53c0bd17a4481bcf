"""The files of one submission brought to where they are read: the very bytes that are hashed and kept."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from evenlode.data.manifest import FileEntry
from evenlode.data.mapping import MappingForm
from evenlode.data.received.archive import ArchiveLimits, unpack
from evenlode.data.received.arriving import Arrived, manifest_among
from evenlode.data.received.heading import Asked
from evenlode.data.received.keeping import copy_and_hash
from evenlode.data.received.pseudonyms import Pseudonyms
from evenlode.data.received.submitting import Bench
from evenlode.data.sent.limits import Limits, unopened
from evenlode.data.sent.manifest import Manifest
from evenlode.data.warehouse import fetch
from evenlode.problems import refuse

COPIES = "received"


@dataclass(frozen=True, slots=True)
class Intake:
    """How everything of one call is taken in. copy: keep the files as sent. part: the other tables come later.

    mapping: how files with columns of their own are read. commissioners: the codes of the contract's; none where they
    are not known.
    """

    asked: Asked
    pseudonyms: Pseudonyms
    copy: bool
    part: bool
    limits: Limits
    archives: ArchiveLimits
    mapping: MappingForm | None = None
    commissioners: Collection[str] = ()


@dataclass
class Brought:
    """The files where they are read, with the hash and size of each as it came, by name; and what is said of them."""

    read: list[Path] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    archive: FileEntry | None = None
    said: Manifest = field(default_factory=Manifest)

    def add(self, path: Path, sha256: str) -> None:
        """A file that lies where it is read."""
        self.hashes[path.name], self.sizes[path.name] = sha256, path.stat().st_size
        self.read.append(path)


def brought(arrival: Arrived, bench: Bench, intake: Intake) -> Brought:
    """The files as they will be read: the very bytes that are hashed, and kept where that was asked for."""
    found = Brought()
    if arrival.source:
        _from_warehouse(arrival.source, bench, intake, found)
        return found
    arrived = list(arrival.files)
    if arrival.archive:
        arrived = _unpacked(arrival.archive, bench, intake, found)
    for path in arrived:
        if path.name in found.hashes:
            said, fix = f"Several files are called {path.name}", "Send one submission at a time"
            raise refuse("FILE.NAME", said, fix, file=path.name)
        if unopened(path, intake.limits):
            found.read.append(path)
            continue
        _may_be_read(path)
        copied = intake.copy and not arrival.archive
        here = bench.folder / path.name if copied else path
        found.add(here, copy_and_hash(path, here if copied else None))
        if copied:
            bench.name(here, f"{COPIES}/{found.hashes[path.name]}")
    found.said, found.read = manifest_among(found.read)
    return found


def _unpacked(archive: Path, bench: Bench, intake: Intake, found: Brought) -> list[Path]:
    """The files of a zip, which is kept itself in their place."""
    _may_be_read(archive)
    copy = bench.new("") if intake.copy else None
    sha256 = copy_and_hash(archive, copy)
    found.archive = FileEntry(file=f"{COPIES}/{sha256}", sha256=sha256, rows=0, sent=archive.name)
    if copy:
        bench.name(copy, f"{COPIES}/{sha256}")
    return unpack(archive, bench.folder, intake.archives)


def _from_warehouse(source: Path, bench: Bench, intake: Intake, found: Brought) -> None:
    """The CSV files that a warehouse gives; they are what was sent."""
    mapping = intake.mapping
    fetched = fetch(source, bench.folder, intake.asked.period, intake.limits, whole=mapping is not None)
    tables = [] if mapping is None else [one.table.casefold() for one in mapping.tables]
    if mapping and [path.stem.casefold() for path in fetched.files] != tables:
        said = f"The source and {mapping.said} are not of one and the same table"
        raise refuse("FILE.KIND", said, "Name one relation in the source, and a mapping of its table", file=source.name)
    found.said = fetched.said
    for path in fetched.files:
        found.add(path, copy_and_hash(path, None))
        if intake.copy:
            bench.name(path, f"{COPIES}/{found.hashes[path.name]}")


def _may_be_read(path: Path) -> None:
    """Raises a Refusal for an empty file, or one the computer does not give us, so that it keeps no other out."""
    try:
        with path.open("rb") as opened:
            is_empty = not opened.read(1)
    except OSError as error:
        said = f"The file cannot be read: {error.strerror or error}"
        fix = "Close it where another program has it open, and ask its owner who may read it"
        raise refuse("FILE.UNREADABLE", said, fix, file=path.name) from None
    if is_empty:
        raise refuse("FILE.EMPTY", "The file is empty", "Send it again; it holds no bytes at all", file=path.name)
