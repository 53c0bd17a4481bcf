"""The workbook: exact pounds that add up, every figure with its counts, text that stays text, the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pytest

from evenlode.report.renderers.xlsx import render
from evenlode.report.report import Report
from evenlode.terms.contract import Contract

Opened = Callable[..., Any]
SHEETS = ["Summary", "Outcomes", "Indicators", "Figures", "Providers", "Payment", "Standards", "About"]


@pytest.fixture(scope="module")
def opened(drawn: Callable[[Report, str], bytes]) -> Callable[..., Any]:
    """The report's workbook opened again, with the values of its formulas."""

    def open_it(report: Report, data_only: bool = True) -> Any:
        return openpyxl.load_workbook(io.BytesIO(drawn(report, "xlsx")), data_only=data_only)

    return open_it


def table(book: Any, sheet: str) -> tuple[list[str], list[list[Any]]]:
    """The columns and rows of a sheet's table: what follows the first empty row."""
    rows = [list(row) for row in book[sheet].iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(rows) if not any(row)) + 1
    return rows[head], rows[head + 1 :]


def test_it_has_its_sheets_whatever_it_tells(opened: Opened, invented: Report, replayed: Report) -> None:
    assert opened(invented).sheetnames == opened(replayed).sheetnames == SHEETS


def test_pounds_are_exact_and_add_up(opened: Opened, invented: Report) -> None:
    assert invented.pot is not None
    columns, rows = table(opened(invented), "Payment")
    *lines, total = rows
    for state, amount in (("Share of the pot", invented.pot.amount), ("Earned", invented.pot.split.earned)):
        place = columns.index(state)
        assert sum(Decimal(str(row[place])) for row in lines) == Decimal(amount) / 100
        assert Decimal(str(total[place])) == Decimal(amount) / 100
    assert total[0] == "Total"


def test_totals_are_formulas_over_the_rows_above(opened: Opened, invented: Report) -> None:
    sheet = opened(invented, data_only=False)["Payment"]
    assert str(sheet.cell(sheet.max_row, 7).value) == f"=SUM(G5:G{sheet.max_row - 1})"


def test_every_figure_stands_with_its_counts(opened: Opened, invented: Report) -> None:
    columns, rows = table(opened(invented), "Figures")
    assert len(rows) == len(invented.figures)
    row = next(row for row in rows if row[0] == "2c-ii" and row[2] == "contract year" and row[5] == "All providers")
    found = dict(zip(columns, row, strict=True))
    assert (found["Numerator"], found["Denominator"], found["Figure"]) == (860, 1000, 0.86)
    assert found["From"] == datetime(2015, 10, 1)


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_text_is_never_a_formula(start: str, make: Callable[..., Report], titled: Callable[[str], Contract]) -> None:
    said = f'{start}HYPERLINK("x")'
    book = openpyxl.load_workbook(io.BytesIO(render(make(titled(said)))))
    cells = [cell for row in book["Outcomes"].iter_rows() for cell in row if cell.value == said]
    assert [cell.data_type for cell in cells] == ["s"]


def test_its_properties_say_what_it_is(opened: Opened, invented: Report, real: Report) -> None:
    properties = opened(invented).properties
    assert properties.title.startswith("Larkhithe adult mental health outcomes contract")
    assert properties.keywords.startswith("INVENTED")
    assert opened(real).properties.keywords in (None, "")


def test_about_lists_every_illustrative_reason_and_every_hash(opened: Opened, invented: Report) -> None:
    _, rows = table(opened(invented), "About")
    assert [row[1] for row in rows if row[0] == "Illustrative"] == [one.reason for one in invented.illustrative]
    assert {row[2] for row in rows if row[0] == "SHA-256"} >= {"c" * 64, "5" * 64, "none"}


def test_a_replay_pays_nothing(opened: Opened, replayed: Report) -> None:
    book = opened(replayed)
    assert book["Payment"]["A1"].value == "Published statuses are never money, so nothing is paid"
    assert table(book, "Payment")[1] == []
    assert table(book, "Figures")[1] == []


def test_the_same_report_gives_the_same_bytes(make: Callable[..., Report]) -> None:
    made = render(make())
    assert made == render(make())
    with zipfile.ZipFile(io.BytesIO(made)) as parts:
        assert {part.date_time[:3] for part in parts.infolist()} == {(1980, 1, 1)}
