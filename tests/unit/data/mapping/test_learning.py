"""Learning a file: its titles, a column for each of ours with how sure that is, and nothing decided in silence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from evenlode.data.mapping.days import in_shape, shapes_of
from evenlode.data.mapping.form import Dates, MappingForm
from evenlode.data.mapping.layout import fingerprint
from evenlode.data.mapping.learning import Learnt
from evenlode.data.mapping.likeness import likeness
from evenlode.data.mapping.reading import read_mapping
from evenlode.data.mapping.targets import OUTTURNS, target_called, targets
from evenlode.data.mapping.titles import letters, titles_of
from evenlode.data.mapping.writing import mapping_text
from evenlode.data.supplied.outturn_rows import OUTTURNS as SUPPLIED
from evenlode.problems import Refusal
from tests.unit.data.mapping.conftest import LEARNT, learnt, own_workbook, written


def csv(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


def read_from(found: Learnt) -> dict[str, str | None]:
    return {one.ours: one.column or one.value for one in found.mapping.tables[0].columns}


def test_a_workbook_is_learnt_sheet_by_sheet(found: Learnt) -> None:
    clients, visits = found.mapping.tables
    assert (clients.sheet, clients.header_row, visits.sheet, visits.header_row) == ("Clients", 3, "Visits", 1)
    assert {one.ours: one.column or one.value for one in clients.columns} == {
        "Person_ID": "Client ref",
        "partner": "partner-1",
        "service": "Service name",
        "start": "Opened",
        "end": "Date closed",
        "care_act_eligible": "Care Act eligible?",
    }
    assert clients.columns[-1].codes == {"N": "no", "Y": "yes"}
    assert found.tables[0].unread == ("Worker",)
    assert (found.mapping.sheets, found.mapping.dated, found.open_questions) == (
        ("Notes", "Clients", "Visits"),
        LEARNT,
        0,
    )


def test_what_is_written_is_what_is_read(own: Path, tmp_path: Path) -> None:
    found = learnt(own, "partner_caseload", provider="partner-1")
    assert read_mapping(written(tmp_path / "own.yaml", found)) == found.mapping
    assert mapping_text(found, "own.xlsx") == mapping_text(
        learnt(own, "partner_caseload", provider="partner-1"), "own.xlsx"
    )


def test_what_nobody_can_tell_stays_null_with_its_candidates(tmp_path: Path) -> None:
    rows = "Client,Start of service,Start of stay,Service\nC1,03/04/2016,04/04/2016,A\nC2,05/04/2016,06/04/2016,B\n"
    found = learnt(csv(tmp_path / "own.csv", rows), "partner_caseload")
    text = mapping_text(found, "own.csv")
    assert read_from(found)["start"] is None
    assert 'candidates: "Start of service", "Start of stay"' in text
    assert found.open_questions == text.count(": null")


def test_a_day_of_something_else_is_not_taken_for_ours(tmp_path: Path) -> None:
    found = learnt(
        csv(tmp_path / "own.csv", "Client ref,Opened,Date closed\nC1,2016-03-01,2016-03-31\n"), "partner_contact"
    )
    assert read_from(found)["date"] is None
    assert found.tables[0].proposals[-1].candidates == ("Date closed",)


def test_days_that_can_be_read_two_ways_are_never_guessed(tmp_path: Path) -> None:
    unsure = csv(tmp_path / "unsure.csv", "Client ID,Date of contact\nC1,03/04/2016\nC2,05/04/2016\n")
    text = mapping_text(learnt(unsure, "partner_contact", provider="p"), "unsure.csv")
    assert "dates: null  # the cells can be day/month/year or month/day/year" in text
    sure = csv(tmp_path / "sure.csv", "Client ID,Date of contact\nC1,03/04/2016\nC2,25/04/2016\n")
    assert learnt(sure, "partner_contact", provider="p").mapping.tables[0].columns[2].dates == "day/month/year"


@pytest.mark.parametrize(
    ("values", "shapes"),
    [
        (["2016-03-31", "2016-03-30T14:05"], ("year-month-day",)),
        (["31/03/2016", "2016-03-30"], ("day/month/year",)),
        (["3/4/2016"], ("day/month/year", "month/day/year")),
        (["03/31/2016"], ("month/day/year",)),
        (["31 March 2016", "1-Apr-2016"], ("day month-name year",)),
        (["20160331"], ("yyyymmdd",)),
        (["Oct-17", "November 2017"], ("month",)),
        (["2017-10", "10/2017"], ("month",)),
        (["Smith", "42"], ()),
        ([], ()),
    ],
)
def test_the_ways_of_writing_days(values: list[str], shapes: tuple[str, ...]) -> None:
    assert shapes_of(values) == shapes


@pytest.mark.parametrize(
    ("shape", "text", "day"),
    [
        ("day/month/year", "31/9/2016", "2016-09-31"),
        ("day/month/year", "31/03/2016 9:05", "2016-03-31T09:05"),
        ("day/month/year", "2016-03-31", "2016-03-31"),
        ("day/month/year", "soon", "soon"),
        ("day month-name year", "1 Sept 2016", "2016-09-01"),
        ("month", "Feb-16", "2016-02-01"),
    ],
)
def test_a_day_is_turned_and_never_mended(shape: Dates, text: str, day: str) -> None:
    assert in_shape(shape)(text) == day


def test_the_end_of_a_month_is_its_last_day() -> None:
    assert [in_shape("month", is_end=True)(text) for text in ("Feb-16", "2017-10-01")] == ["2016-02-29", "2017-10-31"]


def test_a_code_that_means_nothing_here_is_left_to_a_person(tmp_path: Path) -> None:
    rows = "Patient ID,Accommodation type,Recorded on\nP1,with family,31/03/2016\nP2,hostel,30/03/2016\n"
    found = learnt(csv(tmp_path / "own.csv", rows), "MHS003")
    [types] = [one for one in found.mapping.tables[0].columns if one.ours == "AccommodationType"]
    assert types.codes == {"hostel": None, "with family": "04"}
    path = written(tmp_path / "own.yaml", found)
    with pytest.raises(Refusal, match='What "hostel" means is not filled in'):
        read_mapping(path)
    filled = written(tmp_path / "filled.yaml", found, ('"hostel": null', '"hostel": "18"'))
    assert read_mapping(filled).tables[0].columns[1].codes["hostel"] == "18"


def test_names_and_long_numbers_are_never_written_down(tmp_path: Path) -> None:
    rows = "Patient ID,Settled accommodation,Recorded on\nP1,943 476 5919,31/03/2016\nP2,Yes,30/03/2016\n"
    text = mapping_text(learnt(csv(tmp_path / "own.csv", rows), "MHS003"), "own.csv")
    assert '"Yes": "Y"' in text
    assert "943" not in text


def test_figures_of_a_month_have_its_first_and_last_day(tmp_path: Path) -> None:
    rows = "KPI,Frequency,Month,Numerator,Denominator\n3,Monthly,Oct-17,40,48\n3,Monthly,Nov-17,41,48\n"
    found = learnt(csv(tmp_path / "kpi.csv", rows), OUTTURNS)
    entries = {one.ours: one for one in found.mapping.tables[0].columns}
    assert (entries["start"].column, entries["start"].dates) == ("Month", "month")
    assert (entries["end"].column, entries["end"].dates) == ("Month", "month")
    assert entries["grain"].codes == {"Monthly": "month"}


def test_sheets_that_fit_alike_are_left_to_a_person(tmp_path: Path) -> None:
    def twice(book: Any) -> None:
        book.copy_worksheet(book["Visits"]).title = "Visits 2"

    found = learnt(own_workbook(tmp_path / "own.xlsx", twice), "partner_contact", provider="partner-1")
    assert found.open_questions == 1
    path = written(tmp_path / "own.yaml", found)
    with pytest.raises(Refusal, match="The sheet is not filled in"):
        read_mapping(path)
    filled = written(tmp_path / "filled.yaml", found, ("sheet: null", 'sheet: "Visits 2"'))
    assert read_mapping(filled).tables[0].sheet == "Visits 2"


def test_a_file_without_titles_like_the_table_s(tmp_path: Path) -> None:
    with pytest.raises(Refusal) as refusal:
        learnt(csv(tmp_path / "own.csv", "C1,2016-03-01\nC2,2016-03-02\n"), "partner_contact")
    assert refusal.value.rule == "HEAD.MISSING"


def test_the_next_version_keeps_what_still_stands(tmp_path: Path, mapping: MappingForm) -> None:
    def changed(book: Any) -> None:
        clients = book["Clients"]
        clients.insert_rows(1)
        clients["C4"] = "Date opened"

    now = own_workbook(tmp_path / "now.xlsx", changed)
    found = learnt(now, "partner_caseload", "partner_contact", provider="partner-1", before=mapping)
    assert (found.mapping.version, found.mapping.tables[0].header_row) == (2, 4)
    assert found.mapping.fingerprint != mapping.fingerprint
    was, is_now = ({one.ours: one.column for one in form.tables[0].columns} for form in (mapping, found.mapping))
    assert is_now == {**was, "start": "Date opened"}
    assert found.mapping.tables[0].columns[-1].codes == {"N": "no", "Y": "yes"}


def test_titles_that_are_blank_or_repeated_are_called_by_their_column() -> None:
    assert titles_of(["Date", "", "date", "Start\nof  care"]) == (
        "Date (column A)",
        "column B",
        "date (column C)",
        "Start of care",
    )
    assert [letters(place) for place in (0, 25, 26, 27)] == ["A", "Z", "AA", "AB"]


@pytest.mark.parametrize(
    ("title", "table", "column"),
    [
        ("Service user number", "partner_contact", "Person_ID"),
        ("DOB", "MHS001", "PersonBirthDate"),
        ("Date of contact", "partner_contact", "date"),
        ("care_contact_date", "MHS201", "CareContDate"),
    ],
)
def test_words_that_mean_the_same(title: str, table: str, column: str) -> None:
    form = target_called(table)
    assert form is not None
    found = {one.name: likeness(title, one) for one in form.columns}
    assert max(found, key=lambda name: found[name]) == column


def test_outturns_are_mapped_to_columns_that_are_supplied() -> None:
    form = target_called("Outturns")
    assert form is not None
    assert {one.name for one in form.columns} <= {*SUPPLIED.needed, *SUPPLIED.optional}
    assert targets()[0] == OUTTURNS


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7", "a PDF"),
        (b"\xd0\xcf\x11\xe0", "an old workbook"),
        (b"a\0b", "neither a workbook nor UTF-8 text"),
        (b"PK\x03\x04 and no more", "damaged"),
        (b"", "is empty"),
        (b'Client ID,"Date\n', "cannot be read as CSV"),
    ],
)
def test_what_is_no_workbook_and_no_csv(tmp_path: Path, content: bytes, says: str) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(content)
    with pytest.raises(Refusal, match=says):
        learnt(path, "partner_contact")


def test_a_csv_that_is_not_utf_8_says_so_in_its_mapping(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes("Client ID,Contact date,Café\nC1,2016-03-01,x\n".encode("cp1252"))
    assert "encoding: cp1252  # it is not UTF-8" in mapping_text(learnt(path, "partner_contact"), "own.csv")


@pytest.mark.parametrize(
    ("ours", "titles", "other"),
    [
        ("start", "Start date,Date started", "Service"),
        ("start", "Opened,Start", "Service"),
        ("service", "Servce,Servic", "Start"),
    ],
)
def test_two_titles_that_are_as_like_are_a_question(tmp_path: Path, ours: str, titles: str, other: str) -> None:
    cells = "2016-03-01,2016-03-02" if ours == "start" else "a,b"
    rows = f"Client ID,{titles},End,{other}\nC1,{cells},,2016-03-03\n"
    found = learnt(csv(tmp_path / "own.csv", rows), "partner_caseload")
    [asked] = [one for one in found.tables[0].proposals if one.entry.ours == ours]
    assert asked.entry.column is None
    assert set(asked.candidates) == set(titles.split(","))


def test_the_fingerprint_is_of_sheets_rows_and_titles_in_order() -> None:
    one = fingerprint(["A", "B"], [(3, ["x", "y"])])
    others = [(["B", "A"], [(3, ["x", "y"])]), (["A", "B"], [(4, ["x", "y"])]), (["A", "B"], [(3, ["y", "x"])])]
    assert len({one, *(fingerprint(*other) for other in others)}) == 4
