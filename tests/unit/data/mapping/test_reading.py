"""A mapping file is read strictly, and a file by its mapping as far as it is laid out as the mapping says."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenlode.data.mapping.form import MappingForm
from evenlode.data.mapping.learning import Learnt
from evenlode.data.mapping.mapped import MappedTable, mapped_tables
from evenlode.data.mapping.reading import read_mapping
from evenlode.data.sent.limits import Limits
from evenlode.problems import Problem, Refusal
from tests.unit.data.mapping.conftest import learnt, own_workbook, written

Change = Callable[[Any], None]


def tables(path: Path, mapping: MappingForm) -> list[MappedTable]:
    aside = path.parent / "aside"
    aside.mkdir(exist_ok=True)
    return mapped_tables(path, mapping, Limits(), aside)


def refused(path: Path, mapping: MappingForm) -> list[Problem]:
    with pytest.raises(Refusal) as refusal:
        tables(path, mapping)
    return list(refusal.value.problems)


def rows(table: MappedTable) -> list[dict[str, str]]:
    columns = {ours: table.raw.cells[place].to_pylist() for ours, place in table.places.items()}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


@pytest.mark.parametrize(
    ("old", "new", "rule", "says", "line"),
    [
        ("version: 1", "version: one", "CFG.NUMBER", "version", 4),
        ("provider:", "provder:", "CFG.UNKNOWN_KEY", 'Did you mean "provider"?', 6),
        ("table: partner_caseload", "table: caseload", "CODE.LIST", "is no table", 11),
        ("ours: service", "ours: servce", "CODE.LIST", 'Did you mean "service"?', 27),
        ("ours: service", "ours: start", "KEY.DUPLICATE", "start is read from two columns", None),
        ('column: "Opened"', 'column: "Open"', "CODE.LIST", 'Did you mean "Opened"?', None),
        ('column: "Opened"', "column: null", "CFG.MISSING", "The column of start is not filled in", None),
        ('column: "Opened"', 'column: "Opened"\n        dates: null', "CFG.MISSING", "writes its days", None),
        ('column: "Opened"', 'column: "Opened"\n        dates: dd/mm', "CODE.LIST", '"dd/mm" is not one of', None),
        ('column: "Client ref"', 'column: "Client ref"\n        dates: month', "CFG.VALUE", "holds no days", None),
        ('"Y": "yes"', '"Y": "yep"', "CODE.LIST", '"yep" is no code of care_act_eligible', None),
        ('"Y": "yes"', '"N": "yes"', "CFG.DUPLICATE_KEY", "", None),
        ('value: "partner-1"', 'value: "partner-1"\n        column: "Worker"', "CFG.VALUE", "more beside it", None),
        ('sheet: "Clients"', 'sheet: "clients"', "CODE.LIST", "is no sheet of the file", None),
        ('- "Worker"', '- "Key worker"', "CFG.FINGERPRINT", "changed by hand", None),
        ("      - ours: end\n", "      - ours: care_act_eligible\n", "HEAD.MISSING", "end must be there", None),
    ],
)
def test_a_mapping_that_cannot_be_meant(
    found: Learnt, tmp_path: Path, old: str, new: str, rule: str, says: str, line: int | None
) -> None:
    path = written(tmp_path / "own.yaml", found, (old, new))
    with pytest.raises(Refusal) as refusal:
        read_mapping(path)
    problems = refusal.value.problems
    assert rule in [problem.rule for problem in problems]
    assert says in "\n".join(map(str, problems))
    assert all(problem.line for problem in problems)
    assert line is None or line in [problem.line for problem in problems]


def test_a_csv_has_no_sheets(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Client ID,Contact date\nC1,2016-03-25\n", encoding="utf-8")
    found = learnt(path, "partner_contact", provider="partner-1")
    with pytest.raises(Refusal, match="A CSV has no sheets"):
        read_mapping(written(tmp_path / "own.yaml", found, ("header_row:", "sheet: Clients\n    header_row:")))


def test_every_null_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Client,Start of service,Start of stay\nC1,03/04/2016,03/05/2016\n", encoding="utf-8")
    found = learnt(path, "partner_caseload")
    with pytest.raises(Refusal) as refusal:
        read_mapping(written(tmp_path / "own.yaml", found))
    assert [problem.rule for problem in refusal.value.problems] == ["CFG.MISSING"] * found.open_questions


def test_rows_come_in_our_words_with_their_own_lines_and_titles(own: Path, mapping: MappingForm) -> None:
    clients, visits = tables(own, mapping)
    assert rows(clients)[1] == {
        "Person_ID": "C2",
        "partner": "partner-1",
        "service": "IPS",
        "start": "2016-03-02",
        "end": "2016-03-28",
        "care_act_eligible": "no",
    }
    assert (clients.raw.file, list(clients.raw.lines)) == ("own.xlsx!Clients", [4, 5])
    assert clients.raw.header[clients.places["start"]] == "Opened"
    assert [row["date"] for row in rows(visits)] == ["2016-03-05", "2016-03-20"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (
            lambda book: setattr(book["Visits"], "title", "Seen"),
            'The sheet "Visits" is gone and the sheet "Seen" is new',
        ),
        (lambda book: book.create_sheet("More"), 'The sheet "More" is new'),
        (lambda book: book.move_sheet("Visits", -1), "The sheets stand in another order"),
        (lambda book: book["Clients"].insert_rows(1), "The titles moved from row 3 to row 4"),
        (
            lambda book: book["Clients"].__setitem__("C3", "Began"),
            'The title "Opened" (column C) is now "Began"',
        ),
        (lambda book: book["Clients"].__setitem__("G3", "More"), 'The title "More" is new'),
        (lambda book: book["Clients"].insert_cols(1), 'The title "column A" is new'),
        (
            lambda book: (book["Visits"].__setitem__("A1", "Minutes"), book["Visits"].__setitem__("C1", "Client ref")),
            'The title moved: "Minutes" from C to A',
        ),
    ],
)
def test_a_layout_that_changed_is_refused_with_what_moved(
    tmp_path: Path, mapping: MappingForm, change: Change, says: str
) -> None:
    problems = refused(own_workbook(tmp_path / "later.xlsx", change), mapping)
    assert {problem.rule for problem in problems} == {"FILE.COLUMNS"}
    assert says in "\n".join(problem.message for problem in problems)
    assert all("--from" in problem.fix and "version 1 of the mapping own" in problem.message for problem in problems)


def test_new_rows_and_notes_elsewhere_are_no_change_of_layout(tmp_path: Path, mapping: MappingForm) -> None:
    def more(book: Any) -> None:
        book["Clients"].append(["C3", "IPS", None, None, None, None])
        book["Clients"]["A1"] = "Our list, April"
        book["Notes"]["A1"] = "text"

    assert len(rows(tables(own_workbook(tmp_path / "later.xlsx", more), mapping)[0])) == 3


def test_a_formula_in_a_column_that_is_read_refuses_and_in_another_does_not(
    tmp_path: Path, mapping: MappingForm
) -> None:
    def formulas(book: Any) -> None:
        book["Clients"]["C4"] = book["Clients"]["C5"] = "=TODAY()"
        book["Clients"]["F4"] = "=1+1"

    clients, _ = tables(own_workbook(tmp_path / "later.xlsx", formulas), mapping)
    [problem] = clients.raw.problems
    assert clients.opened().sheet is None
    assert (problem.rule, problem.line, problem.field, problem.count) == ("VALUE.CELL", 4, "Opened, C4", 2)


def test_a_csv_below_a_heading_keeps_its_line_numbers(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_text('# INVENTED\n"Our\nlist",,\n\nClient ID,Contact date,x\nC1,25/03/2016,"a, b"\n', encoding="utf-8")
    mapping = read_mapping(written(tmp_path / "own.yaml", learnt(path, "partner_contact", provider="partner-1")))
    [table] = tables(path, mapping)
    assert (mapping.tables[0].header_row, list(table.raw.lines), table.says_invented) == (5, [6], True)
    assert rows(table) == [{"Person_ID": "C1", "partner": "partner-1", "date": "2016-03-25"}]
    path.write_bytes(path.read_bytes().replace(b"25/03/2016", b"\x93"))
    [problem] = refused(path, mapping)
    assert (problem.rule, problem.line, "in the mapping" in problem.fix) == ("FILE.ENCODING", 6, True)


def test_lines_that_end_in_several_ways_are_not_read_askew(tmp_path: Path) -> None:
    path = tmp_path / "own.csv"
    path.write_bytes(b"List,\rof,\rMarch,\nClient ID,Contact date\nC1,2016-03-25\nC2,2016-03-26\nC3,2016-03-27\n")
    mapping = read_mapping(written(tmp_path / "own.yaml", learnt(path, "partner_contact", provider="partner-1")))
    [problem] = refused(path, mapping)
    assert (problem.rule, "several ways" in problem.message) == ("FILE.COLUMNS", True)


def test_a_csv_where_a_workbook_was_learnt(tmp_path: Path, mapping: MappingForm) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Client ref,Contact date\n", encoding="utf-8")
    [problem] = refused(path, mapping)
    assert problem.rule == "FILE.KIND"
    path.write_bytes(b"")
    assert [problem.rule for problem in refused(path, mapping)] == ["FILE.EMPTY"]
