"""Tables as files: INVENTED stays with them, and no cell becomes a formula."""

from __future__ import annotations

import io
import re
from pathlib import Path

import openpyxl
import pytest

from evenlode.report import colours
from evenlode.report.tables import Table
from evenlode.web import shown
from evenlode.web.shown.downloads import Named, download, safe

TABLE = Table("A table", ("Name", "Amount"), (("=HYPERLINK(1)", "-£1,200"), ("plain", "12%")))
TABLES = (Named("a", TABLE),)


def test_a_csv_says_invented_and_keeps_its_numbers() -> None:
    found = download(TABLES, "a.csv", "Title", invented=True)
    assert found is not None
    assert found.file == "INVENTED-a.csv"
    assert found.content.decode() == '# INVENTED\nName,Amount\n\'=HYPERLINK(1),"-£1,200"\nplain,12%\n'


def test_a_workbook_says_invented() -> None:
    found = download(TABLES, "a.xlsx", "Title", invented=True)
    assert found is not None
    book = openpyxl.load_workbook(io.BytesIO(found.content), read_only=True)
    cells = [str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell]
    assert any("INVENTED" in cell for cell in cells)
    assert "plain" in cells


@pytest.mark.parametrize("asked", ["b.csv", "a.exe", "a", "", "../a.csv"])
def test_what_the_page_does_not_offer_is_not_there(asked: str) -> None:
    assert download(TABLES, asked, "Title", invented=False) is None


@pytest.mark.parametrize("cell", ["=1+1", "+cmd", "-cmd", "@x", "\tx"])
def test_what_a_spreadsheet_takes_for_a_formula_is_text(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["-12", "+£1,000", "−5", "-12.5%", "plain"])
def test_a_number_stays_a_number(cell: str) -> None:
    assert safe(cell) == cell


def test_the_pages_use_the_colours_whose_contrast_is_tested() -> None:
    web = Path(shown.__file__).parents[1]
    known = {*colours.MARKS.values(), colours.WHITE, colours.RULE, colours.BAND, "#f3edf8", "#aeb7bd"}
    files = [web / "static" / "pages.css", *(web / "templates" / "parts").glob("*.html")]
    used = {colour for file in files for colour in re.findall(r"#[0-9a-f]{6}\b", file.read_text(encoding="utf-8"))}
    assert used <= known
