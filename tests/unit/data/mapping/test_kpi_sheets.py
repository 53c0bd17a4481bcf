"""KPI sheets as providers keep them: months side by side, titles in two rows, totals, headings and several sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evenlode.data.mapping import MappingForm, mapped_tables, read_mapping
from evenlode.data.mapping.grid import look_at
from evenlode.data.mapping.learning import Learnt, learn
from evenlode.data.mapping.targets import target_called
from evenlode.data.mapping.titles import parts_at, titles_at
from evenlode.data.received.opening import entry_of
from evenlode.data.sent.limits import Limits
from evenlode.problems import Refusal
from tests.unit.data.mapping.conftest import LEARNT, written

Change = Callable[[Any], None]
SHEETS = ("Quality", "People")


def kpis(path: Path, change: Change = lambda book: None) -> Path:
    """A workbook of two sheets: months over counts in merged cells in the one, a share a month in the other."""
    book = openpyxl.Workbook()
    quality, people = book.worksheets[0], book.create_sheet("People")
    quality.title = "Quality"
    quality["A1"] = "INVENTED KPIs"
    for place, title in (("A", "Ref"), ("B", "KPI"), ("C", "Target")):
        quality[f"{place}3"] = title
        quality.merge_cells(f"{place}3:{place}4")
    for at, month in enumerate((date(2016, 10, 1), date(2016, 11, 1), date(2016, 12, 1))):
        first = 4 + 3 * at
        quality.cell(3, first).value = month
        quality.merge_cells(start_row=3, end_row=3, start_column=first, end_column=first + 2)
        for step, title in enumerate(("Num", "Den", "%")):
            quality.cell(4, first + step).value = title
    quality["M3"] = "YTD"
    quality.append([None, "Access"])
    quality.append(["1a", "Seen in two hours", 0.9, 30, 40, "=D6/E6", 31, 41, "=G6/H6", None, None, None, "=1"])
    quality.append(["1b", "Letters", 0.8, 5, 10, "=D7/E7", "n/a", "n/a", "n/a"])
    quality.append([None, "Total", None, 35, 50, "=D8/E8", 31, 41])
    for row in (["Ref", "KPI", "Oct-16", "Nov-16"], ["2a", "In work", "41%", "42%"], ["Grand total", None, "41%"]):
        people.append(row)
    change(book)
    book.save(path)
    return path


def known(path: Path, before: MappingForm | None = None) -> Learnt:
    form = target_called("outturns")
    assert form is not None
    return learn(look_at(path), [form], "kpi", LEARNT, None, before, () if before else SHEETS)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return kpis(tmp_path_factory.mktemp("kpi") / "kpi.xlsx")


@pytest.fixture(scope="module")
def mapping(book: Path) -> MappingForm:
    return read_mapping(written(book.with_name("kpi.yaml"), known(book)))


def figures(path: Path, mapping: MappingForm, aside: Path) -> list[tuple[str, int, Mapping[str, str]]]:
    return [
        (one.raw.file, int(line), {ours: one.raw.cells[at].to_pylist()[row] or "" for ours, at in one.places.items()})
        for one in mapped_tables(path, mapping, Limits(), aside)
        for row, line in enumerate(one.raw.lines)
    ]


def test_every_row_is_one_of_each_month_that_has_figures(book: Path, mapping: MappingForm, tmp_path: Path) -> None:
    found = [
        (line, row["indicator"], row["start"], row["end"], row.get("numerator"), row.get("value"))
        for _, line, row in figures(book, mapping, tmp_path)
    ]
    assert found == [
        (6, "Seen in two hours", "2016-10-01", "2016-10-31", "30", None),
        (7, "Letters", "2016-10-01", "2016-10-31", "5", None),
        (6, "Seen in two hours", "2016-11-01", "2016-11-30", "31", None),
        (2, "In work", "2016-10-01", "2016-10-31", None, "41%"),
        (2, "In work", "2016-11-01", "2016-11-30", None, "42%"),
    ]


def test_what_is_told_names_the_title_of_the_month_and_the_rows_left_out(
    book: Path, mapping: MappingForm, tmp_path: Path
) -> None:
    tables = mapped_tables(book, mapping, Limits(), tmp_path)
    assert [one.raw.header[one.places["numerator"]] for one in tables[:2]] == [
        "2016-10 / Num",
        "2016-11 / Num",
    ]
    told = [(one.rule, one.file, one.line, one.field) for table in tables for one in table.raw.problems]
    assert told == [("ROW.LEFT_OUT", "kpi.xlsx!Quality", 8, "KPI"), ("ROW.LEFT_OUT", "kpi.xlsx!People", 3, "Ref")]
    assert all(one.says_invented for one in tables[:3])


def test_a_kpi_whose_name_only_begins_like_a_total_is_none(tmp_path: Path) -> None:
    def renamed(book: Any) -> None:
        book["Quality"]["B7"] = "Total attendances"

    path = kpis(tmp_path / "kpi.xlsx", renamed)
    found = known(path)
    assert [one.says for one in found.mapping.tables[0].leave_out] == [("Total",)]
    read = [row["indicator"] for _, _, row in figures(path, found.mapping, tmp_path)]
    assert "Total attendances" in read
    assert "Total" not in read


def test_the_mapping_is_written_and_read_and_its_old_hashes_stay(mapping: MappingForm, book: Path) -> None:
    assert known(book).mapping == mapping
    assert known(book).open_questions == 0
    plain = [
        table.model_copy(update={"months": (), "title_rows": 1, "nothing": (), "leave_out": ()})
        for table in mapping.tables
    ]
    said = mapping.model_copy(update={"tables": tuple(plain)}).model_dump_json()
    assert not {"months", "title_rows", "nothing", "leave_out"} & set(said.replace('"', " ").split())
    entries = [entry_of(one) for one in (mapping, mapping.model_copy(update={"tables": tuple(plain)}))]
    assert entries[0] != entries[1]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda book: book["Quality"].__setitem__("C3", "Goal"), 'The title "Target" (column C) is now "Goal" since'),
        (lambda book: book["Quality"].__setitem__("D3", date(2017, 1, 1)), '(column D) is now "2017-01 / Num"'),
        (lambda book: book["Quality"].insert_rows(1), "The titles moved from row 4 to row 5"),
        (lambda book: book["People"].__setitem__("E1", "Dec-16"), 'The title "Dec-16" is new'),
        (
            lambda book: (book["People"].__setitem__("A1", "KPI"), book["People"].__setitem__("B1", "Ref")),
            'The title moved: "KPI" from B to A, since',
        ),
    ],
)
def test_a_layout_that_changed_is_told_by_its_titles(
    tmp_path: Path, mapping: MappingForm, change: Change, says: str
) -> None:
    with pytest.raises(Refusal) as refused:
        mapped_tables(kpis(tmp_path / "later.xlsx", change), mapping, Limits(), tmp_path)
    assert {one.rule for one in refused.value.problems} == {"FILE.COLUMNS"}
    assert says in refused.value.problems[0].message


def test_the_next_version_takes_in_the_new_month_and_keeps_the_rest(tmp_path: Path, mapping: MappingForm) -> None:
    later = kpis(tmp_path / "later.xlsx", lambda book: book["People"].__setitem__("E1", "Dec-16"))
    found = known(later, mapping)
    assert [table.sheet for table in found.mapping.tables] == list(SHEETS)
    assert found.mapping.tables[0] == mapping.tables[0]
    assert [one.month for one in found.mapping.tables[1].months] == ["2016-10", "2016-11", "2016-12"]
    assert (found.mapping.version, found.open_questions) == (2, 0)


def test_a_financial_year_above_months_says_their_year_and_without_one_it_is_asked(tmp_path: Path) -> None:
    text = "KPI,2016/17,,\n,Apr,Dec,Jan\nIn work,41%,42%,43%\n"
    path = tmp_path / "kpi.csv"
    path.write_text(text, encoding="utf-8")
    form = target_called("outturns")
    assert form is not None
    found = learn(look_at(path), [form], "kpi", LEARNT, None, None)
    assert [one.month for one in found.mapping.tables[0].months] == ["2016-04", "2016-12", "2017-01"]
    read = read_mapping(written(tmp_path / "kpi.yaml", found))
    assert [(line, row["start"], row["value"]) for _, line, row in figures(path, read, tmp_path)] == [
        (3, "2016-04-01", "41%"),
        (3, "2016-12-01", "42%"),
        (3, "2017-01-01", "43%"),
    ]
    path.write_text("KPI,Apr,Dec\nIn work,41%,42%\n", encoding="utf-8")
    asked = learn(look_at(path), [form], "kpi", LEARNT, None, None)
    assert asked.open_questions == 2
    with pytest.raises(Refusal, match="Which month it is, is not filled in"):
        read_mapping(written(tmp_path / "asked.yaml", asked))


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("month: 2016-11", "month: 2016-10", "KEY.DUPLICATE"),
        ("month: 2016-11", "month: 2016-13", "CFG.DATE"),
        ('numerator: "2016-11 / Num"', 'numerator: "Nov"', "CODE.LIST"),
        ("numerator: ", "counted: ", "CODE.LIST"),
        ("title_rows: 2", "title_rows: 9", "CFG.VALUE"),
        ('says: ["Total"]', "says: []", "CFG.MISSING"),
        ('column: "KPI"\n        says', 'column: "KPIs"\n        says', "CODE.LIST"),
        ("- ours: grain", '- ours: start\n        value: "2016-10-01"\n      - ours: grain', "KEY.DUPLICATE"),
    ],
)
def test_what_is_wrong_with_the_shape_is_told(book: Path, tmp_path: Path, old: str, new: str, rule: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_mapping(written(tmp_path / "kpi.yaml", known(book), (old, new)))
    assert refused.value.problems[0].rule == rule
    assert refused.value.problems[0].line


def test_a_sheet_that_is_not_there_is_refused(book: Path) -> None:
    form = target_called("outturns")
    assert form is not None
    with pytest.raises(Refusal, match='There is no sheet "Qualty"'):
        learn(look_at(book), [form], "kpi", LEARNT, None, None, ("Qualty",))


def test_what_stands_in_a_merged_cell_is_said_of_the_columns_below_it() -> None:
    rows = {1: ["Ref", "", "Oct", "", "", "Nov"], 2: ["", "KPI", "Num", "Den", "", "Num"]}
    assert parts_at(rows, 2, 2) == (("Ref",), ("Ref", "KPI"), ("Oct", "Num"), ("Oct", "Den"), (), ("Nov", "Num"))
    assert titles_at(rows, 2, 2)[2:5] == ("Oct / Num", "Oct / Den", "column E")
    assert titles_at(rows, 2) == ("column A", "KPI", "Num (column C)", "Den", "column E", "Num (column F)")
