"""Who confirmed the scope stands in the report, and what has changed since; a figure never moves for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from evenlode.job.confirming import NOT_CONFIRMED, confirm_scope
from tests.web.shown.making import SMALL_YEAR, copied, settled_small, small, small_contract


def test_the_next_report_says_who_confirmed_the_scope_and_the_statement_is_the_same(tmp_path: Path) -> None:
    place = copied(tmp_path, small())
    before = next(place.runs.iterdir())
    assert NOT_CONFIRMED in (before / "report.html").read_text(encoding="utf-8")
    confirm_scope(small_contract(), place, SMALL_YEAR, on=date(2017, 1, 10), by="Samir Haddad <s@x>")
    after = settled_small(place)
    page = (after / "report.html").read_text(encoding="utf-8")
    assert "Scope confirmed by Samir Haddad on 10 January 2017; nothing of it has changed since." in page
    assert "s@x" not in page
    assert (after / "statement.json").read_bytes() == (before / "statement.json").read_bytes()
