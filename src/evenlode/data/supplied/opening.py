"""What a file is, told from its first bytes: a workbook, text that may be a CSV, or something else with a name."""

from __future__ import annotations

from enum import Enum
from pathlib import Path

from evenlode.problems import Refusal, refuse

MOST_BYTES = 200 * 1024 * 1024
"""A national publication for all of England stays below this; anything larger is no supplied file."""

_ANY_FORM = (
    "Send a KPI workbook (.xlsx), or a CSV: outturns, published judgements, audited costs, head counts, national"
)

_SIGNATURES: tuple[tuple[bytes, str, str], ...] = (
    (b"PAR1", "a Parquet file", _ANY_FORM),
    (b"%PDF", "a PDF", "Send the figures as CSV, or type them into the KPI workbook"),
    (
        b"\xd0\xcf\x11\xe0",
        "an old Excel workbook (.xls), or one with a password",
        "Save it as .xlsx, without a password",
    ),
    (b"SQLite format 3\0", "an SQLite database", _ANY_FORM),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and send the file inside"),
    (b"\xff\xfe", "Unicode text in UTF-16", 'Save it as "CSV UTF-8"'),
    (b"\xfe\xff", "Unicode text in UTF-16", 'Save it as "CSV UTF-8"'),
    (b"<", "a web page or XML", _ANY_FORM),
    (b"{\\rtf", "a Word document", _ANY_FORM),
    (b"{", "JSON", _ANY_FORM),
)


class Sort(Enum):
    """The two sorts of file that are read."""

    WORKBOOK = "workbook"
    TEXT = "text"


def sort_of(path: Path) -> Sort:
    """Whether the file is a workbook or text. Raises a Refusal for anything else, saying what it looks like."""
    try:
        size = path.stat().st_size
        if not path.is_file():
            raise refuse("FILE.MISSING", "this is not a file", "Name one file", file=path.name)
        with path.open("rb") as file:
            start = file.read(512)
    except FileNotFoundError:
        raise refuse("FILE.MISSING", "there is no such file", "Check the name and the folder", file=path.name) from None
    except OSError as error:
        raise unreadable(path, error) from None
    if size == 0:
        raise refuse("FILE.EMPTY", "the file is empty", "Send it again; it holds no bytes at all", file=path.name)
    if size > MOST_BYTES:
        message = f"the file has {size:,} bytes, the most that is read is {MOST_BYTES:,}"
        raise refuse("FILE.SIZE", message, "Send the rows that this contract needs, not more", file=path.name)
    if start.startswith(b"PK\x03\x04"):
        return Sort.WORKBOOK
    for signature, looks_like, fix in _SIGNATURES:
        if start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(signature):
            raise refuse("FILE.KIND", f"the file looks like {looks_like}", fix, file=path.name)
    if b"\0" in start:
        raise refuse("FILE.KIND", "the file is not text and not a workbook", _ANY_FORM, file=path.name)
    return Sort.TEXT


def unreadable(path: Path, error: OSError) -> Refusal:
    """The refusal for a file that the computer will not give us."""
    message = f"the file cannot be read: {error.strerror or error}"
    return refuse(
        "FILE.UNREADABLE", message, "Check that it is a file you may open, and that it is complete", file=path.name
    )
