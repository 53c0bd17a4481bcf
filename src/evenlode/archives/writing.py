"""A workbook made and written: the same call gives the same bytes, and the whole file is put down or none of it."""

from __future__ import annotations

import io
import os
import tempfile
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from evenlode.archives.identity import put_identity
from evenlode.problems import refuse


def workbook_bytes(title: str, made: date, identity: Mapping[str, str], fill: Callable[[Any], None]) -> bytes:
    """The bytes of an xlsxwriter workbook that `fill` puts the sheets into. Text in a cell stays text.

    made: stands in the file as the day it was made, so that the same call gives the same bytes on every day.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book: Any = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title, "created": datetime.combine(made, time(), UTC)})
    put_identity(book, identity)
    fill(book)
    book.close()
    return out.getvalue()


def write_new(to: Path, content: bytes, may_hold: str = "figures") -> None:
    """Write a file where there is none yet, the whole file or none of it.

    may_hold: what a file that is there already may hold of somebody's. Raises a Refusal where there is one, or it
    cannot be written.
    """
    if to.exists():
        message = f"the file is there already, and may hold {may_hold}"
        raise refuse("FILE.EXISTS", message, "Choose another name, or move the old file away", file=to.name)
    try:
        handle, name = tempfile.mkstemp(prefix=f".{to.name}.", dir=to.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(name, 0o644)
            os.replace(name, to)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        message = f"the file cannot be written: {error.strerror or error}"
        raise refuse("FILE.WRITE", message, "Choose a folder that is there and has room", file=to.name) from None
