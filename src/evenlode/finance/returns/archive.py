"""A workbook as the zip archive it is, looked at before anything parses it: size, parts, and what they declare."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from evenlode.problems import refuse

MOST_BYTES = 5 * 1024 * 1024
MOST_UNPACKED = 40 * 1024 * 1024
MOST_PARTS = 200
LARGEST_RATIO = 200
"""A workbook of figures packs to a tenth or so; one that unpacks to hundreds of times its size was made to do harm."""

_FRESH = "Type the figures into a fresh workbook (evenlode finance workbook)"


def read_archive(path: Path) -> bytes:
    """The bytes of a workbook that is safe to parse.

    Raises a Refusal for a file that is not there, too large, unpacks to too much, is no workbook, has a password or
    declares XML entities.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            message = f"the workbook has {size:,} bytes, the most that is read is {MOST_BYTES:,}"
            raise refuse("FILE.SIZE", message, "Send it without pictures and extra sheets", file=path.name)
        content = path.read_bytes()
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        raise refuse(
            "FILE.UNREADABLE", message, "Check the name, the folder and who may read it", file=path.name
        ) from None
    if not content.startswith(b"PK\x03\x04"):
        message = "the file is no .xlsx workbook" if content else "the file is empty"
        raise refuse("FILE.KIND", message, "Send the finance return as .xlsx, without a password", file=path.name)
    try:
        _check(content, path.name)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:  # zipfile's: unknown compression
        message = f"the workbook is damaged or not complete ({error})"
        raise refuse("FILE.DAMAGED", message, "Save it again and send it whole", file=path.name) from None
    return content


def _check(content: bytes, file: str) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > len(content) * LARGEST_RATIO:
            message = f"the workbook unpacks to {unpacked:,} bytes in {len(parts)} parts, which no finance return does"
            raise refuse("FILE.ZIP_LIMIT", message, _FRESH, file=file)
        if "xl/workbook.xml" not in {part.filename for part in parts}:
            raise refuse("FILE.KIND", "the file is a zip archive, and no workbook", "Send the .xlsx itself", file=file)
        if any(part.flag_bits & 1 for part in parts):
            raise refuse("FILE.KIND", "the workbook has a password", "Send it without one", file=file)
        for part in parts:
            if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(part)[:4096]:
                message = "the workbook declares XML entities, which no spreadsheet program writes"
                raise refuse("FILE.KIND", message, _FRESH, file=file)
