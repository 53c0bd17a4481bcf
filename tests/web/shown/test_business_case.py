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
