"""The KPI workbook: made, filled in, read back, and refused cell by cell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.packaging.custom import StringProperty

from evenlode.data.supplied import workbook_form, workbook_read
from evenlode.data.supplied.reading import read_supplied
from evenlode.data.supplied.supplied import Supplied
from evenlode.data.supplied.workbook_write import write_kpi_workbook
from evenlode.problems import Level, Problem, Refusal
from evenlode.results import Grain, Period
from evenlode.terms.contract import Contract

YEAR = Period(date(2023, 10, 1), date(2024, 9, 30))
RECEIVED = date(2027, 10, 1)

Fill = Callable[..., Path]


def read(path: Path, contract: Contract) -> Supplied:
    return read_supplied(path, contract, RECEIVED)


def refused(path: Path, contract: Contract) -> list[Problem]:
    with pytest.raises(Refusal) as refusal:
        read(path, contract)
    return list(refusal.value.problems)


@pytest.fixture(scope="module")
def made(contract: Contract, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bool], Path]:
    """An empty workbook, made once for each provider."""

    @cache
    def _made(provider: str, invented: bool) -> Path:
        path = tmp_path_factory.mktemp("made") / "made.xlsx"
        write_kpi_workbook(contract, YEAR, path, provider, invented)
        return path

    return _made


@pytest.fixture
def fill(made: Callable[[str, bool], Path], tmp_path: Path) -> Fill:
    """A workbook with these cells typed in, and whatever else is done to it."""

    def _fill(
        cells: dict[str, Any] | None = None,
        change: Callable[[Any], None] = lambda book: None,
        provider: str = "all",
        invented: bool = False,
    ) -> Path:
        filled = tmp_path / "filled.xlsx"
        book = openpyxl.load_workbook(made(provider, invented))
        for cell, value in (cells or {"G7": 55, "H7": 100}).items():
            book["Figures"][cell] = value
        change(book)
        book.save(filled)
        return filled

    return _fill


def row_of(path: Path, code: str, grain: Grain, nth: int = 0) -> int:
    """The row of the nth period of an indicator."""
    sheet = openpyxl.load_workbook(path)["Figures"]
    rows = [
        row for row in range(7, sheet.max_row + 1) if (sheet[f"A{row}"].value, sheet[f"D{row}"].value) == (code, grain)
    ]
    return rows[nth]


def test_every_supplied_indicator_is_asked_for_by_its_periods_and_by_the_year(fill: Fill) -> None:
    sheet = openpyxl.load_workbook(fill())["Figures"]
    asked = [(row[0], row[3]) for row in sheet.iter_rows(min_row=7, values_only=True)]
    assert {(code, grain): asked.count((code, grain)) for code, grain in asked} == {
        ("1a", "quarter"): 4,
        ("1a", "contract year"): 1,
        ("6", "rolling 12 months"): 12,
        ("6", "contract year"): 1,
        ("7c", "month"): 12,
        ("7c", "contract year"): 1,
        ("L1", "quarter"): 4,
        ("L1", "contract year"): 1,
        ("L2", "quarter"): 4,
        ("L2", "contract year"): 1,
    }


def test_an_indicator_that_has_ended_is_not_asked_for(contract: Contract, tmp_path: Path) -> None:
    path = tmp_path / "next.xlsx"
    write_kpi_workbook(contract, contract.year_of(date(2024, 10, 1)), path, "all", False)
    codes = {row[0] for row in openpyxl.load_workbook(path)["Figures"].iter_rows(min_row=7, values_only=True)}
    assert "7c" not in codes


def test_labels_are_locked_and_typed_cells_are_not(fill: Fill) -> None:
    sheet = openpyxl.load_workbook(fill())["Figures"]
    assert sheet.protection.sheet
    assert [sheet[f"{letter}7"].protection.locked for letter in "ABCDEFGHIJKL"] == [True] * 6 + [False] * 6


def test_the_same_call_gives_the_same_bytes(contract: Contract, tmp_path: Path) -> None:
    one, two = tmp_path / "one.xlsx", tmp_path / "two.xlsx"
    for path in (one, two):
        write_kpi_workbook(contract, YEAR, path, "lead", False)
    assert one.read_bytes() == two.read_bytes()


def test_figures_read_back(fill: Fill, contract: Contract) -> None:
    path = fill({"G7": 55, "H7": 100, "J7": 110, "K7": 10, "L7": 0, "G8": "56", "H8": "*"})
    supplied = read(path, contract)
    first, second = supplied.outturns
    assert (first.indicator, first.period.start, first.numerator, first.denominator) == (
        *("recovery", date(2023, 10, 1), 55, 100),
    )
    assert (first.eligible, first.missing, first.untimed) == (110, 10, 0)
    assert (second.numerator, second.denominator) == (56, None)
    assert (first.provider, supplied.invented, supplied.form) == ("all", False, "a KPI workbook")
    assert [(finding.rule, finding.level) for finding in supplied.findings] == [("VALUE.NONE", Level.ACCEPT)]
    assert "39 rows are blank" in supplied.findings[0].message


def test_the_provider_and_the_word_invented_travel_in_the_properties(fill: Fill, contract: Contract) -> None:
    path = fill(provider="RNU", invented=True)
    supplied = read(path, contract)
    assert supplied.invented
    assert {outturn.provider for outturn in supplied.outturns} == {"lead"}


def test_an_invented_workbook_shows_aliases_and_the_word(fill: Fill) -> None:
    book = openpyxl.load_workbook(fill(provider="lead", invented=True))
    shown = "\n".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    assert "INVENTED: Sample Vale outcomes contract" in shown
    assert "Alder Trust" in shown
    assert "sample-vale" in shown
    assert "small-vale" not in shown
    assert "The lead provider" not in shown
    assert "Small Vale outcomes contract" not in shown


@pytest.mark.parametrize(("percent", "kept"), [(n, f"{n}%") for n in (18, 60, 70, 72, 85, 95)])
def test_a_per_cent_typed_in_a_cell_means_just_that(fill: Fill, contract: Contract, percent: int, kept: str) -> None:
    def as_percent(book: Any) -> None:
        book["Figures"]["I7"] = percent / 100
        book["Figures"]["I7"].number_format = "0%"

    (outturn,) = read(fill({"J7": 10}, as_percent), contract).outturns
    assert outturn.exact is not None
    assert outturn.exact * 100 == percent
    assert f"{outturn.exact * 100}%" == kept


def test_a_decimal_cell_is_read_as_its_shortest_text(fill: Fill, contract: Contract) -> None:
    path = fill()
    row = row_of(path, "6", Grain.CONTRACT_YEAR)
    values = {outturn.indicator: outturn.value for outturn in read(fill({f"I{row}": 12.1}), contract).outturns}
    assert values == {"mortality": "12.1"}


def test_text_that_looks_like_a_formula_stays_text(contract: Contract, tmp_path: Path) -> None:
    form = contract.form.model_copy(update={"title": "=HYPERLINK(1)"})
    from dataclasses import replace

    path = tmp_path / "made.xlsx"
    write_kpi_workbook(replace(contract, form=form), YEAR, path, "all", False)
    cell = openpyxl.load_workbook(path)["Figures"]["A1"]
    assert (cell.data_type, cell.value[:14]) == ("s", "=HYPERLINK(1),")


@pytest.mark.parametrize(
    ("value", "rule", "says"),
    [
        ("=1+1", "VALUE.CELL", "paste its value"),
        (True, "VALUE.CELL", "true or false"),
        (datetime(2024, 1, 2), "VALUE.CELL", "a date"),
        ("#DIV/0!", "VALUE.CELL", "#DIV/0!"),
        (12.5, "VALUE.NUMBER", "not a whole number"),
        (-3, "VALUE.RANGE", "negative"),
        ("1,234", "VALUE.NUMBER", "Write 1234"),
        ("sixty", "VALUE.NUMBER", "is not a number"),
    ],
)
def test_wrong_cells_name_sheet_and_cell(fill: Fill, contract: Contract, value: Any, rule: str, says: str) -> None:
    problems = refused(fill({"G7": value, "H7": 5000}), contract)
    assert [(problem.rule, problem.line, problem.field) for problem in problems] == [(rule, 7, "Figures!G7")]
    assert says in f"{problems[0].message}. {problems[0].fix}"


def test_a_share_typed_where_a_count_belongs(fill: Fill, contract: Contract) -> None:
    def as_percent(book: Any) -> None:
        book["Figures"]["G7"] = 1
        book["Figures"]["G7"].number_format = "0%"

    (problem,) = refused(fill({"H7": 100}, as_percent), contract)
    assert '"100%" is a share' in problem.message


def test_everything_wrong_is_said_at_once(fill: Fill, contract: Contract) -> None:
    problems = refused(fill({"G7": "=1", "H7": 10, "G8": 12, "H8": 11, "G9": "x", "H9": 1}), contract)
    assert [problem.field for problem in problems] == ["Figures!G7", "Figures!G8", "Figures!G9"]


def test_nothing_typed_in(fill: Fill, contract: Contract) -> None:
    (problem,) = refused(fill({"A1": "x"}), contract)
    assert problem.rule == "FILE.EMPTY"


def _property(name: str, value: str | None) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        del book.custom_doc_props[f"evenlode {name}"]
        if value is not None:
            book.custom_doc_props.append(StringProperty(name=f"evenlode {name}", value=value))

    return change


@pytest.mark.parametrize(
    ("name", "value", "rule", "says"),
    [
        ("template", None, "FILE.KIND", "is no KPI workbook"),
        ("template version", "0", "WORKBOOK.VERSION", "has form 0, and form 1 is read"),
        ("contract", "another-vale", "WORKBOOK.CONTRACT", "is for the contract another-vale"),
        ("provider", "commissioner", "WORKBOOK.PROVIDER", "is for the provider commissioner"),
        ("year", "2023-04-01", "WORKBOOK.IDENTITY", "2023-04-01, is no year"),
        ("year", "last", "WORKBOOK.IDENTITY", "last, is no year"),
        ("invented", None, "WORKBOOK.IDENTITY", "does not say whether"),
    ],
)
def test_a_workbook_that_is_not_for_this(
    fill: Fill, contract: Contract, name: str, value: str | None, rule: str, says: str
) -> None:
    (problem,) = refused(fill(change=_property(name, value)), contract)
    assert problem.rule == rule
    assert says in problem.message


def test_a_workbook_of_an_older_contract_is_noticed_and_checked(fill: Fill, contract: Contract) -> None:
    supplied = read(fill(change=_property("contract sha256", "0" * 64)), contract)
    assert ("WORKBOOK.CONTRACT", Level.WARN) in [(finding.rule, finding.level) for finding in supplied.findings]


def test_somebody_elses_workbook(contract: Contract, tmp_path: Path) -> None:
    path = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(path)
    (problem,) = refused(path, contract)
    assert problem.rule == "FILE.KIND"


@pytest.mark.parametrize(
    ("change", "rule", "says"),
    [
        (lambda book: setattr(book["Figures"], "title", "figures (2)"), "WORKBOOK.SHEET", '"Figures" is not there'),
        (lambda book: book.remove(book["Figures"]), "WORKBOOK.SHEET", '"Figures" is not there'),
        (lambda book: book.defined_names.pop("evenlode_figures"), "WORKBOOK.RANGE", "renamed or taken out"),
        (
            lambda book: setattr(book.defined_names["evenlode_figures"], "attr_text", "Figures!$B$6:$L$40"),
            "WORKBOOK.RANGE",
            "does not begin at Figures!A6",
        ),
        (lambda book: book["Figures"].__setitem__("G6", "Numbers"), "HEAD.MISSING", 'heading "Numerator"'),
        (lambda book: book["Figures"].__setitem__("E7", "2023-10-02"), "WORKBOOK.ROW", "not those"),
        (lambda book: book["Figures"].__setitem__("A60", "Total"), "WORKBOOK.ROW", "below the figures"),
        (lambda book: book["Figures"].delete_rows(47), "WORKBOOK.ROW", "the row of L2 for the contract year"),
    ],
)
def test_a_workbook_taken_apart(
    fill: Fill, contract: Contract, change: Callable[[Any], None], rule: str, says: str
) -> None:
    problems = refused(fill(change=change), contract)
    assert rule in [problem.rule for problem in problems]
    assert says in "\n".join(problem.message for problem in problems)


def test_sorted_rows_still_mean_what_they_say(fill: Fill, contract: Contract) -> None:
    def swap(book: Any) -> None:
        sheet = book["Figures"]
        for letter in "ABCDEFGHIJKL":
            one, two = sheet[f"{letter}7"].value, sheet[f"{letter}9"].value
            sheet[f"{letter}7"], sheet[f"{letter}9"] = two, one

    assert read(fill(change=swap), contract).outturns == read(fill(), contract).outturns


def test_too_many_bytes_parts_or_rows(fill: Fill, contract: Contract, monkeypatch: pytest.MonkeyPatch) -> None:
    path = fill()
    for limit, most, rule in (("most_bytes", 100, "FILE.SIZE"), ("most_parts", 2, "FILE.ZIP_LIMIT")):
        with monkeypatch.context() as limited:
            limited.setattr(workbook_read, "EXPECTED", replace(workbook_form.EXPECTED, **{limit: most}))
            assert [problem.rule for problem in refused(path, contract)] == [rule]
    monkeypatch.setattr("evenlode.data.supplied.workbook_sheet._MOST_ROWS", 3)
    assert [problem.rule for problem in refused(path, contract)] == ["FILE.SIZE"]


def test_an_archive_that_unpacks_to_far_more_is_refused_before_it_is_parsed(contract: Contract, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * 20_000_000)
    assert [problem.rule for problem in refused(path, contract)] == ["FILE.ZIP_LIMIT"]


@pytest.mark.parametrize(
    ("part", "content", "says"),
    [
        ("word/document.xml", b"<x/>", "a Word document"),
        ("data.txt", b"x", "a zip archive"),
        ("xl/workbook.xml", b'<!DOCTYPE x [<!ENTITY a "b">]><x/>', "declares XML entities"),
    ],
)
def test_an_archive_that_is_no_workbook(
    contract: Contract, tmp_path: Path, part: str, content: bytes, says: str
) -> None:
    path = tmp_path / "sent.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(part, content)
    (problem,) = refused(path, contract)
    assert problem.rule == "FILE.KIND"
    assert says in problem.message


def test_a_workbook_cut_short_or_spoilt_is_refused_whatever_is_wrong(fill: Fill, contract: Contract) -> None:
    content = fill().read_bytes()
    path = fill()
    for length in range(50, len(content), 1500):
        path.write_bytes(content[:length])
        assert refused(path, contract)[0].rule == "FILE.DAMAGED"
    with zipfile.ZipFile(fill()) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    for name in ("xl/worksheets/sheet2.xml", "xl/workbook.xml", "docProps/custom.xml"):
        with zipfile.ZipFile(path, "w") as archive:
            for part, text in parts.items():
                archive.writestr(part, text[: len(text) // 2] if part == name else text)
        assert refused(path, contract)[0].rule == "FILE.DAMAGED"


def test_the_file_must_not_be_there(contract: Contract, tmp_path: Path) -> None:
    path = tmp_path / "kept.xlsx"
    path.write_text("somebody's figures")
    with pytest.raises(Refusal, match=r"FILE\.EXISTS"):
        write_kpi_workbook(contract, YEAR, path, "all", False)
    assert path.read_text() == "somebody's figures"


@pytest.mark.parametrize(
    ("year", "provider", "rule"),
    [
        (Period(date(2023, 4, 1), date(2024, 3, 31)), "all", "PERIOD.OUTSIDE"),
        (Period(date(2024, 4, 1), date(2025, 3, 31)), "all", "PERIOD.GRAIN"),
        (YEAR, "nobody", "CODE.LIST"),
    ],
)
def test_a_workbook_is_made_for_a_year_and_a_provider_of_the_contract(
    contract: Contract, tmp_path: Path, year: Period, provider: str, rule: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        write_kpi_workbook(contract, year, tmp_path / "made.xlsx", provider, False)
    assert refusal.value.rule == rule
    assert list(tmp_path.iterdir()) == []


def test_a_contract_without_supplied_indicators(
    contract: Contract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook_form, "SUPPLIED_MEASURE", "another")
    with pytest.raises(Refusal, match=r"FILE\.NOTHING"):
        write_kpi_workbook(contract, YEAR, tmp_path / "made.xlsx", "all", False)


def test_a_disk_that_fills_leaves_nothing(contract: Contract, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(Refusal, match=r"FILE\.WRITE.*No space left"):
        write_kpi_workbook(contract, YEAR, tmp_path / "made.xlsx", "all", False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there(contract: Contract, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match=r"FILE\.WRITE"):
        write_kpi_workbook(contract, YEAR, tmp_path / "nowhere" / "made.xlsx", "all", False)
