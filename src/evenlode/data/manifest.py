"""manifest.json: which files make up a store, byte for byte, and what it says about itself."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

from pydantic import ValidationError

from evenlode.problems import Problem, Refusal, refuse
from evenlode.terms.form import Form

NAME = "manifest.json"


class FileEntry(Form):
    """One Parquet file of a table: its name in the store's folder, the hash of its bytes, its number of rows."""

    file: str
    sha256: str
    rows: int


class Manifest(Form):
    """What a store says about itself.

    invented: nobody's data. data_to: the last day of data. data_from: the first day that all of it covers, where
    that is known. lead_provider: which of the providers in the rows leads, by its name in the contract. seed: what
    invented rows were made from.
    """

    invented: bool
    data_to: date
    data_from: date | None = None
    lead_provider: str | None = None
    seed: int | None = None
    tables: dict[str, tuple[FileEntry, ...]]


def read_manifest(folder: Path) -> tuple[Manifest, str]:
    """The manifest of the store in the folder, and the hash of its bytes. A Refusal where there is none to read."""
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
    _check_names(manifest, folder, path)
    return manifest, hashlib.sha256(raw).hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write it in one form of bytes: keys sorted, two spaces, a line end."""
    said = json.dumps(manifest.model_dump(mode="json"), indent=2, sort_keys=True)
    (folder / NAME).write_bytes(said.encode() + b"\n")


def file_sha256(path: Path) -> str:
    """The hash of a file's bytes, read in pieces."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _check_names(manifest: Manifest, folder: Path, path: Path) -> None:
    """Every file must stand in the folder itself: a name may not lead out of it, nor name nothing."""
    problems: list[Problem] = []
    for table, entries in sorted(manifest.tables.items()):
        for entry in entries:
            named = (folder / entry.file).resolve()
            if not named.is_relative_to(folder.resolve()) or not named.is_file():
                said = f'The manifest names "{entry.file}" for {table}, which is not in the store'
                fix = "Restore the file, or make the store again"
                problems.extend(refuse("STORE.MISSING", said, fix, file=str(path), field=f"tables.{table}").problems)
    if problems:
        raise Refusal(problems)
