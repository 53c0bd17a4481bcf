"""A small CSV as text: its columns checked by name, each row with its line, `# INVENTED` on top understood."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from pathlib import Path

from evenlode.problems import Level, Problem, Refusal, refuse

_MOST_BYTES = 1_000_000
_MOST_ROWS = 2_000


@dataclass(frozen=True, slots=True)
class CsvText:
    """The columns there are, and each row's line and cells, stripped."""

    file: str
    invented: bool
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]

    def problem(self, line: int, field: str | None, message: str, fix: str) -> Problem:
        """A problem of one cell or row."""
        return Problem("CSV.CELL", Level.REJECT_FILE, self.file, line, field, message, fix)


def read_csv(path: Path, required: tuple[str, ...], known: tuple[str, ...]) -> CsvText:
    """The file as text. Raises a Refusal where it cannot be read, or with every column and row that does not fit."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise refuse("FILE.SIZE", "the file is over 1 MB", "Send fewer rows", file=path.name)
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        message = f"the file cannot be read: {error.strerror or error}"
        raise refuse("FILE.UNREADABLE", message, "Check the name and the folder", file=path.name) from None
    except UnicodeDecodeError:
        raise refuse("FILE.ENCODING", "the file is not UTF-8", 'Save it as "CSV UTF-8"', file=path.name) from None
    invented = text.startswith("# INVENTED")
    reader = csv.reader(io.StringIO(text.partition("\n")[2] if invented else text, newline=""))
    try:
        read = [(reader.line_num + invented, tuple(cell.strip() for cell in row)) for row in reader if row]
    except csv.Error as error:
        raise refuse("FILE.KIND", f"the file is no CSV: {error}", "Save it as CSV", file=path.name) from None
    if len(read) < 2 or len(read) > _MOST_ROWS:
        said = "the file has no rows" if len(read) < 2 else f"the file has more than {_MOST_ROWS:,} rows"
        raise refuse("FILE.EMPTY", said, "Send a header and the rows that are needed", file=path.name)
    found = CsvText(path.name, invented, tuple(name.lower() for name in read[0][1]), tuple(read[1:]))
    problems = [
        *(
            found.problem(read[0][0], name, "the column is missing", "Add it")
            for name in required
            if name not in found.header
        ),
        *(
            found.problem(read[0][0], name, "this column is not known", f"Use {', '.join(known)}")
            for name in found.header
            if name not in known
        ),
        *(
            found.problem(
                line, None, f"the row has {len(cells)} cells, and {len(found.header)} columns are named", "Mend it"
            )
            for line, cells in found.rows
            if len(cells) != len(found.header)
        ),
    ]
    if len(set(found.header)) != len(found.header):
        problems.append(found.problem(read[0][0], None, "a column stands twice", "Keep one of the two"))
    if problems:
        raise Refusal(problems)
    return found
