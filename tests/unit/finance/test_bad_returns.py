"""Every known way in which a finance return comes back wrong: said by sheet and cell with a fix, nothing stored."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evenlode.job import Workspace
from evenlode.job.financing import receive_returns
from evenlode.problems import Problem, Refusal
from evenlode.terms.contract import Contract

Spoil = Callable[[Any], None]


def text_in_a_money_cell(book: Any) -> None:
    book["Income"]["C5"] = "£1,900,000"


def a_formula_that_was_never_worked_out(book: Any) -> None:
    book["Direct cost"]["C8"] = "=SUM(C5:C7)"


def a_missing_sheet(book: Any) -> None:
    book.remove(book["Staffing"])


def another_providers_template(book: Any) -> None:
    said(book, "provider", "partner-2")


def an_old_version_of_the_template(book: Any) -> None:
    said(book, "template version", "0")


def negative_fte(book: Any) -> None:
    book["Staffing"]["C6"] = -3


def totals_that_do_not_add(book: Any) -> None:
    book["Position"]["C6"] = 12


def said(book: Any, name: str, value: str) -> None:
    next(one for one in book.custom_doc_props.props if one.name == f"evenlode {name}").value = value


def received(full: Path, contract: Contract, tmp_path: Path, *spoils: Spoil) -> list[Problem]:
    """The problems of a good workbook and of spoilt ones that came together; the workspace stays empty."""
    good = shutil.copy(full / "made" / "INVENTED-partner-1-2017-18.xlsx", tmp_path / "good.xlsx")
    files = [Path(good)]
    for spoil in spoils:
        book = openpyxl.load_workbook(full / "made" / "INVENTED-partner-1-2018-19.xlsx")
        spoil(book)
        files.append(tmp_path / f"{spoil.__name__}.xlsx")
        book.save(files[-1])
    place = Workspace(tmp_path / "place")
    with pytest.raises(Refusal) as refused:
        receive_returns(files, contract, place, date(2019, 5, 1), by="test", provider="partner-1")
    assert not place.records.exists()
    return list(refused.value.problems)


FAULTS: list[tuple[Spoil, str, str]] = [
    (text_in_a_money_cell, "VALUE.NUMBER", "Income!C5"),
    (a_formula_that_was_never_worked_out, "VALUE.FORMULA", "Direct cost!C8"),
    (a_missing_sheet, "WORKBOOK.SHEET", "Staffing"),
    (another_providers_template, "WORKBOOK.PROVIDER", "properties, evenlode provider"),
    (an_old_version_of_the_template, "WORKBOOK.VERSION", "properties, evenlode template version"),
    (negative_fte, "VALUE.NEGATIVE", "Staffing!C6"),
    (totals_that_do_not_add, "TOTAL.SUM", "Position!C6"),
]


@pytest.mark.parametrize(("spoil", "rule", "place"), FAULTS, ids=lambda one: getattr(one, "__name__", ""))
def test_a_fault_is_said_with_its_place_and_a_fix(
    full: Path, contract: Contract, tmp_path: Path, spoil: Spoil, rule: str, place: str
) -> None:
    found = received(full, contract, tmp_path, spoil)
    assert (rule, place) in {(problem.rule, problem.field) for problem in found}
    assert {problem.file for problem in found} == {f"{spoil.__name__}.xlsx"}
    assert all(problem.message and problem.fix for problem in found)


def test_the_faults_of_all_files_come_out_at_once(full: Path, contract: Contract, tmp_path: Path) -> None:
    found = received(full, contract, tmp_path, *(spoil for spoil, _, _ in FAULTS))
    told = {(problem.file, problem.rule, problem.field) for problem in found}
    assert {(f"{spoil.__name__}.xlsx", rule, place) for spoil, rule, place in FAULTS} <= told


def test_the_faults_of_one_file_come_out_at_once(full: Path, contract: Contract, tmp_path: Path) -> None:
    def all_of_them(book: Any) -> None:
        text_in_a_money_cell(book)
        a_formula_that_was_never_worked_out(book)
        negative_fte(book)
        book["Activity"]["D8"] = 1_000_000

    found = {problem.field for problem in received(full, contract, tmp_path, all_of_them)}
    assert {"Income!C5", "Direct cost!C8", "Staffing!C6", "Activity!D8"} <= found
