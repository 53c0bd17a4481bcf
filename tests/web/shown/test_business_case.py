"""The business case as declared and with a change; a page of it renders without anything invented."""

from __future__ import annotations

from evenlode.job.financing import changed_case, financial_case
from evenlode.terms.shipped import contract_folder
from evenlode.web.shown.business_case import business_case


def test_the_case_says_its_verdict_and_a_change_changes_it() -> None:
    case = financial_case(contract_folder("oxfordshire-mental-health"))
    shown = business_case("Title", case, [])
    assert shown.headline == f"{case.dominance.verdict}."
    assert "inflation" in shown.known
    assert [one.name for one in shown.tables] == ["against-efficiency", "room", "projections", "benchmark"]
    changed = business_case("Title", changed_case(case, ["inflation=5%"]), ["inflation=5%"])
    assert changed.changes == ("inflation=5%",)
    assert changed.tables[2].table.rows != shown.tables[2].table.rows


def test_under_aliases_no_place_or_study_is_named_and_the_workbook_holds_every_table() -> None:
    import io
    import re

    import openpyxl

    from evenlode.report.names import real_names, under_aliases
    from evenlode.terms.reading import read_contract
    from evenlode.web.shown.business_case import as_workbook

    folder = contract_folder("oxfordshire-mental-health")
    contract, case = read_contract(folder), financial_case(folder)
    shown = under_aliases(business_case("Title", case, ["inflation=5%"], under_aliases=True), contract)
    said = repr(shown)
    real = (*real_names(contract), "Milton Keynes", "Torbay", "Geisinger", "Rycote")
    assert [name for name in real if re.search(rf"(?<![A-Za-z]){re.escape(name)}(?![a-z])", said)] == []
    assert "Case study 1" in said
    book = openpyxl.load_workbook(io.BytesIO(as_workbook("Title", shown, invented=True)))
    assert len(book.sheetnames) == 1 + sum(type(one).__name__ == "Table" for one in shown.blocks)
    cells = [str(cell.value) for row in book["Text"].iter_rows() for cell in row]
    assert any("INVENTED" in cell for cell in cells)
    assert "inflation=5%" in cells
