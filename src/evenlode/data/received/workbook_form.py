"""The partners' workbook: a sheet for the caseload and one for contacts, and the identity that says whose they are."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from evenlode.data.mapping.form import ColumnForm, MappingForm, TableForm

TEMPLATE = "evenlode partner workbook"
TEMPLATE_VERSION = "1"
"""Raised whenever a sheet, a title or the meaning of a cell changes; older files are refused."""

IDENTITY = ("template", "template version", "provider", "month", "invented")
"""The workbook's own properties. month: what it is for; empty where whoever receives it says so."""

NOTES = "Read me"
HEADER_ROW = 5


@dataclass(frozen=True, slots=True)
class Column:
    """A column: ours, its title, its width, what is typed in it, and the words it may hold."""

    ours: str
    title: str
    width: int
    is_day: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet, the table whose rows it holds, and what one row of it is."""

    sheet: str
    table: str
    row: str
    columns: tuple[Column, ...]


PAGES = (
    Page(
        "Caseload",
        "partner_caseload",
        "one person in one service; a blank end while it lasts",
        (
            Column("Person_ID", "Person ID", 18),
            Column("service", "Service", 30),
            Column("start", "Start", 14, is_day=True),
            Column("end", "End", 14, is_day=True),
            Column("care_act_eligible", "Eligible under the Care Act", 28, words=("yes", "no")),
        ),
    ),
    Page(
        "Contacts",
        "partner_contact",
        "one contact with one person",
        (Column("Person_ID", "Person ID", 18), Column("date", "Date of contact", 18, is_day=True)),
    ),
)


def mapping_of(provider: str) -> MappingForm:
    """How one provider's workbook is read: as any other file that has columns of its own."""
    tables = tuple(
        TableForm(
            table=page.table,
            sheet=page.sheet,
            header_row=HEADER_ROW,
            titles=tuple(column.title for column in page.columns),
            columns=(
                *(ColumnForm(ours=column.ours, column=column.title) for column in page.columns),
                ColumnForm(ours="partner", value=provider),
            ),
        )
        for page in PAGES
    )
    return MappingForm(
        mapping="partner-workbook",
        version=int(TEMPLATE_VERSION),
        dated=date(2026, 11, 22),
        format="workbook",
        sheets=(NOTES, *(page.sheet for page in PAGES)),
        fingerprint="its own",
        tables=tables,
    )
