"""Reads a KPI workbook back: its identity first, then every figure, with each finding naming sheet and cell."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from evenlode.archives.identity import identity_of
from evenlode.archives.workbooks import read_workbook_bytes
from evenlode.data.supplied.csv_rows import RawRow
from evenlode.data.supplied.findings import Findings
from evenlode.data.supplied.known import Known
from evenlode.data.supplied.outturn_rows import OutturnRows
from evenlode.data.supplied.supplied import Supplied
from evenlode.data.supplied.workbook_form import (
    COLUMNS,
    EXPECTED,
    IDENTITY,
    TEMPLATE,
    TEMPLATE_VERSION,
    PrintedRow,
    contract_name,
    printed_rows,
)
from evenlode.data.supplied.workbook_sheet import sheet_rows
from evenlode.problems import Level, Refusal
from evenlode.results import EVERYONE, Period

FORM = "a KPI workbook"
_TYPED = [column.name for column in COLUMNS if column.typed]
_FRESH = "Make a fresh workbook (evenlode supply --make-workbook FILE) and type the figures into it"


def read_workbook(path: Path, known: Known, received: date, findings: Findings) -> Supplied | None:
    """The outturns of the workbook; None where it is not one of ours, for this contract, with its sheets in place."""
    content = read_workbook_bytes(path, EXPECTED)
    identity, rows = _open(content, findings)
    year = _year(identity, known, findings) if identity else None
    if year is None or rows is None:
        return None
    asked = {row.key: row for row in printed_rows(known, year)}
    usable = _rows_asked_for(rows, asked, findings)
    filled = [row for row in usable if any(row.cells[column] for column in _TYPED)]
    _say_blank(len(usable) - len(filled), len(filled), findings)
    for row in filled:
        row.cells["provider"] = known.providers.get(identity["provider"], EVERYONE)
    outturns = OutturnRows(known, received, findings).read_all(filled)
    invented = identity["invented"] == "yes"
    return Supplied(outturns, (), (), (), hashlib.sha256(content).hexdigest(), invented, path.name, FORM)


def _open(content: bytes, findings: Findings) -> tuple[dict[str, str], list[RawRow] | None]:
    """The identity, empty where the workbook is not ours, and the rows of figures, None where they cannot be found."""
    import openpyxl

    try:
        book: Any = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        identity = _identity(identity_of(book, IDENTITY), findings)
        rows = sheet_rows(book, findings) if identity else None
        book.close()
    except Exception as error:  # whatever a parser may raise about bytes that somebody else wrote
        message = f"the workbook is damaged ({type(error).__name__})"
        findings.add("FILE.DAMAGED", message, "Save it again in the program it was filled in with, and send it whole")
        return {}, None
    return identity, rows


def _identity(identity: dict[str, str], findings: Findings) -> dict[str, str]:
    """The workbook's own properties; empty with a finding where it is no KPI workbook of the present form."""
    if identity["template"] != TEMPLATE:
        message = "the workbook is no KPI workbook: it does not carry the properties that say whose figures it holds"
        findings.add("FILE.KIND", message, f"{_FRESH}; or learn its own columns once: evenlode map FILE --to outturns")
        return {}
    if identity["template version"] != TEMPLATE_VERSION:
        message = f"the workbook has form {identity['template version']}, and form {TEMPLATE_VERSION} is read"
        findings.add("WORKBOOK.VERSION", message, _FRESH)
        return {}
    return identity


def _year(identity: Mapping[str, str], known: Known, findings: Findings) -> Period | None:
    """The contract year the workbook is for, once it is for this contract and one of its providers."""
    contract = known.contract
    expected = contract_name(known, identity["invented"] == "yes")
    if identity["contract"] != expected:
        message = f"the workbook is for the contract {identity['contract']}, and this one is {expected}"
        findings.add("WORKBOOK.CONTRACT", message, "Send it with the contract it was made for")
        return None
    if identity["contract sha256"] != contract.sha256:
        message = "the contract has changed since the workbook was made; its rows are checked against the present one"
        findings.add("WORKBOOK.CONTRACT", message, "None needed while no row is refused", level=Level.WARN)
    if known.providers.get(identity["provider"]) != identity["provider"]:
        message = f"the workbook is for the provider {identity['provider']}, who is none of this contract"
        providers = ", ".join(sorted({EVERYONE, *known.providers.values()}))
        findings.add("WORKBOOK.PROVIDER", message, f"Make a fresh workbook for one of: {providers}")
    if identity["invented"] not in ("yes", "no"):
        findings.add("WORKBOOK.IDENTITY", "the workbook does not say whether its figures are invented", _FRESH)
    try:
        year = contract.year_of(date.fromisoformat(identity["year"]))
        if year.start.isoformat() == identity["year"]:
            return year
    except (ValueError, Refusal):
        pass
    findings.add("WORKBOOK.IDENTITY", f"the workbook's year, {identity['year']}, is no year of the contract", _FRESH)
    return None


def _rows_asked_for(
    rows: list[RawRow], asked: Mapping[tuple[str, str, str, str], PrintedRow], findings: Findings
) -> list[RawRow]:
    """The rows that the workbook was made with. Any other row, and any that is gone, is a finding."""
    usable, met = [], set()
    for row in rows:
        key = (row.cells["indicator"], row.cells["grain"], row.cells["start"], row.cells["end"])
        if key in asked:
            usable.append(row)
            met.add(key)
            continue
        message = "the labels of this row are not those that the workbook was made with"
        findings.add("WORKBOOK.ROW", message, _FRESH, line=row.line, field=row.place("indicator"))
    for key in asked.keys() - met:
        message = f"the row of {asked[key].code} for the {key[1]} from {key[2]} is gone"
        findings.add("WORKBOOK.ROW", message, _FRESH)
    return usable


def _say_blank(blank: int, filled: int, findings: Findings) -> None:
    if not filled:
        findings.add("FILE.EMPTY", "no figure has been typed in", "Type the figures into the white cells and save")
    elif blank:
        message = f"{blank} rows are blank: nothing is supplied for them" if blank > 1 else "one row is blank"
        findings.add("VALUE.NONE", message, "None needed", level=Level.ACCEPT)
