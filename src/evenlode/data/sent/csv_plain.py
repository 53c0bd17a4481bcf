"""The fast way to read a CSV with nothing unusual in it. Anything else is left to the careful way."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
from pyarrow import csv

from evenlode.data.sent.raw import RawTable

_PIECE = 16 * 1024 * 1024
_BOM = b"\xef\xbb\xbf"
_MOST_OF_A_HEADER = 1024 * 1024


def read_plain_csv(path: Path, most_rows: int) -> RawTable | None:
    """The file as text, the same that `read_csv` would give; None where only that can tell what the file holds.

    Plain is UTF-8 without a mark, without quotes, blank lines and lone carriage returns, with as many cells in every
    row as there are columns, and with at least one row. Comments may stand before the header.
    """
    header_line, header = _header(path)
    lines = _lines(path)
    if header is None or lines is None:
        return None
    names = [str(place) for place in range(len(header))]
    try:
        read = csv.read_csv(
            path,
            csv.ReadOptions(column_names=names, skip_rows=header_line, block_size=_PIECE),
            csv.ParseOptions(quote_char=False, newlines_in_values=False),
            csv.ConvertOptions(column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=False),
        )
    except pa.ArrowInvalid:
        return None
    if not 0 < read.num_rows <= most_rows or read.num_rows != lines - header_line:
        return None
    where = np.arange(header_line + 1, header_line + 1 + read.num_rows, dtype=np.int64)
    return RawTable(path, header, tuple(read.columns), where, header_line=header_line)


def _header(path: Path) -> tuple[int, tuple[str, ...] | None]:
    """The line of the header and its names; None where it is not a plain one."""
    with path.open("rb") as opened:
        for number, raw in enumerate(iter(lambda: opened.readline(_MOST_OF_A_HEADER), b""), start=1):
            if raw.startswith(b"#"):
                continue
            try:
                names = tuple(name.strip() for name in raw.decode("utf-8").rstrip("\r\n").split(","))
            except UnicodeDecodeError:
                return number, None
            plain = raw.endswith(b"\n") and not raw.startswith(_BOM) and len(names) > 1
            return number, names if plain else None
    return 0, None


def _lines(path: Path) -> int | None:
    """How many lines the file has; None where it holds a quote or a carriage return that ends no line."""
    lines, last = 0, b"\n"
    with path.open("rb") as opened:
        while piece := opened.read(_PIECE):
            if b'"' in piece:
                return None
            ends = piece.count(b"\n")
            if b"\r" in piece and _lone_returns(last + piece):
                return None
            lines, last = lines + ends, piece[-1:]
    return None if last == b"\r" else lines + (last != b"\n")


def _lone_returns(piece: bytes) -> bool:
    """True where a carriage return within the piece is not followed by a new line; its last byte is the next one's."""
    return piece[:-1].count(b"\r") != piece.count(b"\r\n")
