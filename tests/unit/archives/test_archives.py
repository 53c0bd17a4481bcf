"""Workbooks and zips that somebody else packed: read as text where they are sound, refused where they are not."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evenlode.archives.identity import identity_of
from evenlode.archives.sheets import SheetText, open_book, sheets_of
from evenlode.archives.workbooks import Expected, read_workbook_bytes
from evenlode.archives.writing import workbook_bytes, write_new
from evenlode.archives.zips import opened
from evenlode.problems import Refusal

EXPECTED = Expected("KPI workbook", "evenlode make", 1_000_000, 5_000_000, 50)
MADE = date(2026, 1, 1)


def made(fill: Any = lambda book: book.add_worksheet("One")) -> bytes:
    return workbook_bytes("A title", MADE, {"provider": "partner-1", "month": ""}, fill)


def sheets(rows: list[list[Any]], most_rows: int = 100) -> SheetText:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    out = io.BytesIO()
    book.save(out)
    found: tuple[SheetText, ...] = sheets_of(open_book(out.getvalue(), "sent.xlsx"), "sent.xlsx", most_rows)
    return found[0]


def test_the_same_call_gives_the_same_bytes_which_say_whose_they_are() -> None:
    assert made() == made()
    book = open_book(made(), "made.xlsx")
    said = {"provider": "partner-1", "month": "", "version": ""}
    assert identity_of(book, said) == said


def test_cells_become_text() -> None:
    row = ["  text ", 60, 0.7, 123456789, date(2016, 3, 31), datetime(2016, 3, 31, 14, 5), time(9, 30), True, "=1+1"]
    found = sheets([row, [], [None, "x", None]])
    texts = ("text", "60", "0.7", "123456789", "2016-03-31", "2016-03-31T14:05:00", "09:30:00", "TRUE", "")
    assert found.rows == ((1, texts), (3, ("", "x")))
    assert {place: fault.said for place, fault in found.faults.items()} == {(1, 8): "The cell holds a formula"}


def test_text_that_looks_like_a_formula_is_text() -> None:
    content = made(lambda book: book.add_worksheet("One").write_string(0, 0, "=1+1"))
    [sheet] = sheets_of(open_book(content, "made.xlsx"), "made.xlsx", 10)
    assert (sheet.rows, sheet.faults) == (((1, ("=1+1",)),), {})


def test_more_rows_than_are_read() -> None:
    with pytest.raises(Refusal, match="more than 2 rows"):
        sheets([["x"]] * 3, most_rows=2)


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "FILE.KIND"),
        (b"a,b\n", "FILE.KIND"),
        (b"PK\x03\x04 and no more", "FILE.DAMAGED"),
        (b"PK\x03\x04" + b"x" * 1_000_000, "FILE.SIZE"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, rule: str) -> None:
    path = tmp_path / "sent.xlsx"
    path.write_bytes(content)
    with pytest.raises(Refusal) as refusal:
        read_workbook_bytes(path, EXPECTED)
    assert refusal.value.rule == rule


@pytest.mark.parametrize(
    ("part", "content", "rule"),
    [
        ("word/document.xml", b"<x/>", "FILE.KIND"),
        ("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "FILE.KIND"),
        ("xl/workbook.xml", b" " * 3_000_000, "FILE.ZIP_LIMIT"),
    ],
)
def test_a_zip_that_is_no_sound_workbook(tmp_path: Path, part: str, content: bytes, rule: str) -> None:
    path = tmp_path / "sent.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, content)
    with pytest.raises(Refusal) as refusal:
        read_workbook_bytes(path, EXPECTED)
    assert refusal.value.rule == rule


def test_a_workbook_that_no_parser_reads_is_damaged() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("xl/workbook.xml", b"<x/>")
    with pytest.raises(Refusal, match="damaged"):
        open_book(out.getvalue(), "sent.xlsx")


@pytest.mark.parametrize("packing", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_bytes_that_changed_on_the_way_are_damage_whatever_packed_them(packing: int) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", packing) as archive:
        archive.writestr("rows.csv", b"some rows\n" * 500)
    changed = bytearray(out.getvalue())
    changed[45:60] = bytes(15)
    with pytest.raises(Refusal) as refusal, opened(bytes(changed), "sent.zip", "The archive") as content:
        content.read("rows.csv")
    assert refusal.value.rule == "FILE.DAMAGED"


def test_a_password_is_found_before_anything_is_read() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("rows.csv", b"x")
    locked = out.getvalue().replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
    with pytest.raises(Refusal, match="password"), opened(locked, "sent.zip", "The archive"):
        pass


def test_a_file_is_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "made.xlsx"
    write_new(path, b"one")
    with pytest.raises(Refusal, match="may hold a person's work"):
        write_new(path, b"two", may_hold="a person's work")
    assert path.read_bytes() == b"one"
    with pytest.raises(Refusal, match="cannot be written"):
        write_new(tmp_path / "no-folder" / "made.xlsx", b"one")
    assert [one.name for one in tmp_path.iterdir()] == ["made.xlsx"]
