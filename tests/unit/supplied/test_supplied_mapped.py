"""Figures from a file with columns of its own, read by its mapping."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evenlode.data.mapping.form import MappingForm
from evenlode.data.mapping.reading import read_mapping
from evenlode.data.supplied.reading import read_supplied
from evenlode.problems import Refusal
from evenlode.results import Grain
from evenlode.terms.contract import Contract
from tests.unit.data.mapping.conftest import learnt, written

RECEIVED = date(2027, 10, 1)
TITLES = ["KPI", "Frequency", "Month", "Numerator", "Denominator", "Comment"]
ROWS = [["Seen in two hours", "Monthly", date(2023, month, 1), 30 + month, 48, "ok"] for month in (10, 11)]


def kpis(path: Path, rows: list[list[Any]], titles: list[str] = TITLES, above: str = "INVENTED") -> Path:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in ([above], [], titles, *rows):
        sheet.append(row)
    book.save(path)
    return path


@pytest.fixture(scope="module")
def mapping(tmp_path_factory: pytest.TempPathFactory) -> MappingForm:
    folder = tmp_path_factory.mktemp("learnt")
    found = learnt(kpis(folder / "kpi.xlsx", ROWS), "outturns")
    text = ('column: "KPI"', 'column: "KPI"\n        codes: {"Seen in two hours": "1a"}')
    return read_mapping(written(folder / "kpi.yaml", found, text))


def test_figures_come_by_their_mapping_and_say_so(tmp_path: Path, contract: Contract, mapping: MappingForm) -> None:
    path = kpis(tmp_path / "kpi.xlsx", ROWS)
    found = read_supplied(path, contract, RECEIVED, mapping)
    assert [
        (one.grain, one.period.start, one.period.end, one.numerator, one.denominator) for one in found.outturns
    ] == [
        (Grain.MONTH, date(2023, 10, 1), date(2023, 10, 31), 40, 48),
        (Grain.MONTH, date(2023, 11, 1), date(2023, 11, 30), 41, 48),
    ]
    assert found.form == f"an outturn file, by version 1 of the mapping own ({mapping.fingerprint})"
    assert found.invented
    other = mapping.model_copy(update={"version": 2})
    assert read_supplied(path, contract, RECEIVED, other).sha256 != found.sha256
    real = kpis(tmp_path / "real.xlsx", ROWS, above="Figures")
    assert not read_supplied(real, contract, RECEIVED, mapping).invented


def test_what_is_wrong_is_told_by_its_own_row_and_title(
    tmp_path: Path, contract: Contract, mapping: MappingForm
) -> None:
    rows = [["Seen in two hours", "Monthly", date(2023, 10, 1), 60, 48, None], ["Other", "Monthly", "soon", "x", 48]]
    with pytest.raises(Refusal) as refusal:
        read_supplied(kpis(tmp_path / "kpi.xlsx", rows), contract, RECEIVED, mapping)
    told = {(problem.rule, problem.line, problem.field) for problem in refusal.value.problems}
    assert {
        ("VALUE.RANGE", 4, "Sheet, Numerator"),
        ("CODE.LIST", 5, "Sheet, KPI"),
        ("DATE.FORMAT", 5, "Sheet, Month"),
        ("VALUE.NUMBER", 5, "Sheet, Numerator"),
    } <= told


def test_a_layout_that_changed_and_a_formula(tmp_path: Path, contract: Contract, mapping: MappingForm) -> None:
    titles = [*TITLES[:3], "Achieved", *TITLES[4:]]
    with pytest.raises(Refusal, match=r'"Numerator" \(column D\) is now "Achieved"'):
        read_supplied(kpis(tmp_path / "kpi.xlsx", ROWS, titles), contract, RECEIVED, mapping)
    formula = [["Seen in two hours", "Monthly", date(2023, 10, 1), "=20+20", 48, None]]
    with pytest.raises(Refusal, match="holds a formula"):
        read_supplied(kpis(tmp_path / "formula.xlsx", formula), contract, RECEIVED, mapping)


def test_a_mapping_of_rows_is_not_for_figures(tmp_path: Path, contract: Contract) -> None:
    path = tmp_path / "own.csv"
    path.write_text("Client ID,Date of contact\nC1,2016-03-01\n", encoding="utf-8")
    rows = read_mapping(written(tmp_path / "own.yaml", learnt(path, "partner_contact", provider="partner-1")))
    with pytest.raises(Refusal, match="evenlode receive"):
        read_supplied(path, contract, RECEIVED, rows)
