"""Files as providers keep them: a workbook of two sheets, and CSVs, written where a test wants them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evenlode.data.mapping.form import MappingForm
from evenlode.data.mapping.grid import look_at
from evenlode.data.mapping.learning import Learnt, learn
from evenlode.data.mapping.reading import read_mapping
from evenlode.data.mapping.targets import target_called
from evenlode.data.mapping.writing import mapping_text

LEARNT = date(2026, 11, 22)
CLIENTS = ["Client ref", "Service name", "Opened", "Date closed", "Care Act eligible?", "Worker"]
VISITS = ["Client ref", "Contact date", "Minutes"]

Change = Callable[[Any], None]


def own_workbook(path: Path, change: Change = lambda book: None) -> Path:
    """A partner's own workbook: its titles stand in row 3 of one sheet and in row 1 of the other."""
    book = openpyxl.Workbook()
    book.worksheets[0].title = "Notes"
    clients, visits = book.create_sheet("Clients"), book.create_sheet("Visits")
    clients["A1"] = "Our list"
    clients["A3"], clients["A4"] = None, None
    rows: list[Sequence[Any]] = [
        CLIENTS,
        ["C1", "Housing", date(2016, 3, 1), None, "Y", "w1"],
        ["C2", "IPS", date(2016, 3, 2), date(2016, 3, 28), "N", "w2"],
    ]
    for line, row in enumerate(rows, start=3):
        for at, value in enumerate(row, start=1):
            clients.cell(line, at).value = value
    for row in (VISITS, ["C1", date(2016, 3, 5), 30], ["C2", date(2016, 3, 20), 45]):
        visits.append(row)
    change(book)
    book.save(path)
    return path


def learnt(path: Path, *tables: str, provider: str | None = None, before: MappingForm | None = None) -> Learnt:
    """The file learnt for these tables."""
    forms = [form for form in map(target_called, tables) if form is not None]
    return learn(look_at(path), forms, "own", LEARNT, provider, before)


def written(path: Path, found: Learnt, *fill: tuple[str, str]) -> Path:
    """The mapping in a file, with what a person filled in: each a text and what stands in its place."""
    text = mapping_text(found, "sent")
    for old, new in fill:
        assert old in text, text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The workbook as it was learnt. Nobody changes it."""
    return own_workbook(tmp_path_factory.mktemp("own") / "own.xlsx")


@pytest.fixture(scope="session")
def found(own: Path) -> Learnt:
    """The workbook learnt for the partners' two tables; nothing in it has to be filled in."""
    return learnt(own, "partner_caseload", "partner_contact", provider="partner-1")


@pytest.fixture(scope="session")
def mapping(own: Path, found: Learnt) -> MappingForm:
    """Its mapping, as it is read from its file."""
    return read_mapping(written(own.with_name("own.yaml"), found))
