"""One checked submission, written aside as files and then put into the store in one step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evenlode.data.manifest import (
    NAME,
    FileEntry,
    Manifest,
    MappingEntry,
    SentEntry,
    Submission,
    file_sha256,
    read_manifest,
)
from evenlode.data.received.heading import Heading
from evenlode.data.received.keeping import alone, keep, keep_manifest
from evenlode.data.received.normalising import Blank, Normalised
from evenlode.data.received.pseudonyms import Pseudonyms
from evenlode.data.received.telling import all_findings
from evenlode.data.sent.at_once import at_once
from evenlode.data.sent.validating import CheckedFile
from evenlode.problems import Refusal, refuse

FINDINGS = "findings"
TABLES = "tables"


@dataclass(frozen=True, slots=True)
class Sending:
    """What is known of a submission before it is written.

    hashes, sizes: of each file that was sent, by its name. replaces: see evenlode.data.manifest. copied: whether the
    files are kept as they came.
    """

    name: str
    head: Heading
    checked: Sequence[CheckedFile]
    hashes: Mapping[str, str]
    sizes: Mapping[str, int]
    replaces: tuple[str, ...]
    archive: FileEntry | None
    copied: bool
    mapping: MappingEntry | None = None


@dataclass
class Bench:
    """A folder to work in, and under which name each file in it goes into the store. No two benches share a folder."""

    folder: Path
    names: dict[Path, str] = field(default_factory=dict)

    def new(self, name: str) -> Path:
        """Where to write a file that goes into the store under this name."""
        path = self.folder / f".{len(self.names)}"
        self.names[path] = name
        return path

    def name(self, path: Path, name: str) -> None:
        """Say under which name a file goes into the store."""
        self.names[path] = name

    @property
    def size(self) -> int:
        """The bytes of all that goes into the store."""
        return sum(path.stat().st_size for path in self.names)


def write_aside(bench: Bench, sending: Sending, made: Sequence[Normalised]) -> Submission:
    """Write every table and the list of findings, as they will stand in the store."""
    head = sending.head
    month = f"{head.period.end:%Y-%m}"
    place = f"{head.provider}/{month}-{sending.name}"
    filled = [one for one in made if one.rows.num_rows]
    names = [f"{TABLES}/{one.table}/{place}-{one.sent}" for one in filled]
    files = [f"{name}{'' if name not in names[:at] else f'-{at}'}.parquet" for at, name in enumerate(names)]
    tables: dict[str, list[FileEntry]] = {}
    with at_once(sum(one.rows.num_rows for one in filled)) as each:
        wanted = [(one, bench.new(file), file) for one, file in zip(filled, files, strict=True)]
        written = each(lambda one: _write(one[0], one[1], one[2], f"{one[0].file} of {head.provider}, {month}"), wanted)
        for one, entry in zip(filled, written, strict=True):
            tables.setdefault(one.table, []).append(entry)
    blanks = [blank for one in made for blank in one.blanks]
    findings = _findings(bench, f"{FINDINGS}/{place}.csv", sending, blanks)
    sent = [
        SentEntry(
            file=one.file,
            sha256=sending.hashes[one.file],
            size=sending.sizes[one.file],
            table=one.table or "",
            rows=one.rows,
            left_out=one.left_out + sum(len(blank.places) for blank in blanks if blank.file == one.file),
        )
        for one in sending.checked
    ]
    return Submission(
        submission=sending.name,
        provider=head.provider,
        start=head.period.start,
        end=head.period.end,
        received=head.received,
        version=head.version,
        replaces=sending.replaces,
        archive=sending.archive,
        copied=sending.copied,
        mapping=sending.mapping,
        sent=tuple(sent),
        tables={table: tuple(entries) for table, entries in sorted(tables.items())},
        findings=findings,
    )


@dataclass(frozen=True, slots=True)
class Made:
    """A submission that lies written aside on its bench."""

    submission: Submission
    head: Heading
    bench: Bench


def put_in(store: Path, made: Sequence[Made], pseudonyms: Pseudonyms) -> list[Refusal | bool]:
    """Put what was written aside into the store, all of it in one step.

    For each a Refusal where it does not fit to the store (in the simple form, invented beside real rows, or people
    under other pseudonyms); False where it is there already; True where it is put in.
    """
    with alone(store):
        manifest = read_manifest(store, names=False)[0] if (store / NAME).is_file() else None
        found: list[Refusal | bool] = []
        files: list[tuple[Path, str]] = []
        for one in made:
            try:
                fits = _fitting(store, manifest, one, pseudonyms)
            except Refusal as refusal:
                found.append(refusal)
                continue
            is_new = one.submission.submission not in {other.submission for other in fits.submissions}
            found.append(is_new)
            if is_new:
                manifest = fits.of((*fits.submissions, one.submission))
                files += one.bench.names.items()
        if manifest is not None and True in found:
            keep(files, store)
            keep_manifest(store, manifest)
    return found


def _fitting(store: Path, manifest: Manifest | None, made: Made, pseudonyms: Pseudonyms) -> Manifest:
    """The manifest of the store, or of one that is new; a Refusal where the submission does not fit to it."""
    head = made.head
    if manifest is None:
        return Manifest(
            invented=head.invented,
            data_to=made.submission.end,
            lead_provider=head.lead_provider,
            pseudonyms=pseudonyms.said,
        )
    file = str(store)
    if manifest.tables:
        said = "The store was made whole and does not receive submissions"
        raise refuse("STORE.SIMPLE", said, "Name another folder with --store", file=file)
    if manifest.invented is not head.invented:
        kind, other = ("invented", "real") if manifest.invented else ("real", "invented")
        said = f"The store holds {kind} rows, and the submission is of {other} ones: they never stand together"
        raise refuse("STORE.INVENTED", said, "Name another folder with --store", file=file)
    if manifest.pseudonyms != pseudonyms.said:
        said = f"The store calls people by {_called(manifest.pseudonyms)}, this would by {_called(pseudonyms.said)}"
        fix = "Use the key and the choice of pseudonyms that the store was begun with; one person would become two"
        raise refuse("STORE.PSEUDONYMS", said, fix, file=file)
    lead = manifest.lead_provider or head.lead_provider
    if head.lead_provider not in (None, lead):
        said = f'The store\'s lead provider is "{lead}", the submission\'s is "{head.lead_provider}"'
        raise refuse("STORE.LEAD", said, "Name the same one", file=file)
    return manifest.model_copy(update={"lead_provider": lead})


def _called(said: str | None) -> str:
    return "their names as sent" if said in (None, "as sent") else f"pseudonyms of {said}"


def _findings(bench: Bench, file: str, sending: Sending, blanks: Sequence[Blank]) -> FileEntry | None:
    """The list of what was found in the rows; None where there is nothing to list."""
    table = all_findings(sending.checked, blanks)
    if not table.num_rows:
        return None
    from pyarrow import csv

    path = bench.new(file)
    csv.write_csv(table, path)
    return FileEntry(file=file, sha256=file_sha256(path), rows=table.num_rows)


def _write(one: Normalised, path: Path, file: str, sent: str) -> FileEntry:
    import pyarrow as pa
    import pyarrow.parquet as pq

    often = [field.name for field in one.rows.schema if pa.types.is_dictionary(field.type)]
    plain = pa.schema([(field.name, pa.string()) if field.name in often else field for field in one.rows.schema])
    pq.write_table(
        # plain, so that the file's dictionary is in the order of its rows and the same rows give the same bytes
        one.rows.cast(plain),
        path,
        compression="zstd",
        compression_level=1,
        # what is no dictionary yet has few values twice; text is text to whoever reads it
        use_dictionary=often,
        store_schema=False,
        store_decimal_as_integer=True,
    )
    entry = {"file": file, "sha256": file_sha256(path), "rows": one.rows.num_rows}
    return FileEntry.model_validate({**entry, "feed": one.feed, "source": one.sent, "sent": sent})
