"""Opens the files of one submission: under our own names, by a mapping, or as a partner's workbook."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

from evenlode.data.manifest import MappingEntry
from evenlode.data.mapping import MappingForm, mapped_tables
from evenlode.data.mapping.targets import OUTTURNS
from evenlode.data.received.workbook_read import read_partner_workbook
from evenlode.data.sent.limits import Limits, unopened
from evenlode.data.sent.manifest import Manifest
from evenlode.data.sent.opening import Opened, open_sent
from evenlode.problems import refuse


def open_all(
    files: Sequence[Path], said: Manifest, mapping: MappingForm | None, limits: Limits, aside: Path
) -> tuple[Manifest, list[tuple[Path, Opened]]]:
    """Every table with the file it came in, and what is said of the submission with what workbooks say of themselves.

    mapping: how all of the files are read. aside: a folder to write in. Raises a Refusal for a mapping of figures.
    """
    if mapping is not None:
        if any(table.table == OUTTURNS for table in mapping.tables):
            fix = "Take the file in with `evenlode supply FILE --mapping`"
            raise refuse("FILE.KIND", f"{mapping.mapping} is a mapping of figures, not of rows", fix)
        tables = [(file, one) for file in files for one in mapped_tables(file, mapping, limits, aside)]
        invented = said.invented or any(one.says_invented for _, one in tables)
        updates = {"provider": said.provider or mapping.provider, "invented": invented}
        return said.model_copy(update=updates), [(file, one.opened()) for file, one in tables]
    found: list[tuple[Path, Opened]] = []
    for file in files:
        if is_called_workbook(file) and unopened(file, limits) is None:
            workbook = read_partner_workbook(file, said, limits, aside)
            said = workbook.said
            found.extend((file, one) for one in workbook.opened)
        else:
            found.append((file, open_sent(file, said, limits)))
    return said, found


def is_called_workbook(path: Path) -> bool:
    """True where a file is called a workbook; one that is none is refused as such when it is read."""
    return path.suffix.casefold() == ".xlsx"


def entry_of(mapping: MappingForm | None) -> MappingEntry | None:
    """What the store keeps of a mapping."""
    if mapping is None:
        return None
    whole = hashlib.sha256(mapping.model_dump_json().encode()).hexdigest()
    return MappingEntry(mapping=mapping.mapping, version=mapping.version, fingerprint=mapping.fingerprint, sha256=whole)
