"""The partners' workbook: made, filled in by somebody, and read back through `receive`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from evenlode.data.manifest import read_manifest
from evenlode.data.received.taking import Outcome
from evenlode.data.received.workbook_write import write_partner_workbook
from evenlode.problems import Problem, Refusal
from tests.unit.data.received.conftest import Receiver

CASELOAD = (
    ("0042", "IPS", date(2016, 3, 1), None, "yes"),
    ("C2", "=1+1", date(2016, 3, 2), date(2016, 3, 9), None),
)
CONTACTS = (("0042", date(2016, 3, 5)),)
Change = Callable[[Any], None]


def typed(path: Path, change: Change = lambda book: None, caseload: Any = CASELOAD, **said: Any) -> Path:
    """The workbook with rows typed in, and whatever else is done to it."""
    write_partner_workbook(path, **{"provider": "partner-1", "month": "2016-03", "invented": False, **said})
    book = openpyxl.load_workbook(path)
    for sheet, rows in (("Caseload", caseload), ("Contacts", CONTACTS if caseload else ())):
        for line, row in enumerate(rows, start=6):
            for at, value in enumerate(row, start=1):
                cell = book[sheet].cell(line, at)
                cell.value = value
                if isinstance(value, str):
                    cell.data_type = (
                        "s"  # openpyxl takes text that begins with = for a formula; people may not mean one
                    )
    change(book)
    book.save(path)
    return path


def take(receiver: Receiver, path: Path, **said: Any) -> Outcome:
    return receiver.take(path, **{"provider": None, "month": None, **said}).outcomes[0]


def refused(receiver: Receiver, path: Path, **said: Any) -> list[Problem]:
    outcome = take(receiver, path, **said)
    assert outcome.state == "refused"
    assert not (receiver.folder / "manifest.json").exists()
    return list(outcome.problems)


def test_what_is_typed_in_comes_back(tmp_path: Path, receiver: Receiver) -> None:
    outcome = take(receiver, typed(tmp_path / "partner-1.xlsx"))
    assert (outcome.state, outcome.provider, outcome.rows, outcome.problems) == ("received", "partner-1", 3, ())
    [entry] = read_manifest(receiver.folder)[0].submissions
    assert (entry.start, entry.end) == (date(2016, 3, 1), date(2016, 3, 31))
    open_still, ended = sorted(receiver.rows("partner_caseload"), key=lambda row: row["person"])
    assert (ended["service"], ended["to_day"], ended["provider"]) == ("=1+1", date(2016, 3, 9), "partner-1")
    assert (open_still["person"], open_still["care_act_eligible"]) == ("0042", "yes")
    assert receiver.column("partner_contacts", "day") == [date(2016, 3, 5)]


def test_the_workbook_has_white_cells_for_days_and_words(tmp_path: Path) -> None:
    path = tmp_path / "one.xlsx"
    write_partner_workbook(path, "partner-1", None, invented=True, names={"partner-1": "Sallowby"})
    book = openpyxl.load_workbook(path)
    sheet = book["Caseload"]
    assert book.sheetnames == ["Read me", "Caseload", "Contacts"]
    assert sheet["A1"].value == "INVENTED: Caseload and contacts, Sallowby"
    assert sheet.protection.sheet
    assert sheet["A5"].protection.locked
    assert not sheet.column_dimensions["C"].protection.locked
    assert sheet.column_dimensions["C"].number_format == "yyyy-mm-dd"
    assert {one.type for one in sheet.data_validations.dataValidation} == {"date", "list"}
    write_partner_workbook(tmp_path / "two.xlsx", "partner-1", None, invented=True, names={"partner-1": "Sallowby"})
    assert path.read_bytes() == (tmp_path / "two.xlsx").read_bytes()


@pytest.mark.parametrize(
    ("change", "rule", "says"),
    [
        (lambda book: book["Caseload"].__setitem__("C6", "=TODAY()"), "VALUE.CELL", "a formula"),
        (lambda book: book["Caseload"].__setitem__("C5", "Began"), "FILE.COLUMNS", '"Start" (column C) is now "Began"'),
        (lambda book: book.remove(book["Contacts"]), "FILE.COLUMNS", 'The sheet "Contacts" is gone'),
        (lambda book: book["Caseload"].insert_rows(2), "FILE.COLUMNS", "from row 5 to row 6"),
        (lambda book: book["Caseload"].__setitem__("C7", "02/03/2016"), "DATE.FORMAT_MIXED", "in several ways"),
        (lambda book: setattr(book.custom_doc_props["evenlode month"], "value", "March"), "FILE.KIND", "no month"),
        (
            lambda book: setattr(book.custom_doc_props["evenlode template version"], "value", "0"),
            "WORKBOOK.VERSION",
            "form 0",
        ),
        (lambda book: setattr(book.custom_doc_props["evenlode provider"], "value", ""), "WORKBOOK.IDENTITY", "whose"),
        (lambda book: setattr(book.custom_doc_props["evenlode template"], "value", "x"), "FILE.KIND", "its own kind"),
    ],
)
def test_what_is_no_sound_workbook_is_refused(
    tmp_path: Path, receiver: Receiver, change: Change, rule: str, says: str
) -> None:
    problems = refused(receiver, typed(tmp_path / "partner-1.xlsx", change))
    assert rule in [problem.rule for problem in problems]
    assert says in "\n".join(problem.message for problem in problems)
    assert not any("--from" in problem.fix for problem in problems)


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ({"provider": "partner-2"}, "SUBMISSION.PROVIDER"),
        ({"month": "2016-04"}, "SUBMISSION.PERIOD"),
        ({"parties": {"partner-2"}}, "SUBMISSION.PROVIDER"),
    ],
)
def test_another_provider_s_or_month_s(tmp_path: Path, receiver: Receiver, said: dict[str, Any], rule: str) -> None:
    [problem] = refused(receiver, typed(tmp_path / "partner-1.xlsx"), **said)
    assert problem.rule == rule


def test_nothing_typed_in(tmp_path: Path, receiver: Receiver) -> None:
    [problem] = refused(receiver, typed(tmp_path / "partner-1.xlsx", caseload=()))
    assert problem.rule == "FILE.EMPTY"


def test_without_a_month_whoever_receives_it_says_which(tmp_path: Path, receiver: Receiver) -> None:
    path = typed(tmp_path / "partner-1.xlsx", month=None)
    assert refused(receiver, path)[0].rule == "SUBMISSION.PERIOD"
    assert take(receiver, path, month="2016-03").state == "received"


def test_a_folder_of_workbooks_is_a_submission_each(tmp_path: Path, receiver: Receiver) -> None:
    folder = tmp_path / "partners"
    folder.mkdir()
    for partner in ("partner-1", "partner-2"):
        typed(folder / f"{partner}.xlsx", provider=partner, invented=True)
    (folder / "~$partner-1.xlsx").write_bytes(b"somebody has it open")
    outcomes = receiver.take(folder, provider=None, month=None).outcomes
    assert [(one.state, one.provider) for one in outcomes] == [("received", "partner-1"), ("received", "partner-2")]
    assert read_manifest(receiver.folder)[0].invented


@pytest.mark.parametrize("provider", ["partner-3", "Partner One"])
def test_it_is_made_for_those_who_may_send(tmp_path: Path, provider: str) -> None:
    with pytest.raises(Refusal) as refusal:
        write_partner_workbook(tmp_path / "x.xlsx", provider, None, invented=False, names={"partner-1": "One"})
    assert refusal.value.rule == "SUBMISSION.PROVIDER"
    assert not (tmp_path / "x.xlsx").exists()
