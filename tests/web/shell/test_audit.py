"""The audit trail: every change and every refusal has its line, for those who may read it, as a page and as a file."""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evenlode.job.workspace import Workspace
from evenlode.records.journal import Journal
from evenlode.web.audit.trail import events
from evenlode.web.sending import safe


def test_a_page_that_is_not_for_the_role_is_written_down(signed_in: Callable[[str], Any], app: Path) -> None:
    assert signed_in("Helen Marsh").get("/audit-trail/").status_code == 403
    last = events(Workspace(app))[0]
    assert (last.who, last.role, last.what, last.about, last.outcome) == (
        "Helen Marsh <helen.marsh@demo.invalid>",
        "board",
        "GET audit-trail",
        "/audit-trail/",
        "denied",
    )


def test_a_change_is_written_with_the_names_of_its_fields_and_none_of_what_was_typed(
    signed_in: Callable[[str], Any], app: Path
) -> None:
    form = {"name": "Secret Name", "email": "x@example.org", "role": "finance", "party": "no", "is_active": "yes"}
    assert signed_in("Nadia Brook").post("/people/", form).status_code == 400
    last = events(Workspace(app))[0]
    assert (last.what, last.outcome) == ("people", "refused")
    assert last.before == "fields not expected: is_active"
    assert "Secret" not in str(last)


def test_it_can_be_filtered_and_taken_away_as_a_file(signed_in: Callable[[str], Any], app: Path) -> None:
    client = signed_in("Nadia Brook")
    signed_in("Helen Marsh").get("/people/")
    found = client.get("/audit-trail/?format=csv&who=helen&outcome=denied")
    assert found["Content-Disposition"] == 'attachment; filename="invented-audit-trail.csv"'
    text = found.content.decode()
    assert text.startswith("# INVENTED\n")
    rows = list(csv.DictReader(io.StringIO(text.split("\n", 1)[1])))
    assert rows[0]["about"] == "/people/"
    assert {row["outcome"] for row in rows} == {"denied"}
    assert "Nothing fits." in client.get("/audit-trail/?who=nobody-at-all").content.decode()
    assert client.get("/audit-trail/?outcome=x%27;DROP").status_code == 404


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_t21_no_cell_of_a_file_is_a_formula(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


def test_t21_numbers_stay_numbers() -> None:
    assert safe(-5) == -5


def test_t17_a_record_changed_behind_the_app_shows_on_every_page(
    signed_in: Callable[[str], Any],
    serving: Callable[[Path], None],
    app: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("evenlode.web.audit.trail.LEAST_PAUSE", 0)
    (tmp_path / "contract").symlink_to(app / "contract")
    serving(tmp_path)
    with Journal.open(tmp_path / "records.db") as journal:
        journal.append("note", {"said": "one"}, by="ann")
    client = signed_in("Nadia Brook")
    assert "do not verify" not in client.get("/").content.decode()
    with sqlite3.connect(tmp_path / "records.db") as connection:
        connection.execute("DROP TRIGGER journal_no_update")
        connection.execute("UPDATE journal SET body = '{}' WHERE seq = 1")
    connection.close()
    assert "do not verify" in client.get("/").content.decode()
    assert "Entry 1 was changed" in client.get("/audit-trail/").content.decode().replace("entry 1", "Entry 1")
