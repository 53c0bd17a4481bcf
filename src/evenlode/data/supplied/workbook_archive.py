"""Looks at a workbook as the zip archive it is before anything parses it: sizes, parts, and XML that unfolds itself."""

from __future__ import annotations

import zipfile
from pathlib import Path

from evenlode.data.supplied.opening import unreadable
from evenlode.problems import refuse

MOST_BYTES = 10 * 1024 * 1024
MOST_UNPACKED = 60 * 1024 * 1024
MOST_PARTS = 300
_LARGEST_RATIO = 200
"""A workbook of figures packs to a tenth or so; one that unpacks to hundreds of times its size was made to do harm."""


def check_archive(path: Path) -> None:
    """Raises a Refusal for a file that is too large, unpacks to too much, is no workbook or declares XML entities."""
    size = path.stat().st_size
    if size > MOST_BYTES:
        message = f"the workbook has {size:,} bytes, the most that is read is {MOST_BYTES:,}"
        raise refuse("FILE.SIZE", message, "Send the workbook without pictures and extra sheets", file=path.name)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            unpacked = sum(part.file_size for part in parts)
            if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or unpacked > size * _LARGEST_RATIO:
                message = (
                    f"the workbook unpacks to {unpacked:,} bytes in {len(parts)} parts, which no KPI workbook does"
                )
                raise refuse("FILE.ZIP_LIMIT", message, "Type the figures into a fresh workbook", file=path.name)
            names = {part.filename for part in parts}
            if "xl/workbook.xml" not in names:
                what = "a Word document" if any(name.startswith("word/") for name in names) else "a zip archive"
                fix = "Send the KPI workbook itself, as .xlsx"
                raise refuse("FILE.KIND", f"the file looks like {what}, not like a workbook", fix, file=path.name)
            if any(part.flag_bits & 1 for part in parts):
                raise refuse("FILE.KIND", "the workbook has a password", "Send it without one", file=path.name)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(part)[:4096]:
                    message = "the workbook declares XML entities, which no spreadsheet program writes"
                    raise refuse("FILE.KIND", message, "Type the figures into a fresh workbook", file=path.name)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError) as error:  # zipfile's: unknown compression
        message = f"the workbook is damaged or not complete ({error})"
        raise refuse("FILE.DAMAGED", message, "Save it again and send it whole", file=path.name) from None
    except OSError as error:
        raise unreadable(path, error) from None
