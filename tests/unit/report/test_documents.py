"""Documents: the same text, tables and pictures in every form, the same bytes, and nothing taken for markup."""

from __future__ import annotations

import io
import zipfile

import pytest

from evenlode.report.documents import forms, write_document
from evenlode.report.documents.document import Document, Heading, NewPage, Paragraph, Picture, Points
from evenlode.report.tables import Table

AWKWARD = 'He said "#let x = 1" & <b>bold</b> \\ $y$ =SUM(A1)'
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"><rect width="5" height="5"/></svg>'
DOCUMENT = Document(
    title="A title",
    subtitle=AWKWARD,
    blocks=(
        Heading("A part"),
        Paragraph("Nobody must miss this", is_strong=True),
        Paragraph(AWKWARD),
        Points(("first", AWKWARD)),
        Table("Where it went", ("To", "Pounds"), (("Here", "£1"), ("=There", "£2"), ("All", "£3")), (1,), True),
        Table("Where it went", ("To", "Pounds"), ()),
        Picture(SQUARE, "A small square"),
        NewPage(),
        Heading("A part of it", 3),
    ),
    facts=(("The pot", "£3"),),
    mark="INVENTED. Nobody's.",
    foot="At the foot",
)


@pytest.mark.parametrize("suffix", ["docx", "html", "pdf", "xlsx"])
def test_the_same_document_gives_the_same_bytes(suffix: str) -> None:
    assert forms()[suffix].render(DOCUMENT) == forms()[suffix].render(DOCUMENT)


def test_html_escapes_everything_and_marks_the_title() -> None:
    page = forms()["html"].render(DOCUMENT).decode()
    assert "<b>bold</b>" not in page
    assert "&lt;b&gt;bold&lt;/b&gt;" in page
    assert "<title>INVENTED: A title</title>" in page
    assert page.count("<h1>") == 1
    assert 'alt="A small square"' in page
    assert "<script" not in page


def test_pdf_is_tagged_and_in_british_english() -> None:
    made = forms()["pdf"].render(DOCUMENT)
    assert made.startswith(b"%PDF-")
    assert b"/StructTreeRoot" in made
    assert b"en-GB" in made


def test_word_has_real_headings_and_a_header_on_every_page() -> None:
    from docx import Document as Word

    word = Word(io.BytesIO(forms()["docx"].render(DOCUMENT)))
    headings = [one.text for one in word.paragraphs if one.style.name.startswith("Heading")]
    assert headings == ["A title", "A part", "A part of it"]
    assert word.sections[0].header.paragraphs[0].text == "INVENTED. Nobody's."
    assert word.tables[0].rows[1].cells[1].text == "£1"
    assert any("A small square" in one.text for one in word.paragraphs)


def test_the_workbook_has_a_sheet_a_table_and_no_formula_of_what_was_text() -> None:
    from openpyxl import load_workbook

    made = forms()["xlsx"].render(DOCUMENT)
    book = load_workbook(io.BytesIO(made))
    assert book.sheetnames == ["Text", "Where it went", "Where it went 2"]
    cells = [cell for row in book["Where it went"].iter_rows() for cell in row if cell.value is not None]
    there = next(cell for cell in cells if cell.value == "=There")
    assert there.data_type == "s"
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        assert b"INVENTED" in archive.read("xl/worksheets/sheet1.xml") or b"INVENTED" in archive.read(
            "xl/sharedStrings.xml"
        )


def test_it_writes_the_forms_asked_for(tmp_path) -> None:  # type: ignore[no-untyped-def]  # pytest's own
    written = write_document(DOCUMENT, tmp_path, "told", ["html", "xlsx"])
    assert sorted(path.name for path in tmp_path.iterdir()) == ["told.html", "told.xlsx"]
    assert [path.name for path in written] == ["told.html", "told.xlsx"]
