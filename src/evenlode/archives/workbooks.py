"""A workbook looked at as the zip it is before anything parses it: sizes, parts, and XML that unfolds itself."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from evenlode.archives.zips import opened
from evenlode.problems import refuse

_LARGEST_RATIO = 200
"""A workbook of figures packs to a tenth or so; one that unpacks to hundreds of times its size was made to do harm."""


@dataclass(frozen=True, slots=True)
class Expected:
    """The workbook that should have come: its name for people, the command that makes a fresh one, and its limits.

    most_bytes: of the file; most_unpacked: of all its parts together, unpacked; most_parts: how many there may be.
    """

    name: str
    command: str
    most_bytes: int
    most_unpacked: int
    most_parts: int


def read_workbook_bytes(path: Path, expected: Expected) -> bytes:
    """The bytes of a workbook that is safe to parse.

    Raises a Refusal for a file that is not there, too large, unpacks to too much, is no workbook, has a password, is
    damaged or declares XML entities.
    """
    try:
        size = path.stat().st_size
        if size > expected.most_bytes:
            message = f"the workbook has {size:,} bytes, the most that is read is {expected.most_bytes:,}"
            raise refuse("FILE.SIZE", message, "Send it without pictures and extra sheets", file=path.name)
        content = path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        fix = "Check the name, the folder and who may read it"
        raise refuse("FILE.UNREADABLE", message, fix, file=path.name) from None
    if not content.startswith(b"PK\x03\x04"):
        message = "the file is no .xlsx workbook" if content else "the file is empty"
        raise refuse("FILE.KIND", message, f"Send the {expected.name} as .xlsx, without a password", file=path.name)
    with opened(content, path.name, "the workbook") as archive:
        _check(archive, len(content), path.name, expected)
    return content


def _check(archive: zipfile.ZipFile, size: int, file: str, expected: Expected) -> None:
    fresh = f"Type the figures into a fresh workbook ({expected.command})"
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    if len(parts) > expected.most_parts or unpacked > min(expected.most_unpacked, size * _LARGEST_RATIO):
        message = f"the workbook unpacks to {unpacked:,} bytes in {len(parts)} parts, which no {expected.name} does"
        raise refuse("FILE.ZIP_LIMIT", message, fresh, file=file)
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names:
        what = "a Word document" if any(name.startswith("word/") for name in names) else "a zip archive"
        fix = f"Send the {expected.name} itself, as .xlsx"
        raise refuse("FILE.KIND", f"the file looks like {what}, not like a workbook", fix, file=file)
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(part)[:4096]:
            message = "the workbook declares XML entities, which no spreadsheet program writes"
            raise refuse("FILE.KIND", message, fresh, file=file)
