"""Finance-return workbooks: what is typed comes back, and all that is wrong is told at once by sheet and cell."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evenlode.finance.returns.cells import read_cell
from evenlode.finance.returns.finance_return import FinanceReturn
from evenlode.finance.returns.form import Sort, sheets
from evenlode.finance.returns.read import read_workbook
from evenlode.finance.returns.write import write_workbook
from evenlode.problems import Problem, Refusal
from evenlode.records.finance_returns import (
    record_returns,
    record_sign_off,
    returns_in_force,
    sign_offs_in_force,
    versions,
)
from evenlode.records.journal import Journal
from evenlode.terms.contract import Contract

Spoil = Callable[[Any], None]


@pytest.fixture
def filled(contract: Contract, invented: list[FinanceReturn], tmp_path: Path) -> Path:
    """A filled workbook of a partner."""
    return made(contract, invented[1], tmp_path / "filled.xlsx")


def made(contract: Contract, one: FinanceReturn, to: Path) -> Path:
    values = {entry.key: entry.value for entry in one.entries}
    write_workbook(contract, one.provider, one.year, to, invented=one.invented, values=values)
    return to


def problems(path: Path, contract: Contract, spoil: Spoil, provider: str | None = None) -> list[Problem]:
    """What is wrong once somebody has saved the workbook with changes."""
    book = openpyxl.load_workbook(path)
    spoil(book)
    book.save(path)
    with pytest.raises(Refusal) as refused:
        read_workbook(path, contract, provider)
    return list(refused.value.problems)


def test_every_return_comes_back_as_it_was_typed(
    contract: Contract, invented: list[FinanceReturn], tmp_path: Path
) -> None:
    for at, one in enumerate(invented[:7]):
        read = read_workbook(made(contract, one, tmp_path / f"{at}.xlsx"), contract)
        assert set(read.content.entries) == set(one.entries)
        assert (read.content.provider, read.content.year, read.content.invented) == (one.provider, one.year, True)


def test_the_same_workbook_has_the_same_bytes(contract: Contract, tmp_path: Path) -> None:
    for name in ("a", "b"):
        write_workbook(contract, "partner-1", "2018/19", tmp_path / f"{name}.xlsx", invented=False)
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()


def test_an_invented_workbook_says_so_on_every_sheet_and_names_nobody_real(contract: Contract, filled: Path) -> None:
    book = openpyxl.load_workbook(filled)
    assert all(str(sheet["A1"].value).startswith("INVENTED: ") for sheet in book)
    text = " ".join(str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value)
    assert "Sallowby" in text
    assert not [party.name for party in contract.form.parties if party.name in text]


def test_a_file_that_may_hold_figures_is_not_overwritten(contract: Contract, filled: Path) -> None:
    with pytest.raises(Refusal, match="may hold figures"):
        write_workbook(contract, "partner-1", "2018/19", filled, invented=False)


def test_everything_wrong_in_cells_comes_out_at_once_with_its_cell(contract: Contract, filled: Path) -> None:
    def spoil(book: Any) -> None:
        book["Income"]["C5"] = "£1,900,000"
        book["Staffing"]["C6"] = -3
        book["Activity"]["C8"] = 12.5
        book["Direct cost"]["C8"] = "=SUM(A1:A2)"
        book["Apportionment"]["C6"] = 15
        book["Apportionment"]["C9"] = "Ann, 943 476 5919"

    found = {problem.field: (problem.rule, problem.fix) for problem in problems(filled, contract, spoil)}
    assert {field: rule for field, (rule, _) in found.items()}.items() >= {
        "Income!C5": "VALUE.NUMBER",
        "Staffing!C6": "VALUE.NEGATIVE",
        "Activity!C8": "VALUE.NUMBER",
        "Direct cost!C8": "VALUE.FORMULA",
        "Apportionment!C6": "VALUE.RANGE",
        "Apportionment!C9": "VALUE.PERSON",
    }.items()
    assert all(fix for _, fix in found.values())


def test_a_long_number_in_words_is_not_repeated(contract: Contract, filled: Path) -> None:
    found = problems(filled, contract, lambda book: book["Apportionment"].__setitem__("C9", "943 476 5919"))
    assert not [problem for problem in found if "943" in str(problem)]


def test_totals_and_parts_that_disagree(contract: Contract, filled: Path) -> None:
    def spoil(book: Any) -> None:
        book["Position"]["C5"] = 5
        book["Position"]["C9"] = None
        book["Staffing"]["E5"] = 99
        book["Activity"]["D8"] = 1_000_000
        book["Apportionment"]["C9"] = None

    found = {problem.field: problem.rule for problem in problems(filled, contract, spoil)}
    assert found == {
        "Position!C5": "TOTAL.SUM",
        "Position!C9": "TOTAL.MISSING",
        "Staffing!C5": "STAFF.SUM",
        "Activity!D8": "COUNT.MORE",
        "Apportionment!C9": "APPORTIONMENT.STATED",
    }


def test_what_only_follows_from_an_unreadable_cell_is_not_said(contract: Contract, filled: Path) -> None:
    def spoil(book: Any) -> None:
        book["Income"]["C5"] = "a lot"
        book["Staffing"]["D5"] = "two"

    assert [problem.field for problem in problems(filled, contract, spoil)] == ["Income!C5", "Staffing!D5"]


@pytest.mark.parametrize(
    ("spoil", "rule"),
    [
        (lambda book: book.remove(book["Staffing"]), "WORKBOOK.SHEET"),
        (lambda book: book["Staffing"].insert_rows(6), "WORKBOOK.ROW"),
        (lambda book: book["Income"].__setitem__("C4", "Thousands"), "WORKBOOK.ROW"),
        (lambda book: book.defined_names.__delitem__("evenlode_income"), "WORKBOOK.RANGE"),
    ],
)
def test_a_form_that_was_changed_is_refused(contract: Contract, filled: Path, spoil: Spoil, rule: str) -> None:
    assert rule in {problem.rule for problem in problems(filled, contract, spoil)}


@pytest.mark.parametrize(
    ("name", "value", "rule"),
    [
        ("evenlode template version", "0", "WORKBOOK.VERSION"),
        ("evenlode template", "something else", "FILE.KIND"),
        ("evenlode contract", "another", "WORKBOOK.CONTRACT"),
        ("evenlode provider", "stranger", "WORKBOOK.PROVIDER"),
        ("evenlode year", "2018", "WORKBOOK.IDENTITY"),
        ("evenlode year", "1999/00", "WORKBOOK.IDENTITY"),
        ("evenlode invented", "perhaps", "WORKBOOK.IDENTITY"),
    ],
)
def test_a_workbook_of_another_form_contract_or_provider_is_refused(
    contract: Contract, filled: Path, name: str, value: str, rule: str
) -> None:
    def spoil(book: Any) -> None:
        for one in book.custom_doc_props.props:
            if one.name == name:
                one.value = value

    assert rule in {problem.rule for problem in problems(filled, contract, spoil)}


def test_the_wrong_providers_workbook_is_refused(contract: Contract, filled: Path) -> None:
    found = problems(filled, contract, lambda book: None, provider="partner-2")
    assert [problem.rule for problem in found] == ["WORKBOOK.PROVIDER"]


def test_a_blank_workbook_is_refused(contract: Contract, tmp_path: Path) -> None:
    write_workbook(contract, "partner-1", "2018/19", tmp_path / "a.xlsx", invented=False)
    with pytest.raises(Refusal, match="nothing has been typed in"):
        read_workbook(tmp_path / "a.xlsx", contract)


@pytest.mark.parametrize(
    ("content", "rule"), [(b"", "FILE.KIND"), (b"a,b", "FILE.KIND"), (b"PK\x03\x04 and no more", "FILE.DAMAGED")]
)
def test_a_file_that_is_no_workbook_is_refused(contract: Contract, tmp_path: Path, content: bytes, rule: str) -> None:
    (tmp_path / "x.xlsx").write_bytes(content)
    with pytest.raises(Refusal) as refused:
        read_workbook(tmp_path / "x.xlsx", contract)
    assert refused.value.rule == rule


@pytest.mark.parametrize(
    ("part", "content", "rule"),
    [
        ("xl/workbook.xml", b"<!DOCTYPE x [<!ENTITY a 'b'>]><x/>", "FILE.KIND"),
        ("xl/workbook.xml", b"0" * 3_000_000, "FILE.ZIP_LIMIT"),
        ("word/document.xml", b"<x/>", "FILE.KIND"),
        ("xl/workbook.xml", b"<x/>", "FILE.DAMAGED"),
    ],
)
def test_a_harmful_archive_is_refused_before_it_is_parsed(
    contract: Contract, tmp_path: Path, part: str, content: bytes, rule: str
) -> None:
    with zipfile.ZipFile(tmp_path / "x.xlsx", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(part, content)
    with pytest.raises(Refusal) as refused:
        read_workbook(tmp_path / "x.xlsx", contract)
    assert refused.value.rule == rule


def test_a_sheet_that_is_no_xml_is_a_damaged_file(contract: Contract, filled: Path) -> None:
    with zipfile.ZipFile(filled) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content[: len(content) // 2] if name.endswith("sheet3.xml") else content)
    with pytest.raises(Refusal, match="damaged"):
        read_workbook(filled, contract)


def test_a_year_outside_the_contract_has_no_workbook(contract: Contract, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="no day in the contract"):
        write_workbook(contract, "partner-1", "2014/15", tmp_path / "a.xlsx", invented=False)


def test_a_formula_that_was_worked_out_is_read_as_its_value(contract: Contract, filled: Path) -> None:
    """A spreadsheet program keeps the value beside the formula; openpyxl does not, so it is put in by hand here."""
    whole = filled.read_bytes()
    with zipfile.ZipFile(filled) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    sheet = next(name for name in parts if name.endswith("sheet2.xml"))
    assert b"<v>1900000</v>" in parts[sheet]
    parts[sheet] = parts[sheet].replace(b"<v>1900000</v>", b"<f>1000000+900000</f><v>1900000</v>")
    with zipfile.ZipFile(filled, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    assert filled.read_bytes() != whole
    assert read_workbook(filled, contract).content.pence("Income", "sub-contract") == 1_900_000_00


@pytest.mark.parametrize(
    ("value", "sort", "kept"),
    [
        (12.34, Sort.MONEY, "1234"),
        (0.1 + 0.2, Sort.MONEY, "30"),
        (-5, Sort.SIGNED, "-500"),
        (1.5, Sort.FTE, "1500"),
        (0.125, Sort.SHARE, "1/8"),
        (7.0, Sort.COUNT, "7"),
        ("  staff ", Sort.WORDS, "staff"),
        (" ", Sort.MONEY, None),
    ],
)
def test_a_cell_is_kept_exactly(value: object, sort: Sort, kept: str | None) -> None:
    assert read_cell(value, sort) == kept


@pytest.mark.parametrize(
    ("value", "sort"),
    [
        (1.234, Sort.MONEY),
        (True, Sort.COUNT),
        (date(2018, 1, 1), Sort.COUNT),
        ("#REF!", Sort.MONEY),
        (1e15, Sort.MONEY),
    ],
)
def test_a_cell_that_holds_something_else_says_what_to_do(value: object, sort: Sort) -> None:
    found = read_cell(value, sort)
    assert isinstance(found, tuple)
    assert all(found)


def test_only_the_lead_provider_is_asked_about_partners(contract: Contract) -> None:
    assert "Sub-contracts" in [sheet.name for sheet in sheets(contract, "lead-provider", invented=False)]
    assert "Sub-contracts" not in [sheet.name for sheet in sheets(contract, "partner-1", invented=False)]


# Records


def test_versions_are_kept_and_the_last_is_in_force(
    contract: Contract, invented: list[FinanceReturn], tmp_path: Path
) -> None:
    first = read_workbook(made(contract, invented[1], tmp_path / "1.xlsx"), contract)
    entries = tuple(one for one in invented[1].entries if one.key != ("Position", "reserves", "amount"))
    changed = FinanceReturn(invented[1].provider, invented[1].year, True, entries)
    second = read_workbook(made(contract, changed, tmp_path / "2.xlsx"), contract)
    with Journal.open(tmp_path / "records.db") as journal:
        (one,) = record_returns(journal, [first], date(2019, 5, 1), by="test")
        record_sign_off(journal, first.content.year, "council", date(2019, 5, 2), by="test")
        assert [signed.party for signed in sign_offs_in_force(journal)] == ["council"]
        (again,) = record_returns(journal, [first], date(2019, 5, 3), by="test")
        (two,) = record_returns(journal, [second], date(2019, 5, 4), by="test")
        assert ((one.version, one.is_new), (again.version, again.is_new)) == ((1, True), (1, False))
        assert (two.version, two.is_new) == (2, True)
        assert [stored.content for stored in returns_in_force(journal)] == [second.content]
        assert [stored.version for stored in versions(journal, "partner-1", first.content.year)] == [1, 2]
        assert sign_offs_in_force(journal) == []  # a later version ends the agreement
        assert journal.verify() == []


def test_real_and_invented_returns_never_stand_side_by_side(
    contract: Contract, invented: list[FinanceReturn], tmp_path: Path
) -> None:
    real = FinanceReturn("partner-1", "2018/19", False, invented[1].entries)
    read = [
        read_workbook(made(contract, one, tmp_path / f"{at}.xlsx"), contract)
        for at, one in enumerate((invented[2], real))
    ]
    with Journal.open(tmp_path / "records.db") as journal:
        with pytest.raises(Refusal, match="never stand side by side"):
            record_returns(journal, read, date(2019, 5, 1), by="test")
        assert journal.entries() == []
        record_returns(journal, read[:1], date(2019, 5, 1), by="test")
        with pytest.raises(Refusal, match="never stand side by side"):
            record_returns(journal, read[1:], date(2019, 5, 1), by="test")


def test_a_sign_off_needs_something_to_agree_with(tmp_path: Path) -> None:
    with Journal.open(tmp_path / "records.db") as journal, pytest.raises(Refusal, match="no finance return"):
        record_sign_off(journal, "2018/19", "council", date(2019, 5, 2), by="test")
