"""A document in Word, with real headings, lists and header rows; the same document gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

from evenlode.report.documents.document import Document, Heading, NewPage, Paragraph, Picture, Points
from evenlode.report.tables import Table

SUFFIX = "docx"

_MADE = datetime(2000, 1, 1)


def render(document: Document) -> bytes:
    """The file's bytes. A picture is told in its words: Word shows no SVG that other programs can read."""
    from docx import Document as WordDocument

    word = WordDocument()
    about = word.core_properties
    about.title, about.author, about.comments, about.language = document.title, "Evenlode", document.mark, "en-GB"
    about.created = about.modified = _MADE
    for section in word.sections:
        section.header.paragraphs[0].text = document.mark or document.title
        section.footer.paragraphs[0].text = document.foot
    word.add_heading(document.title, level=1)
    word.add_paragraph(document.subtitle)
    for term, said in document.facts:
        paragraph = word.add_paragraph()
        paragraph.add_run(f"{term}: ").bold = True
        paragraph.add_run(said)
    for block in document.blocks:
        _block(word, block)
    into = io.BytesIO()
    word.save(into)
    return _without_clock(into.getvalue())


def _block(word: Any, block: object) -> None:
    match block:
        case Heading(said, level):
            word.add_heading(said, level=level)
        case Paragraph(said, is_strong):
            word.add_paragraph().add_run(said).bold = is_strong
        case Points(said):
            for point in said:
                word.add_paragraph(point, style="List Bullet")
        case Picture(_, alt):
            word.add_paragraph(alt)
        case Table():
            _table(word, block)
        case NewPage():
            word.add_page_break()


def _table(word: Any, table: Table) -> None:
    from docx.enum.text import WD_ALIGN_PARAGRAPH
    from docx.oxml import OxmlElement

    word.add_paragraph(table.caption, style="Caption")
    made = word.add_table(rows=1, cols=len(table.columns), style="Light Grid")
    made.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    last = len(table.rows) - 1
    for number, row in enumerate([table.columns, *table.rows]):
        cells = made.rows[0].cells if number == 0 else made.add_row().cells
        for place, text in enumerate(row):
            paragraph = cells[place].paragraphs[0]
            paragraph.add_run(text).bold = number == 0 or (table.has_total and number == last + 1)
            if place in table.numbers:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _without_clock(made: bytes) -> bytes:
    """The archive again with one fixed time on every file in it."""
    into = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(into, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, (2000, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return into.getvalue()
