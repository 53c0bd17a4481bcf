"""A CSV as rows of text with their line numbers. Encoding, quoting and width are checked, never guessed or repaired."""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from evenlode.data.supplied.findings import Findings
from evenlode.data.supplied.opening import unreadable
from evenlode.problems import Level

_BOM = b"\xef\xbb\xbf"
_INVENTED = "# INVENTED"


@dataclass(frozen=True, slots=True)
class RawRow:
    """One row as sent: text by column name, the line it starts on, and how a column of it is called in a finding."""

    line: int
    cells: dict[str, str]
    places: dict[str, str] = field(default_factory=dict)

    def place(self, column: str) -> str:
        """The column as the user finds it: its name in a CSV, sheet and cell in a workbook."""
        return self.places.get(column, column)


class CsvFile:
    """One pass over a CSV. After `rows` is used up, `sha256` is the hash of the very bytes that were read."""

    def __init__(self, path: Path, findings: Findings) -> None:
        self.path = path
        self.findings = findings
        self.invented = False
        self.header: list[str] = []
        self.header_line = 0
        self._digest = hashlib.sha256()
        self._records = self._parse()

    @property
    def sha256(self) -> str:
        """SHA-256 of the bytes read so far."""
        return self._digest.hexdigest()

    def read_header(self) -> list[str]:
        """The column names as sent, from the first line that is not blank and not a # comment."""
        for line, cells in self._records:
            self.header, self.header_line = [cell.strip() for cell in cells], line
            return self.header
        if not self.findings.stops:
            self.findings.add("FILE.EMPTY", "the file has no header and no rows", "Send the file again, with its rows")
        return []

    def rows(self, most: int) -> Iterator[tuple[int, list[str]]]:
        """Line and cells of every row that is as wide as the header; blank rows are left out, ragged ones are noted."""
        for count, (line, cells) in enumerate(self._records, start=1):
            if count > most:
                message = f"the file has more than {most:,} rows"
                self.findings.add("FILE.SIZE", message, "Send the rows that this contract needs, not more")
                return
            if len(cells) != len(self.header):
                self._ragged(line, len(cells))
            else:
                yield line, cells

    def _ragged(self, line: int, width: int) -> None:
        message = f"the row has {width} columns, the header has {len(self.header)}"
        fix = "Give every row the same columns; put a text that holds a comma in double quotes"
        self.findings.add("FILE.COLUMNS", message, fix, line=line)

    def _parse(self) -> Iterator[tuple[int, list[str]]]:
        """Starting line and cells of each record that is not blank."""
        reader = csv.reader(self._decoded(), strict=True)
        while True:
            start = reader.line_num + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except _NotText:
                return
            except csv.Error as error:
                self._badly_quoted(start, error)
                return
            if any(cell.strip() for cell in cells):
                yield start, cells

    def _badly_quoted(self, line: int, error: csv.Error) -> None:
        message = f"the row that starts here cannot be read as CSV ({error})"
        fix = "Close every double quote, and write a quote inside a text twice; saving again as CSV UTF-8 does both"
        self.findings.add("FILE.QUOTE", message, fix, line=line)

    def _decoded(self) -> Iterator[str]:
        """Lines of text without the leading comments. A byte that is not UTF-8 ends the reading, and is named."""
        at_top = True
        for number, raw in enumerate(self._raw_lines(), start=1):
            line = raw.removeprefix(_BOM) if number == 1 else raw
            if len(line) != len(raw):
                message = "a byte-order mark was removed; the file is accepted"
                self.findings.add("FILE.BOM", message, "None needed", line=1, level=Level.ACCEPT)
            try:
                text = line.decode("utf-8")
            except UnicodeDecodeError as error:
                self._not_utf8(number, line, error)
                raise _NotText from None
            if "\0" in text:
                message, fix = "the line holds a zero byte, which no text has", 'Save the file again as "CSV UTF-8"'
                self.findings.add("FILE.ENCODING", message, fix, line=number)
                raise _NotText
            if at_top and text.startswith("#"):
                self.invented = self.invented or text.strip().rstrip(",") == _INVENTED
                text = "\n"
            elif text.strip():
                at_top = False
            yield text

    def _not_utf8(self, number: int, line: bytes, error: UnicodeDecodeError) -> None:
        column = len(line[: error.start].decode("utf-8", errors="replace")) + 1
        message = (
            f"byte 0x{line[error.start]:02X} at line {number}, column {column} is not UTF-8 (looks like Windows-1252)"
        )
        self.findings.add("FILE.ENCODING", message, 'Save the file as "CSV UTF-8"', line=number)

    def _raw_lines(self) -> Iterator[bytes]:
        try:
            with self.path.open("rb") as file:
                for line in file:
                    self._digest.update(line)
                    yield line
        except OSError as error:
            raise unreadable(self.path, error) from None


class _NotText(Exception):  # noqa: N818 - a signal between two generators, never shown
    """The bytes stopped being text; what is wrong is already noted."""
