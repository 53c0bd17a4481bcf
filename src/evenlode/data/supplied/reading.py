"""Take in one supplied file: find out what it is, read it against the contract, refuse it whole if any is wrong."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evenlode.data.supplied.audited_csv import AUDITED, read_audited_csv
from evenlode.data.supplied.csv_rows import CsvFile
from evenlode.data.supplied.findings import Findings
from evenlode.data.supplied.headers import form_of
from evenlode.data.supplied.heads_csv import HEADS, read_heads_csv
from evenlode.data.supplied.judgements_csv import JUDGEMENTS, read_judgements_csv
from evenlode.data.supplied.known import Known
from evenlode.data.supplied.national_csv import NATIONAL, read_national_csv
from evenlode.data.supplied.opening import Sort, sort_of
from evenlode.data.supplied.outturns_csv import columns_for, read_outturns_csv
from evenlode.data.supplied.supplied import Supplied
from evenlode.terms.contract import Contract

if TYPE_CHECKING:
    from evenlode.data.mapping import MappingForm


def read_supplied(path: Path, contract: Contract, received: date, mapping: MappingForm | None = None) -> Supplied:
    """What a supplied file gives, once all of it is right; `findings` then holds what was merely noticed.

    The file may be an outturn CSV, a KPI workbook, a CSV of published judgements, of audited costs or of head counts,
    or a national publication; which one is told from what is in it, not from its name. received: the day it
    came in; no figure is about a later time. mapping: how a file of outturns with columns of its own is read.
    Raises a Refusal with every problem at once, each with its row and what to type instead; then nothing is taken.
    """
    findings = Findings(path.name)
    known = Known(contract)
    supplied: Supplied | None
    if mapping is not None:
        from evenlode.data.supplied.mapped import read_mapped

        supplied = read_mapped(path, mapping, known, received, findings)
    elif sort_of(path) is Sort.WORKBOOK:
        from evenlode.data.supplied.workbook_read import read_workbook

        supplied = read_workbook(path, known, received, findings)
    else:
        supplied = _read_csv(path, known, received, findings)
    findings.refuse_if_stopping()
    assert supplied is not None  # noqa: S101 - a reader gives nothing only beside a finding that refuses the file
    return replace(supplied, findings=findings.all())


def _read_csv(path: Path, known: Known, received: date, findings: Findings) -> Supplied | None:
    file = CsvFile(path, findings)
    header = file.read_header()
    if not header:
        return None
    form = form_of(header, [columns_for(header), JUDGEMENTS, NATIONAL, AUDITED, HEADS], findings, file.header_line)
    if form is None:
        return None
    if form is JUDGEMENTS:
        return read_judgements_csv(file, known, findings)
    if form is AUDITED:
        return read_audited_csv(file, known, findings)
    if form is HEADS:
        return read_heads_csv(file, known, findings)
    if form is NATIONAL:
        return read_national_csv(file, known, received, findings)
    return read_outturns_csv(file, known, received, findings)
