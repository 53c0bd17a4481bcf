"""Own people: the gaps of one provider with its own names of them, in a file that stays in its workspace."""

from __future__ import annotations

import csv
import io
import os
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from evenlode.data.manifest import read_manifest
from evenlode.data.received.pseudonyms import KEEP, Pseudonyms
from evenlode.data.store import folder_of
from evenlode.data.supplied.cells import written
from evenlode.job.gaps import Gaps
from evenlode.job.workspace import Workspace
from evenlode.measures.gaps import Gap
from evenlode.problems import refuse

FOLDER = "own-people"
OWNER = "provider.txt"
"""Says whose workspace it is: a second provider is refused."""

NUMBERS = ("Person_ID", "NHSNumber", "LocalPatientID")
"""Columns by which a person can be found, named as they are in what is sent."""

_NOTICE = "People can be told from this file. It stays with the provider that wrote it, and is not for direct care."
_COLUMNS = ("event", "segments", "counts_as", "what_would_change_it", "by")


@dataclass(frozen=True, slots=True)
class Written:
    """Where the file is, how many gaps are in it, and how many are not, since nobody in the people's file fits."""

    file: Path
    found: int
    not_found: int


@dataclass(frozen=True, slots=True)
class OwnPeople:
    """One provider's own people: where their file goes, its columns, and each row by its person's pseudonym."""

    provider: str
    folder: Path
    columns: tuple[str, ...]
    rows: Mapping[str, Sequence[str]] = field(repr=False)

    def write(self, found: Gaps) -> Written:
        """The provider's gaps beside its own names. A Refusal where they are gaps of anybody else too."""
        if found.provider != self.provider:
            message = f"these are gaps of {found.provider}, and the people are those of {self.provider}"
            raise refuse("GAPS.PROVIDER", message, "Ask for the gaps of that provider alone", field="provider")
        pairs = [(self.rows.get(gap.person or ""), gap) for gap in found.gaps]
        lines = [[*map(written, (*own, *_cells(gap)))] for own, gap in pairs if own is not None]
        text = io.StringIO()
        text.write(f"# {'INVENTED. ' if found.invented else ''}{_NOTICE}\n")
        csv.writer(text, lineterminator="\n").writerows([(*self.columns, *_COLUMNS), *lines])
        name = f"gaps-{found.code}-{self.provider}-{found.period.end:%Y-%m}.csv"
        return Written(_kept(self.folder, name, text.getvalue()), len(lines), len(found.gaps) - len(lines))


def own_people(workspace: Workspace, provider: str, store: str | Path, people: Path, key: Path) -> OwnPeople:
    """The provider's own people, by pseudonym; what is found of them goes into the workspace's folder `own-people`.

    people: a CSV file that the provider keeps, a row a person, with one of NUMBERS or more and any columns beside. The
    key and these numbers are made into pseudonyms again, which is the only way back: nobody else's can be undone. The
    file can be read by its owner alone, and its folder keeps itself out of version control. Raises a Refusal where the
    workspace is another provider's, where the file of people cannot be used, or where the key is not the store's.
    """
    columns, rows = _people(people)
    known = _by_pseudonym(columns, rows, _pseudonyms(folder_of(store), key), provider)
    return OwnPeople(provider, _own_folder(workspace.folder / FOLDER, provider), tuple(columns), known)


def _cells(gap: Gap) -> tuple[str, ...]:
    """What is said of one gap: never the pseudonym, so that the file is no list of which is whose."""
    event = "" if gap.unit == gap.person else gap.unit
    return (event, "; ".join(gap.segments), gap.state.value, gap.change, gap.by.isoformat() if gap.by else "")


def _pseudonyms(store: Path, key: Path) -> Pseudonyms:
    """How the store calls people. A Refusal where that takes a key and this is not the one."""
    said = read_manifest(store)[0].pseudonyms
    if said in (None, KEEP.said):
        return KEEP
    if not key.is_file():
        message, fix = "there is no key of pseudonyms here", "Name the one that the store was begun with, with --key"
        raise refuse("STORE.KEY", message, fix, file=key.name)
    found = Pseudonyms.of_file(key)
    if found.said != said:
        message, fix = "this is not the key that the store was begun with", "Name that one with --key"
        raise refuse("STORE.PSEUDONYMS", message, fix, file=key.name)
    return found


def _people(path: Path) -> tuple[list[str], list[list[str]]]:
    """The columns and rows of the provider's own file."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError):
        message, fix = "this file of people cannot be read", "Give a CSV file in UTF-8"
        raise refuse("GAPS.PEOPLE", message, fix, file=path.name) from None
    columns, *rows = list(csv.reader(io.StringIO(text))) or [[]]
    if not set(columns) & set(NUMBERS) or len(set(columns)) < len(columns):
        message = f"it has no column {' or '.join(NUMBERS)}, or a column twice"
        raise refuse("GAPS.PEOPLE", message, "Name a column as it is called in what you send", file=path.name, line=1)
    for line, row in enumerate(rows, start=2):
        if len(row) != len(columns):
            message = f"the row has {len(row)} cells, and there are {len(columns)} columns"
            raise refuse("GAPS.PEOPLE", message, "Give every column a cell", file=path.name, line=line)
    return columns, rows


def _by_pseudonym(
    columns: Sequence[str], rows: Sequence[Sequence[str]], pseudonyms: Pseudonyms, provider: str
) -> Mapping[str, Sequence[str]]:
    """The rows by what the store calls their person, by each of their numbers."""
    import pyarrow as pa

    kinds = {"Person_ID": "person", "NHSNumber": "NHS number", "LocalPatientID": f"{provider}\x1f"}
    found: dict[str, Sequence[str]] = {}
    for column in reversed([name for name in NUMBERS if name in columns]):
        place = columns.index(column)
        numbers: dict[str, Sequence[str]] = {}
        for row in rows:
            number = "".join(row[place].split()) if column == "NHSNumber" else row[place].strip()
            if number:
                numbers[number] = row
        codes = pseudonyms.of_all(pa.array(list(numbers), pa.string()), kinds[column]).to_pylist()
        found.update(zip(codes, numbers.values(), strict=True))
    return found


def _own_folder(folder: Path, provider: str) -> Path:
    """The folder, really in the workspace, which belongs to the provider that wrote into it first."""
    if folder.is_symlink():
        message, fix = (
            "this folder leads out of the workspace",
            "Remove the link: what people can be told from stays here",
        )
        raise refuse("GAPS.PLACE", message, fix, file=FOLDER)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="ascii")
    owner = folder / OWNER
    if not owner.exists():
        _kept(folder, OWNER, f"{provider}\n")
    if (known := owner.read_text(encoding="utf-8").strip()) != provider:
        message = f"this workspace holds the own people of {known}, and {provider} is another provider"
        raise refuse("GAPS.PROVIDER", message, "Use a workspace of its own for each provider", file=f"{FOLDER}/{OWNER}")
    return folder


def _kept(folder: Path, name: str, text: str) -> Path:
    """The file, which appears whole and can be read by its owner alone."""
    handle, making = tempfile.mkstemp(prefix=".making-", dir=folder)  # readable by its owner alone
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        os.replace(making, folder / name)
    except BaseException:
        os.unlink(making)
        raise
    return folder / name
